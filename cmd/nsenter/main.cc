// SPDX-License-Identifier: MIT
// nsenter: runs a program in the namespaces of another process.

#include <fcntl.h>
#include <grp.h>
#include <optional>
#include <sys/prctl.h>
#include <unistd.h>

#include "lib/namespace/capability.h"
#include "cmd/nsenter/cgroup.h"
#include "cmd/nsenter/context.h"
#include "cmd/nsenter/namespaces.h"
#include "lib/base/error.h"
#include "cmd/nsenter/plan.h"
#include "lib/namespace/process.h"
#include "cmd/nsenter/target.h"

namespace nskit::nsenter {

namespace {

/// Everything of the target that is no namespace, opened.
struct Belongings {
    std::optional<Environment> environment;
    Fd cgroup;
};

Belongings open_belongings(Plan &plan, Target &target)
{
    Belongings open;
    open_directories(plan, target);
    if (plan.environment)
        open.environment = read_environment(target);
    if (plan.follows_target())
        hold_target(target);
    if (plan.join_cgroup)
        open.cgroup = open_cgroup(target);
    return open;
}

/// Inside a user namespace the program is root, unless told otherwise. The supplementary groups are dropped
/// while we are still outside: inside it may be forbidden. Returns whether that failed.
bool prepare_credentials(Plan &plan)
{
    if (!plan.enters(CLONE_NEWUSER) || plan.preserve_credentials)
        return false;
    for (Identity *identity : {&plan.uid, &plan.gid})
        if (identity->from == Identity::From::nowhere)
            *identity = {Identity::From::number, 0};
    return setgroups(0, nullptr) == -1;
}

void change_credentials(const Plan &plan, bool groups_kept)
{
    if (plan.gid.from != Identity::From::nowhere) {
        if (setgroups(0, nullptr) == -1 && groups_kept)
            fail_errno("setgroups failed");
        sys(setgid(plan.gid.id), "setgid() failed");
    }
    if (plan.uid.from != Identity::From::nowhere)
        sys(setuid(plan.uid.id), "setuid() failed");
    if (plan.keep_capabilities && plan.enters(CLONE_NEWUSER))
        keep_capabilities();
}

int nsenter(std::span<char *> argv)
{
    hold_standard_descriptors();
    Plan plan;
    char *const *program = parse(argv, plan).data();

    // What is meant as the caller sees it is opened before anything is entered.
    Target target(plan.target, plan.target_inode);
    OwnNamespaces own;
    find_destinations(plan, target, own);
    Belongings belongings = open_belongings(plan, target);
    bool groups_kept = prepare_credentials(plan);

    // Until we are the program, nobody in there shall trace us and get at what we have open.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    enter_destinations(plan, target, own);
    change_directories(plan);
    if (belongings.environment)
        belongings.environment->install();
    if (belongings.cgroup.valid())
        join_cgroup(belongings.cgroup);
    follow_target(plan, target); // its IDs as the user namespace that we are in now sees them

    SignalState signals;
    auto become = [&]() -> int {
        signals.restore();
        change_credentials(plan, groups_kept); // behind all that needs rights
        execute_or_shell(program);
    };
    if (!plan.enters(CLONE_NEWPID) || !plan.fork)
        return become();
    // Only a child is in the PID namespace. We stay outside, wait, and end as it ends.
    signals.handle(SIGCHLD, SIG_DFL); // who ignores it cannot wait
    return end_like(fork_child(become).wait_mirroring_stops());
}

} // namespace
} // namespace nskit::nsenter

int main(int argc, char **argv)
{
    // No exit handlers: nothing is buffered, and what we fork now would be born in the PID namespace that we
    // have entered, as the thread of a leak checker is that is started at the end.
    _exit(nskit::run_reporting(
        [&] { return nskit::nsenter::nsenter(std::span(argv, static_cast<size_t>(argc))); }));
}
