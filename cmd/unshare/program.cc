// SPDX-License-Identifier: MIT
#include "cmd/unshare/program.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "cmd/unshare/channels.h"
#include "cmd/unshare/control.h"
#include "lib/base/environment.h"
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

void set_host_name(const Plan &plan)
{
    if (plan.hostname)
        sys(sethostname(plan.hostname, strlen(plan.hostname)), "cannot set the host name to '%s'",
            plan.hostname);
}

void set_loopback_up(const Plan &plan)
{
    if (!plan.loopback)
        return;
    const Fd socket(sys(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket failed"));
    ifreq lo{};
    strcpy(lo.ifr_name, "lo");
    sys(ioctl(socket.get(), SIOCGIFFLAGS, &lo), "cannot look at lo");
    lo.ifr_flags = static_cast<short>(lo.ifr_flags | IFF_UP);
    sys(ioctl(socket.get(), SIOCSIFFLAGS, &lo), "cannot set lo up");
}

/// Runs the setup command. SIGCHLD is not ignored afterwards: else we could not have waited.
void run_setup(const Plan &plan, const SignalState &signals)
{
    if (!plan.setup)
        return;
    char *const words[] = {const_cast<char *>("/bin/sh"), const_cast<char *>("-c"),
                           const_cast<char *>(plan.setup), nullptr};
    const int status = spawn_child([&] {
                           signals.restore();
                           execute(words);
                       }).wait();
    if (WIFSIGNALED(status))
        fail("--setup was killed by %s", signal_name(WTERMSIG(status)).c_str());
    if (WEXITSTATUS(status))
        fail("--setup failed with status %d", WEXITSTATUS(status));
}

} // namespace

void prepare(Plan &plan, const SignalState &signals)
{
    prepare_mounts(plan);
    set_host_name(plan);
    set_loopback_up(plan);
    report_ready(plan.channels);
    wait_until_released(plan.channels);
    run_setup(plan, signals);
}

void die_with(const Plan &plan, const Fd &parent)
{
    if (plan.kill_child && parent.valid())
        end_with(parent, plan.kill_child);
}

void become_program(Plan &plan, Helper helper, const Fd &parent)
{
    set_ids(plan.user, plan.group);
    if (plan.keep_capabilities && (plan.namespaces & CLONE_NEWUSER))
        keep_capabilities(); // as far as becoming another user has left them
    if (plan.no_new_privileges)
        sys(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS) failed");
    die_with(plan, parent);
    if (plan.clear_environment)
        replace_environment(std::move(plan.environment)); // before the search for the program: it uses PATH
    helper.keep();
    execute_or_shell(plan.program);
}

} // namespace nskit::unshare
