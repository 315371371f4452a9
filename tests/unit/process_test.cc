// SPDX-License-Identifier: MIT
// Children and how they end, gates, names of signals, dispositions.
#include "lib/namespace/process.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>

#include <gtest/gtest.h>

using namespace nskit;

namespace {

bool exists(pid_t pid)
{
    return kill(pid, 0) == 0;
}

/// A child that waits to be killed.
Child idle_child()
{
    return fork_child([]() -> int {
        for (;;)
            pause();
    });
}

} // namespace

TEST(Child, ExitsWithTheStatusThatItsBodyReturns)
{
    int status = fork_child([] { return 42; }).wait();
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 42);
    EXPECT_EQ(end_like(status), 42);
}

TEST(Child, ExitsWithTheStatusOfAnError)
{
    int status = fork_child([]() -> int { throw Error{"", 7}; }).wait();
    EXPECT_EQ(end_like(status), 7);
}

TEST(Child, DiesWithItsOwner)
{
    pid_t pid;
    {
        Child child = idle_child();
        pid = child.pid();
        EXPECT_TRUE(exists(pid));
    }
    EXPECT_FALSE(exists(pid)); // it is reaped
}

TEST(Child, DiesWhenAnErrorUnwinds)
{
    pid_t pid = 0;
    try {
        Child child = idle_child();
        pid = child.pid();
        throw Error{"something"};
    } catch (const Error &) {
    }
    EXPECT_NE(pid, 0);
    EXPECT_FALSE(exists(pid));
}

TEST(Child, MovedToAnotherOwnerLivesOn)
{
    Child first = idle_child();
    pid_t pid = first.pid();
    Child second = std::move(first);
    EXPECT_EQ(first.pid(), 0); // NOLINT: a moved-from child is tested
    first.kill_and_reap();     // NOLINT
    EXPECT_TRUE(exists(pid));
    second = Child();
    EXPECT_FALSE(exists(pid));
}

TEST(Child, EndsWithTheSameSignal)
{
    for (int signal : {SIGTERM, SIGKILL, SIGUSR1}) {
        // The child dies of the signal that its own child died of, although it ignores and blocks it.
        int status = fork_child([=] {
                         SignalState signals;
                         Child inner = fork_child([=] {
                             kill(getpid(), signal);
                             return 0;
                         });
                         int end = inner.wait();
                         signals.block({signal});
                         if (signal != SIGKILL)
                             signals.handle(signal, SIG_IGN);
                         return end_like(end);
                     }).wait();
        EXPECT_TRUE(WIFSIGNALED(status));
        EXPECT_EQ(WTERMSIG(status), signal);
    }
}

TEST(Child, ItsPidfdBecomesReadableAtItsEnd)
{
    Child child = idle_child();
    Fd pidfd = open_pidfd(child.pid());
    if (!pidfd.valid())
        GTEST_SKIP() << "no pidfds";
    EXPECT_FALSE(has_ended(pidfd.get()));
    kill(child.pid(), SIGKILL);
    pollfd p{.fd = pidfd.get(), .events = POLLIN, .revents = 0};
    EXPECT_EQ(poll(&p, 1, 10000), 1);
    EXPECT_TRUE(has_ended(pidfd.get()));
}

TEST(Gate, LetsTheOtherSideThrough)
{
    Gate gate;
    Child child = fork_child([&] { return gate.wait() ? 0 : 1; });
    gate.open();
    EXPECT_EQ(end_like(child.wait()), 0);
}

TEST(Gate, ReportsIfTheOpenerDied)
{
    Gate gate;
    Child child = fork_child([] { return 0; });
    EXPECT_FALSE(gate.wait());
}

TEST(Gate, OpeningForADeadWaiterIsHarmless)
{
    Gate gate;
    fork_child([] { return 0; }).wait();
    gate.open(); // no SIGPIPE
}

TEST(Signals, ByName)
{
    EXPECT_EQ(signal_number("TERM"), SIGTERM);
    EXPECT_EQ(signal_number("SIGTERM"), SIGTERM);
    EXPECT_EQ(signal_number("sigKill"), SIGKILL);
    EXPECT_EQ(signal_number("cld"), SIGCHLD);
    EXPECT_EQ(signal_number("POLL"), SIGIO);
    EXPECT_EQ(signal_number("RTMIN"), SIGRTMIN);
    EXPECT_EQ(signal_number("SIGRTMIN+3"), SIGRTMIN + 3);
    EXPECT_EQ(signal_number("rtmax-2"), SIGRTMAX - 2);
}

TEST(Signals, RefusesOtherWords)
{
    for (const char *name : {"", "9", "SIG", "SIG9", "TERMI", "TER", "SIGSIGTERM", "RTMIN-1", "RTMAX+1",
                             "RTMIN+", "RTMIN+99", "RTMIN+-1", "RTMIN+1x", " TERM", "RTMIN1"})
        EXPECT_EQ(signal_number(name), std::nullopt) << name;
}

TEST(Signals, EveryNameIsReadBack)
{
    for (int signal = 1; signal <= SIGRTMAX; signal++)
        if (signal <= 31 || signal >= SIGRTMIN) { // libc uses those between
            EXPECT_EQ(signal_number(signal_name(signal)), signal);
        }
}

TEST(Signals, AreRestored)
{
    struct sigaction before, after;
    sigset_t mask;
    sigaction(SIGUSR2, nullptr, &before);
    {
        SignalState signals;
        signals.handle(SIGUSR2, SIG_IGN);
        signals.handle(SIGUSR2, SIG_DFL); // the second change does not replace what is remembered
        signals.block({SIGUSR1});
        signals.restore();
    }
    sigaction(SIGUSR2, nullptr, &after);
    sigprocmask(SIG_SETMASK, nullptr, &mask);
    EXPECT_EQ(before.sa_handler, after.sa_handler);
    EXPECT_FALSE(sigismember(&mask, SIGUSR1));
}

TEST(Execute, DistinguishesAMissingProgramFromOneThatCannotRun)
{
    auto status_of = [](const char *name) {
        char *const argv[] = {const_cast<char *>(name), nullptr};
        try {
            execute(argv);
        } catch (const Error &error) {
            EXPECT_EQ(error.text.rfind(std::string("failed to execute ") + name + ": ", 0), 0u) << error.text;
            return error.status;
        }
    };
    EXPECT_EQ(status_of("/nonexistent/program"), 127);
    EXPECT_EQ(status_of(""), 127);
    EXPECT_EQ(status_of("/"), 126);
    EXPECT_EQ(status_of("/dev/null/program"), 126);
}

TEST(StandardDescriptors, AreOpenedOnlyIfClosed)
{
    int status = fork_child([] {
                     close(STDIN_FILENO);
                     close(STDERR_FILENO);
                     hold_standard_descriptors();
                     bool right = fcntl(STDIN_FILENO, F_GETFD) == FD_CLOEXEC &&
                                  fcntl(STDOUT_FILENO, F_GETFD) == 0 &&
                                  fcntl(STDERR_FILENO, F_GETFD) == FD_CLOEXEC;
                     return right ? 0 : 1;
                 }).wait();
    EXPECT_EQ(end_like(status), 0);
}
