// SPDX-License-Identifier: MIT
// System calls that the C library may lack (glibc before 2.36, musl), and constants that kernel headers may
// lack, each with its Linux version. A call returns -1 with errno ENOSYS if the kernel, or the kernel headers
// that we were built with, are too old for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/types.h>

namespace nskit::syscalls {

// Every descriptor is O_CLOEXEC.
int pidfd_open(pid_t pid);          ///< 5.3
int pidfd_getfd(int pidfd, int fd); ///< 5.6
int fsopen(const char *type);       ///< 5.2
int fsconfig_create(int context);   ///< 5.2; makes the file system that an fsopen() has begun
int fsmount(int context);           ///< 5.2; makes a mount that is on no path
int clone_mount(int fd);            ///< 5.2; open_tree(2): a mount of the file behind `fd` that is on no path
/// Puts a mount that is on no path on `file`, through symbolic links; 5.2. No descriptor: 0 on success.
int move_mount(int mount, const char *file);

/// The number of the mount that a path lies on, as mountinfo has it. Returns nullopt with errno set if the
/// path does not exist, or the kernel does not tell (before 5.8).
std::optional<uint64_t> mount_id(const char *path);

/// The wait status of a process that has ended and that its parent has waited for. Returns nullopt if the
/// kernel does not tell (before 6.15).
std::optional<int> exit_status(int pidfd);

/// What MountInfo has of a mount.
struct MountStatus {
    uint64_t id;
    unsigned peer_group, master;
};
/// The mount that a path lies on. Returns nullopt with errno set if the path does not exist, or the kernel
/// does not tell (before 6.8).
std::optional<MountStatus> statmount(const char *path);

} // namespace nskit::syscalls

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080 // 5.6
#endif
#ifndef CLONE_NEWCGROUP
#define CLONE_NEWCGROUP 0x02000000 // 4.6
#endif

// pidfd ioctls that open a namespace of the process; 6.11. See linux/pidfd.h.
#ifndef PIDFD_GET_NET_NAMESPACE
#define PIDFD_GET_CGROUP_NAMESPACE            _IO(0xFF, 1)
#define PIDFD_GET_IPC_NAMESPACE               _IO(0xFF, 2)
#define PIDFD_GET_MNT_NAMESPACE               _IO(0xFF, 3)
#define PIDFD_GET_NET_NAMESPACE               _IO(0xFF, 4)
#define PIDFD_GET_PID_NAMESPACE               _IO(0xFF, 5)
#define PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE  _IO(0xFF, 6)
#define PIDFD_GET_TIME_NAMESPACE              _IO(0xFF, 7)
#define PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE _IO(0xFF, 8)
#define PIDFD_GET_USER_NAMESPACE              _IO(0xFF, 9)
#define PIDFD_GET_UTS_NAMESPACE               _IO(0xFF, 10)
#endif

#ifndef NS_GET_MNTNS_ID
#define NS_GET_MNTNS_ID _IOR(0xb7, 5, uint64_t) // linux/nsfs.h; 6.11
#endif

#ifndef NS_GET_TGID_FROM_PIDNS
#define NS_GET_TGID_FROM_PIDNS _IOR(0xb7, 7, int) // linux/nsfs.h; 6.11
#endif

#ifndef FILEID_NSFS
#define FILEID_NSFS 0xf1 // the type of a namespace's file handle; 6.18
#endif
