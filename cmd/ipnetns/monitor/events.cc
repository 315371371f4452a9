// SPDX-License-Identifier: MIT
// The objects of ip monitor, and how it shows their events: a time, a namespace and a label, and then what
// the object's own command prints.
#include <linux/neighbour.h>
#include <linux/net_namespace.h>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/monitor/monitor.h"
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

// --- one event

static timespec time_of(const Monitor &monitor)
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return monitor.recorded.value_or(now);
}

static std::string iso_time(const timespec &time)
{
    tm parts{};
    localtime_r(&time.tv_sec, &parts);
    char text[32];
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return format("%s.%06ld", text, time.tv_nsec / 1000);
}

/// `Timestamp: Sat Nov 21 20:31:34 2026 77299 usec`: as ctime(3) writes it, and the microseconds with `unit`.
static std::string long_time(const timespec &time, const char *unit)
{
    tm parts{};
    localtime_r(&time.tv_sec, &parts);
    char text[64];
    strftime(text, sizeof text, "%a %b %e %H:%M:%S %Y", &parts);
    return format("Timestamp: %s %ld %s\n", text, time.tv_nsec / 1000, unit);
}

/// Prints what stands in front of an event's text, and first in its JSON.
static void print_head(Context &context, const Monitor &monitor, const Subject &subject)
{
    Out &out = context.out;
    const bool is_short = context.settings.short_timestamp;
    if (context.settings.timestamp || is_short || monitor.recorded) {
        timespec time = time_of(monitor);
        out.lead("timestamp", quote(iso_time(time)));
        if (is_short)
            out.text("[" + iso_time(time) + "] ");
        else if (!monitor.recorded)
            out.text(long_time(time, "usec"));
    }
    if (monitor.all_nsid) {
        out.lead(subject.nsid_key, monitor.nsid < 0 ? "null" : std::to_string(monitor.nsid));
        out.text(monitor.nsid < 0 ? "[nsid current]" : format("[nsid %d]", monitor.nsid));
    }
    if (monitor.label) {
        out.lead("event", quote(subject.label));
        out.text(format("[%s]", subject.label));
    }
}

/// A link that is gone keeps its name, since later events may be about it. A new link with its index brings a
/// name of its own.
static void learn_name(Context &context, const nlmsghdr *message)
{
    if (message->nlmsg_type == RTM_NEWLINK)
        context.links().remember(message);
    else if (message->nlmsg_type == RTM_NEWNSID)
        context.netns_ids().refresh();
}

/// Whether a message passes the filter by family. A subject without groups for single families always does.
static bool is_of_family(const Context &context, const Subject &subject, const nlmsghdr *message)
{
    int family = fixed<rtgenmsg>(message)->rtgen_family; // the first byte of every header
    if (is_multicast_family(family))
        family = multicast_address_family(family);
    return subject.any || context.family_or(family) == family;
}

static const Subject *find_subject(const Context &context, const Monitor &monitor, const nlmsghdr *message,
                                   bool &known)
{
    for (const Subject &subject : subjects) {
        if (message->nlmsg_type < subject.first || message->nlmsg_type > subject.last)
            continue;
        known = true;
        if (is_asked(monitor, subject) && has_fixed(message, subject.header) &&
            is_of_family(context, subject, message) &&
            (!subject.wants || subject.wants(context, monitor, message)))
            return &subject;
    }
    return nullptr;
}

/// Reads the time that rtmon(8) writes in front of a message. Text shows it here, JSON in the object.
static void learn_time(Context &context, Monitor &monitor, const nlmsghdr *message)
{
    struct {
        uint32_t seconds, microseconds;
    } time;
    if (!has_fixed(message, sizeof time))
        return;
    memcpy(&time, fixed<char>(message), sizeof time);
    monitor.recorded =
        timespec{static_cast<time_t>(time.seconds), static_cast<long>(time.microseconds) * 1000};
    context.out.text(long_time(*monitor.recorded, "us"));
}

static void tell_unknown(const nlmsghdr *message)
{
    warn("Unknown message: type=0x%08x(%d) flags=0x%08x(%d) len=0x%08x(%d)", message->nlmsg_type,
         message->nlmsg_type, message->nlmsg_flags, message->nlmsg_flags, message->nlmsg_len,
         static_cast<int>(message->nlmsg_len));
}

void show_event(Context &context, Monitor &monitor, const nlmsghdr *message)
{
    if (message->nlmsg_type == NLMSG_TSTAMP)
        return learn_time(context, monitor, message);
    context.look_into(monitor.nsid);
    learn_name(context, message);
    if (Nexthops *nexthops = context.nexthops())
        nexthops->clear(); // the event may have changed them
    bool known = message->nlmsg_type < NLMSG_MIN_TYPE;
    if (const Subject *subject = find_subject(context, monitor, message, known)) {
        print_head(context, monitor, *subject);
        subject->print(context, monitor, message);
    } else if (!known) {
        tell_unknown(message);
    }
    context.out.flush();
}

} // namespace nskit
