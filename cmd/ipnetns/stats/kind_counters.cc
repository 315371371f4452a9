// SPDX-License-Identifier: MIT
// What two kinds of link (bridge, bond) count beside the counters of every link.
#include <linux/if_bonding.h>
#include <linux/if_bridge.h>

#include <algorithm>

#include "cmd/ipnetns/stats/stats.h"

namespace nskit {

static void print_line(Context &context, const std::string &text)
{
    context.out.line_break();
    context.out.text(std::string(20, ' ') + text);
}

// --- group memberships that a bridge has seen

/// A message in some versions. struct br_mcast_stats has two members, RX and TX, for each version.
struct Pairs {
    const char *title, *key;
    size_t first; ///< the number of its first member; all are u64
    int versions; ///< 0: one pair, without a version
};
/// A protocol, and the member that counts its malformed messages.
struct MulticastProtocol {
    std::array<Pairs, 3> messages;
    const char *errors_title, *errors_key;
    size_t errors;
};

#define PLACE(member) offsetof(br_mcast_stats, member) / sizeof(uint64_t)
static constexpr MulticastProtocol protocols[] = {
    {{{{"IGMP queries", "igmp_queries", PLACE(igmp_v1queries), 3},
       {"IGMP reports", "igmp_reports", PLACE(igmp_v1reports), 3},
       {"IGMP leaves", "igmp_leaves", PLACE(igmp_leaves), 0}}},
     "IGMP parse errors",
     "igmp_parse_errors",
     PLACE(igmp_parse_errors)},
    {{{{"MLD queries", "mld_queries", PLACE(mld_v1queries), 2},
       {"MLD reports", "mld_reports", PLACE(mld_v1reports), 2},
       {"MLD leaves", "mld_leaves", PLACE(mld_leaves), 0}}},
     "MLD parse errors",
     "mld_parse_errors",
     PLACE(mld_parse_errors)},
};
#undef PLACE
using Multicast = std::array<uint64_t, sizeof(br_mcast_stats) / sizeof(uint64_t)>;

/// Shows `RX: v1 0 v2 0` and the same of TX, each on a line; without versions both stand on the title's line.
static void print_pairs(Context &context, const Pairs &pairs, const Multicast &stats)
{
    auto object = context.out.object(pairs.key);
    std::string lines[2] = {"RX:", "TX:"};
    const char *const keys[2] = {"rx", "tx"};
    for (size_t direction = 0; direction < 2; direction++)
        for (int version = pairs.versions ? 1 : 0; version <= pairs.versions; version++) {
            size_t number = pairs.first + direction + 2 * static_cast<size_t>(std::max(version - 1, 0));
            std::string name = version ? format(" v%d", version) : "";
            std::string key = version ? format("%s_v%d", keys[direction], version) : keys[direction];
            lines[direction] += name + ' ' + std::to_string(stats[number]);
            context.out.data(key.c_str(), stats[number]);
        }
    if (pairs.versions == 0)
        return print_line(context, format("%s: %s %s", pairs.title, lines[0].c_str(), lines[1].c_str()));
    print_line(context, format("%s:", pairs.title));
    for (const std::string &line : lines)
        print_line(context, "  " + line);
}

void print_bridge_multicast(Context &context, const nlattr *attr)
{
    auto stats = get<Multicast>(attr);
    auto object = context.out.object("multicast");
    for (const MulticastProtocol &protocol : protocols) {
        for (const Pairs &pairs : protocol.messages)
            print_pairs(context, pairs, stats);
        context.out.data(protocol.errors_key, stats[protocol.errors]);
        print_line(context,
                   format("%s: %s", protocol.errors_title, std::to_string(stats[protocol.errors]).c_str()));
    }
}

// --- the spanning tree

static void print_pair(Context &context, const char *title, std::pair<const char *, uint64_t> first,
                       std::pair<const char *, uint64_t> second, const char *first_word,
                       const char *second_word)
{
    context.out.data(first.first, first.second);
    context.out.data(second.first, second.second);
    print_line(context, format("%s %s %s %s %s", title, first_word, std::to_string(first.second).c_str(),
                               second_word, std::to_string(second.second).c_str()));
}

void print_bridge_stp(Context &context, const nlattr *attr)
{
    auto stp = get<bridge_stp_xstats>(attr);
    auto object = context.out.object("stp");
    print_pair(context, "STP BPDU: ", {"rx_bpdu", stp.rx_bpdu}, {"tx_bpdu", stp.tx_bpdu}, "RX:", "TX:");
    print_pair(context, "STP TCN:  ", {"rx_tcn", stp.rx_tcn}, {"tx_tcn", stp.tx_tcn}, "RX:", "TX:");
    print_pair(context, "STP Transitions:", {"transition_blk", stp.transition_blk},
               {"transition_fwd", stp.transition_fwd}, "Blocked:", "Forwarding:");
}

// --- VLANs

static constexpr std::pair<uint16_t, const char *> vlan_flags[] = {
    {BRIDGE_VLAN_INFO_PVID, "PVID"}, {BRIDGE_VLAN_INFO_UNTAGGED, "Egress Untagged"}};

static void print_vlan(Context &context, const bridge_vlan_xstats &vlan)
{
    auto object = context.out.object();
    context.out.data("vid", vlan.vid);
    std::string title = format("VLAN %u", vlan.vid);
    {
        auto flags = context.out.list("flags");
        for (const auto &[bit, name] : vlan_flags)
            if (vlan.flags & bit) {
                title += format(" %s", name);
                context.out.data(nullptr, name);
            }
    }
    print_line(context, title);
    print_pair(context, "  RX:", {"rx_bytes", vlan.rx_bytes}, {"rx_packets", vlan.rx_packets}, "bytes",
               "packets");
    print_pair(context, "  TX:", {"tx_bytes", vlan.tx_bytes}, {"tx_packets", vlan.tx_packets}, "bytes",
               "packets");
}

void print_bridge_vlans(Context &context, const nlattr *nest)
{
    auto list = context.out.list("vlan");
    each_attr(nest, [&](const nlattr *attr) {
        if (attr_type(attr) == BRIDGE_XSTATS_VLAN)
            print_vlan(context, get<bridge_vlan_xstats>(attr));
    });
}

// --- the link aggregation protocol

/// In the order of their attributes (BOND_3AD_STAT_*), which is also the order of the reference.
static constexpr std::pair<const char *, const char *> lacp_counters[] = {
    {"LACPDU Rx", "lacpdu_rx"},
    {"LACPDU Tx", "lacpdu_tx"},
    {"LACPDU Unknown type Rx", "lacpdu_unknown_rx"},
    {"LACPDU Illegal Rx", "lacpdu_illegal_rx"},
    {"Marker Rx", "marker_rx"},
    {"Marker Tx", "marker_tx"},
    {"Marker response Rx", "marker_response_rx"},
    {"Marker response Tx", "marker_response_tx"},
    {"Marker unknown type Rx", "marker_unknown_rx"},
};

void print_bond_lacp(Context &context, const nlattr *attr)
{
    const Attrs counted(attr);
    auto object = context.out.object("802.3ad");
    uint16_t number = BOND_3AD_STAT_LACPDU_RX;
    for (const auto &[title, key] : lacp_counters) {
        if (counted[number]) {
            const auto value = counted.value<uint64_t>(number);
            print_line(context, format("%s %s", title, std::to_string(value).c_str()));
            context.out.data(key, value);
        }
        number++;
    }
}

} // namespace nskit
