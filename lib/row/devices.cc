// SPDX-License-Identifier: MIT
#include "lib/row/devices.h"

#include <linux/rtnetlink.h>
#include <string_view>

#include "lib/row/context.h"
#include "lib/row/field.h"

namespace nskit {

const char *take_device_name(Context &context, Args &args)
{
    const char *name = args.next();
    if (completion::is_at_cursor(name))
        context.links().index(name); // offers them
    return name;
}

const char *take_vrf_name(Context &context, Args &args)
{
    const char *name = args.next();
    if (completion::is_at_cursor(name))
        context.links().vrf(name);
    return name;
}

int existing_device(Context &context, const char *name)
{
    auto index = context.links().index(name);
    if (!index)
        throw Error{.text = format("Device \"%s\" does not exist.", name), .absent = true};
    return *index;
}

int device_argument(Context &context, const char *name)
{
    auto index = context.links().index(name);
    if (!index)
        missing_device(name, "Device does not exist");
    return *index;
}

int vrf_index(Context &context, const char *name, const char *wrong)
{
    const auto vrf = context.links().vrf(name);
    if (!vrf)
        missing_device(name, wrong);
    return vrf->index;
}

uint32_t vrf_table(Context &context, const char *name)
{
    const auto vrf = context.links().vrf(name);
    if (!vrf && !context.links().index(name) && std::string_view(name) == "default")
        return RT_TABLE_MAIN;
    if (!vrf || vrf->table == 0)
        missing_device(name, "Invalid VRF");
    return vrf->table;
}

} // namespace nskit
