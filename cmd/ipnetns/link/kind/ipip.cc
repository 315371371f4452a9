// SPDX-License-Identifier: MIT
// IPv4 or MPLS over IPv4.
#include "cmd/ipnetns/link/kind/part/ipip_rows.h"

namespace nskit {

static constexpr Choice modes[] = {
    {"any", 0},
    {"ipip", IPPROTO_IPIP},
    {"mplsip", IPPROTO_MPLS},
    {"any/ipv4", 0},
    {"ip4ip4", IPPROTO_IPIP},
    {"ipv4/ipv4", IPPROTO_IPIP},
    {"mpls/ipv4", IPPROTO_MPLS},
};

static constexpr auto fields = join(external_row(iptun), mode_row(modes), ipip_ends, ipip_last);

constexpr Kind ipip = tunnel_kind("ipip", fields, "a tunnel of IPv4 over IPv4", finish_tunnel<iptun>);

} // namespace nskit
