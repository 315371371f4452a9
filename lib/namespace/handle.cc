// SPDX-License-Identifier: MIT
#include "lib/namespace/handle.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/syscall.h>

namespace nskit {

constexpr int nsfs_root = -10003; // FD_NSFS_ROOT of linux/fcntl.h; 6.18

NamespaceHandle::NamespaceHandle(int fd)
{
    int mount;
    known_ = syscall(SYS_name_to_handle_at, fd, "", &handle_, &mount, AT_EMPTY_PATH) == 0;
}

Fd NamespaceHandle::open() const
{
    errno = EOPNOTSUPP;
    if (!known_)
        return Fd();
    return Fd(static_cast<int>(syscall(SYS_open_by_handle_at, nsfs_root, &handle_, O_RDONLY | O_CLOEXEC)));
}

} // namespace nskit
