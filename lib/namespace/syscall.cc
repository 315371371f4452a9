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
#ifndef SYS_open_tree
#define SYS_open_tree  -1
#define SYS_move_mount -1
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
#ifndef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE   1
#define OPEN_TREE_CLOEXEC O_CLOEXEC
#endif
#ifndef MOVE_MOUNT_F_EMPTY_PATH
#define MOVE_MOUNT_F_EMPTY_PATH 0x04
#define MOVE_MOUNT_T_SYMLINKS   0x10
#endif

#ifndef SYS_statmount
#ifdef __alpha__
#define SYS_statmount 567
#else
#define SYS_statmount 457 // 6.8
#endif
#endif
#define STATX_MNT_ID_UNIQUE 0x00004000U // linux/stat.h; 6.8
#define STATMOUNT_MNT_BASIC 0x00000002U // linux/mount.h; 6.8

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

int clone_mount(int fd)
{
    return static_cast<int>(
        syscall(SYS_open_tree, fd, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH));
}

int move_mount(int mount, const char *file)
{
    return static_cast<int>(
        syscall(SYS_move_mount, mount, "", AT_FDCWD, file, MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_SYMLINKS));
}

static std::optional<uint64_t> mount_id(const char *path, unsigned kind)
{
    struct statx status;
    if (syscall(SYS_statx, AT_FDCWD, path, 0, kind, &status) == -1 || !(status.stx_mask & kind))
        return std::nullopt;
    return status.stx_mnt_id;
}

std::optional<uint64_t> mount_id(const char *path)
{
    return mount_id(path, STATX_MNT_ID);
}

/// pidfd_info, as linux/pidfd.h has it.
struct ProcessAnswer {
    uint64_t mask, cgroup;
    uint32_t pid, tgid, parent, ids[8];
    int32_t exit_code;
};
static_assert(sizeof(ProcessAnswer) == 64);

std::optional<int> exit_status(int pidfd)
{
    constexpr uint64_t wants_exit = 1 << 3; // PIDFD_INFO_EXIT
    ProcessAnswer answer{.mask = wants_exit};
    // PIDFD_GET_INFO, which is too large for musl's ioctl(2), whose request is an int.
    constexpr int get_info = static_cast<int>(_IOWR(0xff, 11, ProcessAnswer));
    const bool is_told = ioctl(pidfd, get_info, &answer) == 0 && (answer.mask & wants_exit);
    return is_told ? std::optional(answer.exit_code) : std::nullopt;
}

/// As linux/mount.h has them.
struct MountRequest {
    uint32_t size, spare;
    uint64_t mount_id, mask;
};
struct MountAnswer {
    uint32_t size, options;
    uint64_t mask;
    uint32_t device_major, device_minor;
    uint64_t magic;
    uint32_t super_flags, type;
    uint64_t id, parent_id;
    uint32_t old_id, old_parent_id;
    uint64_t attributes, propagation, peer_group, master;
    uint64_t more[52];
};
static_assert(sizeof(MountRequest) == 24 && offsetof(MountAnswer, master) == 88);

std::optional<MountStatus> statmount(const char *path)
{
    const auto id = mount_id(path, STATX_MNT_ID_UNIQUE);
    if (!id)
        return std::nullopt;
    const MountRequest request{
        .size = sizeof request, .spare = 0, .mount_id = *id, .mask = STATMOUNT_MNT_BASIC};
    MountAnswer answer;
    if (syscall(SYS_statmount, &request, &answer, sizeof answer, 0) == -1 ||
        !(answer.mask & STATMOUNT_MNT_BASIC))
        return std::nullopt;
    return MountStatus{answer.old_id, static_cast<unsigned>(answer.peer_group),
                       static_cast<unsigned>(answer.master)};
}

} // namespace nskit::syscalls
