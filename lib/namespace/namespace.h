// SPDX-License-Identifier: MIT
// The eight kinds of namespace: the table that the options of unshare and nsenter come from. Opening a
// namespace, comparing it with another, entering it and leaving it again.
#pragma once

#include <optional>

#include <fcntl.h>
#include <sys/types.h>

#include "lib/base/fd.h"
#include "lib/namespace/syscall.h"

namespace nskit {

/// One kind of namespace.
struct NamespaceType {
    const char *name;   ///< the entry of /proc/PID/ns: "mnt"
    const char *option; ///< the long option of unshare and nsenter: "mount"
    char letter;        ///< the short option
    int flag;           ///< CLONE_NEW*
    /// The entry of /proc/PID/ns for the namespace that the process has made or entered, to bind to a file.
    /// Only the children are in a new PID or time namespace, so there it is the entry for them.
    const char *pin;
    const char *title; ///< its name in the help
    unsigned get_own;  ///< the pidfd ioctl that opens `name`
    unsigned get_pin;  ///< the pidfd ioctl that opens `pin`
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

/// What distinguishes a namespace from all others, as long as it lives: device and inode of its file.
struct NamespaceId {
    dev_t device;
    ino_t inode;
    bool operator==(const NamespaceId &) const = default;
};

/// The identity of an open namespace file. Returns nullopt with errno set on failure.
std::optional<NamespaceId> namespace_id(int fd);

/// Which of a process's namespaces is meant, if the two differ (PID and time).
enum class Whose {
    own, ///< the one that the process is in (/proc/PID/ns/NAME)
    pin, ///< the one that it has made or entered (/proc/PID/ns/PIN)
};

/// Opens a file that should be a namespace. Returns an empty Fd with errno set on failure. Does not wait if
/// it is a FIFO.
Fd open_namespace_file(const char *path, int directory = AT_FDCWD);

/// Opens a namespace of the calling process. Returns an empty Fd with errno set on failure: ENOENT if the
/// kernel lacks the type.
Fd open_own_namespace(const NamespaceType &type, Whose whose = Whose::own);

/// Opens a namespace of the process behind a pidfd, without /proc. Returns an empty Fd with errno set on
/// failure: ENOTTY if the kernel is older than 6.11.
Fd open_namespace_of(int pidfd, const NamespaceType &type, Whose whose = Whose::own);

/// Enters the namespace. Throws `reassociate to namespace 'ns/NAME' failed: ...` if the kernel refuses.
void enter_namespace(int fd, const NamespaceType &type);

/// The namespaces that the calling process is in, at any time. Its handle on them is opened at once and stays
/// good after the process has entered another mount or PID namespace, whatever is mounted on /proc there.
class OwnNamespaces {
  public:
    OwnNamespaces();

    /// Returns nullopt if the kernel lacks the type. Throws Error if that cannot be told.
    std::optional<NamespaceId> id(const NamespaceType &type, Whose whose = Whose::own) const;
    /// Throws Error unless the namespace that the process has entered, or made, is `wanted`.
    void check(const NamespaceType &type, NamespaceId wanted) const;

  private:
    Fd directory_; ///< /proc/self/ns
    Fd pidfd_;     ///< of the process itself, if there is no /proc
};

/// Holds the caller's own namespace of one type, and goes back to it in the end.
class NamespaceReturn {
  public:
    /// Throws Error if the own namespace cannot be opened.
    explicit NamespaceReturn(const NamespaceType &type);
    NamespaceReturn(const NamespaceReturn &) = delete;
    NamespaceReturn &operator=(const NamespaceReturn &) = delete;
    /// Goes back, unless that has been done. A process that cannot must not go on: it ends.
    ~NamespaceReturn();

    int get() const { return own_.get(); }
    /// Whether the process may come back once it has left. Root of a user namespace may not, if the namespace
    /// is one of outside. If not, errno says why, and the process has to stay.
    bool is_possible();
    /// Goes back now. Throws Error on failure.
    void go_back();
    /// The process has not left its own namespace: there is nothing to go back to.
    void stay() { own_.reset(); }

  private:
    const NamespaceType &type_;
    Fd own_;
};

} // namespace nskit
