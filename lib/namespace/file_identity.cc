// SPDX-License-Identifier: MIT
#include "lib/namespace/file_identity.h"

#include <linux/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace nskit {

std::optional<NamespaceId> file_identity(int directory, const char *name)
{
    constexpr int as_known = 0x4000; // AT_STATX_DONT_SYNC of linux/fcntl.h
    struct statx status;
    if (syscall(SYS_statx, directory, name, as_known, STATX_INO, &status) == -1)
        return std::nullopt;
    return NamespaceId{makedev(status.stx_dev_major, status.stx_dev_minor), status.stx_ino};
}

} // namespace nskit
