// SPDX-License-Identifier: MIT
#include "later.h"

#include <fcntl.h>
#include <sched.h>

#include "error.h"
#include "fd.h"
#include "uapi.h"

namespace nskit {

std::optional<uint64_t> mount_namespace_number()
{
    uint64_t number;
    Fd own(open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC));
    if (!own.valid() || ioctl(own.get(), NS_GET_MNTNS_ID, &number) == -1)
        return std::nullopt;
    return number;
}

void outrank_mount_namespace(uint64_t caller)
{
    cpu_set_t allowed, one;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == -1)
        return;
    for (int processor = 0; processor < CPU_SETSIZE && mount_namespace_number() < caller; processor++) {
        if (!CPU_ISSET(processor, &allowed))
            continue;
        CPU_ZERO(&one);
        CPU_SET(processor, &one);
        sys(sched_setaffinity(0, sizeof one, &one), "sched_setaffinity failed");
        sys(unshare(CLONE_NEWNS), "unshare failed");
    }
    sys(sched_setaffinity(0, sizeof allowed, &allowed), "sched_setaffinity failed");
}

} // namespace nskit
