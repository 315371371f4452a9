// SPDX-License-Identifier: MIT
// The bit timing of a CAN controller: each of its numbers has a word, and they are shown together, on lines
// of their own.
#pragma once

#include <cstring>

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// A number of struct can_bittiming; Field::part is its offset there, in bytes.
extern const Type can_timing_number;
/// The same in thousandths, from a decimal fraction.
extern const Type can_sample_point;
/// The timing of a phase and its limits in the hardware; Field::part is 1 for the data of CAN FD, 2
/// for those of CAN XL. For rows without an attribute.
extern const Type can_timing_lines;

/// Calls `visit(T)` for each number of an attribute that is an array of them.
template <class T, class Visit> void each_number(const nlattr *array, Visit visit)
{
    const auto bytes = get_bytes(array);
    for (size_t at = 0; at + sizeof(T) <= bytes.size(); at += sizeof(T)) {
        T number;
        memcpy(&number, bytes.data() + at, sizeof number);
        visit(number);
    }
}

} // namespace nskit
