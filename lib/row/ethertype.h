// SPDX-License-Identifier: MIT
// EtherTypes by name (802.1Q, ipv4, mpls_uc, ...) or by number.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/row/context.h"
#include "lib/row/types.h"

namespace nskit {

/// A be16: the name of an EtherType, in upper or lower case, or its number. A number without a name is shown
/// as `[NUMBER]`.
extern const Type ether_type;

/// The EtherType of a name or number; nullopt if the word is neither.
std::optional<uint16_t> ether_type_from(std::string_view word);
/// Its name, or `[NUMBER]`.
std::string ether_type_name(const Settings &settings, uint16_t type);

} // namespace nskit
