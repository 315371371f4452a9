// SPDX-License-Identifier: MIT
// A port of a bridge.
#include <linux/if_bridge.h>

#include "cmd/ipnetns/link/kind/part/bridge_values.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static constexpr Choice states[] = {
    {"disabled", BR_STATE_DISABLED},     {"listening", BR_STATE_LISTENING}, {"learning", BR_STATE_LEARNING},
    {"forwarding", BR_STATE_FORWARDING}, {"blocking", BR_STATE_BLOCKING},
};

static void print_state(Context &context, const Field &field, const Record &record)
{
    const auto state = get<uint8_t>(record[field.attr]);
    if (const char *name = choice_name(states, state))
        context.out.string(label(field), name);
    else
        context.out.literal({"state_index", field.label()}, format("(%u)", state), std::to_string(state));
}

/// Set by number, shown by name.
static constexpr Type port_state{
    .arg = "STATE", .parse = parse_number<uint8_t>, .print = print_state, .words = print_number<uint8_t>};

/// The protocols that use the reserved group addresses 01:80:c2:00:00:0X. Bit X of the mask stands for X.
static constexpr Choice groups[] = {{"stp", 0x1}, {"lacp", 0x4}, {"lldp", 0x4000}};

/// Names separated by commas; bits without a name in hex. `0x0` if no bit is set.
static std::string group_names(uint32_t mask)
{
    std::string names;
    for (uint32_t bit = 1; bit <= mask; bit <<= 1) {
        const char *name = choice_name(groups, bit);
        if (mask & bit)
            names += "," + (name ? name : format("0x%x", bit));
    }
    return names.empty() ? "0x0" : names.substr(1);
}

static void print_group_mask(Context &context, const Field &field, const Record &record)
{
    context.out.hex(label(field), get<uint16_t>(record[field.attr]));
}

static void print_group_names(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), group_names(get<uint16_t>(record[field.attr])));
}

static constexpr Type group_mask{.arg = "MASK", .parse = parse_number<uint16_t>, .print = print_group_mask};
static constexpr Type group_mask_names{.print = print_group_names};

/// Text only: in JSON the attribute is shown once, as `fastleave`.
static void print_fast_leave(Context &context, const Field &field, const Record &record)
{
    const bool on = get<uint8_t>(record[field.attr]);
    context.out.text(format("%s %s ", field.label().data(), on ? "on" : "off"));
}

static constexpr Type fast_leave{.arg = "{ on | off }", .parse = parse_on_off, .words = write_on_off};
static constexpr Type fast_leave_shown{.print = print_fast_leave};

static constexpr Field fields[] = {
    {.word = "state", .attr = IFLA_BRPORT_STATE, .type = port_state},
    {.word = "priority", .attr = IFLA_BRPORT_PRIORITY, .type = u16, .usual = "priority 32"},
    {.word = "cost", .attr = IFLA_BRPORT_COST, .type = u32, .usual = "cost 2"},
    {.word = "fdb_flush", .attr = IFLA_BRPORT_FLUSH, .type = command},
    {.word = "hairpin", .attr = IFLA_BRPORT_MODE, .type = on_off, .usual = "hairpin off"},
    {.word = "guard", .attr = IFLA_BRPORT_GUARD, .type = on_off, .usual = "guard off"},
    {.word = "root_block", .attr = IFLA_BRPORT_PROTECT, .type = on_off, .usual = "root_block off"},
    {.word = "fastleave", .attr = IFLA_BRPORT_FAST_LEAVE, .type = on_off, .usual = "fastleave off"},
    {.word = "learning", .attr = IFLA_BRPORT_LEARNING, .type = on_off, .usual = "learning on"},
    {.word = "flood", .attr = IFLA_BRPORT_UNICAST_FLOOD, .type = on_off, .usual = "flood on"},
    {.attr = IFLA_BRPORT_ID, .type = hex16, .text = "port_id", .json = "id"},
    {.attr = IFLA_BRPORT_NO, .type = hex16, .text = "port_no", .json = "no"},
    {.attr = IFLA_BRPORT_DESIGNATED_PORT, .type = u16, .text = "designated_port"},
    {.attr = IFLA_BRPORT_DESIGNATED_COST, .type = u16, .text = "designated_cost"},
    {.attr = IFLA_BRPORT_BRIDGE_ID, .type = bridge_id, .text = "designated_bridge", .json = "bridge_id"},
    {.attr = IFLA_BRPORT_ROOT_ID, .type = bridge_id, .text = "designated_root", .json = "root_id"},
    {.attr = IFLA_BRPORT_HOLD_TIMER, .type = bridge_timer, .text = "hold_timer"},
    {.attr = IFLA_BRPORT_MESSAGE_AGE_TIMER, .type = bridge_timer, .text = "message_age_timer"},
    {.attr = IFLA_BRPORT_FORWARD_DELAY_TIMER, .type = bridge_timer, .text = "forward_delay_timer"},
    {.attr = IFLA_BRPORT_TOPOLOGY_CHANGE_ACK, .type = u8, .text = "topology_change_ack"},
    {.attr = IFLA_BRPORT_CONFIG_PENDING, .type = u8, .text = "config_pending"},
    {.word = "proxy_arp", .attr = IFLA_BRPORT_PROXYARP, .type = on_off, .usual = "proxy_arp off"},
    {.word = "proxy_arp_wifi",
     .attr = IFLA_BRPORT_PROXYARP_WIFI,
     .type = on_off,
     .usual = "proxy_arp_wifi off"},
    {.word = "mcast_router",
     .attr = IFLA_BRPORT_MULTICAST_ROUTER,
     .type = u8,
     .json = "multicast_router",
     .wrong = "invalid mcast_router",
     .usual = "mcast_router 1"},
    // `fastleave` again, under the name that fits the other mcast_ options.
    {.attr = IFLA_BRPORT_FAST_LEAVE, .type = fast_leave_shown, .text = "mcast_fast_leave"},
    {.word = "mcast_flood", .attr = IFLA_BRPORT_MCAST_FLOOD, .type = on_off, .usual = "mcast_flood on"},
    {.word = "mcast_fast_leave", .attr = IFLA_BRPORT_FAST_LEAVE, .type = fast_leave, .alias = true},
    {.word = "bcast_flood", .attr = IFLA_BRPORT_BCAST_FLOOD, .type = on_off, .usual = "bcast_flood on"},
    {.word = "mcast_to_unicast",
     .attr = IFLA_BRPORT_MCAST_TO_UCAST,
     .type = on_off,
     .usual = "mcast_to_unicast off"},
    {.word = "neigh_suppress",
     .attr = IFLA_BRPORT_NEIGH_SUPPRESS,
     .type = on_off,
     .usual = "neigh_suppress off"},
    {.word = "neigh_vlan_suppress",
     .attr = IFLA_BRPORT_NEIGH_VLAN_SUPPRESS,
     .type = on_off,
     .exact = true,
     .usual = "neigh_vlan_suppress off"},
    {.word = "neigh_forward_grat",
     .attr = IFLA_BRPORT_NEIGH_FORWARD_GRAT,
     .type = on_off,
     .exact = true,
     .usual = "neigh_forward_grat off"},
    {.word = "group_fwd_mask",
     .attr = IFLA_BRPORT_GROUP_FWD_MASK,
     .type = group_mask,
     .wrong = "invalid group_fwd_mask",
     .usual = "group_fwd_mask 0"},
    {.attr = IFLA_BRPORT_GROUP_FWD_MASK, .type = group_mask_names, .text = "group_fwd_mask_str"},
    {.word = "vlan_tunnel", .attr = IFLA_BRPORT_VLAN_TUNNEL, .type = on_off, .usual = "vlan_tunnel off"},
    {.word = "isolated", .attr = IFLA_BRPORT_ISOLATED, .type = on_off, .usual = "isolated off"},
    {.word = "locked", .attr = IFLA_BRPORT_LOCKED, .type = on_off, .usual = "locked off"},
    {.word = "mab", .attr = IFLA_BRPORT_MAB, .type = on_off, .exact = true, .usual = "mab off"},
    {.word = "backup_port",
     .attr = IFLA_BRPORT_BACKUP_PORT,
     .type = known_device,
     .wrong = "Device does not exist"},
    {.word = "nobackup_port", .attr = IFLA_BRPORT_BACKUP_PORT, .type = constant32},
    {.word = "backup_nhid",
     .attr = IFLA_BRPORT_BACKUP_NHID,
     .type = u32,
     .wrong = "invalid backup_nhid",
     .exact = true,
     .usual = "backup_nhid 0"},
};
constexpr Kind bridge_slave{
    .name = "bridge_slave",
    .fields = {fields, "%s is invalid"},
    .about = "a port of a bridge",
    .unknown = "unknown option \"%s\"?",
};

} // namespace nskit
