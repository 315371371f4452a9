// SPDX-License-Identifier: MIT
#include "lib/namespace/syscall.h"

#include <fcntl.h>
#include <linux/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Kernel headers that do not know a call: no call has this number, and the kernel answers ENOSYS.
#ifndef SYS_fsopen
#define SYS_fsopen   -1
#define SYS_fsconfig -1
#define SYS_fsmount  -1
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open -1
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd -1
#endif

// linux/mount.h, which clashes with the sys/mount.h of some C libraries.
#ifndef FSOPEN_CLOEXEC
#define FSOPEN_CLOEXEC      1
#define FSMOUNT_CLOEXEC     1
#define FSCONFIG_CMD_CREATE 6
#endif

namespace nskit::syscalls {

int pidfd_open(pid_t pid)
{
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
}

int pidfd_getfd(int pidfd, int fd)
{
    return static_cast<int>(syscall(SYS_pidfd_getfd, pidfd, fd, 0));
}

int fsopen(const char *type)
{
    return static_cast<int>(syscall(SYS_fsopen, type, FSOPEN_CLOEXEC));
}

int fsconfig_create(int context)
{
    return static_cast<int>(syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, nullptr, nullptr, 0));
}

int fsmount(int context)
{
    return static_cast<int>(syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, 0));
}

std::optional<uint64_t> mount_id(const char *path)
{
    struct statx status;
    if (syscall(SYS_statx, AT_FDCWD, path, 0, STATX_MNT_ID, &status) == -1 ||
        !(status.stx_mask & STATX_MNT_ID))
        return std::nullopt;
    return status.stx_mnt_id;
}

} // namespace nskit::syscalls
