// SPDX-License-Identifier: MIT
// A route as text and JSON: its rows, then its next hops.
#include "cmd/ipnetns/route/route.h"

namespace nskit {

static void print_hop(Session &session, const Record &route, const rtnexthop *hop)
{
    auto object = session.out.object();
    session.out.line_break();
    session.out.text("\tnexthop ");
    print_fields(session, hop_fields.rows,
                 {Attrs(hop + 1, hop->rtnh_len - sizeof *hop), route.message, &route});
    session.out.string({"dev", "dev", " ", Color::ifname}, session.links().name(hop->rtnh_ifindex));
    if (route.fixed<rtmsg>().rtm_family != AF_MPLS)
        session.out.number("weight", hop->rtnh_hops + 1U);
    print_hop_flags(session, hop->rtnh_flags);
}

void print_route(Session &session, const Record &route)
{
    print_route(session, route, ShownRows(route_fields.rows));
}

void print_route(Session &session, const Record &route, const ShownRows &rows)
{
    if (route.message->nlmsg_type == RTM_DELROUTE)
        session.out.flag({"deleted", "Deleted"});
    rows.print(session, route);
    if (const nlattr *multipath = route[RTA_MULTIPATH]) {
        auto list = session.out.list("nexthops");
        each_hop(multipath, [&](const rtnexthop *hop) { print_hop(session, route, hop); });
    }
    session.out.line();
}

} // namespace nskit
