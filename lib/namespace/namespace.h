// SPDX-License-Identifier: MIT
// The eight kinds of namespace: the one table that the commands take their options from, and how a namespace
// is opened, told from another, entered and left again.
#pragma once

#include <optional>
#include <sys/types.h>

#include "lib/base/fd.h"
#include "lib/netlink/uapi.h"

namespace nskit {

/// One kind of namespace.
struct NamespaceType {
    const char *name;   ///< the entry of /proc/PID/ns: "mnt"
    const char *option; ///< the long option of unshare and nsenter: "mount"
    char letter;        ///< the short option
    int flag;           ///< CLONE_NEW*
    /// The entry of /proc/PID/ns for the namespace that the process has made or entered. A PID or time
    /// namespace is joined by the children only, so it is theirs.
    const char *pin;
    const char *title;     ///< as the help calls it
    unsigned long get_own; ///< the pidfd ioctl that opens `name`
    unsigned long get_pin; ///< the pidfd ioctl that opens `pin`
};

/// In the order in which namespaces are entered and bound to files: the user namespace first, because it
/// brings the rights for the others; the mount namespace late, because paths change their meaning with it.
inline constexpr NamespaceType namespace_types[] = {
    {"user", "user", 'U', CLONE_NEWUSER, "user", "user namespace", PIDFD_GET_USER_NAMESPACE,
     PIDFD_GET_USER_NAMESPACE},
    {"cgroup", "cgroup", 'C', CLONE_NEWCGROUP, "cgroup", "cgroup namespace", PIDFD_GET_CGROUP_NAMESPACE,
     PIDFD_GET_CGROUP_NAMESPACE},
    {"ipc", "ipc", 'i', CLONE_NEWIPC, "ipc", "System V IPC namespace", PIDFD_GET_IPC_NAMESPACE,
     PIDFD_GET_IPC_NAMESPACE},
    {"uts", "uts", 'u', CLONE_NEWUTS, "uts", "UTS namespace (hostname etc)", PIDFD_GET_UTS_NAMESPACE,
     PIDFD_GET_UTS_NAMESPACE},
    {"net", "net", 'n', CLONE_NEWNET, "net", "network namespace", PIDFD_GET_NET_NAMESPACE,
     PIDFD_GET_NET_NAMESPACE},
    {"pid", "pid", 'p', CLONE_NEWPID, "pid_for_children", "PID namespace", PIDFD_GET_PID_NAMESPACE,
     PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE},
    {"mnt", "mount", 'm', CLONE_NEWNS, "mnt", "mount namespace", PIDFD_GET_MNT_NAMESPACE,
     PIDFD_GET_MNT_NAMESPACE},
    {"time", "time", 'T', CLONE_NEWTIME, "time_for_children", "time namespace", PIDFD_GET_TIME_NAMESPACE,
     PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE},
};
inline constexpr size_t namespace_count = sizeof namespace_types / sizeof *namespace_types;

/// The row of a CLONE_NEW* flag, which must be one of the eight.
constexpr const NamespaceType &namespace_type(int flag)
{
    const NamespaceType *type = namespace_types;
    while (type->flag != flag)
        type++;
    return *type;
}

/// What tells a namespace from all others, as long as something keeps it alive: device and inode of its file.
struct NamespaceId {
    dev_t device;
    ino_t inode;
    bool operator==(const NamespaceId &) const = default;
};

/// The identity of an open namespace file; nullopt with errno set where it cannot be had.
std::optional<NamespaceId> namespace_id(int fd);

/// Which of a process's namespaces is meant, where the two differ (PID and time).
enum class Whose {
    own, ///< the one that the process is in (/proc/PID/ns/NAME)
    pin, ///< the one that it has made or entered (/proc/PID/ns/PIN)
};

/// Opens a namespace of the calling process; an empty Fd with errno set where that fails, as it does where
/// the kernel lacks the type.
Fd open_own_namespace(const NamespaceType &type, Whose whose = Whose::own);

/// Opens a namespace of the process behind a pidfd, for which no /proc is needed. An empty Fd with errno set
/// where that fails: ENOTTY where the kernel is older than 6.11.
Fd open_namespace_of(int pidfd, const NamespaceType &type, Whose whose = Whose::own);

/// Enters the namespace; throws Error where the kernel refuses: `reassociate to namespace 'ns/NAME' failed:
/// ...`.
void enter_namespace(int fd, const NamespaceType &type);

/// The namespaces that the calling process is in, at any time: the handle is taken when this is made, and
/// means the same after another mount or PID namespace has been entered, with whatever lies on /proc there.
class OwnNamespaces {
  public:
    OwnNamespaces();

    /// nullopt with errno set where it cannot be told, as where the kernel lacks the type.
    std::optional<NamespaceId> id(const NamespaceType &type, Whose whose = Whose::own) const;
    /// Throws Error unless the namespace that the process has entered, or made, is `wanted`.
    void check(const NamespaceType &type, NamespaceId wanted) const;

  private:
    Fd directory_; ///< /proc/self/ns
    Fd pidfd_;     ///< of the process itself, where there is no /proc
};

/// Keeps the caller's own namespace of one type open, and goes back to it in the end.
class NamespaceReturn {
  public:
    /// Throws Error where the own namespace cannot be opened.
    explicit NamespaceReturn(const NamespaceType &type);
    NamespaceReturn(const NamespaceReturn &) = delete;
    NamespaceReturn &operator=(const NamespaceReturn &) = delete;
    /// Goes back, where that has not been done; a process that cannot must not go on, and aborts.
    ~NamespaceReturn();

    int get() const { return own_.get(); }
    /// Goes back now; throws Error where that fails.
    void go_back();

  private:
    const NamespaceType &type_;
    Fd own_;
};

} // namespace nskit
