// SPDX-License-Identifier: MIT
#include "cmd/unshare/init.h"

#include <cerrno>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/namespace/channel.h"

namespace nskit::unshare {

namespace {

/// What goes to process 1 in place of a signal's number when unshare goes on after a stop.
constexpr int resume = 0;

/// How long unshare waits for the end of process 1, in milliseconds.
constexpr int longest_end = 1000;

Fd open_signals(const sigset_t &signals)
{
    return Fd(sys(signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd failed"));
}

/// Waits until one of two descriptors can be read; an empty one never can.
struct Readable {
    bool first, second;
};
Readable wait_readable(const Fd &first, const Fd &second)
{
    pollfd both[] = {{.fd = first.get(), .events = POLLIN, .revents = 0},
                     {.fd = second.get(), .events = POLLIN, .revents = 0}};
    sys(uninterrupted([&] { return poll(both, 2, -1); }), "poll failed");
    return {both[0].revents != 0, both[1].revents != 0};
}

// --- process 1

sigset_t end_of_children()
{
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    return children;
}

class Init {
  public:
    Init(const Fd &outer, pid_t program, int kill_child)
        : outer_(outer), children_(open_signals(end_of_children())), program_(program),
          kill_child_(kill_child)
    {}
    void run();

  private:
    void reap();
    void note(int status);
    void obey();
    void continue_program();

    const Fd &outer_;
    const Fd children_; ///< SIGCHLD
    const pid_t program_;
    const int kill_child_;
    bool outer_lives_ = true, stopped_ = false, ended_ = false;
};

void Init::run()
{
    const Fd nobody;
    while (!ended_) {
        const bool request = wait_readable(outer_lives_ ? outer_ : nobody, children_).first;
        reap(); // before a request, which may depend on it
        if (request && !ended_)
            obey();
    }
}

/// Reaps whoever has ended; one SIGCHLD may stand for many.
void Init::reap()
{
    signalfd_siginfo info;
    while (read(children_.get(), &info, sizeof info) > 0)
        ;
    int status;
    for (;;) {
        const pid_t pid =
            uninterrupted([&] { return waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED); });
        if (pid <= 0)
            return;
        if (pid == program_)
            note(status);
    }
}

void Init::note(int status)
{
    stopped_ = WIFSTOPPED(status);
    ended_ = WIFEXITED(status) || WIFSIGNALED(status);
    if (stopped_ || ended_)
        say(outer_, status); // if unshare has gone, the next poll() says so; so below
}

void Init::obey()
{
    const std::optional<int> number = hear<int>(outer_);
    outer_lives_ = number.has_value();
    if (!number)
        kill(program_, kill_child_);
    else if (*number != resume)
        kill(program_, *number);
    else
        continue_program();
}

/// A shell continues the whole group, one process after the other: the program may be the next. It is not
/// to be continued twice.
void Init::continue_program()
{
    constexpr int tries = 5, pause = 10; // milliseconds
    for (int i = 0; stopped_ && i < tries; i++) {
        pollfd child{.fd = children_.get(), .events = POLLIN, .revents = 0};
        poll(&child, 1, pause);
        reap();
    }
    if (stopped_)
        kill(program_, SIGCONT);
}

// --- unshare

/// Whether a signal is for the program, which has it already if the terminal sent it, to the whole group. At
/// a hangup the terminal sends SIGHUP to the leader of the session alone.
bool is_to_be_passed_on(const signalfd_siginfo &info)
{
    const bool by_process = info.ssi_code <= 0;
    return by_process || (info.ssi_signo == SIGHUP && getsid(0) == getpid());
}

void pass_signals_on(const Fd &signals, const Fd &outer)
{
    signalfd_siginfo info;
    while (read(signals.get(), &info, sizeof info) == sizeof info)
        if (is_to_be_passed_on(info))
            say(outer, static_cast<int>(info.ssi_signo));
}

/// Stops, as the program has: a shell with job control sees us stop as it would have seen the program.
void stop_and_resume(const Fd &outer)
{
    kill(getpid(), SIGSTOP);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, SIGCONT);
    const timespec at_once{};
    sigtimedwait(&one, nullptr, &at_once); // what has continued us
    say(outer, resume);
}

void await_end(Child &init)
{
    const Fd pidfd = open_pidfd(init.pid());
    pollfd end{.fd = pidfd.get(), .events = POLLIN, .revents = 0};
    if (pidfd.valid() && uninterrupted([&] { return poll(&end, 1, longest_end); }) == 1)
        init.wait();
    else
        init.release();
}

} // namespace

int run_init(const Fd &inner, Child program, int kill_child)
{
    Init(inner, program.pid(), kill_child).run();
    program.release(); // it is reaped; whoever is left dies with us
    return 0;
}

int follow_init(Child init, const Fd &outer)
{
    sigset_t all;
    sigfillset(&all);
    const Fd signals = open_signals(all);
    for (;;) {
        const auto [message, signal] = wait_readable(outer, signals);
        if (signal)
            pass_signals_on(signals, outer);
        if (!message)
            continue;
        const std::optional<int> status = hear<int>(outer);
        if (!status)
            return end_like(init.wait()); // it was killed, or has failed and has said why
        if (!WIFSTOPPED(*status)) {
            await_end(init);
            return end_like(*status);
        }
        stop_and_resume(outer);
    }
}

} // namespace nskit::unshare
