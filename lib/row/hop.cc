// SPDX-License-Identifier: MIT
#include "lib/row/hop.h"

#include "lib/base/error.h"
#include "lib/row/context.h"

namespace nskit {

std::optional<int> take_family(Args &args)
{
    auto family = family_from(args.peek());
    if (family)
        args.next();
    return family;
}

LinkAddress take_link_gateway(Args &args)
{
    const char *word = args.next();
    auto address = parse_lladdr(word);
    if (!address)
        fail("\"%s\" is invalid lladdr.\nError: link address is expected rather than \"%s\".", word, word);
    return *address;
}

void print_hop_device(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field, Color::ifname), context.links().name(get<int>(record[field.attr])));
}

static constexpr Choice flag_names[] = {
    {"dead", RTNH_F_DEAD},
    {"onlink", RTNH_F_ONLINK},
    {"pervasive", RTNH_F_PERVASIVE},
    {"offload", RTNH_F_OFFLOAD},
    {"trap", RTNH_F_TRAP},
    {"notify", RTM_F_NOTIFY},
    {"linkdown", RTNH_F_LINKDOWN},
    {"unresolved", RTNH_F_UNRESOLVED},
    {"rt_offload", RTM_F_OFFLOAD},
    {"rt_trap", RTM_F_TRAP},
    {"rt_offload_failed", RTM_F_OFFLOAD_FAILED},
};

void print_hop_flags(Context &context, uint32_t flags)
{
    if (flags == 0 && context.out.is_text()) // as in most routes
        return;
    auto list = context.out.list("flags");
    for (const Choice &flag : flag_names)
        if (flags & flag.value)
            context.out.string({nullptr, ""}, flag.name);
}

} // namespace nskit
