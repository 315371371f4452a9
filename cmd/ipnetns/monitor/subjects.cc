// SPDX-License-Identifier: MIT
// The objects of ip monitor, one row each: the messages of their events, which ones the filter wants, and
// what prints them.
#include <linux/neighbour.h>
#include <linux/net_namespace.h>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/monitor/monitor.h"
#include "cmd/ipnetns/mroute/mroute.h"
#include "cmd/ipnetns/neigh/neigh.h"
#include "cmd/ipnetns/netconf/netconf.h"
#include "cmd/ipnetns/netns/netns.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "cmd/ipnetns/route/route.h"
#include "cmd/ipnetns/rule/rule.h"
#include "cmd/ipnetns/stats/stats.h"
#include "lib/netlink/uapi.h"

namespace nskit {

// --- which ones are wanted

/// Whether an event is about the device of the filter, which is one of our namespace: in others the number
/// means another device.
static bool is_of(const Monitor &monitor, int64_t index)
{
    return !monitor.device || (monitor.nsid < 0 && index == *monitor.device);
}

static bool wants_link(const Context &, const Monitor &monitor, const nlmsghdr *message)
{
    return is_of(monitor, fixed<ifinfomsg>(message)->ifi_index);
}

static bool wants_address(const Context &, const Monitor &monitor, const nlmsghdr *message)
{
    return is_of(monitor, fixed<ifaddrmsg>(message)->ifa_index);
}

static RouteFilter route_filter(const Context &context, const Monitor &monitor)
{
    RouteFilter filter;
    filter.family = context.settings.family;
    filter.oif = monitor.device;
    return filter;
}

static bool wants_route(const Context &context, const Monitor &monitor, const nlmsghdr *message)
{
    return !is_multicast_family(fixed<rtmsg>(message)->rtm_family) &&
           route_filter(context, monitor).wants({message, sizeof(rtmsg)});
}

/// The device of a multicast route is the one where packets come in.
static bool wants_mroute(const Context &, const Monitor &monitor, const nlmsghdr *message)
{
    auto *route = fixed<rtmsg>(message);
    if (!is_multicast_family(route->rtm_family) || route->rtm_type != RTN_MULTICAST ||
        route->rtm_flags & RTM_F_CLONED)
        return false;
    const nlattr *device = Attrs(message, sizeof *route)[RTA_IIF];
    return is_of(monitor, device ? get<int>(device) : 0);
}

static bool wants_neigh(const Context &context, const Monitor &monitor, const nlmsghdr *message)
{
    auto *header = fixed<ndmsg>(message);
    return context.family_or(header->ndm_family) == header->ndm_family && is_of(monitor, header->ndm_ifindex);
}

static bool wants_netconf(const Context &, const Monitor &monitor, const nlmsghdr *message)
{
    const nlattr *index = Attrs(message, sizeof(netconfmsg))[NETCONFA_IFINDEX];
    return is_of(monitor, index ? get<int>(index) : 0);
}

static bool wants_stats(const Context &, const Monitor &monitor, const nlmsghdr *message)
{
    return is_of(monitor, fixed<if_stats_msg>(message)->ifindex);
}

// --- how they are shown

static void print_link_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_link_event(context, message);
}

static void print_address_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_address_event(context, message);
}

static void print_route_subject(Context &context, const Monitor &monitor, const nlmsghdr *message)
{
    auto object = context.out.object();
    print_route(context, {message, sizeof(rtmsg)}, route_filter(context, monitor).shown());
}

static void print_mroute_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_mroute(context, message);
}

static void print_neigh_subject(Context &context, const Monitor &monitor, const nlmsghdr *message)
{
    print_neigh(context, message, !monitor.device);
}

static void print_netconf_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_netconf(context, message);
}

static void print_rule_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_rule(context, message);
}

static void print_nsid_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_nsid(context, message);
}

static void print_nexthop_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_nexthop(context, message);
}

static void print_bucket_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_bucket(context, message);
}

static void print_stats_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    print_stats_event(context, message);
}

/// The reference puts no blank between the prefix and its device.
static void print_prefix_subject(Context &context, const Monitor &, const nlmsghdr *message)
{
    constexpr unsigned onlink = 1, autoconf = 2; // IF_PREFIX_*
    auto *prefix = fixed<prefixmsg>(message);
    Attrs attrs(message, sizeof *prefix);
    Out &out = context.out;
    auto object = out.object();
    out.text("prefix ");
    AddressText space;
    if (const nlattr *address = attrs[PREFIX_ADDRESS])
        out.string({"prefix", "", ""}, format_address(prefix->prefix_family, get_bytes(address), space));
    out.text("/");
    out.number({"prefix_len", "", ""}, prefix->prefix_len);
    out.string("dev", context.links().name(prefix->prefix_ifindex));
    if (prefix->prefix_flags & onlink)
        out.null_flag("onlink");
    if (prefix->prefix_flags & autoconf)
        out.null_flag("autoconf");
    if (attrs[PREFIX_CACHEINFO]) {
        auto times = attrs.value<prefix_cacheinfo>(PREFIX_CACHEINFO);
        out.number("valid", times.valid_time);
        out.number("preferred", times.preferred_time);
    }
    out.line();
}

// --- the table

static constexpr Subject rows[] = {
    {.word = "link",
     .label = "LINK",
     .any = RTNLGRP_LINK,
     .first = RTM_NEWLINK,
     .last = RTM_DELLINK,
     .header = sizeof(ifinfomsg),
     .wants = wants_link,
     .print = print_link_subject},
    {.word = "address",
     .label = "ADDR",
     .inet = RTNLGRP_IPV4_IFADDR,
     .inet6 = RTNLGRP_IPV6_IFADDR,
     .first = RTM_NEWADDR,
     .last = RTM_DELADDR,
     .header = sizeof(ifaddrmsg),
     .wants = wants_address,
     .print = print_address_subject},
    {.word = "maddress",
     .label = "ADDR",
     .inet = RTNLGRP_IPV4_MCADDR,
     .inet6 = RTNLGRP_IPV6_MCADDR,
     .first = RTM_NEWMULTICAST,
     .last = RTM_DELMULTICAST,
     .header = sizeof(ifaddrmsg),
     .wants = wants_address,
     .print = print_address_subject},
    {.word = "acaddress",
     .label = "ADDR",
     .inet6 = RTNLGRP_IPV6_ACADDR,
     .first = RTM_NEWANYCAST,
     .last = RTM_DELANYCAST,
     .header = sizeof(ifaddrmsg),
     .wants = wants_address,
     .print = print_address_subject,
     .exact = true},
    {.word = "route",
     .label = "ROUTE",
     .inet = RTNLGRP_IPV4_ROUTE,
     .inet6 = RTNLGRP_IPV6_ROUTE,
     .mpls = RTNLGRP_MPLS_ROUTE,
     .first = RTM_NEWROUTE,
     .last = RTM_DELROUTE,
     .header = sizeof(rtmsg),
     .wants = wants_route,
     .print = print_route_subject},
    {.word = "mroute",
     .label = "MROUTE",
     .inet = RTNLGRP_IPV4_MROUTE,
     .inet6 = RTNLGRP_IPV6_MROUTE,
     .first = RTM_NEWROUTE,
     .last = RTM_DELROUTE,
     .header = sizeof(rtmsg),
     .wants = wants_mroute,
     .print = print_mroute_subject},
    {.word = "prefix",
     .label = "PREFIX",
     .inet6 = RTNLGRP_IPV6_PREFIX,
     .first = RTM_NEWPREFIX,
     .last = RTM_NEWPREFIX,
     .header = sizeof(prefixmsg),
     .print = print_prefix_subject},
    {.word = "neigh",
     .label = "NEIGH",
     .any = RTNLGRP_NEIGH,
     .first = RTM_NEWNEIGH,
     .last = RTM_GETNEIGH,
     .header = sizeof(ndmsg),
     .wants = wants_neigh,
     .print = print_neigh_subject},
    {.word = "netconf",
     .label = "NETCONF",
     .inet = RTNLGRP_IPV4_NETCONF,
     .inet6 = RTNLGRP_IPV6_NETCONF,
     .mpls = RTNLGRP_MPLS_NETCONF,
     .first = RTM_NEWNETCONF,
     .last = RTM_DELNETCONF,
     .header = sizeof(netconfmsg),
     .wants = wants_netconf,
     .print = print_netconf_subject},
    {.word = "rule",
     .label = "RULE",
     .inet = RTNLGRP_IPV4_RULE,
     .inet6 = RTNLGRP_IPV6_RULE,
     .first = RTM_NEWRULE,
     .last = RTM_DELRULE,
     .header = sizeof(fib_rule_hdr),
     .print = print_rule_subject},
    {.word = "nsid",
     .label = "NSID",
     .any = RTNLGRP_NSID,
     .first = RTM_NEWNSID,
     .last = RTM_DELNSID,
     .header = sizeof(rtgenmsg),
     .print = print_nsid_subject,
     .nsid_key = "from-nsid"},
    {.word = "nexthop",
     .label = "NEXTHOP",
     .any = RTNLGRP_NEXTHOP,
     .first = RTM_NEWNEXTHOP,
     .last = RTM_DELNEXTHOP,
     .header = sizeof(nhmsg),
     .print = print_nexthop_subject},
    {.word = "nexthop",
     .label = "NEXTHOPBUCKET",
     .any = RTNLGRP_NEXTHOP,
     .first = RTM_NEWNEXTHOPBUCKET,
     .last = RTM_DELNEXTHOPBUCKET,
     .header = sizeof(nhmsg),
     .print = print_bucket_subject},
    {.word = "stats",
     .label = "STATS",
     .any = RTNLGRP_STATS,
     .first = RTM_NEWSTATS,
     .last = RTM_NEWSTATS,
     .header = sizeof(if_stats_msg),
     .wants = wants_stats,
     .print = print_stats_subject,
     .exact = true},
};
constexpr std::span<const Subject> subjects{rows};

uint32_t subject_bit(const Subject &subject)
{
    std::string_view word = subject.word;
    size_t number = 0;
    while (rows[number].word != word)
        number++;
    return 1U << number;
}

} // namespace nskit
