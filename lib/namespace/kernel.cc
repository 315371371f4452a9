// SPDX-License-Identifier: MIT
#include "lib/namespace/kernel.h"

#include <cstdio>
#include <sys/utsname.h>

namespace nskit {

bool kernel_at_least(unsigned major, unsigned minor)
{
    utsname name;
    unsigned found_major = 0, found_minor = 0;
    if (uname(&name) == -1 || sscanf(name.release, "%u.%u", &found_major, &found_minor) != 2)
        return false;
    return found_major > major || (found_major == major && found_minor >= minor);
}

} // namespace nskit
