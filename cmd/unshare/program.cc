// SPDX-License-Identifier: MIT
#include "cmd/unshare/program.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>

#include "lib/namespace/capability.h"
#include "lib/base/error.h"
#include "lib/namespace/mount.h"

namespace nskit {

void write_control_file(const char *path, std::string_view text)
{
    Fd fd(sys(open(path, O_WRONLY | O_CLOEXEC), "cannot open %s", path));
    sys(static_cast<int>(write(fd.get(), text.data(), text.size())), "write failed %s", path);
}

void set_ids(std::optional<uint32_t> user, std::optional<uint32_t> group)
{
    if (group) {
        sys(setgroups(0, nullptr), "setgroups failed");
        sys(setgid(*group), "setgid() failed");
    }
    if (user)
        sys(setuid(*user), "setuid() failed");
}

namespace {

constexpr char binfmt_directory[] = "/proc/sys/fs/binfmt_misc";

void register_interpreter(const UnsharePlan &plan, const char *directory)
{
    write_control_file(format("%s/register", directory).c_str(), plan.interpreter);
}

/// Whether the interpreter's file is opened when it is registered: flag F, behind the last colon of the line.
bool opens_interpreter(const UnsharePlan &plan)
{
    const char *flags = plan.interpreter ? strrchr(plan.interpreter, ':') : nullptr;
    return flags && strchr(flags, 'F');
}

void change_root_and_directory(const UnsharePlan &plan)
{
    if (plan.root)
        sys(chroot(plan.root), "cannot change root directory to '%s'", plan.root);
    const char *directory = plan.directory ? plan.directory : "/";
    if (plan.directory || plan.root)
        sys(chdir(directory), "cannot change directory to %s", directory);
}

/// A new proc hides what was below the old one, so it must not propagate. One that is no mount point yet need
/// not be told (EINVAL), nor one in a tree that is private already.
void mount_proc(const UnsharePlan &plan)
{
    if (!plan.root && plan.propagation != MS_PRIVATE && !set_propagation(plan.proc, MS_PRIVATE) &&
        errno != EINVAL)
        fail_errno("cannot change %s filesystem propagation", plan.proc);
    mount_pseudo("proc", plan.proc);
}

void prepare_mounts(const UnsharePlan &plan)
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

/// Asks for the parent's death signal; the kernel forgets it whenever credentials change. A parent that died
/// before that cannot be told by getppid(), which is 0 for the first process of a PID namespace.
void die_with(const UnsharePlan &plan, const Fd &parent)
{
    if (!plan.kill_child)
        return;
    sys(prctl(PR_SET_PDEATHSIG, plan.kill_child), "prctl failed");
    if (has_ended(parent.get()))
        throw Error{""};
}

/// Replaces the environment, so that the search for the program goes by the new one.
void set_environment(const UnsharePlan &plan, std::vector<char *> &variables)
{
    if (!plan.clear_environment)
        return;
    for (const std::string &variable : plan.environment)
        variables.push_back(const_cast<char *>(variable.c_str()));
    variables.push_back(nullptr);
    environ = variables.data();
}

} // namespace

void become_program(const UnsharePlan &plan, const SignalState &signals, Outside outside, const Fd &parent)
{
    signals.restore();
    prepare_mounts(plan);
    set_ids(plan.user, plan.group);
    if (plan.keep_capabilities && (plan.namespaces & CLONE_NEWUSER))
        keep_capabilities(); // those that becoming another user has left
    die_with(plan, parent);
    std::vector<char *> variables;
    set_environment(plan, variables);
    outside.keep();
    execute_or_shell(plan.program);
}

} // namespace nskit
