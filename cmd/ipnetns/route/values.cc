// SPDX-License-Identifier: MIT
// The values that routes have in common with rules and with filters over routes: types, tables and realms.
#include "cmd/ipnetns/route/route.h"
#include "lib/base/number.h"

namespace nskit {

// --- types

/// A type of route by name. The order of the rows decides abbreviations.
struct RouteType {
    const char *word;
    uint8_t type; ///< RTN_*
    const char *also = nullptr;
    bool exact = false;
    uint32_t letters = first_letters(word, also); ///< never set by hand
};

static constexpr RouteType types[] = {
    {.word = "local", .type = RTN_LOCAL, .exact = true},
    {.word = "nat", .type = RTN_NAT, .exact = true},
    {.word = "broadcast", .type = RTN_BROADCAST, .also = "brd"},
    {.word = "anycast", .type = RTN_ANYCAST},
    {.word = "multicast", .type = RTN_MULTICAST},
    {.word = "prohibit", .type = RTN_PROHIBIT},
    {.word = "unreachable", .type = RTN_UNREACHABLE},
    {.word = "blackhole", .type = RTN_BLACKHOLE},
    {.word = "xresolve", .type = RTN_XRESOLVE},
    {.word = "unicast", .type = RTN_UNICAST},
    {.word = "throw", .type = RTN_THROW, .exact = true},
};

std::optional<uint8_t> route_type(const char *word)
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

std::string route_type_names()
{
    std::string text;
    for (const RouteType &row : types)
        text.append(text.empty() ? "" : " | ").append(describe_keyword(row.word, row.also));
    return text;
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
    auto both =
        slash == word.npos ? parse_unsigned(word, UINT32_MAX) : std::nullopt; // a pair as the kernel has it
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
