// SPDX-License-Identifier: MIT
// The process that --target names.
#pragma once

#include <optional>

#include <sys/types.h>

#include "lib/base/fd.h"
#include "lib/namespace/namespace.h"

namespace nskit::nsenter {

/// A process, held by a pidfd and by its directory in /proc. Both mean the same process, even if its number
/// is given to another one, or /proc shows another PID namespace than ours, with other numbers.
class Target {
  public:
    /// `pid` 0: there is no target. Throws Error if `inode` is given and is not that of the process's pidfd.
    Target(pid_t pid, std::optional<ino_t> inode);

    pid_t pid() const { return pid_; }
    /// A descriptor that setns(2) takes; -1 if there is no target, or the kernel is older than 5.8.
    int pidfd() const { return pidfd_.get(); }
    /// Opens an entry of its /proc directory, or the directory itself for ".". Returns an empty Fd with errno
    /// set on failure. The descriptor means this process for as long as it is open.
    Fd open(const char *entry, int flags);
    /// Opens the namespace that the process is in. Returns an empty Fd with errno set on failure.
    Fd open_namespace(const NamespaceType &type);
    /// The identity of that namespace. Returns nullopt with errno set on failure.
    std::optional<NamespaceId> namespace_id(const NamespaceType &type);
    /// Opens the network namespace of the socket that is descriptor `fd` of the process. Throws Error.
    Fd open_namespace_of_socket(int fd);

    /// Opens the /proc directory, unless it is open. Returns false with errno set on failure.
    bool open_directory();

  private:
    pid_t pid_;
    Fd pidfd_;
    Fd directory_; ///< /proc/PID, opened on first use
};

} // namespace nskit::nsenter
