// SPDX-License-Identifier: MIT
// A process that stays behind in the caller's namespaces, as the caller, and does there what cannot be done
// from the new ones: it writes ID maps and binds namespaces to files.
//
// What it has bound stands before the program starts, and is undone unless the program does start. For that
// it leaves a watcher, which is nobody's child, at the other end of a socket: execve closes ours, and so does
// death, whatever its cause; only after keep() does that end mean success.
#pragma once

#include "lib/base/fd.h"
#include "cmd/unshare/plan.h"
#include "lib/namespace/process.h"

namespace nskit {

class Outside {
  public:
    /// Forks, where the plan has work for it. SIGCHLD must not be ignored.
    explicit Outside(const UnsharePlan &plan);
    Outside(Outside &&) = default;
    /// Undoes the binds, waits until that is done, and leaves no process.
    ~Outside();

    /// Writes the maps that take the caller's rights. It tells a failure itself and throws a silent Error.
    void write_maps();
    /// Binds the namespaces to their files, all or none: the last thing asked of the process, which ends.
    /// Tells a failure itself, as above.
    void bind();

    /// For the child of a fork before bind(): what holds the binds in its hands; the process remains its
    /// parent's.
    Outside inherited();
    /// For the parent: leaves the binds to the child.
    void hand_over() { socket_.reset(); }
    /// Says that all has succeeded but for the execve that follows at once.
    void keep();

  private:
    Outside(Fd socket) : socket_(std::move(socket)) {}
    void ask(char request);

    Fd socket_;
    Child process_;
};

} // namespace nskit
