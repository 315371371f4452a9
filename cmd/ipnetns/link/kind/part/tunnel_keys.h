// SPDX-License-Identifier: MIT
// The keys that tell apart tunnels between the same ends.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// Reads a number or a dotted quad; returns it in network byte order. Throws `invalid value for "WORD": ...`
/// (255).
uint32_t parse_tunnel_key(Args &args, const Field &field);
/// Shows a key as a dotted quad.
void print_tunnel_key(Context &context, const Field &field, uint32_t network_key);

} // namespace nskit
