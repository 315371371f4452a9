// SPDX-License-Identifier: MIT
// A multicast route as text and JSON: from whom, to which group, the devices that it comes in and goes out
// by.
#include "cmd/ipnetns/mroute/mroute.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/row/hop.h"

namespace nskit {

static std::string address_text(const Record &route, uint16_t attr)
{
    AddressText space;
    if (!route[attr])
        return "unknown";
    const int family = multicast_address_family(route.fixed<rtmsg>().rtm_family);
    return std::string(format_address(family, get_bytes(route[attr]), space));
}

/// `(SOURCE,GROUP)` in one column.
static void print_group(Context &context, const Field &, const Record &route)
{
    const std::string source = address_text(route, RTA_SRC), group = address_text(route, RTA_DST);
    context.out.data("src", source);
    context.out.data("dst", group);
    context.out.string({nullptr, "", " ", Color::none, 32}, format("(%s,%s)", source.c_str(), group.c_str()));
}

static constexpr Type group_type{.print = print_group};

static void print_input(Context &context, const Field &field, const Record &route)
{
    const int index = route.attrs.value<int>(field.attr);
    Label padded = label(field, index ? Color::ifname : Color::none);
    padded.width = 10;
    context.out.string(padded, index ? context.links().name(index) : "unresolved");
}

static constexpr Type input_type{.print = print_input};

static void print_hop(Context &context, const rtnexthop &hop)
{
    auto object = context.out.object();
    context.out.string({"oif", "", "", Color::ifname}, context.links().name(hop.rtnh_ifindex));
    if (hop.rtnh_hops > 1) // here the least TTL of packets that go out
        context.out.number({"ttl", "(ttl", ")"}, hop.rtnh_hops);
    context.out.text(" ");
}

static void print_hops(Context &context, const Field &field, const Record &route)
{
    const nlattr *hops = route[field.attr];
    auto list = context.out.list(field.json);
    if (payload_size(hops) != 0)
        context.out.text(field.text);
    each_hop(hops, [&](const rtnexthop *hop) { print_hop(context, *hop); });
}

static constexpr Type hops_type{.print = print_hops};

static void print_state(Context &context, const Field &field, const Record &route)
{
    unsigned flags = route.fixed<rtmsg>().rtm_flags;
    context.out.string(label(field), flags & RTNH_F_UNRESOLVED ? "unresolved" : "resolved");
    if (flags & RTNH_F_OFFLOAD)
        context.out.null_flag({"offload", " offload", ""});
}

static constexpr Type state_type{.print = print_state};

static void print_counters(Context &context, const Field &field, const Record &route)
{
    if (!context.settings.stats)
        return;
    auto counters = get<rta_mfc_stats>(route[field.attr]);
    context.out.line_break();
    context.out.number({"packets", " ", " packets, "}, counters.mfcs_packets);
    context.out.number({"bytes", "", " bytes"}, counters.mfcs_bytes);
    if (counters.mfcs_wrong_if)
        context.out.number({"wrong_if", ",", " arrived on wrong iif."}, counters.mfcs_wrong_if);
}

static constexpr Type counters_type{.print = print_counters};

/// The kernel counts hundredths of a second.
static void print_age(Context &context, const Field &field, const Record &route)
{
    const double seconds = static_cast<double>(get<uint64_t>(route[field.attr])) / 100;
    if (context.settings.stats)
        context.out.literal(label(field), format("%.2f", seconds), format("%.12g", seconds));
}

static constexpr Type age_type{.print = print_age};

static void print_table(Context &context, const Field &field, const Record &route)
{
    uint32_t table = route_table(route);
    if (table && (table != RT_TABLE_MAIN || context.settings.details))
        context.out.string(label(field), context.names.text(rt_tables, table));
}

static constexpr Type table_type{.print = print_table};

static constexpr Field rows[] = {
    {.type = group_type},
    {.attr = RTA_IIF, .type = input_type, .text = "Iif:", .json = "iif", .always = true},
    {.attr = RTA_MULTIPATH, .type = hops_type, .text = "Oifs: ", .json = "multipath"},
    {.type = state_type, .text = " State:", .json = "state", .after = ""},
    {.attr = RTA_MFC_STATS, .type = counters_type},
    {.attr = RTA_EXPIRES, .type = age_type, .text = ", Age", .json = "expires", .after = ""},
    {.type = table_type, .text = "Table:", .json = "table", .before = " ", .after = ""},
};

const Fields mroute_fields{.rows = rows};

void print_mroute(Context &context, const nlmsghdr *message, const ShownRows &shown)
{
    auto object = context.out.object();
    if (message->nlmsg_type == RTM_DELROUTE)
        context.out.flag({"deleted", "Deleted"});
    shown.print(context, Record::of<rtmsg>(message));
    context.out.line();
}

void print_mroute(Context &context, const nlmsghdr *message)
{
    print_mroute(context, message, ShownRows(rows));
}

} // namespace nskit
