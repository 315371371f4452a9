// SPDX-License-Identifier: MIT
// What tunnels of IP and of GRE have in common.
#pragma once

#include <linux/if_tunnel.h>

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// Attributes for which the drivers of IP tunnels (IFLA_IPTUN_*) and of GRE (IFLA_GRE_*) have different
/// numbers.
struct TunnelAttrs {
    uint16_t ttl, mark, external;
    uint16_t encap_limit, flow, flags; // over IPv6 only
    uint16_t encap, encap_flags, encap_sport, encap_dport;
    uint16_t mode; ///< 0: what goes through is no choice
};
inline constexpr TunnelAttrs iptun{
    IFLA_IPTUN_TTL,         IFLA_IPTUN_FWMARK,      IFLA_IPTUN_COLLECT_METADATA,
    IFLA_IPTUN_ENCAP_LIMIT, IFLA_IPTUN_FLOWINFO,    IFLA_IPTUN_FLAGS,
    IFLA_IPTUN_ENCAP_TYPE,  IFLA_IPTUN_ENCAP_FLAGS, IFLA_IPTUN_ENCAP_SPORT,
    IFLA_IPTUN_ENCAP_DPORT, IFLA_IPTUN_PROTO,
};
inline constexpr TunnelAttrs gretun{
    IFLA_GRE_TTL,
    IFLA_GRE_FWMARK,
    IFLA_GRE_COLLECT_METADATA,
    IFLA_GRE_ENCAP_LIMIT,
    IFLA_GRE_FLOWINFO,
    IFLA_GRE_FLAGS,
    IFLA_GRE_ENCAP_TYPE,
    IFLA_GRE_ENCAP_FLAGS,
    IFLA_GRE_ENCAP_SPORT,
    IFLA_GRE_ENCAP_DPORT,
    0,
};

consteval auto external_row(const TunnelAttrs &at)
{
    return std::array{Field{.word = "external", .attr = at.external, .type = presence}};
}

/// What goes through the tunnel: a u8 IPPROTO_*, by name. Shown without its word; the first of several names
/// is shown. A number without a name is not shown.
extern const Type tunnel_mode;

consteval auto mode_row(std::span<const Choice> modes)
{
    return std::array{Field{.word = "mode",
                            .attr = IFLA_IPTUN_PROTO,
                            .type = tunnel_mode,
                            .json = "proto",
                            .choices = modes,
                            .wrong = "Cannot guess tunnel mode.",
                            .initial = "any"}};
}

/// Kind::finish of most tunnels: sends the initial value of every word that is not given, unless the tunnel
/// is external: then the mode alone, since ipip's driver takes an absent one for IPv4.
template <const TunnelAttrs &at>
void finish_tunnel(Context &context, const Kind &kind, Message &message, bool creating)
{
    if (!creating)
        return;
    if (!message.find(at.external))
        put_initial(context, kind.fields.rows, message);
    else if (at.mode && !message.find(at.mode))
        message.put<uint8_t>(at.mode, 0);
}

/// A tunnel. Drivers of tunnels reset every attribute that a change leaves out (Kind::whole).
consteval Kind tunnel_kind(const char *name, std::span<const Field> fields, const char *about,
                           decltype(Kind::finish) finish = nullptr)
{
    return {
        .name = name,
        .fields = {fields},
        .about = about,
        .finish = finish,
        .unknown = nullptr,
        .whole = true,
    };
}

} // namespace nskit
