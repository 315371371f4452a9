// SPDX-License-Identifier: MIT
// The keys that tell apart tunnels between the same ends.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// A number or a dotted quad. Throws `invalid value for "WORD": ...` (255).
uint32_t read_tunnel_key(Args &args, const Field &field);
/// As a dotted quad.
void show_tunnel_key(Context &context, const Field &field, uint32_t network_key);

} // namespace nskit
