// SPDX-License-Identifier: MIT
// The attributes of a route, one row each, in the order in which they are shown. Abbreviations are matched in
// the same order, but for the first rows, whose words come before all others.
#include <charconv>

#include "cmd/ipnetns/route/encap/encap.h"
#include "lib/netlink/mpls.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "lib/base/number.h"
#include "cmd/ipnetns/route/route.h"

namespace nskit {

// --- the type of a route

/// Read in front of the prefix.
static constexpr Type type_type{nullptr, nullptr,
                                [](Context &context, const Field &field, const Record &record) {
                                    uint8_t type = record.fixed<rtmsg>().rtm_type;
                                    if (type != RTN_UNICAST || context.settings.details)
                                        context.out.string({field.json, ""}, route_type_text(context, type));
                                }};

// --- prefixes

/// The first address of a command line settles the family of its route.
static void settle_family(Message &message, const Prefix &prefix)
{
    auto &header = message.fixed<rtmsg>();
    if (header.rtm_family == AF_UNSPEC)
        header.rtm_family = prefix.family;
}

uint8_t put_prefix(const char *word, uint16_t attr, Message &message)
{
    Prefix prefix = prefix_from(word, message.fixed<rtmsg>().rtm_family);
    settle_family(message, prefix);
    if (prefix.size > 0)
        message.put(attr, prefix.bytes.data(), prefix.size);
    return prefix.length;
}

static void show_prefix(Context &context, const Label &label, const nlattr *attr, int family, unsigned length)
{
    AddressText space;
    std::string_view text = format_address(family, get_bytes(attr), space);
    if (length != family_bits(family)) {
        char *end = space.data() + text.size();
        *end++ = '/';
        end = std::to_chars(end, space.data() + space.size(), length).ptr;
        text = {space.data(), static_cast<size_t>(end - space.data())};
    }
    context.out.string(label, text);
}

/// Read by route_parse.cc, since a type of route may stand in front of it.
static constexpr Type destination_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        auto &header = record.fixed<rtmsg>();
        if (const nlattr *attr = record[RTA_DST])
            show_prefix(context, {field.json, "", " ", address_color(header.rtm_family)}, attr,
                        header.rtm_family, header.rtm_dst_len);
        else if (header.rtm_dst_len == 0)
            context.out.string({field.json, ""}, "default");
        else
            context.out.string({field.json, "", "  "}, format("0/%u", header.rtm_dst_len));
    }};

static constexpr Type source_type{
    "PREFIX",
    [](Context &, Args &args, const Field &, Message &message) {
        message.fixed<rtmsg>().rtm_src_len = put_prefix(args.next(), RTA_SRC, message);
        return true;
    },
    [](Context &context, const Field &field, const Record &record) {
        auto &header = record.fixed<rtmsg>();
        if (const nlattr *attr = record[RTA_SRC])
            show_prefix(context, {field.word, field.shown, " ", address_color(header.rtm_family)}, attr,
                        header.rtm_family, header.rtm_src_len);
        else if (header.rtm_src_len != 0)
            context.out.string({"src", field.word}, format("0/%u", header.rtm_src_len));
    }};

// --- addresses

/// An address of the route's own family.
static bool parse_own(Context &, Args &args, const Field &field, Message &message)
{
    Prefix address = address_from(args.next(), message.fixed<rtmsg>().rtm_family);
    settle_family(message, address);
    message.put(field.attr, address.bytes.data(), address.size);
    return true;
}

static void show_own(Context &context, const Field &field, const Record &record)
{
    int family = record.fixed<rtmsg>().rtm_family;
    AddressText space;
    context.out.string({field.key(), field.shown, " ", address_color(family)},
                       format_address(family, get_bytes(record[field.attr]), space));
}

static constexpr Type own_address{"ADDRESS", parse_own, show_own};

/// What takes the place of the destination: of MPLS, several labels may.
static bool parse_new_destination(Context &context, Args &args, const Field &field, Message &message)
{
    args.take("to");
    if (message.fixed<rtmsg>().rtm_family != AF_MPLS)
        return parse_own(context, args, field, message);
    const Labels stack = labels_from(args.next());
    message.put(field.attr, stack.data(), stack.size() * sizeof stack[0]);
    return true;
}

static void show_new_destination(Context &context, const Field &field, const Record &record)
{
    if (record.fixed<rtmsg>().rtm_family != AF_MPLS)
        return show_own(context, field, record);
    context.out.string({field.key(), field.label()}, format_labels(get_bytes(record[field.attr])));
}

static constexpr Type new_address{"[ to ] ADDRESS", parse_new_destination, show_new_destination};

/// A gateway of another family than the route's goes into RTA_VIA.
static bool parse_gateway(Context &, Args &args, const Field &field, Message &message)
{
    if (message.find(RTA_GATEWAY) || message.find(RTA_VIA))
        wrong_argument(args.previous(), "use nexthop syntax to specify multiple via");
    int family = message.fixed<rtmsg>().rtm_family;
    if (auto named = family_from(args.empty() ? "" : args.peek())) {
        family = *named;
        args.next();
    }
    Prefix address = address_from(args.next(), family);
    settle_family(message, address);
    if (address.family == message.fixed<rtmsg>().rtm_family) {
        message.put(field.attr, address.bytes.data(), address.size);
    } else {
        uint8_t via[2 + 16] = {address.family}; // a rtvia: the family in the host's order, the address
        memcpy(via, std::array<uint16_t, 1>{address.family}.data(), 2);
        memcpy(via + 2, address.bytes.data(), address.size);
        message.put(RTA_VIA, via, 2U + address.size);
    }
    return true;
}

static constexpr Type gateway_type{"[ FAMILY ] ADDRESS", parse_gateway, show_own};

static constexpr Type via_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        auto bytes = get_bytes(record[field.attr]);
        int family = get<uint16_t>(record[field.attr]);
        AddressText space;
        context.out.text("via ");
        auto object = context.out.object(field.key());
        context.out.string({"family", ""}, family_name(family));
        context.out.string({"host", "", " ", address_color(family)},
                           format_address(family, bytes.subspan(std::min<size_t>(2, bytes.size())), space));
    }};

// --- devices

static bool parse_device(Context &context, Args &args, const Field &field, Message &message)
{
    message.put<int>(field.attr, context.links().index_from(args.next()));
    return true;
}

static constexpr Type device_type{"DEV", parse_device, print_route_device};

// --- what stands in the header

/// Where a cached entry differs: it says neither protocol nor scope.
static bool is_cloned(const Record &record)
{
    return record.fixed<rtmsg>().rtm_flags & RTM_F_CLONED;
}

template <uint8_t rtmsg::*member>
static bool parse_header_name(Context &context, Args &args, const Field &field, Message &message)
{
    auto id = context.names.id(*field.names, args.next());
    if (id)
        message.fixed<rtmsg>().*member = static_cast<uint8_t>(*id);
    return id.has_value();
}

static bool parse_tos(Context &context, Args &args, const Field &field, Message &message)
{
    return parse_header_name<&rtmsg::rtm_tos>(context, args, field, message);
}

static constexpr Type tos_type{"TOS", parse_tos,
                               [](Context &context, const Field &field, const Record &record) {
                                   if (uint8_t tos = record.fixed<rtmsg>().rtm_tos)
                                       context.out.string(field.word, context.names.text(*field.names, tos));
                               }};
static constexpr Type tos_read{"TOS", parse_tos, nullptr};

static constexpr Type protocol_type{
    "RTPROTO", parse_header_name<&rtmsg::rtm_protocol>,
    [](Context &context, const Field &field, const Record &record) {
        uint8_t protocol = record.fixed<rtmsg>().rtm_protocol;
        if (!is_cloned(record) && (protocol != RTPROT_BOOT || context.settings.details))
            context.out.string({field.word, field.text}, context.names.text(*field.names, protocol));
    }};

static constexpr Type scope_type{
    "SCOPE", parse_header_name<&rtmsg::rtm_scope>,
    [](Context &context, const Field &field, const Record &record) {
        uint8_t scope = record.fixed<rtmsg>().rtm_scope;
        if (!is_cloned(record) && (scope != RT_SCOPE_UNIVERSE || context.settings.details))
            context.out.string(field.word, context.names.text(*field.names, scope));
    }};

static constexpr Type table_type{
    "TABLE_ID",
    [](Context &context, Args &args, const Field &field, Message &message) {
        auto table = context.names.id(*field.names, args.next());
        if (table)
            put_table(message, *table);
        return table.has_value();
    },
    [](Context &context, const Field &field, const Record &record) {
        uint32_t table = route_table(record);
        if (table != RT_TABLE_UNSPEC && (table != RT_TABLE_MAIN || context.settings.details))
            context.out.string(field.word, context.names.text(*field.names, table));
    }};

// --- flags

static constexpr Type flags_type{nullptr, nullptr, [](Context &context, const Field &, const Record &record) {
                                     print_hop_flags(context, record.fixed<rtmsg>().rtm_flags);
                                 }};

// --- realms and marks

static constexpr Type realms_type{"[ REALM/ ] REALM",
                                  [](Context &context, Args &args, const Field &field, Message &message) {
                                      auto realms = parse_realms(context, args.next());
                                      if (realms)
                                          message.put(field.attr, *realms);
                                      return realms.has_value();
                                  },
                                  [](Context &context, const Field &field, const Record &record) {
                                      print_realms(context, get<uint32_t>(record[field.attr]));
                                  }};

static constexpr Type mark_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        auto mark = get<uint32_t>(record[field.attr]);
        if (mark)
            context.out.literal(field.label(), format(mark < 16 ? "%u" : "0x%x", mark), std::to_string(mark));
    }};

// --- the cache

static constexpr Choice cache_flags[] = {
    {"local", 1U << 31},      {"reject", 1U << 30},     {"mc", 1U << 29},       {"brd", 1U << 28},
    {"dst-nat", 1U << 27},    {"src-nat", 1U << 23},    {"masq", 1U << 22},     {"dst-direct", 1U << 17},
    {"src-direct", 1U << 26}, {"redirected", 1U << 18}, {"redirect", 1U << 24}, {"fastroute", 1U << 21},
    {"notify", 1U << 16},     {"proxy", 1U << 19},
};

static constexpr Type cache_type{nullptr, nullptr,
                                 [](Context &context, const Field &field, const Record &record) {
                                     auto &header = record.fixed<rtmsg>();
                                     if (header.rtm_family != AF_INET || !is_cloned(record))
                                         return;
                                     context.out.line_break();
                                     context.out.text("    cache ");
                                     if (uint32_t flags = header.rtm_flags & 0xffff0000)
                                         print_bits(context, field, flags);
                                     else
                                         auto none = context.out.list(field.key());
                                 }};

/// The kernel's clock ticks, in seconds.
static unsigned seconds(uint32_t ticks)
{
    return ticks / 100;
}

static constexpr Type cache_information{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        auto info = get<rta_cacheinfo>(record[field.attr]);
        Out &out = context.out;
        if (info.rta_expires)
            out.integer({"expires", "expires", "sec "}, info.rta_expires / 100);
        if (info.rta_error)
            out.integer("error", static_cast<int32_t>(info.rta_error));
        if (context.settings.stats) {
            if (info.rta_clntref)
                out.number("users", info.rta_clntref);
            if (info.rta_used)
                out.number("used", info.rta_used);
            if (info.rta_lastuse)
                out.number({"age", "age", "sec "}, seconds(info.rta_lastuse));
        }
        if (info.rta_id)
            out.hex("ipid", info.rta_id, 4);
        if (info.rta_ts)
            out.hex("ts", info.rta_ts);
        if (info.rta_tsage)
            out.number({"tsage", "tsage", "sec "}, seconds(info.rta_tsage));
    }};

// --- the rest

static constexpr Type metrics_type{nullptr, nullptr,
                                   [](Context &context, const Field &field, const Record &record) {
                                       print_metrics(context, record[field.attr], record);
                                   }};

static constexpr Choice preferences[] = {{"low", 3}, {"medium", 0}, {"high", 1}};

/// A name or a number.
static bool parse_preference(Context &, Args &args, const Field &field, Message &message)
{
    const char *word = args.next();
    auto value = choice_value(field.choices, word);
    auto number = value ? std::optional(static_cast<uint8_t>(*value)) : parse_as<uint8_t>(word);
    if (number)
        message.put<uint8_t>(field.attr, *number);
    return number.has_value();
}

static constexpr Type preference_type{"{ low | medium | high }", parse_preference, print_choice<uint8_t>};

static constexpr Type ttl_type{"{ enabled | disabled }",
                               [](Context &, Args &args, const Field &field, Message &message) {
                                   const char *word = args.next();
                                   bool enabled = is_prefix(word, "enabled");
                                   if (!enabled && !is_prefix(word, "disabled"))
                                       return false;
                                   message.put<uint8_t>(field.attr, enabled);
                                   return true;
                               },
                               [](Context &context, const Field &field, const Record &record) {
                                   bool enabled = get<uint8_t>(record[field.attr]);
                                   context.out.literal({field.key(), field.shown, ""},
                                                       enabled ? "enabled" : "disabled",
                                                       enabled ? "true" : "false");
                               }};

/// What the next hop object is that a route leads to, in a line of its own: asked for where details are.
static constexpr Type nexthop_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        Nexthops *nexthops = context.settings.details ? context.nexthops() : nullptr;
        const nlmsghdr *found = nexthops ? nexthops->find(get<uint32_t>(record[field.attr])) : nullptr;
        if (!found)
            return;
        context.out.line_break();
        context.out.text("\tnh_info ");
        auto object = context.out.object(field.key());
        print_nexthop_words(context, {found, sizeof(nhmsg)});
    }};

/// What is read by one row and shown by another, or not as it was given.
static constexpr Type u32_read{"NUMBER", parse_number<uint32_t>, nullptr};

// --- the rows

static constexpr Field encapsulation{.word = "encap", .attr = RTA_ENCAP, .type = encap, .exact = true};
static constexpr Field new_destination{
    .word = "as", .attr = RTA_NEWDST, .type = new_address, .text = "as to", .json = "to", .exact = true};
static constexpr Field gateway{
    .word = "via", .attr = RTA_GATEWAY, .type = gateway_type, .json = "gateway", .exact = true};
static constexpr Field foreign_gateway{.attr = RTA_VIA, .type = via_type, .text = "via"};
static constexpr Field realms{
    .word = "realms", .attr = RTA_FLOW, .type = realms_type, .wrong = "\"realm\" value is invalid"};

static constexpr Field rows[] = {
    {.word = "dsfield", .type = tos_read, .names = &rt_dsfield, .wrong = "\"tos\" value is invalid"},
    {.word = "priority", .attr = RTA_PRIORITY, .type = u32_read, .wrong = "\"metric\" value is invalid"},
    {.word = "expires", .attr = RTA_EXPIRES, .type = u32_read, .exact = true},
    {.type = type_type, .json = "type"},
    {.type = destination_type, .json = "dst"},
    {.word = "from", .type = source_type, .exact = true},
    {.word = "nhid", .attr = RTA_NH_ID, .type = u32, .wrong = "\"id\" value is invalid", .exact = true},
    new_destination,
    encapsulation,
    {.word = "tos", .type = tos_type, .names = &rt_dsfield, .exact = true},
    gateway,
    foreign_gateway,
    {.word = "dev", .attr = RTA_OIF, .type = device_type, .also = "oif", .exact = true},
    {.word = "table", .type = table_type, .names = &rt_tables},
    {.word = "protocol", .type = protocol_type, .text = "proto", .names = &rt_protos},
    {.word = "scope",
     .type = scope_type,
     .names = &rt_scopes,
     .wrong = "invalid \"scope\" value",
     .exact = true},
    {.word = "src", .attr = RTA_PREFSRC, .type = own_address, .json = "prefsrc", .exact = true},
    {.word = "metric", .attr = RTA_PRIORITY, .type = u32, .also = "preference"},
    {.type = flags_type},
    {.attr = RTA_MARK, .type = mark_type, .text = "mark"},
    realms,
    {.attr = RTA_UID, .type = u32, .text = "uid"},
    {.type = cache_type, .text = "cache", .choices = cache_flags},
    {.attr = RTA_CACHEINFO, .type = cache_information},
    {.attr = RTA_METRICS, .type = metrics_type},
    {.attr = RTA_IIF, .type = device_type, .text = "iif"},
    {.word = "pref", .attr = RTA_PREF, .type = preference_type, .after = "", .choices = preferences},
    {.word = "ttl-propagate",
     .attr = RTA_TTL_PROPAGATE,
     .type = ttl_type,
     .text = "ttl-propogate",
     .exact = true},
    {.attr = RTA_NH_ID, .type = nexthop_type, .json = "nh_info"},
};
constexpr Fields route_fields{rows, "\"%s\" value is invalid"};

static constexpr Field hop_rows[] = {encapsulation, new_destination, gateway, foreign_gateway, realms};
constexpr Fields hop_fields{hop_rows, "\"%s\" value is invalid"};

} // namespace nskit
