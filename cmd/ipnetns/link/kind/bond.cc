// SPDX-License-Identifier: MIT
// A bond, which is several devices as one, and a device of a bond. Times are in milliseconds.
#include <linux/if_bonding.h>

#include <algorithm>

#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/uapi.h"

namespace nskit {

// --- values

/// Reads a name, or a number that is not above the last name's.
template <class T>
static bool parse_name_or_number(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view word = args.next();
    auto value = choice_value(field.choices, word);
    if (!value)
        value = parse_unsigned(word, field.choices.back().value);
    if (value)
        message.put<T>(field.attr, static_cast<T>(*value));
    return value.has_value();
}

static const char *name_or_unknown(const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, static_cast<uint32_t>(get_unsigned(record[field.attr])));
    return name ? name : "UNKNOWN";
}

static void print_name_or_unknown(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), name_or_unknown(field, record));
}

/// JSON has null for `none`.
static void print_validation(Context &context, const Field &field, const Record &record)
{
    const char *name = name_or_unknown(field, record);
    context.out.literal(label(field), name, get<uint32_t>(record[field.attr]) ? quote(name) : "null");
}

static constexpr Type numbered8{
    .arg = "NAME", .parse = parse_name_or_number<uint8_t>, .print = print_name_or_unknown};
static constexpr Type numbered32{
    .arg = "NAME", .parse = parse_name_or_number<uint32_t>, .print = print_name_or_unknown};
static constexpr Type validation{
    .arg = "NAME", .parse = parse_name_or_number<uint32_t>, .print = print_validation};

static constexpr Choice modes[] = {
    {"balance-rr", BOND_MODE_ROUNDROBIN}, {"active-backup", BOND_MODE_ACTIVEBACKUP},
    {"balance-xor", BOND_MODE_XOR},       {"broadcast", BOND_MODE_BROADCAST},
    {"802.3ad", BOND_MODE_8023AD},        {"balance-tlb", BOND_MODE_TLB},
    {"balance-alb", BOND_MODE_ALB},
};
static constexpr Choice hash_policies[] = {
    {"layer2", BOND_XMIT_POLICY_LAYER2},    {"layer3+4", BOND_XMIT_POLICY_LAYER34},
    {"layer2+3", BOND_XMIT_POLICY_LAYER23}, {"encap2+3", BOND_XMIT_POLICY_ENCAP23},
    {"encap3+4", BOND_XMIT_POLICY_ENCAP34}, {"vlan+srcmac", BOND_XMIT_POLICY_VLAN_SRCMAC},
};
// The kernel's headers have no names for the numbers below.
static constexpr Choice validations[] = {
    {"none", 0},   {"active", 1},        {"backup", 2},        {"all", 3},
    {"filter", 4}, {"filter_active", 5}, {"filter_backup", 6},
};
static constexpr Choice target_rules[] = {{"any", 0}, {"all", 1}};
static constexpr Choice reselections[] = {{"always", 0}, {"better", 1}, {"failure", 2}};
static constexpr Choice address_rules[] = {{"none", 0}, {"active", 1}, {"follow", 2}};
static constexpr Choice switches[] = {{"off", 0}, {"on", 1}};
static constexpr Choice rates[] = {{"slow", 0}, {"fast", 1}};
static constexpr Choice selections[] = {
    {"stable", 0}, {"bandwidth", 1}, {"count", 2}, {"actor_port_prio", 3}};

static bool parse_member(Context &context, Args &args, const Field &field, Message &message)
{
    message.put<int>(field.attr, context.links().index_from(args.next()));
    return true;
}

/// A device of the bond. Index 0 means that there is none, and is not shown.
static constexpr Type member{
    .arg = "DEV", .parse = parse_member, .print = print_ifindex, .words = write_device};

static Prefix target_address(const std::string &text, int family)
{
    auto address = parse_address(text, family);
    if (!address && family == AF_INET)
        fail("Error: an IP address is expected rather than \"%s\"", text.c_str());
    return address ? *address : address_from(text, family);
}

/// Reads addresses separated by commas; empty ones do not count. Each is an attribute of the nest; their
/// types count from 0. An empty nest takes the targets away.
template <int family> static bool parse_targets(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view rest = args.empty() ? "" : args.next();
    Nest nest(message, field.attr);
    for (uint16_t number = 0; !rest.empty();) {
        std::string one(rest.substr(0, rest.find(',')));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        if (!one.empty())
            message.put(number++, target_address(one, family).bytes.data(), family_bits(family) / 8);
    }
    return true;
}

static void print_targets(Context &context, const Field &field, const Record &record)
{
    if (get_bytes(record[field.attr]).empty())
        return;
    auto list = context.out.list(field.key(), format("%s ", field.label().data()).c_str(), ",", " ");
    each_attr(record[field.attr], [&](const nlattr *attr) {
        AddressText space;
        auto bytes = get_bytes(attr);
        context.out.element(format_address(bytes.size() == 16 ? AF_INET6 : AF_INET, bytes, space));
    });
}

/// A comma alone takes the targets away.
static void write_targets(Context &context, const Field &field, const Record &record)
{
    if (get_bytes(record[field.attr]).empty())
        context.out.string(label(field), ",");
    else
        print_targets(context, field, record);
}

static constexpr Type inet_targets{
    .arg = "ADDRESS,...", .parse = parse_targets<AF_INET>, .print = print_targets, .words = write_targets};
static constexpr Type inet6_targets{
    .arg = "ADDRESS,...", .parse = parse_targets<AF_INET6>, .print = print_targets, .words = write_targets};

/// What IEEE 802.3ad has negotiated.
static constexpr Field ad_fields[] = {
    {.attr = IFLA_BOND_AD_INFO_AGGREGATOR, .type = u16, .text = "ad_aggregator", .json = "aggregator"},
    {.attr = IFLA_BOND_AD_INFO_NUM_PORTS, .type = u16, .text = "ad_num_ports", .json = "num_ports"},
    {.attr = IFLA_BOND_AD_INFO_ACTOR_KEY, .type = u16, .text = "ad_actor_key", .json = "actor_key"},
    {.attr = IFLA_BOND_AD_INFO_PARTNER_KEY, .type = u16, .text = "ad_partner_key", .json = "partner_key"},
    {.attr = IFLA_BOND_AD_INFO_PARTNER_MAC, .type = lladdr, .text = "ad_partner_mac", .json = "partner_mac"},
};

static void print_ad_info(Context &context, const Field &field, const Record &record)
{
    auto object = context.out.object(field.key());
    print_fields(context, ad_fields, record.nested(field.attr));
}

static constexpr Type ad_info{.print = print_ad_info};

// --- a bond

static constexpr Field fields[] = {
    {.word = "mode", .attr = IFLA_BOND_MODE, .type = numbered8, .choices = modes},
    {.word = "active_slave", .attr = IFLA_BOND_ACTIVE_SLAVE, .type = member, .hide = 0},
    {.word = "clear_active_slave", .attr = IFLA_BOND_ACTIVE_SLAVE, .type = constant32},
    {.word = "miimon", .attr = IFLA_BOND_MIIMON, .type = u32},
    {.word = "updelay", .attr = IFLA_BOND_UPDELAY, .type = u32},
    {.word = "downdelay", .attr = IFLA_BOND_DOWNDELAY, .type = u32},
    {.word = "peer_notify_delay", .attr = IFLA_BOND_PEER_NOTIF_DELAY, .type = u32},
    {.word = "use_carrier", .attr = IFLA_BOND_USE_CARRIER, .type = u8},
    {.word = "arp_interval", .attr = IFLA_BOND_ARP_INTERVAL, .type = u32},
    {.word = "arp_missed_max", .attr = IFLA_BOND_MISSED_MAX, .type = u8},
    {.word = "arp_ip_target", .attr = IFLA_BOND_ARP_IP_TARGET, .type = inet_targets},
    {.word = "ns_ip6_target", .attr = IFLA_BOND_NS_IP6_TARGET, .type = inet6_targets},
    {.word = "arp_validate", .attr = IFLA_BOND_ARP_VALIDATE, .type = validation, .choices = validations},
    {.word = "arp_all_targets",
     .attr = IFLA_BOND_ARP_ALL_TARGETS,
     .type = numbered32,
     .choices = target_rules},
    {.word = "primary", .attr = IFLA_BOND_PRIMARY, .type = member, .hide = 0},
    {.word = "primary_reselect",
     .attr = IFLA_BOND_PRIMARY_RESELECT,
     .type = numbered8,
     .choices = reselections},
    {.word = "fail_over_mac", .attr = IFLA_BOND_FAIL_OVER_MAC, .type = numbered8, .choices = address_rules},
    {.word = "xmit_hash_policy",
     .attr = IFLA_BOND_XMIT_HASH_POLICY,
     .type = numbered8,
     .choices = hash_policies},
    {.word = "resend_igmp", .attr = IFLA_BOND_RESEND_IGMP, .type = u32},
    {.word = "num_grat_arp",
     .attr = IFLA_BOND_NUM_PEER_NOTIF,
     .type = u8,
     .json = "num_peer_notif",
     .also = "num_u[nsol_na]",
     .wrong = "invalid num_grat_arp|num_unsol_na"},
    {.word = "all_slaves_active", .attr = IFLA_BOND_ALL_SLAVES_ACTIVE, .type = u8},
    {.word = "min_links", .attr = IFLA_BOND_MIN_LINKS, .type = u32},
    {.word = "lp_interval", .attr = IFLA_BOND_LP_INTERVAL, .type = u32},
    {.word = "packets_per_slave", .attr = IFLA_BOND_PACKETS_PER_SLAVE, .type = u32},
    {.word = "lacp_strict", .attr = IFLA_BOND_LACP_STRICT, .type = on_off, .exact = true},
    {.word = "lacp_active",
     .attr = IFLA_BOND_AD_LACP_ACTIVE,
     .type = numbered8,
     .json = "ad_lacp_active",
     .choices = switches},
    {.word = "lacp_rate",
     .attr = IFLA_BOND_AD_LACP_RATE,
     .type = numbered8,
     .json = "ad_lacp_rate",
     .choices = rates},
    {.word = "coupled_control", .attr = IFLA_BOND_COUPLED_CONTROL, .type = on_off, .exact = true},
    {.word = "broadcast_neighbor", .attr = IFLA_BOND_BROADCAST_NEIGH, .type = on_off, .exact = true},
    {.word = "ad_select", .attr = IFLA_BOND_AD_SELECT, .type = numbered8, .choices = selections},
    {.attr = IFLA_BOND_AD_INFO, .type = ad_info, .json = "ad_info"},
    {.word = "ad_actor_sys_prio", .attr = IFLA_BOND_AD_ACTOR_SYS_PRIO, .type = u16},
    {.word = "ad_user_port_key", .attr = IFLA_BOND_AD_USER_PORT_KEY, .type = u16},
    {.word = "ad_actor_system", .attr = IFLA_BOND_AD_ACTOR_SYSTEM, .type = lladdr},
    {.word = "tlb_dynamic_lb", .attr = IFLA_BOND_TLB_DYNAMIC_LB, .type = u8},
};
constexpr Kind bond{.name = "bond", .fields = {fields, "invalid %s"}, .about = "several devices as one"};

// --- a device of a bond

static constexpr Choice states[] = {{"ACTIVE", BOND_STATE_ACTIVE}, {"BACKUP", BOND_STATE_BACKUP}};
static constexpr Choice link_states[] = {
    {"UP", BOND_LINK_UP},
    {"GOING_DOWN", BOND_LINK_FAIL},
    {"DOWN", BOND_LINK_DOWN},
    {"GOING_BACK", BOND_LINK_BACK},
};
/// The bits of a port's state in IEEE 802.3ad.
static constexpr Choice port_states[] = {
    {"active", LACP_STATE_LACP_ACTIVITY},    {"short_timeout", LACP_STATE_LACP_TIMEOUT},
    {"aggregating", LACP_STATE_AGGREGATION}, {"in_sync", LACP_STATE_SYNCHRONIZATION},
    {"collecting", LACP_STATE_COLLECTING},   {"distributing", LACP_STATE_DISTRIBUTING},
    {"defaulted", LACP_STATE_DEFAULTED},     {"expired", LACP_STATE_EXPIRED},
};

/// A state without a name is a number, and has the key KEY_index in JSON.
static void print_state(Context &context, const Field &field, const Record &record)
{
    const auto state = get<uint8_t>(record[field.attr]);
    if (const char *name = choice_name(field.choices, state))
        return context.out.string(label(field), name);
    const std::string index = std::string(field.key()) + "_index";
    context.out.number({index.c_str(), field.label()}, state);
}

static void print_bit_names(Context &context, const Field &field, const Record &record)
{
    context.out.text(format("%s ", field.label().data()));
    print_bits(context, field, static_cast<uint32_t>(get_unsigned(record[field.attr])));
}

static constexpr Type state_type{.print = print_state};
static constexpr Type bit_names{.print = print_bit_names};

static constexpr Field port_fields[] = {
    {.attr = IFLA_BOND_SLAVE_STATE, .type = state_type, .text = "state", .choices = states},
    {.attr = IFLA_BOND_SLAVE_MII_STATUS, .type = state_type, .text = "mii_status", .choices = link_states},
    {.attr = IFLA_BOND_SLAVE_LINK_FAILURE_COUNT, .type = u32, .text = "link_failure_count"},
    {.attr = IFLA_BOND_SLAVE_PERM_HWADDR, .type = lladdr, .text = "perm_hwaddr"},
    {.word = "queue_id", .attr = IFLA_BOND_SLAVE_QUEUE_ID, .type = u16},
    {.word = "prio", .attr = IFLA_BOND_SLAVE_PRIO, .type = s32, .exact = true},
    {.word = "actor_port_prio", .attr = IFLA_BOND_SLAVE_ACTOR_PORT_PRIO, .type = u16, .exact = true},
    {.attr = IFLA_BOND_SLAVE_AD_AGGREGATOR_ID, .type = u16, .text = "ad_aggregator_id"},
    // Each port state is shown twice: as a number and by the names of its bits.
    {.attr = IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE, .type = u8, .text = "ad_actor_oper_port_state"},
    {.attr = IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE,
     .type = bit_names,
     .text = "ad_actor_oper_port_state_str",
     .choices = port_states},
    {.attr = IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE, .type = u16, .text = "ad_partner_oper_port_state"},
    {.attr = IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE,
     .type = bit_names,
     .text = "ad_partner_oper_port_state_str",
     .choices = port_states},
};
constexpr Kind bond_slave{
    .name = "bond_slave",
    .fields = {port_fields, "%s is invalid"},
    .about = "a device of a bond",
    .unknown = "unknown option \"%s\"?",
};

} // namespace nskit
