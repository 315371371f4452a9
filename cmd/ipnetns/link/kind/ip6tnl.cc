// SPDX-License-Identifier: MIT
// IPv4 or IPv6 over IPv6.
#include <linux/in.h>

#include "cmd/ipnetns/link/kind/part/tunnel_encap.h"
#include "cmd/ipnetns/link/kind/part/tunnel_ends.h"
#include "cmd/ipnetns/link/kind/part/tunnel_inet6.h"

namespace nskit {

static constexpr Choice modes[] = {
    {"any", 0},
    {"ip6ip6", IPPROTO_IPV6},
    {"ipip6", IPPROTO_IPIP},
    {"any/ipv6", 0},
    {"ipv6/ipv6", IPPROTO_IPV6},
    {"ip4ip6", IPPROTO_IPIP},
    {"ipv4/ipv6", IPPROTO_IPIP},
    {"ip/ipv6", IPPROTO_IPIP},
};

static constexpr auto fields =
    join(external_row(iptun), mode_row(modes),
         end_rows(IFLA_IPTUN_REMOTE, IFLA_IPTUN_LOCAL, IFLA_IPTUN_LINK, tunnel_inet6), inet6_rows<iptun>(),
         inet6_last_rows<iptun>(), encap_rows<iptun>(true));

constexpr Kind ip6tnl =
    tunnel_kind("ip6tnl", fields, "a tunnel of IPv4 or IPv6 over IPv6", finish_tunnel<iptun>);

} // namespace nskit
