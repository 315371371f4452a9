// SPDX-License-Identifier: MIT
// A route as text and JSON: its rows, then its next hops.
#include "cmd/ipnetns/route/route.h"
#include "lib/row/hop.h"

namespace nskit {

static void print_hop(Context &context, const Record &route, const rtnexthop *hop)
{
    auto object = context.out.object();
    context.out.line_break();
    context.out.text("\tnexthop ");
    print_fields(context, hop_fields.rows, {hop_attributes(hop), route.message, &route});
    context.out.string("dev", context.links().name(hop->rtnh_ifindex));
    if (route.fixed<rtmsg>().rtm_family != AF_MPLS)
        context.out.number("weight", hop->rtnh_hops + 1U);
    print_hop_flags(context, hop->rtnh_flags);
}

void print_route(Context &context, const Record &route)
{
    print_route(context, route, ShownRows(route_fields.rows));
}

void print_route(Context &context, const Record &route, const ShownRows &rows)
{
    if (route.message->nlmsg_type == RTM_DELROUTE)
        context.out.flag({"deleted", "Deleted"});
    rows.print(context, route);
    if (const nlattr *multipath = route[RTA_MULTIPATH]) {
        auto list = context.out.list("nexthops");
        each_hop(multipath, [&](const rtnexthop *hop) { print_hop(context, route, hop); });
    }
    context.out.line();
}

} // namespace nskit
