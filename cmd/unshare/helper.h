// SPDX-License-Identifier: MIT
// A process that stays in the caller's namespaces, as the caller, and does the work that cannot be done from
// the new ones: it writes ID maps, for an owner also setgroups and clocks, and binds namespaces to files.
//
// The binds stand before the program starts, and are undone unless it does start. For that the process leaves
// a watcher, which is nobody's child, at the other end of a socket. execve closes our end, and so does our
// death, by whatever cause; only after keep() does a closed end mean success.
#pragma once

#include "cmd/unshare/plan.h"
#include "lib/base/fd.h"
#include "lib/namespace/process.h"

namespace nskit::unshare {

class Helper {
  public:
    /// Forks, if the plan has work for it; the other process closes the plan's channels. SIGCHLD must not be
    /// ignored.
    explicit Helper(Plan &plan);
    Helper(Helper &&) = default;
    /// Undoes the binds, waits until that is done, and leaves no process.
    ~Helper();

    /// Writes the maps that need the caller's rights, and for an owner all that /proc takes. On failure the
    /// process reports it, and this throws a silent Error.
    void write_maps();
    /// Binds the namespaces to their files, all or none. It is the last request to the process, which then
    /// ends. A failure is reported as above.
    void bind();

    /// For a child that was forked before bind(): keeping or undoing the binds is up to the result. The
    /// process remains the parent's.
    Helper inherited();
    /// For the parent: leaves the binds to the child.
    void hand_over() { socket_.reset(); }
    /// Keeps the binds, unless the execve that follows at once fails.
    void keep();

  private:
    Helper(Fd socket, bool pinned) : socket_(std::move(socket)), pinned_(pinned) {}
    void ask(char request);

    Fd socket_;
    bool pinned_ = false; ///< whether there are binds, and so a watcher
    Child process_;
};

} // namespace nskit::unshare
