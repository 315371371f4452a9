// SPDX-License-Identifier: MIT
// EtherTypes by name (802.1Q, ipv4, mpls_uc, ...) or by number.
#pragma once

#include "cmd/ipnetns/command/session.h"
#include "lib/row/types.h"

namespace nskit {

/// A be16 with the name of an EtherType, in upper or lower case, or its number; one without a name is shown
/// as `[NUMBER]`.
extern const Type ether_type;

/// The EtherType that a word names; nullopt where it is none.
std::optional<uint16_t> ether_type_from(std::string_view word);
/// Its name, or `[NUMBER]`.
std::string ether_type_name(const Settings &settings, uint16_t type);

} // namespace nskit
