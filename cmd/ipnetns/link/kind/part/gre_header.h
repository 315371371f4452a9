// SPDX-License-Identifier: MIT
// The header of Generic Routing Encapsulation, the same over IPv4 and over IPv6.
#pragma once

#include <linux/if_tunnel.h>

#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/row/word_bits.h"

namespace nskit {

/// The key of one direction.
extern const Type gre_key;
/// One key for both directions. Not shown: each direction shows its own.
extern const Type gre_keys;
/// A bit (Field::mask) of the flags of both directions. Not shown.
extern const Type gre_flags;
/// Puts the key (in network byte order) of one direction: `attr` is IFLA_GRE_IKEY or IFLA_GRE_OKEY. If it is
/// not `in_use`, packets have no key.
void put_gre_key(Message &message, uint16_t attr, uint32_t key, bool in_use);

inline constexpr std::array gre_rows{
    Field{.word = "ikey", .attr = IFLA_GRE_IKEY, .type = gre_key},
    Field{.word = "okey", .attr = IFLA_GRE_OKEY, .type = gre_key},
    Field{.word = "key", .attr = IFLA_GRE_IKEY, .type = gre_keys, .alias = true},
    Field{.word = "iseq", .attr = IFLA_GRE_IFLAGS, .type = toggled16, .mask = GRE_SEQ},
    Field{.word = "oseq", .attr = IFLA_GRE_OFLAGS, .type = toggled16, .mask = GRE_SEQ},
    Field{.word = "seq", .attr = IFLA_GRE_IFLAGS, .type = gre_flags, .mask = GRE_SEQ, .alias = true},
    Field{.word = "icsum", .attr = IFLA_GRE_IFLAGS, .type = toggled16, .mask = GRE_CSUM},
    Field{.word = "ocsum", .attr = IFLA_GRE_OFLAGS, .type = toggled16, .mask = GRE_CSUM},
    Field{.word = "csum", .attr = IFLA_GRE_IFLAGS, .type = gre_flags, .mask = GRE_CSUM, .alias = true},
};

// What a port mirror over GRE (erspan) has in addition.

/// An index is a number above 0. A direction may be abbreviated.
extern const Type erspan_index, erspan_version, erspan_direction;
inline constexpr Choice erspan_directions[] = {{"ingress", 0}, {"egress", 1}};

inline constexpr std::array erspan_rows{
    Field{.word = "erspan",
          .attr = IFLA_GRE_ERSPAN_INDEX,
          .type = erspan_index,
          .text = "erspan_index",
          .wrong = "invalid erspan index"},
    Field{.word = "erspan_ver",
          .attr = IFLA_GRE_ERSPAN_VER,
          .type = erspan_version,
          .wrong = "invalid erspan version",
          .initial = "1"},
    Field{.word = "erspan_dir",
          .attr = IFLA_GRE_ERSPAN_DIR,
          .type = erspan_direction,
          .choices = erspan_directions,
          .wrong = "Invalid erspan direction."},
    Field{.word = "erspan_hwid", .attr = IFLA_GRE_ERSPAN_HWID, .type = hex16, .wrong = "invalid erspan hwid"},
};

} // namespace nskit
