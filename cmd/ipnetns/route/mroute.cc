// SPDX-License-Identifier: MIT
// How a multicast route is shown: from whom, to which group, where it comes in and where it goes out.
#include "cmd/ipnetns/route/mroute.h"

#include "cmd/ipnetns/route/route.h"

namespace nskit {

static std::string address_text(const Record &route, uint16_t attr)
{
    AddressText space;
    if (!route[attr])
        return "unknown";
    int family = multicast_address_family(route.fixed<rtmsg>().rtm_family);
    return std::string(format_address(family, get_bytes(route[attr]), space));
}

/// `(SOURCE,GROUP)` in one column.
static constexpr Type group_type{nullptr, nullptr, [](Session &session, const Field &, const Record &route) {
                                     const std::string source = address_text(route, RTA_SRC),
                                                       group = address_text(route, RTA_DST);
                                     session.out.data("src", source);
                                     session.out.data("dst", group);
                                     session.out.string({nullptr, "", " ", Color::none, 32},
                                                        format("(%s,%s)", source.c_str(), group.c_str()));
                                 }};

static constexpr Type device_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &route) {
        const int index = route.attrs.value<int>(field.attr);
        session.out.string({field.json, field.text, " ", index ? Color::ifname : Color::none, 10},
                           index ? session.links().name(index) : "unresolved");
    }};

static void print_hop(Session &session, const rtnexthop &hop)
{
    auto object = session.out.object();
    session.out.string({"oif", "", "", Color::ifname}, session.links().name(hop.rtnh_ifindex));
    if (hop.rtnh_hops > 1) // here the least TTL of what goes out
        session.out.number({"ttl", "(ttl", ")"}, hop.rtnh_hops);
    session.out.text(" ");
}

static constexpr Type hops_type{nullptr, nullptr,
                                [](Session &session, const Field &field, const Record &route) {
                                    const nlattr *hops = route[field.attr];
                                    auto list = session.out.list(field.json);
                                    if (payload_size(hops) != 0)
                                        session.out.text(field.text);
                                    each_hop(hops, [&](const rtnexthop *hop) { print_hop(session, *hop); });
                                }};

static constexpr Type state_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &route) {
        unsigned flags = route.fixed<rtmsg>().rtm_flags;
        session.out.string({field.json, field.text, ""},
                           flags & RTNH_F_UNRESOLVED ? "unresolved" : "resolved");
        if (flags & RTNH_F_OFFLOAD)
            session.out.null_flag({"offload", " offload", ""});
    }};

static constexpr Type counters_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &route) {
        if (!session.settings.stats)
            return;
        auto counters = get<rta_mfc_stats>(route[field.attr]);
        session.out.line_break();
        session.out.number({"packets", " ", " packets, "}, counters.mfcs_packets);
        session.out.number({"bytes", "", " bytes"}, counters.mfcs_bytes);
        if (counters.mfcs_wrong_if)
            session.out.number({"wrong_if", ",", " arrived on wrong iif."}, counters.mfcs_wrong_if);
    }};

/// In hundredths of a second.
static constexpr Type age_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &route) {
        const auto ticks = get<uint64_t>(route[field.attr]);
        const std::string seconds = format("%llu.%02llu", static_cast<unsigned long long>(ticks / 100),
                                           static_cast<unsigned long long>(ticks % 100));
        if (session.settings.stats)
            session.out.literal({field.json, field.text, ""}, seconds, seconds);
    }};

static constexpr Type table_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &route) {
        uint32_t table = route_table(route);
        if (table && (table != RT_TABLE_MAIN || session.settings.details))
            session.out.string({field.json, field.text, ""}, session.names.text(rt_tables, table));
    }};

static constexpr Field rows[] = {
    {.type = group_type},
    {.attr = RTA_IIF, .type = device_type, .text = "Iif:", .json = "iif", .always = true},
    {.attr = RTA_MULTIPATH, .type = hops_type, .text = "Oifs: ", .json = "multipath"},
    {.type = state_type, .text = " State:", .json = "state"},
    {.attr = RTA_MFC_STATS, .type = counters_type},
    {.attr = RTA_EXPIRES, .type = age_type, .text = ", Age", .json = "expires"},
    {.type = table_type, .text = " Table:", .json = "table"},
};

void print_mroute(Session &session, const nlmsghdr *message)
{
    auto object = session.out.object();
    if (message->nlmsg_type == RTM_DELROUTE)
        session.out.flag({"deleted", "Deleted"});
    print_fields(session, rows, {message, sizeof(rtmsg)});
    session.out.line();
}

} // namespace nskit
