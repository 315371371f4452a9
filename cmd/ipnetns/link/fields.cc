// SPDX-License-Identifier: MIT
// The attributes that every link has: one row each, in the order in which they are shown. A table holds the
// rows that stand together: other things are shown between two tables, or one is left out as a whole.
#include <linux/if.h>

#include <algorithm>

#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link_parts.h"
#include "cmd/ipnetns/link/link_types.h"
#include "cmd/ipnetns/stats/stats.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static constexpr Choice states[] = {
    {"UNKNOWN", IF_OPER_UNKNOWN}, {"NOTPRESENT", IF_OPER_NOTPRESENT},
    {"DOWN", IF_OPER_DOWN},       {"LOWERLAYERDOWN", IF_OPER_LOWERLAYERDOWN},
    {"TESTING", IF_OPER_TESTING}, {"DORMANT", IF_OPER_DORMANT},
    {"UP", IF_OPER_UP},
};

static constexpr Choice modes[] = {{"DEFAULT", IF_LINK_MODE_DEFAULT}, {"DORMANT", IF_LINK_MODE_DORMANT}};
static constexpr Choice address_modes[] = {
    {"eui64", IN6_ADDR_GEN_MODE_EUI64},
    {"none", IN6_ADDR_GEN_MODE_NONE},
    {"stable_secret", IN6_ADDR_GEN_MODE_STABLE_PRIVACY},
    {"random", IN6_ADDR_GEN_MODE_RANDOM},
};

std::optional<uint8_t> operstate_from(std::string_view name)
{
    choice_value(states, name); // offers them
    for (const Choice &state : states)
        if (strlen(state.name) == name.size() && strncasecmp(state.name, name.data(), name.size()) == 0)
            return static_cast<uint8_t>(state.value);
    return std::nullopt;
}

// --- the tables

static constexpr Field identity[] = {
    {.type = link_index, .text = "", .json = "ifindex", .after = ": "},
    {.word = "name",
     .attr = IFLA_IFNAME,
     .type = link_name,
     .json = "ifname",
     .wrong = "\"name\" not a valid ifname",
     .exact = true,
     .once = true},
    {.type = link_flags, .json = "flags"},
    {.word = "mtu", .attr = IFLA_MTU, .type = s32, .exact = true, .once = true, .usual = "mtu 1500"},
    {.word = "xdp", .attr = IFLA_XDP, .type = link_xdp, .exact = true},
    {.word = "xdpgeneric",
     .attr = IFLA_XDP,
     .type = link_xdp_mode,
     .mask = XDP_FLAGS_SKB_MODE,
     .exact = true},
    {.word = "xdpdrv", .attr = IFLA_XDP, .type = link_xdp_mode, .mask = XDP_FLAGS_DRV_MODE, .exact = true},
    {.word = "xdpoffload", .attr = IFLA_XDP, .type = link_xdp_mode, .mask = XDP_FLAGS_HW_MODE, .exact = true},
    {.attr = IFLA_QDISC, .type = string, .text = "qdisc"},
    {.word = "master", .attr = IFLA_MASTER, .type = known_device, .wrong = "Device does not exist"},
    {.word = "nomaster", .attr = IFLA_MASTER, .type = constant32, .alias = true},
    {.word = "state",
     .attr = IFLA_OPERSTATE,
     .type = link_operstate,
     .text = "state",
     .json = "operstate",
     .choices = states,
     .wrong = "Invalid operstate",
     .exact = true},
};

static constexpr Field mode[] = {
    {.word = "mode",
     .attr = IFLA_LINKMODE,
     .type = link_mode,
     .json = "linkmode",
     .choices = modes,
     .wrong = "Invalid link mode",
     .exact = true,
     .usual = "mode DEFAULT"},
};

static constexpr Field grouping[] = {
    {.word = "group",
     .attr = IFLA_GROUP,
     .type = named32,
     .names = &link_groups,
     .exact = true,
     .once = true,
     .usual = "group default"},
};

static constexpr Field transmission[] = {
    {.word = "txqueuelen",
     .attr = IFLA_TXQLEN,
     .type = s32,
     .text = "qlen",
     .json = "txqlen",
     .after = "",
     .also = "qlen|txql[en]",
     .hide = 0,
     .once = true,
     .usual = "txqueuelen 1000"},
    {.type = link_queue_length, .text = "qlen", .json = "txqlen", .after = ""},
};

static constexpr Field events[] = {{.attr = IFLA_EVENT, .type = link_event, .text = "event"}};

static constexpr Field hardware[] = {
    {.type = link_hardware, .text = "", .json = "link_type", .before = "    link/"},
    {.word = "address",
     .attr = IFLA_ADDRESS,
     .type = link_address,
     .text = "",
     .json = "address",
     .after = ""},
    {.word = "broadcast",
     .attr = IFLA_BROADCAST,
     .type = link_broadcast,
     .also = "brd",
     .usual = "broadcast ff:ff:ff:ff:ff:ff"},
    {.attr = IFLA_PERM_ADDRESS,
     .type = link_permanent_address,
     .text = "permaddr",
     .before = " ",
     .after = ""},
};

static constexpr Field placement[] = {
    {.attr = IFLA_LINK_NETNSID, .type = link_netnsid, .text = "link-netns", .json = "link_netnsid"},
    {.attr = IFLA_NEW_NETNSID, .type = link_netnsid, .text = "new-netns", .json = "new_netnsid"},
    {.attr = IFLA_NEW_IFINDEX,
     .type = link_new_index,
     .text = "new-ifindex",
     .json = "new_ifindex",
     .before = " ",
     .after = ""},
    {.word = "netns", .attr = IFLA_NET_NS_FD, .type = link_netns, .exact = true, .once = true},
    {.word = "carrier", .attr = IFLA_CARRIER, .type = link_carrier, .exact = true},
    {.word = "protodown",
     .attr = IFLA_PROTO_DOWN,
     .type = link_protodown,
     .json = "proto_down",
     .before = " ",
     .exact = true,
     .usual = "protodown off"},
    {.word = "protodown_reason",
     .attr = IFLA_PROTO_DOWN_REASON,
     .type = link_protodown_reason,
     .json = "proto_down_reason",
     .wrong = "invalid protodown reason",
     .exact = true},
};

static constexpr Field limits[] = {
    {.attr = IFLA_PROMISCUITY, .type = u32, .text = "promiscuity", .before = " "},
    {.attr = IFLA_ALLMULTI, .type = u32, .text = "allmulti"},
    {.attr = IFLA_MIN_MTU, .type = u32, .text = "minmtu", .json = "min_mtu"},
    {.attr = IFLA_MAX_MTU, .type = u32, .text = "maxmtu", .json = "max_mtu"},
    {.attr = IFLA_NETNS_IMMUTABLE, .type = link_immutable, .text = "netns-immutable"},
};

static constexpr Field generation[] = {
    {.word = "addrgenmode",
     .attr = IFLA_AF_SPEC,
     .type = link_addrgenmode,
     .json = "inet6_addr_gen_mode",
     .choices = address_modes,
     .wrong = "Invalid address generation mode",
     .usual = "addrgenmode eui64"},
};

static constexpr Field queues[] = {
    {.word = "numtxqueues", .attr = IFLA_NUM_TX_QUEUES, .type = u32, .json = "num_tx_queues", .once = true},
    {.word = "numrxqueues", .attr = IFLA_NUM_RX_QUEUES, .type = u32, .json = "num_rx_queues", .once = true},
    {.word = "gso_max_size",
     .attr = IFLA_GSO_MAX_SIZE,
     .type = u32,
     .exact = true,
     .usual = "gso_max_size 65536"},
    {.word = "gso_max_segs",
     .attr = IFLA_GSO_MAX_SEGS,
     .type = u32,
     .most = 65535,
     .exact = true,
     .usual = "gso_max_segs 65535"},
    {.attr = IFLA_TSO_MAX_SIZE, .type = u32, .text = "tso_max_size"},
    {.attr = IFLA_TSO_MAX_SEGS, .type = u32, .text = "tso_max_segs"},
    {.word = "gro_max_size",
     .attr = IFLA_GRO_MAX_SIZE,
     .type = u32,
     .exact = true,
     .usual = "gro_max_size 65536"},
    {.word = "gso_ipv4_max_size",
     .attr = IFLA_GSO_IPV4_MAX_SIZE,
     .type = u32,
     .exact = true,
     .usual = "gso_ipv4_max_size 65536"},
    {.word = "gro_ipv4_max_size",
     .attr = IFLA_GRO_IPV4_MAX_SIZE,
     .type = u32,
     .exact = true,
     .usual = "gro_ipv4_max_size 65536"},
    {.attr = IFLA_PHYS_PORT_NAME, .type = string, .text = "portname", .json = "phys_port_name"},
    {.attr = IFLA_PHYS_PORT_ID, .type = link_hex_id, .text = "portid", .json = "phys_port_id"},
    {.attr = IFLA_PHYS_SWITCH_ID, .type = link_hex_id, .text = "switchid", .json = "phys_switch_id"},
    {.attr = IFLA_PARENT_DEV_BUS_NAME, .type = string, .text = "parentbus"},
    {.word = "parentdev", .attr = IFLA_PARENT_DEV_NAME, .type = string, .exact = true},
    {.attr = IFLA_DPLL_PIN, .type = link_dpll_pin, .text = "dpll-pin"},
};

static constexpr Field remark[] = {
    {.word = "alias",
     .attr = IFLA_IFALIAS,
     .type = link_alias,
     .json = "ifalias",
     .before = "    ",
     .after = "",
     .longest = 255,
     .wrong = "alias too long"},
};

static constexpr Field brief[] = {
    {.attr = IFLA_IFNAME, .type = link_brief_name, .json = "ifname"},
    {.attr = IFLA_OPERSTATE, .type = link_brief_state, .text = "", .json = "operstate", .choices = states},
};
static constexpr Field brief_link[] = {
    {.attr = IFLA_ADDRESS, .type = link_brief_address, .text = "", .json = "address"},
    {.type = link_flags, .json = "flags"},
};

constexpr std::array<Fields, 10> link_tables{{
    {identity},
    {mode},
    {grouping},
    {transmission},
    {events},
    {hardware},
    {placement},
    {generation},
    {queues},
    {remark},
}};

Bits unseen_attributes(bool details)
{
    Bits unseen;
    for (uint16_t attr : {IFLA_MAP, IFLA_CARRIER_UP_COUNT, IFLA_CARRIER_DOWN_COUNT})
        unseen.set(attr);
    for (auto table : {std::span<const Field>(limits), {generation}, {queues}})
        for (const Field &row : table)
            if (!details)
                unseen.set(row.attr);
    return unseen;
}

// --- a whole link

/// The attributes of IFLA_LINKINFO that say of what kind the link is, or of what kind it is as a port of its
/// master.
struct KindPlace {
    uint16_t name_attr, data_attr;
    std::string_view suffix;
    Text name_key, data_key;
};
static constexpr KindPlace kind_places[] = {
    {IFLA_INFO_KIND, IFLA_INFO_DATA, "", "info_kind", "info_data"},
    {IFLA_INFO_SLAVE_KIND, IFLA_INFO_SLAVE_DATA, "_slave", "info_slave_kind", "info_slave_data"},
};

static void print_kind(Context &context, const Record &info, const KindPlace &place)
{
    const std::string_view name = info.attrs.string(place.name_attr);
    context.out.line_break();
    for (std::string_view part : {std::string_view("    "), name, place.suffix, std::string_view(" ")})
        context.out.text(part);
    context.out.data(place.name_key, name);
    const Kind *kind = find_kind(name, place.suffix);
    auto is_shown = [](const Field &row) { return row.type.print != nullptr; };
    if (!kind || std::none_of(kind->fields.rows.begin(), kind->fields.rows.end(), is_shown))
        return;
    {
        auto data = context.out.object(place.data_key);
        print_fields(context, kind->fields.rows, info.nested(place.data_attr));
    }
    const nlattr *counters = info[IFLA_INFO_XSTATS];
    if (counters && kind->print_counters && context.settings.stats > 0) {
        auto object = context.out.object("info_xstats");
        kind->print_counters(context, counters);
    }
}

static void print_kinds(Context &context, const Record &record)
{
    if (!record[IFLA_LINKINFO])
        return;
    auto object = context.out.object("linkinfo");
    const Record info = record.nested(IFLA_LINKINFO);
    for (const KindPlace &place : kind_places)
        if (info[place.name_attr])
            print_kind(context, info, place);
}

void print_link(Context &context, const Record &record, LinkView view)
{
    const bool details = context.settings.details > 0;
    print_fields(context, identity, record);
    if (view == LinkView::link)
        print_fields(context, mode, record);
    print_fields(context, grouping, record);
    if (view != LinkView::monitor) // the reference shows no queue length of an event
        print_fields(context, transmission, record);
    print_fields(context, events, record);
    if (view != LinkView::family || details) {
        context.out.line_break();
        print_fields(context, hardware, record);
    }
    print_fields(context, placement, record);
    if (details) {
        print_fields(context, limits, record);
        print_kinds(context, record);
        if (view == LinkView::link)
            print_fields(context, generation, record);
        print_fields(context, queues, record);
    }
    if (view == LinkView::link || details)
        print_fields(context, remark, record);
}

void print_link_brief(Context &context, const Record &record, LinkView view)
{
    print_fields(context, brief, record);
    if (view == LinkView::link)
        print_fields(context, brief_link, record);
}

static void print_altnames(Context &context, const Record &record)
{
    const nlattr *properties = record[IFLA_PROP_LIST];
    if (!properties)
        return;
    auto list = context.out.list("altnames");
    each_attr(properties, [&](const nlattr *name) {
        if (attr_type(name) != IFLA_ALT_IFNAME)
            return;
        context.out.line_break();
        context.out.string({nullptr, "    altname", ""}, get_string(name));
    });
}

void print_link_lines(Context &context, const Record &record, LinkView view)
{
    print_xdp_programs(context, record);
    if (view == LinkView::link && context.settings.stats)
        print_statistics(context, record);
    if (view == LinkView::link || context.settings.details)
        print_vfs(context, record);
    print_altnames(context, record);
}

} // namespace nskit
