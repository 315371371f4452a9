// SPDX-License-Identifier: MIT
#include "cmd/unshare/program.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>

#include "cmd/unshare/control.h"
#include "lib/base/error.h"
#include "lib/namespace/capability.h"
#include "lib/namespace/mount.h"

namespace nskit::unshare {

void set_ids(std::optional<uint32_t> user, std::optional<uint32_t> group)
{
    if (!user && !group)
        return;
    if (group) {
        sys(setgroups(0, nullptr), "setgroups failed");
        sys(setgid(*group), "setgid() failed");
    }
    if (user)
        sys(setuid(*user), "setuid() failed");
    hide_from_tracers();
}

namespace {

constexpr char binfmt_directory[] = "/proc/sys/fs/binfmt_misc";

void register_interpreter(const Plan &plan, const char *directory)
{
    write_control_file(format("%s/register", directory).c_str(), plan.interpreter);
}

/// Whether the interpreter's file is opened when it is registered: flag F, behind the last colon of the line.
bool opens_interpreter(const Plan &plan)
{
    const char *flags = plan.interpreter ? strrchr(plan.interpreter, ':') : nullptr;
    return flags && strchr(flags, 'F');
}

void change_root_and_directory(const Plan &plan)
{
    if (plan.root)
        sys(chroot(plan.root), "cannot change root directory to '%s'", plan.root);
    const char *directory = plan.directory ? plan.directory : "/";
    if (plan.directory || plan.root)
        sys(chdir(directory), "cannot change directory to %s", directory);
}

/// A new proc hides what is below the old one, so the mount must not propagate. There is nothing to do if the
/// directory is no mount point yet (EINVAL), or its tree is private already.
void mount_proc(const Plan &plan)
{
    if (!plan.root && plan.propagation != MS_PRIVATE && !set_propagation(plan.proc, MS_PRIVATE) &&
        errno != EINVAL)
        fail_errno("cannot change %s filesystem propagation", plan.proc);
    mount_pseudo("proc", plan.proc);
}

void prepare_mounts(const Plan &plan)
{
    if ((plan.namespaces & CLONE_NEWNS) && plan.propagation && !set_propagation("/", plan.propagation))
        fail_errno("cannot change root filesystem propagation");
    // An interpreter with flag F is a file of the old root, so it is registered before the root changes.
    bool early = plan.root && opens_interpreter(plan);
    if (early) {
        mount_pseudo("binfmt_misc", binfmt_directory);
        register_interpreter(plan, binfmt_directory);
    }
    change_root_and_directory(plan);
    if (plan.proc)
        mount_proc(plan);
    if (plan.binfmt)
        mount_pseudo("binfmt_misc", plan.binfmt);
    if (plan.interpreter && !early)
        register_interpreter(plan, plan.binfmt);
}

/// Asks for a signal at the parent's death, after the credentials have changed, which cancels it. A pidfd
/// shows if the parent has died before that: getppid() is 0 for the first process of a PID namespace in any
/// case.
void die_with(const Plan &plan, const Fd &parent)
{
    if (!plan.kill_child)
        return;
    sys(prctl(PR_SET_PDEATHSIG, plan.kill_child), "prctl failed");
    if (has_ended(parent.get()))
        fail_silently();
}

/// Replaces the environment, so that the search for the program uses the new PATH.
void set_environment(const Plan &plan, std::vector<char *> &variables)
{
    if (!plan.clear_environment)
        return;
    for (const std::string &variable : plan.environment)
        variables.push_back(const_cast<char *>(variable.c_str()));
    variables.push_back(nullptr);
    environ = variables.data();
}

} // namespace

void become_program(const Plan &plan, const SignalState &signals, Helper helper, const Fd &parent)
{
    signals.restore();
    prepare_mounts(plan);
    set_ids(plan.user, plan.group);
    if (plan.keep_capabilities && (plan.namespaces & CLONE_NEWUSER))
        keep_capabilities(); // as far as becoming another user has left them
    die_with(plan, parent);
    std::vector<char *> variables;
    set_environment(plan, variables);
    helper.keep();
    execute_or_shell(plan.program);
}

} // namespace nskit::unshare
