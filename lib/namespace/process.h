// SPDX-License-Identifier: MIT
// Processes: a child with an owner, its end passed on, signals by name and as they were found, pipes that
// tell of the other side's death, and becoming another program.
#pragma once

#include <csignal>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "lib/base/error.h"
#include "lib/base/fd.h"

namespace nskit {

/// Writes `NAME: TEXT` to standard error, in one write, unless the text is empty; returns the error's exit
/// status.
int report(const Error &error);

/// Runs `body`, which returns an exit status; an Error is reported and its status returned. It is the frame
/// around a command's main and around everything that a forked child does.
template <class Body> int run_reporting(Body &&body)
{
    try {
        return body();
    } catch (const Error &error) {
        return report(error);
    }
}

/// Opens what is closed of descriptors 0, 1 and 2 (on /dev/null, O_CLOEXEC), so that none of ours gets one of
/// these numbers and no message is ever written into it. They are of no more use than closed ones (EBADF),
/// and the program that we run finds them closed as before.
void hold_standard_descriptors();

/// A pidfd of a process; an empty Fd with errno set where there is none (Linux 5.3), as for a thread.
Fd open_pidfd(pid_t pid);

/// Whether the process behind the pidfd has ended.
bool has_ended(int pidfd);

/// A forked child. One that nobody has waited for is killed and reaped when its owner goes, so that no child
/// outlives an error.
class Child {
  public:
    Child() = default;
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(Child &&other) noexcept : pid_(other.release()) {}
    Child &operator=(Child &&other) noexcept;
    ~Child() { kill_and_reap(); }

    /// 0 where there is none, or where it has been waited for.
    pid_t pid() const { return pid_; }
    /// Waits for its end and returns the status as waitpid(2) gives it; throws Error where waiting fails.
    int wait();
    /// The same; while the child is stopped this process stops too, and it continues the child when it is
    /// continued.
    int wait_mirroring_stops();
    /// Kills the child, if there is one, and waits for its end.
    void kill_and_reap();
    /// Gives the child up: it is on its own.
    pid_t release();

  private:
    pid_t pid_ = 0;
};

/// Forks (throws `fork failed: ...`). The child runs `body`, reports an Error, and _exits with the status
/// that body returned; nothing of the caller's frames is unwound in it.
template <class Body> Child fork_child(Body &&body)
{
    pid_t pid = sys(fork(), "fork failed");
    if (pid == 0)
        _exit(run_reporting(body));
    return Child(pid);
}

/// Ends as a child ended, given its wait status: returns its exit status, or dies by the signal that killed
/// it. Throws Error where we survive that signal, as the init of a PID namespace does.
int end_like(int wait_status);

/// The number of a signal by its name: any case, with or without SIG, RTMIN+N, RTMAX-N; numbers are no names.
std::optional<int> signal_number(std::string_view name);

/// SIGTERM, SIGRTMIN+1.
std::string signal_name(int signal);

/// The signal mask and dispositions of the process as they are before it changes them; restore() is for the
/// child that becomes the program, which shall find what our caller meant it to find.
class SignalState {
  public:
    SignalState();
    /// Changes a disposition, and notes the former one. With a handler, system calls are restarted.
    void handle(int signal, void (*handler)(int));
    void block(std::initializer_list<int> signals);
    void restore() const;

  private:
    struct Disposition {
        int signal;
        struct sigaction action;
    };
    sigset_t mask_;
    std::vector<Disposition> changed_;
};

/// Two processes, one of which waits for the other's word. It is made before the fork; then one side calls
/// only wait(), the other only open().
class Gate {
  public:
    /// Throws Error where no pipe can be had.
    Gate();
    /// Waits until the other side opens the gate; false where it ended instead.
    bool wait();
    /// Lets the other side go on. No failure if it is gone.
    void open();

  private:
    Fd read_, write_;
};

/// Becomes the program, found along PATH; `argv` ends in a null pointer. Throws `failed to execute NAME: ...`
/// with status 127 where there is no such file, else 126.
[[noreturn]] void execute(char *const argv[]);

/// Becomes the program, or, where `argv` is empty, the user's login shell: $SHELL, the passwd entry's,
/// /bin/sh.
[[noreturn]] void execute_or_shell(char *const argv[]);

} // namespace nskit
