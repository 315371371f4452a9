// SPDX-License-Identifier: MIT
// Several devices as one, and what a device is as part of such a bond. Times are in milliseconds.
#include <algorithm>

#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/uapi.h"

namespace nskit {

// --- values

/// A name or its number.
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

static void print_named(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, static_cast<uint32_t>(get_unsigned(record[field.attr])));
    context.out.string({field.key(), field.label()}, name ? name : "UNKNOWN");
}

static constexpr Type numbered8{"NAME", parse_name_or_number<uint8_t>, print_named};
static constexpr Type numbered32{"NAME", parse_name_or_number<uint32_t>, print_named};

static constexpr Choice modes[] = {
    {"balance-rr", 0}, {"active-backup", 1}, {"balance-xor", 2}, {"broadcast", 3},
    {"802.3ad", 4},    {"balance-tlb", 5},   {"balance-alb", 6},
};
static constexpr Choice validations[] = {
    {"none", 0},   {"active", 1},        {"backup", 2},        {"all", 3},
    {"filter", 4}, {"filter_active", 5}, {"filter_backup", 6},
};
/// JSON has null in the place of `none`.
static constexpr Type validation{"NAME", parse_name_or_number<uint32_t>,
                                 [](Context &context, const Field &field, const Record &record) {
                                     auto value = get<uint32_t>(record[field.attr]);
                                     const char *name = choice_name(validations, value);
                                     context.out.literal(field.word, name ? name : "UNKNOWN",
                                                         value ? quote(name ? name : "UNKNOWN") : "null");
                                 }};
static constexpr Choice target_rules[] = {{"any", 0}, {"all", 1}};
static constexpr Choice reselections[] = {{"always", 0}, {"better", 1}, {"failure", 2}};
static constexpr Choice address_rules[] = {{"none", 0}, {"active", 1}, {"follow", 2}};
static constexpr Choice hash_policies[] = {
    {"layer2", 0}, {"layer3+4", 1}, {"layer2+3", 2}, {"encap2+3", 3}, {"encap3+4", 4}, {"vlan+srcmac", 5},
};
static constexpr Choice switches[] = {{"off", 0}, {"on", 1}};
static constexpr Choice rates[] = {{"slow", 0}, {"fast", 1}};
static constexpr Choice selections[] = {{"stable", 0}, {"bandwidth", 1}, {"count", 2}};

/// A device of the bond; none has index 0 and is not shown.
static constexpr Type member{"DEV",
                             [](Context &context, Args &args, const Field &field, Message &message) {
                                 message.put<int>(field.attr, context.links().index_from(args.next()));
                                 return true;
                             },
                             [](Context &context, const Field &field, const Record &record) {
                                 if (get<int>(record[field.attr]))
                                     print_device(context, field, record);
                             }};

/// Addresses between commas, each an attribute of which the type is its number.
template <int family> static bool parse_targets(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view rest = args.next();
    Nest nest(message, field.attr);
    for (uint16_t number = 0; !rest.empty(); number++) {
        std::string one(rest.substr(0, rest.find(',')));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        auto address = parse_address(one, family);
        if (!address && family == AF_INET)
            fail("Error: an IP address is expected rather than \"%s\"", one.c_str());
        Prefix target = address ? *address : address_from(one, family);
        message.put(number, target.bytes.data(), target.size);
    }
    return true;
}

static void print_targets(Context &context, const Field &field, const Record &record)
{
    if (get_bytes(record[field.attr]).empty())
        return;
    auto list = context.out.list(field.key(), format("%s ", field.label()).c_str(), ",", " ");
    each_attr(record[field.attr], [&](const nlattr *attr) {
        AddressText space;
        auto bytes = get_bytes(attr);
        context.out.string({nullptr, "", ""},
                           format_address(bytes.size() == 16 ? AF_INET6 : AF_INET, bytes, space));
    });
}

static constexpr Type inet_targets{"ADDRESS,...", parse_targets<AF_INET>, print_targets};
static constexpr Type inet6_targets{"ADDRESS,...", parse_targets<AF_INET6>, print_targets};

/// What IEEE 802.3ad has negotiated.
static constexpr Field ad_fields[] = {
    {.attr = IFLA_BOND_AD_INFO_AGGREGATOR, .type = u16, .text = "ad_aggregator", .json = "aggregator"},
    {.attr = IFLA_BOND_AD_INFO_NUM_PORTS, .type = u16, .text = "ad_num_ports", .json = "num_ports"},
    {.attr = IFLA_BOND_AD_INFO_ACTOR_KEY, .type = u16, .text = "ad_actor_key", .json = "actor_key"},
    {.attr = IFLA_BOND_AD_INFO_PARTNER_KEY, .type = u16, .text = "ad_partner_key", .json = "partner_key"},
    {.attr = IFLA_BOND_AD_INFO_PARTNER_MAC, .type = lladdr, .text = "ad_partner_mac", .json = "partner_mac"},
};
static constexpr Type ad_info{nullptr, nullptr,
                              [](Context &context, const Field &field, const Record &record) {
                                  auto object = context.out.object(field.json);
                                  Record info{Attrs(record[field.attr]), record.message, &record};
                                  print_fields(context, ad_fields, info);
                              }};

// --- a bond

static constexpr Field fields[] = {
    {.word = "mode", .attr = IFLA_BOND_MODE, .type = numbered8, .choices = modes},
    {.word = "active_slave", .attr = IFLA_BOND_ACTIVE_SLAVE, .type = member},
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
    {.word = "primary", .attr = IFLA_BOND_PRIMARY, .type = member},
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
     .also = "num_unsol_na",
     .wrong = "invalid num_grat_arp|num_unsol_na"},
    {.word = "all_slaves_active", .attr = IFLA_BOND_ALL_SLAVES_ACTIVE, .type = u8},
    {.word = "min_links", .attr = IFLA_BOND_MIN_LINKS, .type = u32},
    {.word = "lp_interval", .attr = IFLA_BOND_LP_INTERVAL, .type = u32},
    {.word = "packets_per_slave", .attr = IFLA_BOND_PACKETS_PER_SLAVE, .type = u32},
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
    {.word = "coupled_control",
     .attr = IFLA_BOND_COUPLED_CONTROL,
     .type = numbered8,
     .choices = switches,
     .exact = true},
    {.word = "broadcast_neighbor",
     .attr = IFLA_BOND_BROADCAST_NEIGH,
     .type = numbered8,
     .choices = switches,
     .exact = true},
    {.word = "ad_select", .attr = IFLA_BOND_AD_SELECT, .type = numbered8, .choices = selections},
    {.attr = IFLA_BOND_AD_INFO, .type = ad_info, .json = "ad_info"},
    {.word = "ad_actor_sys_prio", .attr = IFLA_BOND_AD_ACTOR_SYS_PRIO, .type = u16},
    {.word = "ad_user_port_key", .attr = IFLA_BOND_AD_USER_PORT_KEY, .type = u16},
    {.word = "ad_actor_system", .attr = IFLA_BOND_AD_ACTOR_SYSTEM, .type = lladdr},
    {.word = "tlb_dynamic_lb", .attr = IFLA_BOND_TLB_DYNAMIC_LB, .type = u8},
};
constexpr Kind bond{.name = "bond", .fields = {fields, "invalid %s"}, .about = "several devices as one"};

// --- a device of a bond

static constexpr Choice states[] = {{"ACTIVE", 0}, {"BACKUP", 1}};
static constexpr Choice link_states[] = {{"UP", 0}, {"GOING_DOWN", 1}, {"DOWN", 2}, {"GOING_BACK", 3}};

/// A name, or a number, which has a key of its own.
static constexpr Type state_type{nullptr, nullptr,
                                 [](Context &context, const Field &field, const Record &record) {
                                     auto state = get<uint8_t>(record[field.attr]);
                                     if (const char *name = choice_name(field.choices, state))
                                         context.out.string(field.text, name);
                                     else
                                         context.out.number({field.json, field.text}, state);
                                 }};

/// The state of a port in the sense of IEEE 802.3ad, as a number and by name.
static constexpr Choice port_states[] = {
    {"active", 0x01},     {"short_timeout", 0x02}, {"aggregating", 0x04}, {"in_sync", 0x08},
    {"collecting", 0x10}, {"distributing", 0x20},  {"defaulted", 0x40},   {"expired", 0x80},
};
static constexpr Type port_state{nullptr, nullptr,
                                 [](Context &context, const Field &field, const Record &record) {
                                     auto state = static_cast<uint32_t>(get_unsigned(record[field.attr]));
                                     context.out.number(field.text, state);
                                     context.out.text(format("%s ", field.json));
                                     print_bits(context, field, state);
                                 }};

static constexpr Field port_fields[] = {
    {.attr = IFLA_BOND_SLAVE_STATE,
     .type = state_type,
     .text = "state",
     .json = "state_index",
     .choices = states},
    {.attr = IFLA_BOND_SLAVE_MII_STATUS,
     .type = state_type,
     .text = "mii_status",
     .json = "mii_status_index",
     .choices = link_states},
    {.attr = IFLA_BOND_SLAVE_LINK_FAILURE_COUNT, .type = u32, .text = "link_failure_count"},
    {.attr = IFLA_BOND_SLAVE_PERM_HWADDR, .type = lladdr, .text = "perm_hwaddr"},
    {.word = "queue_id", .attr = IFLA_BOND_SLAVE_QUEUE_ID, .type = u16},
    {.word = "prio", .attr = IFLA_BOND_SLAVE_PRIO, .type = s32, .exact = true},
    {.word = "actor_port_prio", .attr = IFLA_BOND_SLAVE_ACTOR_PORT_PRIO, .type = u16, .exact = true},
    {.attr = IFLA_BOND_SLAVE_AD_AGGREGATOR_ID, .type = u16, .text = "ad_aggregator_id"},
    {.attr = IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE,
     .type = port_state,
     .text = "ad_actor_oper_port_state",
     .json = "ad_actor_oper_port_state_str",
     .choices = port_states},
    {.attr = IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE,
     .type = port_state,
     .text = "ad_partner_oper_port_state",
     .json = "ad_partner_oper_port_state_str",
     .choices = port_states},
};
constexpr Kind bond_slave{
    .name = "bond_slave",
    .fields = {port_fields, "%s is invalid"},
    .about = "a device of a bond",
    .unknown = "unknown option \"%s\"?",
};

} // namespace nskit
