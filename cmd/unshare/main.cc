// SPDX-License-Identifier: MIT
// unshare: run a program in new namespaces.
#include <cerrno>
#include <csignal>
#include <ctime>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "cmd/unshare/namespaces.h"
#include "cmd/unshare/helper.h"
#include "cmd/unshare/plan.h"
#include "lib/namespace/process.h"
#include "cmd/unshare/program.h"

using namespace nskit;

namespace {

/// The user namespace belongs to who makes it.
void become_owner(const UnsharePlan &plan)
{
    if (!plan.owner_user && !plan.owner_group)
        return;
    set_ids(plan.owner_user, plan.owner_group);
    // With its credentials changed, /proc/self would belong to root, and we have to write there. Nothing in
    // this process is a secret from the owner: it is going to be a program of theirs.
    sys(prctl(PR_SET_DUMPABLE, 1), "prctl failed");
}

/// A process may map its own group only after it has given up setgroups(2), see user_namespaces(7).
void write_setgroups(const UnsharePlan &plan, bool own_group_map)
{
    const char *path = "/proc/self/setgroups";
    if (plan.setgroups == Setgroups::unset && own_group_map && access(path, F_OK) == -1 && errno == ENOENT)
        return; // Linux before 3.19 knows no setgroups file, and demands nothing
    if (plan.setgroups == Setgroups::deny || own_group_map)
        write_control_file(path, "deny");
    else if (plan.setgroups == Setgroups::allow)
        write_control_file(path, "allow");
}

/// The word on setgroups comes first: with a group map written it is too late for it.
void write_maps(const UnsharePlan &plan, Outside &outside)
{
    bool own_group_map = plan.groups.single && !plan.group_map_from_outside();
    write_setgroups(plan, own_group_map);
    outside.write_maps();
    if (plan.users.single && !plan.user_map_from_outside())
        write_control_file("/proc/self/uid_map", format("%u %u 1", *plan.users.single, plan.euid));
    if (own_group_map)
        write_control_file("/proc/self/gid_map", format("%u %u 1", *plan.groups.single, plan.egid));
}

void set_clock(int clock, std::optional<int64_t> seconds)
{
    const char *path = "/proc/self/timens_offsets";
    if (seconds && !write_once(path, format("%d %lld 0", clock, static_cast<long long>(*seconds))))
        fail_errno("failed to write to %s", path);
}

void set_clocks(const UnsharePlan &plan)
{
    set_clock(CLOCK_BOOTTIME, plan.boottime);
    set_clock(CLOCK_MONOTONIC, plan.monotonic);
}

bool has_exited(pid_t pid)
{
    siginfo_t end{};
    return waitid(P_PID, static_cast<id_t>(pid), &end, WEXITED | WNOHANG | WNOWAIT) == 0 && end.si_pid == pid;
}

/// Waits for the child's end, and meanwhile passes on to it the signals that are blocked for that.
int wait_forwarding(Child &child)
{
    sigset_t signals;
    sigemptyset(&signals);
    for (int signal : {SIGINT, SIGTERM, SIGCHLD})
        sigaddset(&signals, signal);
    while (!has_exited(child.pid())) {
        int signal = sigwaitinfo(&signals, nullptr);
        if (signal == SIGINT || signal == SIGTERM)
            kill(child.pid(), signal);
    }
    return child.wait();
}

/// Runs the program in a child, and ends as it ends.
int supervise(const UnsharePlan &plan, SignalState &signals, Outside &outside)
{
    // What is meant for all of us the program decides on; we are there to tell how it ended.
    signals.block({SIGINT, SIGTERM});
    if (plan.forward_signals)
        signals.block({SIGCHLD});
    Fd self;
    if (plan.kill_child)
        self = Fd(sys(open_pidfd(getpid()).release(), "pidfd_open failed"));
    Gate gate;
    Child child = fork_child([&]() -> int {
        Outside binds = outside.inherited();
        if (!gate.wait())
            throw Error{""}; // our parent failed, and has said why
        become_program(plan, signals, std::move(binds), self);
    });
    outside.bind(); // a PID namespace can be bound only now that it has a process
    outside.hand_over();
    gate.open();
    return end_like(plan.forward_signals ? wait_forwarding(child) : child.wait());
}

int run(std::span<char *> argv)
{
    hold_standard_descriptors();
    SignalState signals;
    signals.handle(SIGCHLD, SIG_DFL); // where our caller ignores it, there would be nothing to wait for
    UnsharePlan plan = parse_unshare(argv);
    Outside outside(plan); // before anything changes: it keeps the namespaces and rights of the caller
    become_owner(plan);
    make_namespaces(plan);
    write_maps(plan, outside);
    set_clocks(plan); // which must be set before the namespace has its first process
    if (plan.fork)
        return supervise(plan, signals, outside);
    outside.bind();
    become_program(plan, signals, std::move(outside), Fd());
}

} // namespace

int main(int argc, char **argv)
{
    // No exit handlers: nothing is buffered, and in a PID namespace that has lost its init nothing can be
    // forked, which is what a leak checker does at the end.
    _exit(run_reporting([&] { return run({argv, static_cast<size_t>(argc)}); }));
}
