// SPDX-License-Identifier: MIT
// The list of objects, in the order in which the reference matches abbreviations. An object without a
// function is not built. It is refused as unknown, but keeps its place, so that its abbreviations mean no
// other object.
#include "cmd/ipnetns/objects.h"

#include "cmd/ipnetns/command/command.h"

namespace nskit {

static constexpr Command rows[] = {
    {.word = "address", .run = ip_addr, .only_changes = true},
    {.word = "addrlabel", .run = ip_addrlabel, .only_changes = true},
    {.word = "maddress", .run = ip_maddress},
    {.word = "route", .run = ip_route, .only_changes = true},
    {.word = "rule", .run = ip_rule, .only_changes = true},
    {.word = "neighbor", .run = ip_neigh, .only_changes = true},
    {.word = "neighbour", .run = ip_neigh, .only_changes = true},
    {.word = "ntable", .run = ip_ntable},
    {.word = "ntbl", .run = ip_ntable},
    {.word = "link", .run = ip_link, .only_changes = true},
    {.word = "l2tp", .run = ip_l2tp},
    {.word = "fou", .run = ip_fou},
    {.word = "ila", .run = ip_ila},
    {.word = "macsec", .run = ip_macsec},
    {.word = "tunnel", .run = ip_tunnel},
    {.word = "tunl", .run = ip_tunnel},
    {.word = "tuntap", .run = ip_tuntap},
    {.word = "tap", .run = ip_tuntap},
    {.word = "token", .run = ip_token},
    {.word = "tcpmetrics", .run = ip_tcp_metrics},
    {.word = "tcp_metrics", .run = ip_tcp_metrics},
    {.word = "monitor", .run = ip_monitor},
    {.word = "xfrm", .run = ip_xfrm},
    {.word = "mroute", .run = ip_mroute},
    {.word = "mrule", .run = ip_mrule},
    {.word = "netns", .run = ip_netns},
    {.word = "netconf", .run = ip_netconf},
    {.word = "vrf", .run = ip_vrf},
    {.word = "sr", .run = ip_sr},
    {.word = "nexthop", .run = ip_nexthop, .only_changes = true},
    {.word = "mptcp", .run = ip_mptcp},
    {.word = "ioam", .run = ip_ioam},
    {.word = "help", .run = ip_help},
    {.word = "stats", .run = ip_stats},
    {.word = "config", .run = ip_config, .exact = true},
};
constexpr std::span<const Command> objects{rows};

void ip_help(Session &, Args &)
{
    usage(global_usage());
}

} // namespace nskit
