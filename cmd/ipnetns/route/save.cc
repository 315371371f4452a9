// SPDX-License-Identifier: MIT
// ip route save, showdump, restore: a file of the kernel's own messages.
#include <algorithm>
#include <cerrno>
#include <linux/lwtunnel.h>
#include <linux/seg6_local.h>
#include <vector>

#include "cmd/ipnetns/route/route.h"
#include "lib/netlink/pipeline.h"
#include "lib/netlink/records.h"
#include "lib/netlink/saved.h"
#include "lib/row/hop.h"

namespace nskit {

constexpr uint32_t magic = 0x45311224;

void route_save(Session &session, Args &args)
{
    RouteFilter filter = parse_route_filter(session, args);
    SavedFile file(magic);
    try {
        each_route(session, filter, Purpose::show, [&](const Record &route) { file.add(route.message); });
    } catch (const Error &error) {
        if (!is_missing_main(error, filter))
            throw;
    }
    file.finish();
}

// --- messages that are sent back

/// Whether a route has an attribute from its next hop object (RTA_NH_ID); it may not be sent beside that.
static bool is_next_hop(uint16_t attr)
{
    switch (attr) {
    case RTA_OIF:
    case RTA_GATEWAY:
    case RTA_VIA:
    case RTA_MULTIPATH:
    case RTA_ENCAP:
    case RTA_ENCAP_TYPE:
        return true;
    default:
        return false;
    }
}

static void append(std::vector<char> &message, const void *data, size_t size)
{
    auto *bytes = static_cast<const char *>(data);
    message.insert(message.end(), bytes, bytes + size);
    message.resize(NLMSG_ALIGN(message.size()));
}

constexpr size_t attributes_start = NLMSG_HDRLEN + NLMSG_ALIGN(sizeof(rtmsg));

/// Copies a message without the attributes that `drops(type)` names.
template <class F> static nlmsghdr *copy_without(const Record &route, std::vector<char> &copy, F &&drops)
{
    copy.clear();
    append(copy, route.message, attributes_start);
    walk_attrs(reinterpret_cast<const char *>(route.message) + attributes_start,
               route.message->nlmsg_len - attributes_start, [&](const nlattr *attr) {
                   if (!drops(attr_type(attr)))
                       append(copy, attr, attr->nla_len);
                   return true;
               });
    auto *message = reinterpret_cast<nlmsghdr *>(copy.data());
    message->nlmsg_len = static_cast<uint32_t>(copy.size());
    return message;
}

/// Gives a copy of a route the type that it was made with. The kernel shows a unicast route by a blackhole
/// next hop object as a blackhole, and does not find it under this type.
static void settle_type(const Record &route, nlmsghdr *copy)
{
    auto &type = static_cast<rtmsg *>(NLMSG_DATA(copy))->rtm_type;
    if (route[RTA_NH_ID] && type == RTN_BLACKHOLE)
        type = RTN_UNICAST;
}

const nlmsghdr *sendable(const Record &route, std::vector<char> &copy)
{
    if (!route[RTA_NH_ID])
        return route.message;
    nlmsghdr *message = copy_without(route, copy, is_next_hop);
    settle_type(route, message);
    return message;
}

/// Clears all flags of a route and of its next hops but those that a user gives: the others say the state
/// that the route was in.
static void keep_given_flags(nlmsghdr *message)
{
    constexpr unsigned given = RTNH_F_ONLINK | RTNH_F_PERVASIVE;
    static_cast<rtmsg *>(NLMSG_DATA(message))->rtm_flags &= given;
    if (const nlattr *hops = Attrs(message, sizeof(rtmsg))[RTA_MULTIPATH])
        each_hop(hops, [](const rtnexthop *hop) {
            const_cast<rtnexthop *>(hop)->rtnh_flags &= static_cast<unsigned char>(given);
        });
}

/// A request that makes a saved route again, its lifetime included.
static const nlmsghdr *creation(const Record &route, std::vector<char> &copy)
{
    const auto is_left_out = [&](uint16_t attr) {
        return attr == RTA_CACHEINFO || (route[RTA_NH_ID] && is_next_hop(attr));
    };
    nlmsghdr *message = copy_without(route, copy, is_left_out);
    settle_type(route, message);
    keep_given_flags(message);
    int32_t ticks = route.attrs.value<rta_cacheinfo>(RTA_CACHEINFO).rta_expires;
    if (ticks <= 0)
        return message;
    const uint32_t seconds = (static_cast<uint32_t>(ticks) + 99) / 100;
    const nlattr expires{NLA_HDRLEN + sizeof seconds, RTA_EXPIRES};
    append(copy, &expires, sizeof expires);
    append(copy, &seconds, sizeof seconds);
    message = reinterpret_cast<nlmsghdr *>(copy.data());
    message->nlmsg_len = static_cast<uint32_t>(copy.size());
    return message;
}

// --- the file

/// Calls `f(const Record &)` for each route in the file on stdin.
template <class F> static void each_saved(F &&f)
{
    read_saved(magic, "route", 1, [&](const nlmsghdr *message) {
        if (message->nlmsg_type != RTM_NEWROUTE || !has_fixed(message, sizeof(rtmsg)))
            fail("Not a route: a message of type %d", message->nlmsg_type);
        f(Record::of<rtmsg>(message));
    });
}

void route_showdump(Session &session, Args &args)
{
    if (!args.empty())
        garbage_argument("showdump", args.peek());
    const RouteFilter filter{.family = session.settings.family};
    auto list = session.out.list();
    each_saved([&](const Record &route) {
        if (!filter.wants(route))
            return;
        auto object = session.out.object();
        print_route(session, route);
    });
}

// --- restore

/// Whether an encapsulation calls BPF programs. The kernel tells their names only, and takes descriptors
/// only.
static bool calls_programs(const Attrs &attrs)
{
    const auto type = attrs.value<uint16_t>(RTA_ENCAP_TYPE);
    return type == LWTUNNEL_ENCAP_BPF ||
           (type == LWTUNNEL_ENCAP_SEG6_LOCAL && attrs.nested(RTA_ENCAP)[SEG6_LOCAL_BPF]);
}

static bool calls_programs(const Record &route)
{
    bool found = calls_programs(route.attrs);
    if (const nlattr *hops = route[RTA_MULTIPATH])
        each_hop(hops, [&](const rtnexthop *hop) { found = found || calls_programs(hop_attributes(hop)); });
    return found;
}

/// The order in which routes are added. A gateway has to be reachable when a route by it is added; a
/// preferred source address has to be there, and the file may have it as a local route.
enum class Pass { direct, with_source, with_gateway };

static Pass pass_of(const Record &route)
{
    bool gateway = route[RTA_GATEWAY] || route[RTA_VIA];
    if (const nlattr *hops = route[RTA_MULTIPATH])
        each_hop(hops, [&](const rtnexthop *hop) {
            Attrs attrs = hop_attributes(hop);
            gateway = gateway || attrs[RTA_GATEWAY] || attrs[RTA_VIA];
        });
    if (gateway)
        return Pass::with_gateway;
    if (!route[RTA_PREFSRC])
        return Pass::direct;
    bool is_own =
        route[RTA_DST] && std::ranges::equal(get_bytes(route[RTA_PREFSRC]), get_bytes(route[RTA_DST]));
    return is_own ? Pass::direct : Pass::with_source;
}

/// Adds the routes that wait. If one is there already, that is a warning and no failure.
static void add_waiting(Pipeline &pipeline)
{
    for (Pipeline::Answer &answer : pipeline.run()) {
        if (answer.error.status && answer.error.code != EEXIST)
            throw std::move(answer.error);
        warn("%s", answer.error.text.c_str());
    }
}

void route_restore(Session &session, Args &args)
{
    if (!args.empty())
        garbage_argument("restore", args.peek());
    Records saved;
    size_t left_out = 0;
    each_saved([&](const Record &route) {
        if (calls_programs(route))
            left_out++;
        else
            saved.add(route.message);
    });
    Pipeline pipeline(session.socket());
    std::vector<char> copy;
    for (Pass pass : {Pass::direct, Pass::with_source, Pass::with_gateway}) {
        saved.each([&](const nlmsghdr *message) {
            const auto route = Record::of<rtmsg>(message);
            if (pass_of(route) != pass)
                return;
            const nlmsghdr *request = creation(route, copy);
            if (pipeline.full(request->nlmsg_len))
                add_waiting(pipeline);
            // Appended, so that routes that differ only in their next hops keep their order.
            pipeline.add(request, RTM_NEWROUTE, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_APPEND);
        });
        add_waiting(pipeline);
    }
    if (left_out > 0)
        fail("Not restored: %zu route%s with BPF programs, of which the file has the names only", left_out,
             left_out > 1 ? "s" : "");
}

} // namespace nskit
