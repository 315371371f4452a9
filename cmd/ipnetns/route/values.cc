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

std::string route_type_text(const Session &session, uint8_t type)
{
    if (!session.settings.numeric) {
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

void print_route_device(Session &session, const Field &field, const Record &record)
{
    session.out.string({field.key(), field.shown, " ", Color::ifname},
                       session.links().name(get<int>(record[field.attr])));
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

void print_hop_flags(Session &session, uint32_t flags)
{
    auto list = session.out.list("flags");
    for (const Choice &flag : flag_names) {
        if (flags == 0) // as most routes have it
            break;
        if (flags & flag.value)
            session.out.string({nullptr, ""}, flag.name);
    }
}

// --- realms

std::optional<uint32_t> parse_realms(Session &session, std::string_view word)
{
    size_t slash = word.find('/');
    uint32_t realms = 0;
    if (slash != std::string_view::npos) {
        auto from = session.names.id(rt_realms, word.substr(0, slash));
        if (!from)
            return std::nullopt;
        realms = *from << 16;
        word.remove_prefix(slash + 1);
        if (word.empty())
            return realms;
    }
    if (auto to = session.names.id(rt_realms, word))
        return realms | *to;
    auto both = slash == word.npos ? parse_unsigned(word, UINT32_MAX) : std::nullopt; // as the kernel has them
    return both ? std::optional(static_cast<uint32_t>(*both)) : std::nullopt;
}

void print_realms(Session &session, uint32_t realms)
{
    auto flow = session.out.object("flow");
    uint32_t from = realms >> 16;
    if (from)
        session.out.string({"from", "realms", "/"}, session.names.text(rt_realms, from));
    session.out.string({"to", from ? "" : "realm"}, session.names.text(rt_realms, realms & 0xffff));
}

} // namespace nskit
