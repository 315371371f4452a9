// SPDX-License-Identifier: MIT
// The process that --target names.
#pragma once

#include <optional>

#include <sys/types.h>

#include "lib/base/fd.h"
#include "lib/namespace/namespace.h"

namespace nskit::nsenter {

/// A process, held by a pidfd and by its directory in /proc. Both are the same process even where its number
/// is used again meanwhile, or where /proc shows another PID namespace than ours, with other numbers.
class Target {
  public:
    /// `pid` 0: there is no target. Throws Error where the process is not the one with the pidfd inode
    /// `inode`.
    Target(pid_t pid, std::optional<ino_t> inode);

    pid_t pid() const { return pid_; }
    /// A descriptor that setns(2) takes; -1 where the process or the kernel has none (Linux 5.8).
    int pidfd() const { return pidfd_.get(); }
    /// Opens an entry of its /proc directory, or the directory itself for "."; an empty Fd with errno set
    /// where that fails. It means the process for as long as it is open.
    Fd open(const char *entry, int flags);
    /// Opens the namespace that the process is in; an empty Fd with errno set where that fails.
    Fd open_namespace(const NamespaceType &type);
    /// Its identity; nullopt with errno set where that cannot be had.
    std::optional<NamespaceId> namespace_id(const NamespaceType &type);
    /// Opens the network namespace of a socket that the process has open as `fd`. Throws Error.
    Fd open_namespace_of_socket(int fd);

    /// Opens the /proc directory, if it is not; false with errno set where that fails.
    bool open_directory();

  private:
    pid_t pid_;
    Fd pidfd_;
    Fd directory_; ///< /proc/PID, opened on first use
};

} // namespace nskit::nsenter
