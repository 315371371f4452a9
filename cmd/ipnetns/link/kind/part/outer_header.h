// SPDX-License-Identifier: MIT
// The header that a tunnel puts in front of its packets, and the mark that routes them.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// A u8: NUMBER, or `inherit`, which is 0.
extern const Type tunnel_ttl;
/// A u8: hex digits, a name of rt_dsfield, or `inherit`, which is 1. Shown in hex; 0 is not shown.
extern const Type tunnel_tos;
/// A u32 in hex; 0 is not shown.
extern const Type tunnel_mark;
/// Shows such a mark.
void print_tunnel_mark(Context &, const Field &, const Record &);

consteval Field tos_row(uint16_t attr, const char *also)
{
    return {.word = "tos",
            .attr = attr,
            .type = tunnel_tos,
            .also = also,
            .names = &rt_dsfield,
            .hide = 0,
            .wrong = "bad TOS value",
            .usual = "tos 0x0"};
}

consteval auto mark_row(uint16_t attr)
{
    return std::array{
        Field{.word = "fwmark", .attr = attr, .type = tunnel_mark, .hide = 0, .wrong = "invalid fwmark"}};
}

/// The rows behind the ends of a tunnel over IPv4.
consteval auto inet_rows(uint16_t ttl, uint16_t tos, uint16_t discovery, const Type &discovery_type)
{
    return std::array{
        Field{.word = "ttl",
              .attr = ttl,
              .type = tunnel_ttl,
              .also = "ho[plimit]|hl[im]",
              .wrong = "invalid TTL"},
        tos_row(tos, "tc[lass]|ds[field]"),
        Field{.word = "pmtudisc", .attr = discovery, .type = discovery_type, .initial = "pmtudisc"},
    };
}

} // namespace nskit
