// SPDX-License-Identifier: MIT
// An Ethernet bridge. Times are in hundredths of a second.
#include "cmd/ipnetns/link/kind/part/bridge_values.h"

#include <linux/if_bridge.h>

#include "lib/netlink/uapi.h"
#include "lib/row/ethertype.h"

namespace nskit {

static void print_timer(Context &context, const Field &field, const Record &record)
{
    const auto ticks = get<uint64_t>(record[field.attr]);
    const unsigned long long seconds = ticks / 100, rest = ticks % 100;
    context.out.literal(label(field), format("%4llu.%02llu", seconds, rest),
                        format("%llu.%02llu", seconds, rest));
}

static void print_id(Context &context, const Field &field, const Record &record)
{
    const auto id = get<ifla_bridge_id>(record[field.attr]);
    std::string text = format("%02x%02x.%x", id.prio[0], id.prio[1], id.addr[0]);
    for (size_t i = 1; i < sizeof id.addr; i++)
        text += format(":%x", id.addr[i]);
    context.out.string(label(field), text);
}

constexpr Type bridge_timer{.print = print_timer};
constexpr Type bridge_id{.print = print_id};

static constexpr Choice stp_modes[] = {{"auto", 0}, {"user", 1}, {"kernel", 2}}; // enum br_stp_mode, of 7.0

/// The device that queries group memberships if the bridge does not: one for IPv4, one for IPv6.
static constexpr Field inet_querier[] = {
    {.attr = BRIDGE_QUERIER_IP_ADDRESS, .type = inet_address, .text = "mcast_querier_ipv4_addr"},
    {.attr = BRIDGE_QUERIER_IP_PORT, .type = device, .text = "mcast_querier_ipv4_port"},
    {.attr = BRIDGE_QUERIER_IP_OTHER_TIMER, .type = bridge_timer, .text = "mcast_querier_ipv4_other_timer"},
};
static constexpr Field inet6_querier[] = {
    {.attr = BRIDGE_QUERIER_IPV6_ADDRESS, .type = inet6_address, .text = "mcast_querier_ipv6_addr"},
    {.attr = BRIDGE_QUERIER_IPV6_PORT, .type = device, .text = "mcast_querier_ipv6_port"},
    {.attr = BRIDGE_QUERIER_IPV6_OTHER_TIMER, .type = bridge_timer, .text = "mcast_querier_ipv6_other_timer"},
};

static void print_querier(Context &context, const char *key, std::span<const Field> rows,
                          const Record &querier)
{
    if (!querier[rows.front().attr])
        return;
    auto object = context.out.object(key);
    print_fields(context, rows, querier);
}

static void print_querier_state(Context &context, const Field &field, const Record &record)
{
    const Record state = record.nested(field.attr);
    print_querier(context, "mcast_querier_state_ipv4", inet_querier, state);
    print_querier(context, "mcast_querier_state_ipv6", inet6_querier, state);
}

static constexpr Type querier_state{.print = print_querier_state};

/// An option of IFLA_BR_MULTI_BOOLOPT, by its number in enum br_boolopt_id.
static constexpr Field option(const char *word, unsigned number, const char *usual)
{
    return {.word = word,
            .attr = IFLA_BR_MULTI_BOOLOPT,
            .type = masked_bit,
            .mask = 1U << number,
            .exact = true,
            .usual = usual};
}

static constexpr Field fields[] = {
    {.word = "forward_delay",
     .attr = IFLA_BR_FORWARD_DELAY,
     .type = u32,
     .usual = "forward_delay 1500",
     .coarse = true},
    {.word = "hello_time",
     .attr = IFLA_BR_HELLO_TIME,
     .type = u32,
     .usual = "hello_time 200",
     .coarse = true},
    {.word = "max_age", .attr = IFLA_BR_MAX_AGE, .type = u32, .usual = "max_age 2000", .coarse = true},
    {.word = "ageing_time",
     .attr = IFLA_BR_AGEING_TIME,
     .type = u32,
     .usual = "ageing_time 30000",
     .coarse = true},
    {.word = "stp_state", .attr = IFLA_BR_STP_STATE, .type = u32, .usual = "stp_state 0"},
    {.word = "stp_mode",
     .attr = IFLA_BR_STP_MODE,
     .type = name32,
     .choices = stp_modes,
     .exact = true,
     .usual = "stp_mode auto"},
    {.word = "priority", .attr = IFLA_BR_PRIORITY, .type = u16, .usual = "priority 32768"},
    {.word = "vlan_filtering", .attr = IFLA_BR_VLAN_FILTERING, .type = u8, .usual = "vlan_filtering 0"},
    {.word = "vlan_protocol",
     .attr = IFLA_BR_VLAN_PROTOCOL,
     .type = ether_type,
     .usual = "vlan_protocol 802.1Q"},
    {.attr = IFLA_BR_BRIDGE_ID, .type = bridge_id, .text = "bridge_id"},
    {.attr = IFLA_BR_ROOT_ID, .type = bridge_id, .text = "designated_root", .json = "root_id"},
    {.attr = IFLA_BR_ROOT_PORT, .type = u16, .text = "root_port"},
    {.attr = IFLA_BR_ROOT_PATH_COST, .type = u32, .text = "root_path_cost"},
    {.attr = IFLA_BR_TOPOLOGY_CHANGE, .type = u8, .text = "topology_change"},
    {.attr = IFLA_BR_TOPOLOGY_CHANGE_DETECTED, .type = u8, .text = "topology_change_detected"},
    {.attr = IFLA_BR_HELLO_TIMER, .type = bridge_timer, .text = "hello_timer"},
    {.attr = IFLA_BR_TCN_TIMER, .type = bridge_timer, .text = "tcn_timer"},
    {.attr = IFLA_BR_TOPOLOGY_CHANGE_TIMER, .type = bridge_timer, .text = "topology_change_timer"},
    {.attr = IFLA_BR_GC_TIMER, .type = bridge_timer, .text = "gc_timer"},
    {.word = "fdb_flush",
     .attr = IFLA_BR_FDB_FLUSH,
     .type = command}, // before the other fdb_ rows: `fdb` means this one
    {.attr = IFLA_BR_FDB_N_LEARNED, .type = u32, .text = "fdb_n_learned"},
    {.word = "fdb_max_learned", .attr = IFLA_BR_FDB_MAX_LEARNED, .type = u32, .usual = "fdb_max_learned 0"},
    {.word = "vlan_default_pvid",
     .attr = IFLA_BR_VLAN_DEFAULT_PVID,
     .type = u16,
     .usual = "vlan_default_pvid 1"},
    {.word = "vlan_stats_enabled",
     .attr = IFLA_BR_VLAN_STATS_ENABLED,
     .type = u8,
     .usual = "vlan_stats_enabled 0"},
    {.word = "vlan_stats_per_port",
     .attr = IFLA_BR_VLAN_STATS_PER_PORT,
     .type = u8,
     .usual = "vlan_stats_per_port 0"},
    {.word = "group_fwd_mask", .attr = IFLA_BR_GROUP_FWD_MASK, .type = hex16, .usual = "group_fwd_mask 0"},
    {.word = "group_address",
     .attr = IFLA_BR_GROUP_ADDR,
     .type = lladdr,
     .json = "group_addr",
     .usual = "group_address 01:80:c2:00:00:00"},
    {.word = "mcast_snooping", .attr = IFLA_BR_MCAST_SNOOPING, .type = u8, .usual = "mcast_snooping 1"},
    option("no_linklocal_learn", BR_BOOLOPT_NO_LL_LEARN, "no_linklocal_learn 0"),
    option("mcast_vlan_snooping", BR_BOOLOPT_MCAST_VLAN_SNOOPING, "mcast_vlan_snooping 0"),
    option("mst_enabled", BR_BOOLOPT_MST_ENABLE, "mst_enabled 0"),
    option("mdb_offload_fail_notification", 3, "mdb_offload_fail_notification 0"),
    option("fdb_local_vlan_0", 4, "fdb_local_vlan_0 0"), // this and the one above are newer than the headers
    {.word = "mcast_router", .attr = IFLA_BR_MCAST_ROUTER, .type = u8, .usual = "mcast_router 1"},
    {.word = "mcast_query_use_ifaddr",
     .attr = IFLA_BR_MCAST_QUERY_USE_IFADDR,
     .type = u8,
     .usual = "mcast_query_use_ifaddr 0"},
    {.word = "mcast_querier", .attr = IFLA_BR_MCAST_QUERIER, .type = u8, .usual = "mcast_querier 0"},
    {.attr = IFLA_BR_MCAST_QUERIER_STATE, .type = querier_state},
    {.word = "mcast_hash_elasticity",
     .attr = IFLA_BR_MCAST_HASH_ELASTICITY,
     .type = u32,
     .usual = "mcast_hash_elasticity 16"},
    {.word = "mcast_hash_max", .attr = IFLA_BR_MCAST_HASH_MAX, .type = u32, .usual = "mcast_hash_max 4096"},
    {.word = "mcast_last_member_count",
     .attr = IFLA_BR_MCAST_LAST_MEMBER_CNT,
     .type = u32,
     .json = "mcast_last_member_cnt",
     .usual = "mcast_last_member_count 2"},
    {.word = "mcast_startup_query_count",
     .attr = IFLA_BR_MCAST_STARTUP_QUERY_CNT,
     .type = u32,
     .json = "mcast_startup_query_cnt",
     .usual = "mcast_startup_query_count 2"},
    {.word = "mcast_last_member_interval",
     .attr = IFLA_BR_MCAST_LAST_MEMBER_INTVL,
     .type = u64,
     .json = "mcast_last_member_intvl",
     .usual = "mcast_last_member_interval 100",
     .coarse = true},
    {.word = "mcast_membership_interval",
     .attr = IFLA_BR_MCAST_MEMBERSHIP_INTVL,
     .type = u64,
     .json = "mcast_membership_intvl",
     .usual = "mcast_membership_interval 26000",
     .coarse = true},
    {.word = "mcast_querier_interval",
     .attr = IFLA_BR_MCAST_QUERIER_INTVL,
     .type = u64,
     .json = "mcast_querier_intvl",
     .usual = "mcast_querier_interval 25500",
     .coarse = true},
    {.word = "mcast_query_interval",
     .attr = IFLA_BR_MCAST_QUERY_INTVL,
     .type = u64,
     .json = "mcast_query_intvl",
     .usual = "mcast_query_interval 12500",
     .coarse = true},
    {.word = "mcast_query_response_interval",
     .attr = IFLA_BR_MCAST_QUERY_RESPONSE_INTVL,
     .type = u64,
     .json = "mcast_query_response_intvl",
     .usual = "mcast_query_response_interval 1000",
     .coarse = true},
    {.word = "mcast_startup_query_interval",
     .attr = IFLA_BR_MCAST_STARTUP_QUERY_INTVL,
     .type = u64,
     .json = "mcast_startup_query_intvl",
     .usual = "mcast_startup_query_interval 3124",
     .coarse = true},
    {.word = "mcast_stats_enabled",
     .attr = IFLA_BR_MCAST_STATS_ENABLED,
     .type = u8,
     .usual = "mcast_stats_enabled 0"},
    {.word = "mcast_igmp_version",
     .attr = IFLA_BR_MCAST_IGMP_VERSION,
     .type = u8,
     .usual = "mcast_igmp_version 2"},
    {.word = "mcast_mld_version",
     .attr = IFLA_BR_MCAST_MLD_VERSION,
     .type = u8,
     .usual = "mcast_mld_version 1"},
    {.word = "nf_call_iptables", .attr = IFLA_BR_NF_CALL_IPTABLES, .type = u8, .usual = "nf_call_iptables 0"},
    {.word = "nf_call_ip6tables",
     .attr = IFLA_BR_NF_CALL_IP6TABLES,
     .type = u8,
     .usual = "nf_call_ip6tables 0"},
    {.word = "nf_call_arptables",
     .attr = IFLA_BR_NF_CALL_ARPTABLES,
     .type = u8,
     .usual = "nf_call_arptables 0"},
};
constexpr Kind bridge{.name = "bridge", .fields = {fields, "invalid %s"}, .about = "an Ethernet bridge"};

} // namespace nskit
