// SPDX-License-Identifier: MIT
// The bit timing of a CAN controller: each of its numbers is a word, and they are shown together, on lines of
// their own.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// A number of struct can_bittiming; Field::part is its place in the struct.
extern const Type can_timing_number;
/// The same in thousandths, from a decimal fraction.
extern const Type can_sample_point;
/// The timing as it is and as the hardware allows it; Field::part is 1 for the data phase. For rows
/// without an attribute.
extern const Type can_timing_lines;

} // namespace nskit
