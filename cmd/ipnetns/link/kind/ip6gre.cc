// SPDX-License-Identifier: MIT
// Generic Routing Encapsulation over IPv6: ip6gre, ip6gretap (Ethernet), ip6erspan (a port mirror).
#include "cmd/ipnetns/link/kind/part/gre_header.h"
#include "cmd/ipnetns/link/kind/part/tunnel_encap.h"
#include "cmd/ipnetns/link/kind/part/tunnel_ends.h"
#include "cmd/ipnetns/link/kind/part/tunnel_inet6.h"

namespace nskit {

static constexpr auto head =
    join(external_row(gretun), end_rows(IFLA_GRE_REMOTE, IFLA_GRE_LOCAL, IFLA_GRE_LINK, tunnel_inet6),
         inet6_rows<gretun>(), gre_rows, inet6_last_rows<gretun>());
static constexpr auto fields = join(head, encap_rows<gretun>(true));
static constexpr auto mirror_fields = join(head, erspan_rows, encap_rows<gretun>(true));

constexpr Kind ip6gre = tunnel_kind("ip6gre", fields, "a tunnel of GRE over IPv6", finish_tunnel<gretun>);
constexpr Kind ip6gretap =
    tunnel_kind("ip6gretap", fields, "Ethernet through GRE over IPv6", finish_tunnel<gretun>);
constexpr Kind ip6erspan =
    tunnel_kind("ip6erspan", mirror_fields, "a port mirror through GRE over IPv6", finish_tunnel<gretun>);

} // namespace nskit
