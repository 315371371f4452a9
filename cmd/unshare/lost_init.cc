// SPDX-License-Identifier: MIT
#include "cmd/unshare/lost_init.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/base/explain.h"
#include "lib/base/file.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/process.h"
#include "lib/namespace/syscall.h"

namespace nskit::unshare {

namespace {

/// Waits for an event, `milliseconds` at most. Returns whether there is one.
bool wait_for(const Fd &pidfd, int milliseconds, short events = POLLIN)
{
    pollfd wait{pidfd.get(), events, 0};
    return uninterrupted([&] { return poll(&wait, 1, milliseconds); }) == 1;
}

/// Whether the program, which has ended, has failed. An older kernel does not say: no.
bool has_failed(const Fd &program)
{
    constexpr int slow_parent = 1000;
    return wait_for(program, slow_parent, 0) && // POLLHUP: its parent has waited for it
           syscalls::exit_status(program.get()).value_or(0) != 0;
}

/// Waits for the end of process 1 of the program's PID namespace. Returns false if the program ends first, or
/// the kernel does not know. Nothing tells when process 1 starts: this looks ten times a second at first, and
/// once a second in the end.
bool wait_for_end_of_init(const Fd &program, pid_t pid, const Fd &space)
{
    const std::string path = format("/proc/%d/ns/pid_for_children", pid);
    const int request =
        static_cast<int>(NS_GET_TGID_FROM_PIDNS); // too large for musl's ioctl(2), whose request is an int
    for (int pause = 100; !wait_for(program, pause); pause = std::min(pause * 2, 1000)) {
        const int init = ioctl(space.get(), request, 1);
        const Fd pidfd = init > 0 ? open_pidfd(init) : Fd();
        if (!pidfd.valid() && !open_file(path.c_str(), O_RDONLY).valid()) // it has had none
            continue;
        pollfd ends[] = {{pidfd.get(), POLLIN, 0}, {program.get(), POLLIN, 0}};
        if (pidfd.valid())
            uninterrupted([&] { return poll(ends, std::size(ends), -1); });
        return !wait_for(program, 0);
    }
    return false;
}

/// Whether no process can start in a PID namespace, which is tried: a program that has ended does not see it.
bool is_dead(const Fd &user, const Fd &space)
{
    setns(user.get(), CLONE_NEWUSER); // fails if it is our own
    if (setns(space.get(), CLONE_NEWPID) != 0)
        return false;
    const pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child == -1 && errno == ENOMEM;
}

/// What is opened of the program while it lives.
struct Watched {
    Fd program, space, user;
};

void watch(const Watched &watched, pid_t pid)
{
    constexpr int soon = 200; // a program that ends well with its only child needs no hint
    const bool lives_without =
        wait_for_end_of_init(watched.program, pid, watched.space) && !wait_for(watched.program, soon);
    if (lives_without || (has_failed(watched.program) && is_dead(watched.user, watched.space)))
        say_hint([] {
            return std::string("the first child of the program was process 1 of the PID namespace; it has "
                               "ended, and no other process can start there: add --fork");
        });
}

/// Keeps no file of the caller open but stderr, as a pipe whose reader waits for the end.
void let_go(const Watched &kept)
{
    setsid();
    close_inherited({kept.program.get(), kept.space.get(), kept.user.get()});
    const Fd null = sys(open_file("/dev/null", O_RDWR), "Cannot open /dev/null");
    for (int fd : {STDIN_FILENO, STDOUT_FILENO})
        sys(dup2(null.get(), fd), "dup2 failed");
}

} // namespace

FirstChildWatcher::FirstChildWatcher(const Plan &plan)
{
    if (plan.fork || !(plan.namespaces & CLONE_NEWPID) || !are_hints_wanted())
        return;
    const pid_t pid = getpid();
    Watched watched{.program = open_pidfd(pid)};
    if (!watched.program.valid())
        return;
    gates_.emplace();
    auto stay = [&] {
        if (!gates_->made.wait())
            return;
        // Unlike /proc, the pidfd also gives a PID namespace in which no process has been yet.
        watched.space = open_namespace_of(watched.program.get(), namespace_type(CLONE_NEWPID), Whose::pin);
        watched.user = open_namespace_of(watched.program.get(), namespace_type(CLONE_NEWUSER));
        gates_->opened.open();
        let_go(watched);
        if (watched.space.valid())
            watch(watched, pid);
    };
    fork_child([&] { fork_child(stay).release(); }).wait();
}

void FirstChildWatcher::begin()
{
    if (!gates_)
        return;
    gates_->made.open();
    gates_->opened.wait();
}

} // namespace nskit::unshare
