// SPDX-License-Identifier: MIT
// ip route show: the words of its filter, the routes that pass, and the dump, in whose request the kernel
// gets all that it can filter by.
#include <cerrno>

#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/row/devices.h"
#include "lib/row/hop.h"

namespace nskit {

// --- the words of a filter

static void parse_table(Context &context, Args &args, RouteFilter &filter)
{
    std::string_view word = args.next();
    if (word == "cache") {
        filter.cloned = true;
    } else if (word == "all") {
        filter.table = 0;
    } else if (word == "help") {
        usage(route_usage());
    } else {
        auto table = context.names.id(rt_tables, word);
        if (!table)
            wrong_argument(word, "table id value is invalid");
        filter.table = *table;
    }
}

static void parse_vrf(Context &context, Args &args, RouteFilter &filter)
{
    filter.table = vrf_table(context, args.next());
    filter.no_local = true;
}

/// Reads the name of a byte; if `all` is allowed, that means any.
template <std::optional<uint8_t> RouteFilter::*member, const NameTable &names, bool all>
static void parse_byte(Context &context, Args &args, RouteFilter &filter, const char *wrong)
{
    std::string_view word = args.next();
    auto id = context.names.id(names, word);
    if (!id && !(all && word == "all"))
        wrong_argument(word, wrong);
    filter.*member = id ? std::optional(static_cast<uint8_t>(*id)) : std::nullopt;
}

static void parse_tos(Context &context, Args &args, RouteFilter &filter)
{
    parse_byte<&RouteFilter::tos, rt_dsfield, false>(context, args, filter, "TOS value is invalid");
}

static void parse_protocol(Context &context, Args &args, RouteFilter &filter)
{
    parse_byte<&RouteFilter::protocol, rt_protos, true>(context, args, filter, "invalid \"protocol\"");
}

static void parse_scope(Context &context, Args &args, RouteFilter &filter)
{
    parse_byte<&RouteFilter::scope, rt_scopes, true>(context, args, filter, "invalid \"scope\"");
}

static void parse_type(Context &, Args &args, RouteFilter &filter)
{
    filter.type = route_type(args.next());
    if (!filter.type)
        wrong_argument(args.previous(), "node type value is invalid");
}

static void parse_realms(Context &context, Args &args, RouteFilter &filter)
{
    std::string_view word = args.next();
    auto realms = parse_realms(context, word);
    if (!realms)
        wrong_argument(word, "invalid realms");
    filter.realms = *realms;
    // Two realms are compared as a whole, one with its half.
    const bool alone = word.find('/') == word.npos && *realms <= 0xffff;
    filter.realms_mask = alone ? 0xffff : word.ends_with('/') ? 0xffff0000 : 0xffffffff;
}

static void parse_via(Context &context, Args &args, RouteFilter &filter)
{
    const int family = take_family(args).value_or(context.settings.family);
    filter.via = prefix_from(args.next(), family);
}

static void parse_source_address(Context &context, Args &args, RouteFilter &filter)
{
    filter.source_address = prefix_from(args.next(), context.settings.family);
}

/// `[ root | match | exact ] PREFIX`; `all` and `any` mean no filter, `default` the prefix of 0 bits.
static void parse_prefix(Context &context, Args &args, PrefixFilter &filter)
{
    const char *word = args.next();
    const bool within = is_prefix(word, "root"), around = !within && is_prefix(word, "match");
    if (within || around || is_prefix(word, "exact"))
        word = args.next();
    std::optional<Prefix> prefix = prefix_from(word, context.settings.family);
    if (prefix->size == 0 && !prefix->has_length)
        prefix.reset();
    if (!around)
        filter.within = prefix;
    if (!within)
        filter.around = prefix;
}

static void parse_source(Context &context, Args &args, RouteFilter &filter)
{
    parse_prefix(context, args, filter.source);
}

static void parse_destination(Context &context, Args &args, RouteFilter &filter)
{
    parse_prefix(context, args, filter.destination);
}

static void set_cloned(Context &, Args &, RouteFilter &filter)
{
    filter.cloned = true;
}

static void parse_output(Context &context, Args &args, RouteFilter &filter)
{
    filter.oif = context.links().index_from(args.next());
}

static void parse_input(Context &context, Args &args, RouteFilter &filter)
{
    filter.iif = context.links().index_from(args.next());
}

static void parse_mark(Context &, Args &args, RouteFilter &filter)
{
    filter.mark = take_number<uint32_t>(args, "invalid mark value");
}

static void parse_metric(Context &, Args &args, RouteFilter &filter)
{
    filter.metric = take_number<uint32_t>(args, "\"metric\" value is invalid");
}

static void parse_nexthop(Context &, Args &args, RouteFilter &filter)
{
    filter.nexthop = take_number<uint32_t>(args, "\"id\" value is invalid");
}

static constexpr Word<RouteFilter> words[] = {
    {.word = "table", .arg = "{ TABLE_ID | all | cache }", .set = parse_table},
    {.word = "vrf", .arg = "NAME", .set = parse_vrf},
    {.word = "cached", .set = set_cloned},
    {.word = "cloned", .set = set_cloned},
    {.word = "tos", .arg = "TOS", .set = parse_tos, .exact = true},
    {.word = "dsfield", .arg = "TOS", .set = parse_tos},
    {.word = "protocol", .arg = "{ RTPROTO | all }", .set = parse_protocol},
    {.word = "scope", .arg = "{ SCOPE | all }", .set = parse_scope},
    {.word = "type", .arg = "TYPE", .set = parse_type},
    {.word = "dev", .arg = "DEV", .set = parse_output, .also = "oif", .exact = true},
    {.word = "iif", .arg = "DEV", .set = parse_input, .exact = true},
    {.word = "mark", .arg = "NUMBER", .set = parse_mark, .exact = true},
    {.word = "metric", .arg = "METRIC", .set = parse_metric, .also = "preference"},
    {.word = "priority", .arg = "METRIC", .set = parse_metric},
    {.word = "via", .arg = "[ FAMILY ] PREFIX", .set = parse_via, .exact = true},
    {.word = "src", .arg = "PREFIX", .set = parse_source_address, .exact = true},
    {.word = "realms", .arg = "[ REALM/ ] REALM", .set = parse_realms},
    {.word = "nhid", .arg = "ID", .set = parse_nexthop, .exact = true},
    {.word = "from", .arg = "[ root | match | exact ] PREFIX", .set = parse_source},
    {.word = "to", .arg = "[ root | match | exact ] PREFIX", .set = parse_destination},
};
constexpr std::span<const Word<RouteFilter>> route_filter_words{words};

RouteFilter parse_route_filter(Context &context, Args &args)
{
    RouteFilter filter{.family = context.settings.family, .table = RT_TABLE_MAIN};
    while (!args.empty())
        if (!parse_word(context, args, route_filter_words, filter))
            parse_destination(context, args, filter);
    if (filter.family == AF_UNSPEC && filter.table != 0)
        filter.family = AF_INET;
    return filter;
}

// --- what passes

static bool passes(const Prefix &wanted, int family, const uint8_t *bytes, unsigned length, unsigned compared)
{
    return (wanted.family == AF_UNSPEC || wanted.family == family) && length >= compared &&
           same_bits(bytes, wanted.bytes.data(), compared);
}

/// The bytes of an address; zeros if it is missing or short.
static const uint8_t *address_bytes(const nlattr *attr, int family)
{
    static constexpr uint8_t zeros[16] = {};
    bool whole = attr && payload_size(attr) >= (family_bits(family) + 7U) / 8;
    return whole ? get_bytes(attr).data() : zeros;
}

bool PrefixFilter::wants_length(unsigned length) const
{
    return (!within || within->length <= length) && (!around || length <= around->length);
}

bool PrefixFilter::wants(int family, const nlattr *attr, unsigned length) const
{
    if (!within && !around)
        return true;
    const uint8_t *bytes = address_bytes(attr, family);
    if (within && !passes(*within, family, bytes, length, within->length))
        return false;
    return !around || passes(*around, family, bytes, around->length, length);
}

/// Whether an address of the route lies in the wanted prefix. Any does if no prefix is wanted.
static bool lies_in(const std::optional<Prefix> &wanted, int family, const nlattr *attr)
{
    if (!wanted || wanted->length == 0)
        return true;
    return attr && passes(*wanted, family, address_bytes(attr, family), family_bits(family), wanted->length);
}

/// The same for a gateway, of whatever family: of a route or of one of its next hops.
static bool has_gateway_in(const Prefix &wanted, int family, const Attrs &attrs)
{
    if (!attrs[RTA_VIA])
        return lies_in(wanted, family, attrs[RTA_GATEWAY]);
    const Via via(attrs[RTA_VIA]);
    const uint8_t bits = family_bits(via.family);
    return via.address.size() >= bits / 8U &&
           passes(wanted, via.family, via.address.data(), bits, wanted.length);
}

/// Whether one of several next hops is wanted.
template <class F> static bool any_hop(const Record &route, F &&wants)
{
    bool found = false;
    if (const nlattr *hops = route[RTA_MULTIPATH])
        each_hop(hops, [&](const rtnexthop *hop) { found = found || wants(hop); });
    return found;
}

static bool goes_via(const std::optional<Prefix> &wanted, const Record &route)
{
    const int family = route.fixed<rtmsg>().rtm_family;
    return !wanted || wanted->length == 0 || has_gateway_in(*wanted, family, route.attrs) ||
           any_hop(route, [&](const rtnexthop *hop) {
               return has_gateway_in(*wanted, family, hop_attributes(hop));
           });
}

/// Whether a route leaves by a device, itself or by a next hop. With net.ipv4.nexthop_compat_mode=0 a route
/// has only the id of its next hop object, whose device the kernel has compared.
static bool leaves_by(const Record &route, int index)
{
    if (const nlattr *own = route[RTA_OIF])
        return get<int>(own) == index;
    if (!route[RTA_MULTIPATH])
        return route[RTA_NH_ID] != nullptr;
    return any_hop(route, [&](const rtnexthop *hop) { return hop->rtnh_ifindex == index; });
}

template <class T> static bool is(const std::optional<T> &wanted, T value)
{
    return !wanted || *wanted == value;
}

bool RouteFilter::wants_header(const rtmsg &header) const
{
    if (family != AF_UNSPEC && header.rtm_family != family)
        return false;
    if (cloned != ((header.rtm_flags & RTM_F_CLONED) != 0))
        return false;
    if (no_local && (header.rtm_type == RTN_LOCAL || header.rtm_type == RTN_BROADCAST))
        return false;
    return destination.wants_length(header.rtm_dst_len) && is(tos, header.rtm_tos) &&
           is(protocol, header.rtm_protocol) && is(scope, header.rtm_scope) && is(type, header.rtm_type);
}

bool RouteFilter::judges_attributes() const
{
    auto asks = [](const PrefixFilter &filter) { return filter.within || filter.around; };
    return asks(destination) || asks(source) || metric || mark || iif || oif || via || source_address ||
           nexthop || realms_mask != 0;
}

bool RouteFilter::wants_attributes(const Record &route) const
{
    auto &header = route.fixed<rtmsg>();
    return destination.wants(header.rtm_family, route[RTA_DST], header.rtm_dst_len) &&
           source.wants(header.rtm_family, route[RTA_SRC], header.rtm_src_len) &&
           is(metric, route.attrs.value<uint32_t>(RTA_PRIORITY)) &&
           is(mark, route.attrs.value<uint32_t>(RTA_MARK)) && is(iif, route.attrs.value<int>(RTA_IIF)) &&
           is(nexthop, route.attrs.value<uint32_t>(RTA_NH_ID)) && (!oif || leaves_by(route, *oif)) &&
           goes_via(via, route) && lies_in(source_address, header.rtm_family, route[RTA_PREFSRC]) &&
           ((route.attrs.value<uint32_t>(RTA_FLOW) ^ realms) & realms_mask) == 0;
}

bool RouteFilter::wants(const Record &route) const
{
    return wants_header(route.fixed<rtmsg>()) && wants_table(route) && wants_attributes(route);
}

ShownRows RouteFilter::shown() const
{
    auto whole = [](const std::optional<Prefix> &prefix) {
        return prefix && prefix->length != 0 && prefix->length == family_bits(prefix->family);
    };
    const std::pair<bool, std::string_view> pinned[] = {
        {table != 0, "table"},           {tos.has_value(), "tos"},
        {protocol.has_value(), "proto"}, {scope.has_value(), "scope"},
        {metric.has_value(), "metric"},  {oif.has_value(), "dev"},
        {realms_mask == ~0U, "realms"},  {whole(via), "via"},
        {whole(source_address), "src"},  {iif.has_value(), "iif"},
        {nexthop.has_value(), "nhid"},
    };
    Seen hidden;
    for (auto [is_pinned, word] : pinned)
        if (is_pinned)
            hidden.set(row_number(route_fields.rows, word));
    return ShownRows(route_fields.rows, hidden);
}

// --- the dump

/// The type that the kernel filters a dump by. It compares the type that a route was made with: a route
/// through a blackhole next hop object was made as unicast, although it is shown as a blackhole.
static unsigned char dumped_type(const RouteFilter &filter)
{
    constexpr unsigned char any = RTN_UNSPEC;
    return filter.type == RTN_BLACKHOLE ? any : filter.type.value_or(any);
}

void dump_routes(Context &context, const RouteFilter &filter, Purpose purpose, Each each)
{
    Message message(RTM_GETROUTE, 0,
                    rtmsg{.rtm_family = static_cast<unsigned char>(filter.family),
                          .rtm_protocol = filter.protocol.value_or(RTPROT_UNSPEC),
                          .rtm_type = dumped_type(filter),
                          .rtm_flags = filter.cloned ? RTM_F_CLONED : 0U});
    if (filter.table)
        message.put(RTA_TABLE, filter.table);
    if (filter.oif)
        message.put(RTA_OIF, *filter.oif);
    with_status(2, [&] { context.socket().dump(message, each, purpose); });
}

bool is_missing_main(const Error &error, const RouteFilter &filter)
{
    return error.code == ENOENT && filter.table == RT_TABLE_MAIN;
}

/// Returns how many routes are shown.
static size_t show(Session &session, const RouteFilter &filter)
{
    const ShownRows rows = filter.shown();
    size_t count = 0;
    auto list = session.out.list();
    try {
        each_route(session, filter, Purpose::show, [&](const Record &route) {
            auto object = session.out.object();
            print_route(session, route, rows);
            count++;
        });
    } catch (const Error &error) {
        if (!is_missing_main(error, filter))
            throw;
    }
    return count;
}

void route_show(Session &session, Args &args)
{
    show(session, parse_route_filter(session, args));
}

/// A table that the kernel does not have yet has no routes.
static size_t look_for_routes(Session &session, Args &args, Look, Wakers &)
{
    const RouteFilter filter = parse_route_filter(session, args);
    try {
        return show(session, filter);
    } catch (const Error &error) {
        if (error.code != ENOENT)
            throw;
        return 0;
    }
}

/// The kernel does not tell of the IPv4 routes that go with a link, an address or a next hop object.
void route_wait(Session &session, Args &args)
{
    static constexpr unsigned groups[] = {RTNLGRP_LINK,       RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR,
                                          RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE,  RTNLGRP_MPLS_ROUTE,
                                          RTNLGRP_NEXTHOP};
    wait_for(session, args, {.things = "route", .groups = groups, .show = look_for_routes});
}

} // namespace nskit
