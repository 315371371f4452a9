// SPDX-License-Identifier: MIT
// The attributes of a route, one row each, in the order in which they are shown. Abbreviations are matched in
// the same order, but for the first rows, which are only there to come before all others.
#include <linux/icmpv6.h>

#include <charconv>

#include "cmd/ipnetns/nexthop/nexthop.h"
#include "cmd/ipnetns/route/encap/encap.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/base/number.h"
#include "lib/netlink/mpls.h"
#include "lib/row/hop.h"

namespace nskit {

// --- the type of a route

static void print_type(Context &context, const Field &field, const Record &record)
{
    uint8_t type = record.fixed<rtmsg>().rtm_type;
    if (type != RTN_UNICAST || context.settings.details)
        context.out.string(label(field), route_type_text(context, type));
}

/// Parsed in front of the prefix.
static constexpr Type type_type{.print = print_type};

// --- prefixes

/// The first address of a command line decides the family of its route.
static void settle_family(Message &message, const Prefix &prefix)
{
    auto &header = message.fixed<rtmsg>();
    if (header.rtm_family == AF_UNSPEC)
        header.rtm_family = prefix.family;
}

uint8_t put_prefix(std::string_view word, uint16_t attr, Message &message)
{
    Prefix prefix = prefix_from(word, message.fixed<rtmsg>().rtm_family);
    settle_family(message, prefix);
    if (prefix.size > 0)
        message.put_address(attr, prefix);
    return prefix.length;
}

static void print_prefix(Context &context, const Label &label, const nlattr *attr, int family,
                         unsigned length)
{
    if (length == family_bits(family))
        return context.out.string(label, context.host(family, get_bytes(attr)));
    AddressText space;
    char *end = space.data() + format_address(family, get_bytes(attr), space).size();
    *end++ = '/';
    end = std::to_chars(end, space.data() + space.size(), length).ptr;
    context.out.string(label, {space.data(), static_cast<size_t>(end - space.data())});
}

static void print_destination(Context &context, const Field &field, const Record &record)
{
    auto &header = record.fixed<rtmsg>();
    if (const nlattr *attr = record[RTA_DST])
        print_prefix(context, label(field, address_color(header.rtm_family)), attr, header.rtm_family,
                     header.rtm_dst_len);
    else if (header.rtm_dst_len == 0)
        context.out.string(label(field), "default");
    else
        context.out.string({field.json, "", "  "}, format("0/%u", header.rtm_dst_len));
}

/// Parsed in parse.cc, since a type of route may stand in front.
static constexpr Type destination_type{.print = print_destination};

static bool parse_source(Context &, Args &args, const Field &, Message &message)
{
    message.fixed<rtmsg>().rtm_src_len = put_prefix(args.next(), RTA_SRC, message);
    return true;
}

/// In JSON the word without an address is another than with one, as in the reference.
static void print_source(Context &context, const Field &field, const Record &record)
{
    auto &header = record.fixed<rtmsg>();
    if (const nlattr *attr = record[RTA_SRC])
        print_prefix(context, label(field, address_color(header.rtm_family)), attr, header.rtm_family,
                     header.rtm_src_len);
    else if (header.rtm_src_len != 0)
        context.out.string({"src", field.label()}, format("0/%u", header.rtm_src_len));
}

static constexpr Type source_type{.arg = "PREFIX", .parse = parse_source, .print = print_source};

// --- addresses

/// An address of the route's own family.
static bool parse_own(Context &, Args &args, const Field &field, Message &message)
{
    Prefix address = address_from(args.next(), message.fixed<rtmsg>().rtm_family);
    settle_family(message, address);
    message.put_address(field.attr, address);
    return true;
}

static void print_own(Context &context, const Field &field, const Record &record)
{
    int family = record.fixed<rtmsg>().rtm_family;
    AddressText space;
    context.out.string(label(field, address_color(family)),
                       format_address(family, get_bytes(record[field.attr]), space));
}

static constexpr Type own_address{.arg = "ADDRESS", .parse = parse_own, .print = print_own};

/// What takes the place of the destination: an address, or of MPLS one or more labels.
static bool parse_new_destination(Context &context, Args &args, const Field &field, Message &message)
{
    args.take("to");
    if (message.fixed<rtmsg>().rtm_family != AF_MPLS)
        return parse_own(context, args, field, message);
    const Labels stack = labels_from(args.next());
    message.put(field.attr, stack.data(), stack.size() * sizeof stack[0]);
    return true;
}

static void print_new_destination(Context &context, const Field &field, const Record &record)
{
    if (record.fixed<rtmsg>().rtm_family != AF_MPLS)
        return print_own(context, field, record);
    context.out.string(label(field), format_labels(get_bytes(record[field.attr])));
}

static constexpr Type new_address{
    .arg = "[ to ] ADDRESS", .parse = parse_new_destination, .print = print_new_destination};

Via::Via(const nlattr *attr) : family(get<decltype(rtvia::rtvia_family)>(attr))
{
    auto bytes = get_bytes(attr);
    address = bytes.subspan(std::min(sizeof(rtvia), bytes.size()));
}

static void put_via(uint8_t family, std::span<const uint8_t> address, Message &message)
{
    alignas(rtvia) std::array<uint8_t, sizeof(rtvia) + sizeof(LinkAddress::bytes)> via;
    reinterpret_cast<rtvia *>(via.data())->rtvia_family = family;
    memcpy(via.data() + sizeof(rtvia), address.data(), address.size());
    message.put(RTA_VIA, via.data(), sizeof(rtvia) + address.size());
}

/// A gateway of another family than the route's goes into RTA_VIA.
static bool parse_gateway(Context &, Args &args, const Field &field, Message &message)
{
    if (message.find(RTA_GATEWAY) || message.find(RTA_VIA))
        wrong_argument(args.previous(), "use nexthop syntax to specify multiple via");
    auto &header = message.fixed<rtmsg>();
    const int family = take_family(args).value_or(header.rtm_family);
    if (family == AF_PACKET) {
        put_via(AF_PACKET, take_link_gateway(args).data(), message);
        return true;
    }
    Prefix address = address_from(args.next(), family);
    settle_family(message, address);
    if (address.family == header.rtm_family)
        message.put_address(field.attr, address);
    else
        put_via(address.family, address.data(), message);
    return true;
}

static void print_gateway(Context &context, const Field &field, const Record &record)
{
    int family = record.fixed<rtmsg>().rtm_family;
    context.out.string(label(field, address_color(family)),
                       context.host(family, get_bytes(record[field.attr])));
}

static constexpr Type gateway_type{
    .arg = "[ FAMILY ] ADDRESS", .parse = parse_gateway, .print = print_gateway};

static void print_via(Context &context, const Field &field, const Record &record)
{
    const Via via(record[field.attr]);
    context.out.text("via ");
    auto object = context.out.object(field.key());
    context.out.string({"family", ""}, family_name(via.family));
    context.out.string({"host", "", " ", address_color(via.family)}, context.host(via.family, via.address));
}

static void write_via(Context &context, const Field &field, const Record &record)
{
    const Via via(record[field.attr]);
    context.out.text(format("%s %s ", field.word, family_name(via.family)));
    context.out.text(context.host(via.family, via.address));
}

static constexpr Type via_type{.print = print_via, .words = write_via};

// --- devices

static bool parse_route_device(Context &context, Args &args, const Field &field, Message &message)
{
    const int index = context.links().index_from(args.next());
    modify<int>(message, field.attr, [&](int &last) { last = index; });
    return true;
}

static constexpr Type device_type{.arg = "DEV", .parse = parse_route_device, .print = print_hop_device};

// --- what stands in the header

template <uint8_t rtmsg::*member>
static bool parse_header_name(Context &context, Args &args, const Field &field, Message &message)
{
    auto id = context.names.id(*field.names, args.next());
    if (id)
        message.fixed<rtmsg>().*member = static_cast<uint8_t>(*id);
    return id.has_value();
}

/// Shows a name that differs from the usual one, or any with -d. A cached entry says none.
template <uint8_t rtmsg::*member, uint8_t usual>
static void print_header_name(Context &context, const Field &field, const Record &record)
{
    uint8_t value = record.fixed<rtmsg>().*member;
    if (!is_cloned(record) && (value != usual || context.settings.details))
        context.out.string(label(field), context.names.text(*field.names, value));
}

static void print_tos(Context &context, const Field &field, const Record &record)
{
    if (uint8_t tos = record.fixed<rtmsg>().rtm_tos)
        context.out.string(label(field), context.names.text(*field.names, tos));
}

static constexpr Type tos_type{.arg = "TOS", .parse = parse_header_name<&rtmsg::rtm_tos>, .print = print_tos};
static constexpr Type parsed_tos{
    .arg = "TOS", .parse = parse_header_name<&rtmsg::rtm_tos>, .words = print_tos};
static constexpr Type protocol_type{.arg = "RTPROTO",
                                    .parse = parse_header_name<&rtmsg::rtm_protocol>,
                                    .print = print_header_name<&rtmsg::rtm_protocol, RTPROT_BOOT>};
static constexpr Type scope_type{.arg = "SCOPE",
                                 .parse = parse_header_name<&rtmsg::rtm_scope>,
                                 .print = print_header_name<&rtmsg::rtm_scope, RT_SCOPE_UNIVERSE>};

static bool parse_table(Context &context, Args &args, const Field &field, Message &message)
{
    auto table = context.names.id(*field.names, args.next());
    if (table)
        put_table(message, *table);
    return table.has_value();
}

static void print_table(Context &context, const Field &field, const Record &record)
{
    uint32_t table = route_table(record);
    if (table != RT_TABLE_UNSPEC && (table != RT_TABLE_MAIN || context.settings.details))
        context.out.string(label(field), context.names.text(*field.names, table));
}

static constexpr Type table_type{.arg = "TABLE_ID", .parse = parse_table, .print = print_table};

// --- flags

static void print_flags(Context &context, const Field &, const Record &record)
{
    print_hop_flags(context, record.fixed<rtmsg>().rtm_flags);
}

static constexpr Type flags_type{.print = print_flags};

// --- realms and marks

static bool parse_flow(Context &context, Args &args, const Field &field, Message &message)
{
    auto flow = parse_realms(context, args.next());
    if (flow)
        message.put(field.attr, *flow);
    return flow.has_value();
}

static void print_flow(Context &context, const Field &field, const Record &record)
{
    print_realms(context, get<uint32_t>(record[field.attr]));
}

static void write_flow(Context &context, const Field &field, const Record &record)
{
    const auto realms = get<uint32_t>(record[field.attr]);
    context.out.text(field.word);
    context.out.text(" ");
    if (uint32_t from = realms >> 16)
        context.out.text(std::string(context.names.text(rt_realms, from)) + "/");
    context.out.text(context.names.text(rt_realms, realms & 0xffff));
}

static constexpr Type realms_type{
    .arg = "[ REALM/ ] REALM", .parse = parse_flow, .print = print_flow, .words = write_flow};

static void print_mark(Context &context, const Field &field, const Record &record)
{
    auto mark = get<uint32_t>(record[field.attr]);
    if (mark)
        context.out.literal(label(field), format(mark < 16 ? "%u" : "0x%x", mark), std::to_string(mark));
}

static constexpr Type mark_type{.print = print_mark};

// --- the rest

static constexpr Type metrics_type{.print = print_metrics};

static constexpr Choice preferences[] = {{"low", ICMPV6_ROUTER_PREF_LOW},
                                         {"medium", ICMPV6_ROUTER_PREF_MEDIUM},
                                         {"high", ICMPV6_ROUTER_PREF_HIGH}};

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

static constexpr Type preference_type{
    .arg = "{ low | medium | high }", .parse = parse_preference, .print = print_choice<uint8_t>};

static bool parse_ttl(Context &, Args &args, const Field &field, Message &message)
{
    const char *word = args.next();
    bool enabled = is_prefix(word, "enabled");
    if (!enabled && !is_prefix(word, "disabled"))
        return false;
    message.put<uint8_t>(field.attr, enabled);
    return true;
}

static void print_ttl(Context &context, const Field &field, const Record &record)
{
    bool enabled = get<uint8_t>(record[field.attr]);
    context.out.literal(label(field), enabled ? "enabled" : "disabled", enabled ? "true" : "false");
}

static constexpr Type ttl_type{.arg = "{ enabled | disabled }", .parse = parse_ttl, .print = print_ttl};

/// With -d, shows the next hop object of a route in a line of its own.
static void print_object(Context &context, const Field &field, const Record &record)
{
    Nexthops *nexthops = context.settings.details ? context.nexthops() : nullptr;
    const nlmsghdr *found = nexthops ? nexthops->find(get<uint32_t>(record[field.attr])) : nullptr;
    if (!found)
        return;
    context.out.line_break();
    context.out.text("\tnh_info ");
    auto object = context.out.object(field.key());
    print_nexthop_words(context, Record::of<nhmsg>(found));
}

static constexpr Type nexthop_type{.print = print_object};

/// For words whose value is shown by another row, or not as it was given.
static constexpr Type parsed_u32{
    .arg = "NUMBER", .parse = parse_number<uint32_t>, .words = print_number<uint32_t>};

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
    {.word = "dsfield",
     .type = parsed_tos,
     .names = &rt_dsfield,
     .wrong = "\"tos\" value is invalid",
     .alias = true},
    {.word = "priority",
     .attr = RTA_PRIORITY,
     .type = parsed_u32,
     .wrong = "\"metric\" value is invalid",
     .alias = true},
    {.word = "expires", .attr = RTA_EXPIRES, .type = parsed_u32, .exact = true},
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
    {.word = "protocol",
     .type = protocol_type,
     .text = "proto",
     .json = "protocol",
     .also = "proto",
     .names = &rt_protos},
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
    {.type = cached_route, .text = "cache"},
    {.attr = RTA_CACHEINFO, .type = cache_information},
    {.attr = RTA_METRICS, .type = metrics_type},
    {.attr = RTA_IIF, .type = device_type, .text = "iif"},
    {.word = "pref",
     .attr = RTA_PREF,
     .type = preference_type,
     .after = "",
     .choices = preferences,
     .usual = "pref medium"},
    {.word = "ttl-propagate",
     .attr = RTA_TTL_PROPAGATE,
     .type = ttl_type,
     .text = "ttl-propogate",
     .after = "",
     .exact = true},
    {.attr = RTA_NH_ID, .type = nexthop_type, .json = "nh_info"},
};
constexpr Fields route_fields{rows, "\"%s\" value is invalid"};

static constexpr Field hop_rows[] = {encapsulation, new_destination, gateway, foreign_gateway, realms};
constexpr Fields hop_fields{hop_rows, "\"%s\" value is invalid"};

} // namespace nskit
