// SPDX-License-Identifier: MIT
// A route as the words behind `ip route add`.
#include "lib/row/words.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/row/hop.h"

namespace nskit {

/// `default` alone is a prefix of IPv4, but for a route whose gateway has another family.
static std::string write_destination(const Record &route)
{
    const rtmsg &header = route.fixed<rtmsg>();
    const nlattr *attr = route[RTA_DST];
    if (header.rtm_dst_len == 0)
        return header.rtm_family == AF_INET6 && !route[RTA_GATEWAY] ? "::/0" : "default";
    AddressText space;
    std::string text(attr ? format_address(header.rtm_family, get_bytes(attr), space) : "0.0.0.0");
    if (header.rtm_dst_len != family_bits(header.rtm_family))
        text += format("/%u", header.rtm_dst_len);
    return text;
}

std::string write_hop(Context &context, const Record &route, const rtnexthop *hop)
{
    std::string line = "nexthop";
    append_rows(context, hop_fields.rows, {hop_attributes(hop), route.message, &route}, line);
    if (hop->rtnh_ifindex)
        append_words(line, "dev " + std::string(context.links().name(hop->rtnh_ifindex)));
    if (hop->rtnh_hops)
        append_words(line, format("weight %u", hop->rtnh_hops + 1U));
    if (hop->rtnh_flags & RTNH_F_ONLINK)
        append_words(line, "onlink");
    return line;
}

/// The scope that a request gets without the word.
static uint8_t usual_scope(const Record &route)
{
    const rtmsg &header = route.fixed<rtmsg>();
    if (header.rtm_family == AF_INET6 || header.rtm_family == AF_MPLS)
        return RT_SCOPE_UNIVERSE;
    const bool leads_on = route[RTA_GATEWAY] || route[RTA_VIA] || route[RTA_MULTIPATH] || route[RTA_NH_ID];
    return usual_route_scope(header.rtm_type, leads_on);
}

/// Whether a row says what a request has without its word.
static bool is_usual(Context &context, const Field &row, const Record &route)
{
    const rtmsg &header = route.fixed<rtmsg>();
    const std::string_view word = row.word ? row.word : row.text ? row.text : "";
    if (word == "table")
        return route_table(route) == usual_route_table(header.rtm_type);
    if (word == "protocol")
        return header.rtm_protocol == RTPROT_BOOT && !context.settings.details;
    if (word == "scope")
        return header.rtm_scope == usual_scope(route);
    if (word == "metric") // what IPv6 has without the word
        return header.rtm_family == AF_INET6 && route.attrs.value<uint32_t>(RTA_PRIORITY) == 1024;
    // A next hop object says the rest.
    return route[RTA_NH_ID] && (word == "via" || word == "dev" || word == "encap");
}

std::string write_route(Context &context, const Record &route)
{
    const rtmsg &header = route.fixed<rtmsg>();
    std::string line;
    if (header.rtm_type != RTN_UNICAST)
        line = route_type_text(context, header.rtm_type);
    append_words(line, write_destination(route));
    for (const Field &row : route_fields.rows)
        if (!is_usual(context, row, route))
            append_rows(context, std::span(&row, 1), route, line);
    if (header.rtm_flags & RTNH_F_ONLINK)
        append_words(line, "onlink");
    if (route[RTA_METRICS])
        append_rows(context, metric_fields.rows, route.nested(RTA_METRICS), line);
    if (const nlattr *hops = route[RTA_NH_ID] ? nullptr : route[RTA_MULTIPATH])
        each_hop(hops, [&](const rtnexthop *hop) { append_words(line, write_hop(context, route, hop)); });
    return line;
}

} // namespace nskit
