// SPDX-License-Identifier: MIT
// Values that tunnels have, whether they are set as a link (`ip link`) or by ioctls (`ip tunnel`).
#pragma once

#include "lib/row/field.h"

namespace nskit {

// --- the keys that tell apart tunnels between the same ends

/// Reads a number or a dotted quad; returns it in network byte order. Throws `invalid value for "WORD": ...`
/// (255) for a bad number, and as inet_from() for a bad quad.
uint32_t parse_tunnel_key(Args &args, const Field &field);
/// Shows a key as a dotted quad.
void print_tunnel_key(Context &context, const Field &field, uint32_t network_key);

/// An IPv4 address in network byte order; `any` is 0. Throws `Error: an IP address is expected rather than
/// "WORD"` (1).
uint32_t inet_from(std::string_view word);

// --- the traffic class and the flow label, which share a be32

constexpr uint32_t flow_class_mask = 0x0ff00000, flow_label_mask = 0x000fffff;

/// Reads hex digits, with or without 0x, into the bits of `mask`. Returns false if the word is no such
/// number, or too large.
bool parse_flow(Args &args, uint32_t mask, uint32_t &network_flow);
/// Sets the bits of `mask` to a number.
void set_flow(uint32_t mask, uint64_t number, uint32_t &network_flow);
/// Shows the bits of `mask` as a number of `digits` hex digits.
void print_flow(Context &context, const Label &label, uint32_t mask, uint32_t network_flow, int digits);

} // namespace nskit
