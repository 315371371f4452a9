// SPDX-License-Identifier: MIT
// Generic Routing Encapsulation over IPv6: ip6gre, ip6gretap (Ethernet), ip6erspan (a port mirror).
#include "gre.h"

namespace nskit {

using Inet6Rows = Inet6<gretun>;

static constexpr auto head =
    join(external_row(gretun), end_rows(IFLA_GRE_REMOTE, IFLA_GRE_LOCAL, IFLA_GRE_LINK, tunnel_inet6),
         Inet6Rows::rows(), gre_rows, Inet6Rows::last_rows());
static constexpr auto fields = join(head, Encapsulation<gretun>::rows(true));
static constexpr auto mirror_fields = join(head, erspan_rows, Encapsulation<gretun>::rows(true));

constexpr Kind ip6gre{
    .name = "ip6gre",
    .fields = {fields},
    .about = "a tunnel of GRE over IPv6",
    .finish = finish_tunnel<gretun>,
    .unknown = nullptr,
    .whole = true,
};
constexpr Kind ip6gretap{
    .name = "ip6gretap",
    .fields = {fields},
    .about = "Ethernet through GRE over IPv6",
    .finish = finish_tunnel<gretun>,
    .unknown = nullptr,
    .whole = true,
};
constexpr Kind ip6erspan{
    .name = "ip6erspan",
    .fields = {mirror_fields},
    .about = "a port mirror through GRE over IPv6",
    .finish = finish_tunnel<gretun>,
    .unknown = nullptr,
    .whole = true,
};

} // namespace nskit
