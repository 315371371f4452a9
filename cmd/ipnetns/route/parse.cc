// SPDX-License-Identifier: MIT
// The words of a route for add, change, replace and delete, and the values of what they leave open.
#include "cmd/ipnetns/route/route.h"
#include "lib/base/number.h"
#include "lib/base/suggest.h"
#include "lib/row/devices.h"

namespace nskit {

RouteRequest::RouteRequest(uint16_t type, uint16_t flags, int family)
    : message(type, flags, rtmsg{.rtm_family = static_cast<unsigned char>(family)})
{
    if (type == RTM_DELROUTE) {
        header().rtm_scope = RT_SCOPE_NOWHERE; // any; of protocol and type, 0 is any
        return;
    }
    header().rtm_protocol = RTPROT_BOOT;
    header().rtm_type = RTN_UNICAST;
}

// --- next hops

static void parse_hop_device(Context &context, Args &args, Hop &hop)
{
    const char *name = args.next();
    auto index = context.links().index(name);
    if (!index)
        fail_with(255, "Cannot find device \"%s\"\nError: cannot parse nexthop", name);
    hop.header().rtnh_ifindex = *index;
}

static void parse_weight(Context &, Args &args, Hop &hop)
{
    auto weight = parse_unsigned(args.next(), 256);
    if (!weight || *weight == 0)
        wrong_argument(args.previous(), "\"weight\" is invalid");
    hop.header().rtnh_hops = static_cast<unsigned char>(*weight - 1);
}

static void set_hop_onlink(Context &, Args &, Hop &hop)
{
    hop.header().rtnh_flags |= RTNH_F_ONLINK;
}

static constexpr Word<Hop> hop_rows[] = {
    {.word = "dev", .arg = "DEV", .set = parse_hop_device, .exact = true},
    {.word = "weight", .arg = "NUMBER", .set = parse_weight, .exact = true},
    {.word = "onlink", .set = set_hop_onlink, .exact = true},
};

constexpr std::span<const Word<Hop>> hop_words{hop_rows};

static void parse_hop(Context &context, Args &args, Message &message)
{
    Hop hop{message, message.append_fixed(rtnexthop{})};
    Seen seen;
    while (parse_field(context, args, hop_fields, message, seen) || parse_word(context, args, hop_words, hop))
        continue;
    hop.header().rtnh_len = static_cast<unsigned short>(message.size() - hop.place);
}

/// `nexthop HOP nexthop HOP ...`, to the end of the line; the first `nexthop` has been taken.
static void parse_hops(Context &context, Args &args, RouteRequest &request)
{
    Nest hops(request.message, RTA_MULTIPATH);
    for (;;) {
        if (args.empty())
            fail_with(255, "Error: unexpected end of line after \"nexthop\"");
        parse_hop(context, args, request.message);
        if (args.empty())
            return;
        if (!args.take("nexthop"))
            fail_with(255, "Error: \"nexthop\" or end of line is expected instead of \"%s\"",
                      args.peek().data());
    }
}

// --- words that are no attribute of their own

static void parse_vrf(Context &context, Args &args, RouteRequest &request)
{
    put_table(request.message, vrf_table(context, args.next()));
}

static void set_onlink(Context &, Args &, RouteRequest &request)
{
    request.header().rtm_flags |= RTNH_F_ONLINK;
}

/// `[ TYPE ] PREFIX`: a word that starts with a digit is no type.
static void parse_destination(Context &, Args &args, RouteRequest &request)
{
    Text word = args.next();
    auto type = *word >= '0' && *word <= '9' ? std::nullopt : route_type(word);
    if (type) {
        request.header().rtm_type = *type;
        word = args.next();
    }
    if (is_prefix(word, "help"))
        usage(route_usage());
    if (request.has_destination)
        garbage_argument("to", word);
    request.has_destination = true;
    request.header().rtm_dst_len = put_prefix(word, RTA_DST, request.message);
}

static constexpr Word<RouteRequest> words[] = {
    {.word = "to", .arg = "[ TYPE ] PREFIX", .set = parse_destination, .exact = true},
    {.word = "onlink", .set = set_onlink, .exact = true},
    {.word = "nexthop", .arg = "HOP", .set = parse_hops, .exact = true},
    {.word = "vrf", .arg = "NAME", .set = parse_vrf},
};
constexpr std::span<const Word<RouteRequest>> route_words{words};

// --- what was left open

uint8_t usual_route_scope(uint8_t type, bool leads_on)
{
    switch (type) {
    case RTN_LOCAL:
    case RTN_NAT:
        return RT_SCOPE_HOST;
    case RTN_BROADCAST:
    case RTN_MULTICAST:
    case RTN_ANYCAST:
        return RT_SCOPE_LINK;
    case RTN_UNICAST:
    case RTN_UNSPEC:
        return leads_on ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK;
    default:
        return RT_SCOPE_UNIVERSE;
    }
}

/// `there` are the types of the attributes of the request.
static bool leads_on(RouteRequest &request, const Bits &there)
{
    if (there.test(RTA_GATEWAY) || there.test(RTA_VIA) || there.test(RTA_MULTIPATH))
        return true;
    // 0 names no object
    return there.test(RTA_NH_ID) && get<uint32_t>(request.message.find(RTA_NH_ID)) != 0;
}

/// A route is deleted whatever its scope is, but for types whose scope is always the same.
static uint8_t default_scope(RouteRequest &request, const Bits &there)
{
    const rtmsg &header = request.header();
    if (header.rtm_family == AF_INET6 || header.rtm_family == AF_MPLS)
        return RT_SCOPE_UNIVERSE;
    const uint8_t type = header.rtm_type;
    const bool has_scope = usual_route_scope(type, false) == usual_route_scope(type, true) &&
                           usual_route_scope(type, false) != RT_SCOPE_UNIVERSE;
    if (request.message.header()->nlmsg_type == RTM_DELROUTE && !has_scope)
        return RT_SCOPE_NOWHERE;
    return usual_route_scope(type, leads_on(request, there));
}

uint32_t usual_route_table(uint8_t type)
{
    bool is_local = type == RTN_LOCAL || type == RTN_BROADCAST || type == RTN_NAT || type == RTN_ANYCAST;
    return is_local ? RT_TABLE_LOCAL : RT_TABLE_MAIN;
}

static void complete(RouteRequest &request)
{
    rtmsg &header = request.header();
    if (header.rtm_family == AF_UNSPEC)
        header.rtm_family = AF_INET;
    if (header.rtm_family == AF_MPLS && header.rtm_type == RTN_UNSPEC)
        header.rtm_type = RTN_UNICAST; // the kernel's MPLS takes no other type, even to delete a route
    const Bits there = request.message.types();
    if (!there.test(RTA_TABLE))
        header.rtm_table = static_cast<uint8_t>(usual_route_table(header.rtm_type));
    static const size_t scope = row_number(route_fields.rows, "scope");
    if (!request.seen.test(scope))
        header.rtm_scope = default_scope(request, there);
    if (there.test(RTA_METRICS))
        request.message.move_to_end(request.message.find(RTA_METRICS));
}

// --- the whole

static void offer_words(Nearest &nearest)
{
    nearest.among(route_fields.rows).among(route_words).among(metric_fields.rows);
}

/// Reads a metric into RTA_METRICS. Returns false if the next word names none.
static bool parse_metric(Context &context, Args &args, RouteRequest &request)
{
    if (!names_field(args.peek(), metric_fields))
        return false;
    extend_nest(request.message, RTA_METRICS, false,
                [&] { parse_field(context, args, metric_fields, request.message, request.seen_metrics); });
    return true;
}

void parse_route(Context &context, Args &args, RouteRequest &request)
{
    while (!args.empty()) {
        if (parse_metric(context, args, request) ||
            parse_field(context, args, route_fields, request.message, request.seen) ||
            parse_word(context, args, route_words, request))
            continue;
        const Noting noting(args, request.message);
        or_nearest(
            args.peek(), [&] { parse_destination(context, args, request); }, offer_words);
        noting.done();
    }
    if (!request.has_destination)
        usage(route_usage());
    complete(request);
}

} // namespace nskit
