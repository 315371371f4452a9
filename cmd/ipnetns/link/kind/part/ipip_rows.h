// SPDX-License-Identifier: MIT
// The rows of tunnels over IPv4 that have no header of their own: ipip and sit.
#pragma once

#include <linux/in.h>

#include "cmd/ipnetns/link/kind/part/outer_header.h"
#include "cmd/ipnetns/link/kind/part/tunnel_encap.h"
#include "cmd/ipnetns/link/kind/part/tunnel_ends.h"

namespace nskit {

inline constexpr auto ipip_ends =
    join(end_rows(IFLA_IPTUN_REMOTE, IFLA_IPTUN_LOCAL, IFLA_IPTUN_LINK, tunnel_inet),
         inet_rows(IFLA_IPTUN_TTL, IFLA_IPTUN_TOS, IFLA_IPTUN_PMTUDISC, boolean));
inline constexpr auto ipip_last = join(mark_row(IFLA_IPTUN_FWMARK), encap_rows<iptun>(false));

} // namespace nskit
