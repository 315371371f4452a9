// SPDX-License-Identifier: MIT
// Counters that few kernels and devices have (MPLS, LACP, hardware), shown from messages made here.
#include <linux/if_bonding.h>
#include <linux/if_bridge.h>
#include <linux/mpls.h>

#include <gtest/gtest.h>

#include "cmd/ipnetns/command/session.h"
#include "cmd/ipnetns/stats/stats.h"

namespace nskit {
namespace {

/// What `print` shows of one attribute that holds `data`.
template <class Data, class Print> std::string shown(Out::Form form, int stats, const Data &data, Print print)
{
    Session session(GlobalOptions{.settings = {.stats = stats, .form = form}});
    Message message(RTM_NEWSTATS, 0, stats_header(3, 0));
    message.put(1, data);
    {
        auto object = session.out.object();
        print(session, message.find(1));
    }
    return std::string(session.out.buffered());
}

const mpls_link_stats mpls{.rx_packets = 1,
                           .tx_packets = 2,
                           .rx_bytes = 30000000000,
                           .tx_bytes = 4,
                           .rx_errors = 5,
                           .tx_errors = 6,
                           .rx_dropped = 7,
                           .tx_dropped = 8,
                           .rx_noroute = 9};
void print_mpls_at_4(Session &session, const nlattr *attr)
{
    print_mpls(session, attr, 4);
}

TEST(Stats, ColumnsFitTheWidestNumberOfBothDirections)
{
    EXPECT_EQ(shown({}, 0, mpls, print_mpls_at_4), "\n    RX:   bytes packets errors dropped noroute"
                                                   "\n    30000000000       1      5       7       9 "
                                                   "\n    TX:   bytes packets errors dropped"
                                                   "\n              4       2      6       8 ");
}

TEST(Stats, TablesAreObjectsInJson)
{
    EXPECT_EQ(shown({.json = true}, 0, mpls, print_mpls_at_4),
              R"({"rx":{"bytes":30000000000,"packets":1,"errors":5,"dropped":7,"noroute":9},)"
              R"("tx":{"bytes":4,"packets":2,"errors":6,"dropped":8}})"
              "\n");
}

TEST(Stats, OfLacp)
{
    Session session(GlobalOptions{.settings = {.form = {.json = true}}});
    Message message(RTM_NEWSTATS, 0, stats_header(3, 0));
    {
        Nest all(message, 1);
        for (uint16_t i = BOND_3AD_STAT_LACPDU_RX; i <= BOND_3AD_STAT_MARKER_UNKNOWN_RX; i++)
            message.put<uint64_t>(i, i * 10U);
    }
    {
        auto object = session.out.object();
        print_bond_lacp(session, message.find(1));
    }
    EXPECT_EQ(session.out.buffered(),
              R"({"802.3ad":{"lacpdu_rx":0,"lacpdu_tx":10,"lacpdu_unknown_rx":20,"lacpdu_illegal_rx":30,)"
              R"("marker_rx":40,"marker_tx":50,"marker_response_rx":60,"marker_response_tx":70,)"
              R"("marker_unknown_rx":80}})"
              "\n");
}

TEST(Stats, OfVlans)
{
    auto shown_as = [](Out::Form form) {
        Session session(GlobalOptions{.settings = {.form = form}});
        Message message(RTM_NEWSTATS, 0, stats_header(3, 0));
        {
            Nest bridge(message, 1);
            message.put(
                BRIDGE_XSTATS_VLAN,
                bridge_vlan_xstats{1, 2, 3, 4, 5, BRIDGE_VLAN_INFO_PVID | BRIDGE_VLAN_INFO_UNTAGGED, 0});
            message.put(BRIDGE_XSTATS_VLAN, bridge_vlan_xstats{6, 7, 8, 9, 10, 0, 0});
        }
        {
            auto object = session.out.object();
            print_bridge_vlans(session, message.find(1));
        }
        return std::string(session.out.buffered());
    };
    const std::string indent = "\n" + std::string(20, ' ');
    EXPECT_EQ(shown_as({}), indent + "VLAN 5 PVID Egress Untagged" + indent + "  RX: bytes 1 packets 2" +
                                indent + "  TX: bytes 3 packets 4" + indent + "VLAN 10" + indent +
                                "  RX: bytes 6 packets 7" + indent + "  TX: bytes 8 packets 9");
    EXPECT_EQ(shown_as({.json = true}),
              R"({"vlan":[{"vid":5,"flags":["PVID","Egress Untagged"],"rx_bytes":1,"rx_packets":2,)"
              R"("tx_bytes":3,"tx_packets":4},{"vid":10,"flags":[],"rx_bytes":6,"rx_packets":7,)"
              R"("tx_bytes":8,"tx_packets":9}]})"
              "\n");
}

/// Every member has its own number, in the order of the struct.
rtnl_link_stats64 numbered()
{
    std::array<uint64_t, sizeof(rtnl_link_stats64) / sizeof(uint64_t)> numbers;
    for (size_t i = 0; i < numbers.size(); i++)
        numbers[i] = i + 1;
    rtnl_link_stats64 stats;
    memcpy(&stats, numbers.data(), sizeof stats);
    return stats;
}

TEST(Stats, OfALinkWithoutItsOtherAttributes)
{
    auto print = [](bool errors) {
        return [errors](Session &session, const nlattr *attr) { print_stats64(session, attr, errors); };
    };
    EXPECT_EQ(shown({}, 0, numbered(), print(false)),
              "\n    RX:  bytes packets errors dropped  missed   mcast compressed"
              "\n             3       1      5       7      16       9         22 "
              "\n    TX:  bytes packets errors dropped carrier collsns compressed"
              "\n             4       2      6       8      18      10         23 ");
    // The title of carrier changes has its room, though only an attribute of the link has their number.
    const std::string text = shown({}, 1, numbered(), print(true));
    EXPECT_NE(text.find("\n    TX errors: aborted   fifo  window heartbt        "
                        "\n                    17     19      21      20 "),
              text.npos)
        << text;
}

} // namespace
} // namespace nskit
