// SPDX-License-Identifier: MIT
// nsenter: runs a program in the namespaces of another process.

#include <fcntl.h>
#include <grp.h>
#include <unistd.h>

#include "cmd/nsenter/context.h"
#include "cmd/nsenter/hints.h"
#include "cmd/nsenter/namespaces.h"
#include "cmd/nsenter/plan.h"
#include "cmd/nsenter/target.h"
#include "lib/base/error.h"
#include "lib/namespace/capability.h"
#include "lib/namespace/process.h"

namespace nskit::nsenter {

namespace {

/// Inside a user namespace the program is root, unless the options say otherwise. Drops the supplementary
/// groups while we are still outside, because inside it may be forbidden. Returns whether that failed.
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
    hide_from_tracers();
    if (plan.keep_capabilities && plan.enters(CLONE_NEWUSER))
        keep_capabilities();
}

int run(std::span<char *> argv)
{
    hold_standard_descriptors();
    drop_file_rights();
    Plan plan = parse(argv);

    // Everything that is named as the caller sees it is opened before anything is entered.
    Target target(plan.target, plan.target_inode);
    OwnNamespaces own;
    find_destinations(plan, target, own);
    Belongings belongings = open_belongings(plan, target);
    bool groups_kept = prepare_credentials(plan);

    // Until we are the program, nobody in there shall trace us and get at our open files.
    hide_from_tracers();
    enter_destinations(plan, target, own);
    hide_from_tracers();
    change_directories(plan);
    take_over(belongings);
    follow_target(plan, target); // its IDs as the entered user namespace has them

    SignalState signals;
    auto become = [&]() -> int {
        signals.restore();
        change_credentials(plan, groups_kept); // after all that needs rights
        execute_or_shell(plan.program);
    };
    if (!plan.enters(CLONE_NEWPID) || !plan.fork)
        return become();
    // Only a child is in the PID namespace. We stay outside, wait, and end as it ends.
    signals.handle(SIGCHLD, SIG_DFL); // if our caller ignores it, a child could not be waited for
    return end_like(fork_child(become).wait_mirroring_stops());
}

} // namespace
} // namespace nskit::nsenter

int main(int argc, char **argv)
{
    // No exit handlers: nothing is buffered. A leak checker would fork, and its child would be in the PID
    // namespace that we have entered.
    const std::span words(argv, static_cast<size_t>(argc));
    nskit::nsenter::give_hints(words.subspan(argc > 0));
    _exit(nskit::run_reporting([&] { return nskit::nsenter::run(words); }));
}
