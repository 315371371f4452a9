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
    /// Checks what the words have put into IFLA_INFO_DATA, and adds what is missing. `creating`: the verb is
    /// add. Not called if there were no words.
    void (*finish)(Context &, const Kind &, Message &, bool creating) = nullptr;
    /// The error for an unknown word, printed above the help; nullptr: the help alone.
    const char *unknown = "unknown command \"%s\"?";
    /// The help behind `Usage: `, if the one made from the rows does not do.
    const char *usage = nullptr;
    /// Whether it has a help of its own. If not, `help` shows the help of all links.
    bool has_help = true;
    /// The driver resets every attribute that a change leaves out: a change sends all that the device has
    /// now.
    bool whole = false;
    /// Shows IFLA_INFO_XSTATS, what the driver counts; with -d and -s. nullptr: not known, so not shown.
    void (*print_counters)(Context &, const nlattr *stats) = nullptr;
};

/// All kinds, in the order in which help lists them.
extern const std::span<const Kind *const> kinds;
/// The kind with this name, spelled out, which may be in two parts. Returns nullptr for a kind without a row,
/// which the kernel may know.
const Kind *find_kind(std::string_view name, std::string_view suffix = "");
/// The help of a kind, from its rows.
std::string kind_usage(const Kind &kind);
/// Writes it to stdout, as text even if the output is JSON.
void print_kind_usage(Context &context, const Kind &kind);

extern const Kind amt, bareudp, batadv, bond, bond_slave, bridge, bridge_slave, can, dsa, dummy, erspan,
    geneve, gre, gretap, gtp, hsr, ifb, ip6erspan, ip6gre, ip6gretap, ip6tnl, ipip, ipoib, ipvlan, ipvtap,
    lowpan, macsec, macvlan, macvtap, netdevsim, netkit, nlmon, ovpn, pfcp, rmnet, sit, team, team_slave, tun,
    vcan, veth, virt_wifi, vlan, vrf, vrf_slave, vti, vti6, vxcan, vxlan, wireguard, wwan, xfrm;

/// Whether the message has this attribute, a u8, and it is not 0.
bool is_on(Message &message, uint16_t attr);
/// Reads the words of a pair's other end, as those of any link. The field's attribute becomes a nest: an
/// ifinfomsg, and the attributes behind it.
bool parse_peer_link(Context &context, Args &args, const Field &field, Message &message);
/// Writes them again, from a request: the kernel does not say them.
void write_peer_link(Context &context, const Field &field, const Record &record);

} // namespace nskit
