// SPDX-License-Identifier: MIT
// unshare: run a program in new namespaces.
#include <csignal>
#include <sys/wait.h>

#include "cmd/unshare/channels.h"
#include "cmd/unshare/control.h"
#include "cmd/unshare/helper.h"
#include "cmd/unshare/hints.h"
#include "cmd/unshare/init.h"
#include "cmd/unshare/lost_init.h"
#include "cmd/unshare/namespaces.h"
#include "cmd/unshare/plan.h"
#include "cmd/unshare/program.h"
#include "lib/base/error.h"
#include "lib/namespace/capability.h"
#include "lib/namespace/channel.h"
#include "lib/namespace/process.h"

namespace nskit::unshare {

namespace {

/// Writes the maps, and what comes before them. An owner cannot write into their own /proc directory, since
/// it is root's until the program starts: the helper does all of it.
void write_maps(const Plan &plan, Helper &helper)
{
    const bool own_user_map = plan.users.single && !plan.user_map_from_outside();
    const bool own_group_map = plan.groups.single && !plan.group_map_from_outside();
    ProcessDirectory self;
    if (!plan.has_owner() && (own_user_map || own_group_map || plan.setgroups != Setgroups::unset)) {
        self = open_own_directory();
        write_setgroups(plan, self);
    }
    helper.write_maps();
    if (own_user_map)
        write_control_file(self, "uid_map", format("%u %u 1", *plan.users.single, plan.euid));
    if (own_group_map)
        write_control_file(self, "gid_map", format("%u %u 1", *plan.groups.single, plan.egid));
}

/// Sets the clocks, unless the helper has done so.
void set_own_clocks(const Plan &plan)
{
    if (!plan.has_owner() && (plan.boottime || plan.monotonic))
        set_clocks(plan, open_own_directory());
}

bool has_exited(pid_t pid)
{
    siginfo_t end{};
    return waitid(P_PID, static_cast<id_t>(pid), &end, WEXITED | WNOHANG | WNOWAIT) == 0 && end.si_pid == pid;
}

/// Waits for the child's end, and until then passes on to it the signals that have been blocked for that.
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

/// What the process does that becomes the program. Signals are restored first, so that they can end a long
/// preparation, and again if a setup command has changed one.
[[noreturn]] void prepare_program(Plan &plan, const SignalState &signals, Helper binds, const Fd &parent)
{
    signals.restore();
    prepare(plan, signals);
    if (plan.setup)
        signals.restore();
    become_program(plan, std::move(binds), parent);
}

/// What the child does: it becomes the program, or process 1, which forks the program.
int run_child(Plan &plan, const SignalState &signals, Helper binds, const Fd &parent, Channel link)
{
    link.ours.reset();          // whose end of file says that our parent has died
    plan.channels.info.reset(); // which our parent writes, and whose reader waits for the end of file
    if (!plan.init) {
        if (plan.waits())
            die_with(plan, parent); // not only from the start of the program on
        prepare_program(plan, signals, std::move(binds), parent);
    }
    if (plan.kill_child == SIGKILL) // another signal would not end process 1: it passes that on
        die_with(plan, parent);
    prepare(plan, signals);
    Child program = fork_child([&]() -> int {
        signals.restore();
        become_program(plan, std::move(binds), Fd());
    });
    binds.hand_over();
    return run_init(link.theirs, std::move(program), plan.kill_child);
}

/// Blocks what would end us while the child runs. A ^C goes to the program as well, which decides on it; we
/// stay to report how it ends.
void block_signals(const Plan &plan, SignalState &signals)
{
    if (plan.init)
        return signals.block_all();
    signals.block({SIGINT, SIGTERM});
    if (plan.forward_signals)
        signals.block({SIGCHLD});
}

/// Runs the program in a child, and ends as it ends.
int supervise(Plan &plan, SignalState &signals, Helper &helper)
{
    block_signals(plan, signals);
    Fd self;
    if (plan.kill_child)
        self = sys(open_pidfd(getpid()), "pidfd_open failed");
    Channel link = plan.init ? make_channel() : Channel{};
    Gate gate;
    Child child = fork_child([&]() -> int {
        Helper binds = helper.inherited();
        if (!gate.wait())
            fail_silently(); // our parent has failed, and has said why
        return run_child(plan, signals, std::move(binds), self, std::move(link));
    });
    link.theirs.reset();
    helper.bind(); // a PID namespace can be bound only now that it has a process
    helper.hand_over();
    write_info(plan.channels, child.pid());
    plan.channels = {};
    gate.open();
    if (plan.init)
        return follow_init(std::move(child), link.ours);
    return end_like(plan.forward_signals ? wait_forwarding(child) : child.wait());
}

int run(std::span<char *> argv)
{
    hold_standard_descriptors();
    drop_file_rights();
    SignalState signals;
    signals.handle(SIGCHLD, SIG_DFL); // if our caller ignores it, a child could not be waited for
    Plan plan = parse(argv);
    Helper helper(plan); // first of all: it keeps the namespaces and rights of the caller
    set_ids(plan.owner_user, plan.owner_group); // a user namespace belongs to the user who makes it
    FirstChildWatcher watcher(plan);
    make_namespaces(plan);
    watcher.begin();
    write_maps(plan, helper);
    set_own_clocks(plan); // before the time namespace has its first process
    if (plan.fork)
        return supervise(plan, signals, helper);
    helper.bind();
    write_info(plan.channels, getpid());
    prepare_program(plan, signals, std::move(helper), Fd());
}

} // namespace
} // namespace nskit::unshare

int main(int argc, char **argv)
{
    // No exit handlers: nothing is buffered. A leak checker would fork, which fails in a PID namespace that
    // has lost its init.
    const std::span words(argv, static_cast<size_t>(argc));
    nskit::unshare::give_hints(words.subspan(argc > 0));
    _exit(nskit::run_reporting([&] { return nskit::unshare::run(words); }));
}
