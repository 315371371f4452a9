// SPDX-License-Identifier: MIT
// IPv4 or IPv6 over IPv6.
#include <netinet/in.h>

#include "tunnel.h"

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

using Inet6Rows = Inet6<iptun>;
static constexpr auto fields =
    join(external_row(iptun), mode_row(modes),
         end_rows(IFLA_IPTUN_REMOTE, IFLA_IPTUN_LOCAL, IFLA_IPTUN_LINK, tunnel_inet6), Inet6Rows::rows(),
         Inet6Rows::last_rows(), Encapsulation<iptun>::rows(true));

constexpr Kind ip6tnl{
    .name = "ip6tnl",
    .fields = {fields},
    .about = "a tunnel of IPv4 or IPv6 over IPv6",
    .finish = finish_tunnel<iptun>,
    .unknown = nullptr,
    .whole = true,
};

} // namespace nskit
