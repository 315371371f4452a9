// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/surroundings.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <sys/wait.h>

#include "cmd/ipnetns/netns/etc.h"
#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/namespace/cgroup.h"
#include "lib/namespace/process.h"
#include "lib/netlink/netns_names.h"

namespace nskit {

/// Throws `TEXT: ...` (255) if a system call failed, as all steps before the command do.
static void step(int result, const char *text)
{
    if (result == -1)
        throw Error{format("%s: %s", text, error_text(errno)), 255, errno};
}

/// Mounts sysfs anew: it shows the network namespace of the process that mounted it.
void Surroundings::mount_sysfs(const char *name)
{
    struct statvfs status;
    if (umount2("/sys", MNT_DETACH) == -1 && statvfs("/sys", &status) == 0 && status.f_flag & ST_RDONLY)
        sys_flags_ = MS_RDONLY; // a locked read-only mount can only be covered by another
    step(mount(name, "/sys", "sysfs", sys_flags_, nullptr), "mount of /sys failed");
}

void Surroundings::enter(const char *name)
{
    are_spoilt_ = true; // until all has succeeded
    if (!are_own_)
        leave_vrf(); // the device of the VRF is in the namespace that we leave
    enter_netns(name);
    if (!are_own_) {
        step(unshare(CLONE_NEWNS), "unshare failed");
        step(mount("", "/", "none", MS_SLAVE | MS_REC, nullptr), "\"mount --make-rslave /\" failed");
        are_own_ = true;
    }
    mount_sysfs(name);
    try {
        are_spoilt_ = bind_etc(name);
    } catch (Error &error) {
        error.status = 255; // like every step
        throw;
    }
}

/// Whether mounts have come or gone since it was asked last: proc_pid_mountinfo(5), under POLLPRI. If that
/// cannot be known, they have.
bool Surroundings::has_seen_mounts()
{
    pollfd polled{.fd = mountinfo_.get(), .events = POLLPRI, .revents = 0};
    return !mountinfo_.valid() || poll(&polled, 1, 0) != 0;
}

void Surroundings::prepare_watch()
{
    if (mountinfo_.valid())
        return;
    mountinfo_ = open_file("/proc/self/mountinfo", O_RDONLY);
    sys(prctl(PR_SET_CHILD_SUBREAPER, 1), "prctl failed");
}

int Surroundings::run(FunctionRef<void()> command)
{
    prepare_watch();
    has_seen_mounts(); // our own
    return shell_status(spawn_child(command, Report::bare).wait());
}

bool Surroundings::are_as_new()
{
    pid_t child;
    do
        child = waitpid(-1, nullptr, WNOHANG);
    while (child > 0);
    const bool is_alone = child == -1 && errno == ECHILD;
    return !are_spoilt_ && is_alone && !has_seen_mounts();
}

} // namespace nskit
