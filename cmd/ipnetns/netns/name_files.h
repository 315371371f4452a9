// SPDX-License-Identifier: MIT
// How names of network namespaces are made and removed: a name is a file and a mount on it.
#pragma once

#include <string>

#include "lib/base/fd.h"
#include "lib/namespace/namespace.h"

namespace nskit {

/// The lock under which names are made and removed, until it is destroyed: nobody shall come between the file
/// and the mount.
struct DirectoryLock {
    Fd directory; ///< empty if it cannot be opened
    bool held = false;
};

/// Anybody who can read the directory can take the lock, so after 5 s this warns, and goes on without. On
/// failure the directory is empty, with errno set.
DirectoryLock lock_directory();

/// Removes the file of a name and all mounts on it; there may be several. Does not follow a symbolic link.
/// Returns false with errno set on failure.
bool remove_name_file(const std::string &file);

/// The identity of our network namespace as a socket knows it, whatever is mounted on /proc. Throws Error.
NamespaceId netns_of_socket();

} // namespace nskit
