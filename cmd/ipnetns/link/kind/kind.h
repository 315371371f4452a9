// SPDX-License-Identifier: MIT
// The kinds of link: one file of rows each, or for those that share them.
#pragma once

#include "cmd/ipnetns/link/link.h"

namespace nskit {

extern const Kind amt, bareudp, batadv, bond, bond_slave, bridge, bridge_slave, can, dsa, dummy, erspan,
    geneve, gre, gretap, gtp, hsr, ifb, ip6erspan, ip6gre, ip6gretap, ip6tnl, ipip, ipoib, ipvlan, ipvtap,
    lowpan, macsec, macvlan, macvtap, netdevsim, netkit, nlmon, pfcp, rmnet, sit, team, team_slave, tun, vcan,
    veth, virt_wifi, vlan, vrf, vrf_slave, vti, vti6, vxcan, vxlan, wireguard, wwan, xfrm;

/// Whether a u8 that says yes or no has been put and says yes.
bool is_on(Message &message, uint16_t attr);
/// The words of the other end of a pair, put into a nest of the field's attribute behind an ifinfomsg.
bool parse_peer_link(Context &context, Args &args, const Field &field, Message &message);

} // namespace nskit
