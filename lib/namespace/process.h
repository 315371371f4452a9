// SPDX-License-Identifier: MIT
// Processes: a child with an owner, ending as a child has ended, signals and their names, a gate between two
// processes, and becoming another program.
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
#include "lib/base/function_ref.h"

namespace nskit {

/// Opens those of the descriptors 0, 1 and 2 that are closed, on /dev/null and O_CLOEXEC. Otherwise a file of
/// ours could get one of these numbers, and a message be written into it. They are of no more use than closed
/// ones (EBADF), and the program that we run finds them closed as before.
void hold_standard_descriptors();

/// Opens a pidfd (Linux 5.3) of a process. Returns an empty Fd with errno set on failure, as for a thread.
Fd open_pidfd(pid_t pid);

/// Until the next exec nobody can trace the process and get at its descriptors, but for one with
/// CAP_SYS_PTRACE over it. To be called again after each change of IDs or of the user namespace: by that the
/// kernel sets it anew, to the sysctl fs.suid_dumpable. Throws `prctl failed: ...`.
void hide_from_tracers();

/// Whether the process behind the pidfd has ended.
bool has_ended(int pidfd);

/// From now on the kernel sends this process the signal as soon as its parent ends. `parent` is a pidfd of it
/// (empty: before Linux 5.3), which shows if that has ended before: then throws a silent Error. (getppid()
/// does not show it to the first process of a PID namespace.)
void end_with(const Fd &parent, int signal);

/// The two ends of a pipe.
struct Pipe {
    Fd read, write;
};
/// Makes a pipe, O_CLOEXEC. Throws `pipe failed: ...`.
Pipe make_pipe();

/// Closes all descriptors but 0, 1, 2 and `kept`, for a process that lives on when its caller has ended.
/// Throws Error if /proc does not list them.
void close_inherited(std::initializer_list<int> kept);

/// A forked child. Unless somebody has waited for it, it is killed and reaped with its owner, so that no
/// child outlives an error.
class Child {
  public:
    Child() = default;
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(Child &&other) noexcept : pid_(other.release()) {}
    Child &operator=(Child &&other) noexcept;
    ~Child() { kill_and_reap(); }

    /// 0 if there is none, or it has been waited for.
    pid_t pid() const { return pid_; }
    /// Waits for its end and returns the status as waitpid(2) does. Throws Error if waiting fails.
    int wait();
    /// The same, but while the child is stopped this process stops, too, and when it is continued it
    /// continues the child.
    int wait_mirroring_stops();
    /// Kills the child, if there is one, and waits for its end.
    void kill_and_reap();
    /// Gives up the child, which then lives on without an owner.
    pid_t release();

  private:
    pid_t pid_ = 0;
};

/// Forks. If the caller ignores SIGCHLD, whose children cannot be waited for, the signal has its default
/// disposition in the parent from then on, and is ignored in the child as before. Returns 0 in the child.
/// Throws `fork failed: ...`.
pid_t fork_waitable();

/// Forks (throws `fork failed: ...`). The child runs `body` as run_reporting() does and _exits with the
/// status; it unwinds nothing of the caller's frames.
template <class Body> Child fork_child(Body &&body, Report how = Report::named)
{
    pid_t pid = fork_waitable();
    if (pid == 0)
        _exit(run_reporting(body, how));
    return Child(pid);
}

/// The same for a `body` that soon executes a program, at half the cost: the child runs in our memory, and we
/// wait until it has executed the program or ended. What it changes in memory is changed for us, too.
Child spawn_child(FunctionRef<void()> body, Report how = Report::named);

/// How a child has ended, as a shell says it, given its wait status: its exit status, or 128 and the number
/// of the signal that killed it.
int shell_status(int wait_status);

/// Ends as a child has ended, given its wait status: returns its exit status, or dies by the signal that
/// killed it. Throws Error if we survive that signal, as the init of a PID namespace does.
int end_like(int wait_status);

/// The number of a signal by its name, in any case, with or without SIG, or RTMIN+N, RTMAX-N. A number is no
/// name.
std::optional<int> signal_number(std::string_view name);

/// The name of a signal: SIGTERM, SIGRTMIN+1.
std::string signal_name(int signal);

/// The signal mask and dispositions as the process has found them, before it changes them. restore() is for
/// the process that becomes the program, which shall find them as our caller has set them.
class SignalState {
  public:
    SignalState();
    /// Changes a disposition and notes the former one. System calls that a handler interrupts are restarted.
    void handle(int signal, void (*handler)(int));
    void block(std::initializer_list<int> signals);
    void block_all();
    void restore() const;

  private:
    struct Disposition {
        int signal;
        struct sigaction action;
    };
    sigset_t mask_;
    std::vector<Disposition> changed_;
};

/// Lets one process wait for another. It is made before the fork; then one side calls only wait(), the other
/// only open().
class Gate {
  public:
    /// Throws Error if no pipe can be made.
    Gate() : pipe_(make_pipe()) {}
    /// Waits until the other side opens the gate. Returns false if it has ended instead. Throws Error if the
    /// wait fails.
    bool wait();
    /// Lets the other side go on. It is no failure if that is gone. Throws Error if it cannot be reached.
    void open();

  private:
    Pipe pipe_;
};

/// Becomes the program, found along PATH. `argv` ends in a null pointer. Throws `failed to execute NAME: ...`
/// with status 127 if there is no such file, else 126.
[[noreturn]] void execute(char *const argv[]);

/// Becomes the program, or, if `argv` is empty, the user's login shell: $SHELL, that of the passwd entry, or
/// /bin/sh.
[[noreturn]] void execute_or_shell(char *const argv[]);

} // namespace nskit
