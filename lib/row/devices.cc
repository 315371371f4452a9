// SPDX-License-Identifier: MIT
#include "lib/row/devices.h"

#include "lib/row/context.h"
#include "lib/row/field.h"

namespace nskit {

int existing_device(Context &context, const char *name)
{
    auto index = context.links().index(name);
    if (!index)
        fail("Device \"%s\" does not exist.", name);
    return *index;
}

int device_argument(Context &context, const char *name)
{
    auto index = context.links().index(name);
    if (!index)
        wrong_argument(name, "Device does not exist");
    return *index;
}

} // namespace nskit
