// SPDX-License-Identifier: MIT
// Nests of a CAN controller's numbers and their limits, as IFLA_CAN_TDC: how it compensates the delay of its
// transmitter. And the lines that show its timing.
#pragma once

#include <span>

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// A number, put into the nest. Field::part is its attribute there.
extern const Type can_nested_number;

/// A number of a nest, and its limits: attributes there, all u32.
struct CanNumber {
    const char *word;
    uint16_t value, least, most;
};
/// The numbers of IFLA_CAN_TDC.
extern const std::span<const CanNumber> can_delays;

/// Shows a line of the numbers that the nest has: `tdcv 7 tdco 8 tdcf 9`, without a blank at the end; in JSON
/// an object `key`. Each word has `letter` in front. Does nothing if `nest` is nullptr.
void print_can_numbers(Context &context, const char *key, const char *letter,
                       std::span<const CanNumber> numbers, const nlattr *nest);
/// The same for their limits: `tdcv 1..2 tdco 3..4`.
void print_can_limits(Context &context, const char *key, const char *letter,
                      std::span<const CanNumber> numbers, const nlattr *nest);

/// Shows `WORD LEAST..MOST `; in JSON an object with both.
void can_range(Context &context, const char *key, const std::string &word, uint32_t least, uint32_t most,
               const char *after = " ");
/// Begins a line of the timing.
void can_line(Context &context);

} // namespace nskit
