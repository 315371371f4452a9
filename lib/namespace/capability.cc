// SPDX-License-Identifier: MIT
#include "lib/namespace/capability.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/base/error.h"

namespace nskit {

void keep_capabilities()
{
    __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {}; // 32 capabilities each
    sys(static_cast<int>(syscall(SYS_capget, &header, data)), "capget failed");
    // A capability can be ambient only if it is inheritable as well.
    for (__user_cap_data_struct &word : data)
        word.inheritable = word.permitted;
    sys(static_cast<int>(syscall(SYS_capset, &header, data)), "capset failed");
    for (unsigned cap = 0; cap < 32 * _LINUX_CAPABILITY_U32S_3; cap++)
        if (data[CAP_TO_INDEX(cap)].effective & CAP_TO_MASK(cap))
            sys(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, cap, 0, 0), "prctl(PR_CAP_AMBIENT) failed");
}

} // namespace nskit
