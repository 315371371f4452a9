// SPDX-License-Identifier: MIT
// Lightweight tunnels: what the kernel puts around the packets that take a route. Routes, their next hops and
// next hop objects have them in a pair of attributes of their own.
#pragma once

#include "lib/row/types.h"

namespace nskit {

/// `encap KIND ...`. Field::attr is the nest; the attribute that says what it is has the number before it, as
/// RTA_ENCAP_TYPE and NHA_ENCAP_TYPE have. Shown ` encap KIND ... `, in JSON an object with `encap_type`.
extern const Type encap;

/// The kinds and their words for a help text, each line indented by `indent` blanks.
std::string encap_words(int indent);

} // namespace nskit
