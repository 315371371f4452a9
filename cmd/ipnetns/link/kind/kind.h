// SPDX-License-Identifier: MIT
// The kinds of link. Each file here has the rows of one kind, or of several kinds that share rows.
#pragma once

#include "cmd/ipnetns/link/link.h"

namespace nskit {

/// A kind of link (`type KIND`). Its rows are everything that is known of it.
struct Kind {
    const char *name;
    Fields fields{{}, "invalid %s"};
    const char *about = "";
    /// Checks and completes the words, inside INFO_DATA; `creating` for add. Not called if there were no
    /// words.
    void (*finish)(Context &, const Kind &, Message &, bool creating) = nullptr;
    /// What is said of a word that is no row, in front of the help; nullptr: nothing.
    const char *unknown = "unknown command \"%s\"?";
    /// The help behind `Usage: `, if the one made from the rows does not do.
    const char *usage = nullptr;
    /// The driver takes a change as the whole description: a change sends the device's present attributes
    /// along.
    bool whole = false;
};

/// All kinds, in the order in which help lists them.
extern const std::span<const Kind *const> kinds;
/// The kind of this name, spelled out; nullptr for one that only the kernel may know.
const Kind *find_kind(std::string_view name);
/// The help of a kind, from its rows.
std::string kind_usage(const Kind &kind);

extern const Kind amt, bareudp, batadv, bond, bond_slave, bridge, bridge_slave, can, dsa, dummy, erspan,
    geneve, gre, gretap, gtp, hsr, ifb, ip6erspan, ip6gre, ip6gretap, ip6tnl, ipip, ipoib, ipvlan, ipvtap,
    lowpan, macsec, macvlan, macvtap, netdevsim, netkit, nlmon, ovpn, pfcp, rmnet, sit, team, team_slave, tun,
    vcan, veth, virt_wifi, vlan, vrf, vrf_slave, vti, vti6, vxcan, vxlan, wireguard, wwan, xfrm;

/// Whether a u8 that says yes or no has been put and says yes.
bool is_on(Message &message, uint16_t attr);
/// The words of the other end of a pair, put into a nest of the field's attribute behind an ifinfomsg.
bool parse_peer_link(Context &context, Args &args, const Field &field, Message &message);

} // namespace nskit
