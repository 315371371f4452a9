// SPDX-License-Identifier: MIT
// What routes have in common with rules, next hops and filters over routes: how their values read and are
// shown.
#include "lib/base/number.h"
#include "cmd/ipnetns/route/route.h"

namespace nskit {

// --- types

static constexpr RouteType types[] = {
    {"local", RTN_LOCAL, nullptr, true}, {"nat", RTN_NAT, nullptr, true},
    {"broadcast", RTN_BROADCAST, "brd"}, {"anycast", RTN_ANYCAST},
    {"multicast", RTN_MULTICAST},        {"prohibit", RTN_PROHIBIT},
    {"unreachable", RTN_UNREACHABLE},    {"blackhole", RTN_BLACKHOLE},
    {"xresolve", RTN_XRESOLVE},          {"unicast", RTN_UNICAST},
    {"throw", RTN_THROW, nullptr, true},
};

std::optional<uint8_t> route_type(std::string_view word)
{
    if (const RouteType *row = match(word, std::span<const RouteType>(types)))
        return row->type;
    return parse_as<uint8_t>(word);
}

std::string route_type_text(const Context &context, uint8_t type)
{
    if (!context.settings.numeric) {
        if (type == RTN_UNSPEC)
            return "none";
        for (const RouteType &row : types)
            if (row.type == type)
                return row.word;
    }
    return std::to_string(type);
}

// --- tables

uint32_t route_table(const Record &record)
{
    return record.attrs.value<uint32_t>(RTA_TABLE, record.fixed<rtmsg>().rtm_table);
}

void put_table(Message &message, uint32_t table)
{
    message.fixed<rtmsg>().rtm_table = static_cast<uint8_t>(table < 256 ? table : RT_TABLE_UNSPEC);
    message.put(RTA_TABLE, table);
}

// --- devices and flags

void print_route_device(Context &context, const Field &field, const Record &record)
{
    context.out.string({field.key(), field.shown, " ", Color::ifname},
                       context.links().name(get<int>(record[field.attr])));
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
    auto list = context.out.list("flags");
    for (const Choice &flag : flag_names) {
        if (flags == 0) // as most routes have it
            break;
        if (flags & flag.value)
            context.out.string({nullptr, ""}, flag.name);
    }
}

// --- realms

std::optional<uint32_t> parse_realms(Context &context, std::string_view word)
{
    size_t slash = word.find('/');
    uint32_t realms = 0;
    if (slash != std::string_view::npos) {
        auto from = context.names.id(rt_realms, word.substr(0, slash));
        if (!from)
            return std::nullopt;
        realms = *from << 16;
        word.remove_prefix(slash + 1);
        if (word.empty())
            return realms;
    }
    if (auto to = context.names.id(rt_realms, word))
        return realms | *to;
    auto both = slash == word.npos ? parse_unsigned(word, UINT32_MAX) : std::nullopt; // as the kernel has them
    return both ? std::optional(static_cast<uint32_t>(*both)) : std::nullopt;
}

void print_realms(Context &context, uint32_t realms)
{
    auto flow = context.out.object("flow");
    uint32_t from = realms >> 16;
    if (from)
        context.out.string({"from", "realms", "/"}, context.names.text(rt_realms, from));
    context.out.string({"to", from ? "" : "realm"}, context.names.text(rt_realms, realms & 0xffff));
}

} // namespace nskit
