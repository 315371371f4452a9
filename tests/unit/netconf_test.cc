// SPDX-License-Identifier: MIT
// ip netconf: how the settings of a device are shown.
#include "cmd/ipnetns/netconf/netconf.h"

#include "tests/unit/bench.h"

namespace nskit {
namespace {

std::string shown(int family, int index, Out::Form form = {}, uint16_t type = RTM_NEWNETCONF)
{
    Message message(type, 0, netconfmsg{.ncm_family = static_cast<uint8_t>(family)});
    message.put<int>(NETCONFA_IFINDEX, index);
    const bool is_gone = type == RTM_DELNETCONF;
    for (auto [attr, value] :
         {std::pair(NETCONFA_FORWARDING, 1), std::pair(NETCONFA_RP_FILTER, 2),
          std::pair(NETCONFA_MC_FORWARDING, 0), std::pair(NETCONFA_PROXY_NEIGH, 1),
          std::pair(NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN, 0), std::pair(NETCONFA_INPUT, 1)})
        if (!is_gone)
            message.put<int>(static_cast<uint16_t>(attr), value);
    Bench bench({.form = form});
    print_netconf(bench.session, message.header());
    return bench.shown();
}

TEST(NetconfShown, EverySetting)
{
    EXPECT_EQ(shown(AF_INET, 7), "inet v0 forwarding on rp_filter loose mc_forwarding off proxy_neigh on "
                                 "ignore_routes_with_linkdown off input on \n");
    EXPECT_EQ(
        shown(AF_MPLS, 7, {.json = true}),
        R"({"family":"mpls","interface":"v0","forwarding":true,"rp_filter":"loose","mc_forwarding":false,)"
        R"("proxy_neigh":true,"ignore_routes_with_linkdown":false,"input":true})"
        "\n");
}

TEST(NetconfShown, NamesTheDeviceAllOrDefault)
{
    EXPECT_EQ(shown(AF_INET, NETCONFA_IFINDEX_ALL).substr(0, 9), "inet all ");
    EXPECT_EQ(shown(AF_INET6, NETCONFA_IFINDEX_DEFAULT).substr(0, 14), "inet6 default ");
    EXPECT_EQ(shown(AF_INET6, 8, {}, RTM_DELNETCONF), "Deleted inet6 v8 \n");
    EXPECT_EQ(shown(AF_INET6, 8, {.json = true}, RTM_DELNETCONF),
              R"({"deleted":true,"family":"inet6","interface":"v8"})"
              "\n");
}

} // namespace
} // namespace nskit
