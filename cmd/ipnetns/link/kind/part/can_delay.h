// SPDX-License-Identifier: MIT
// How a CAN controller compensates the delay of its transmitter (IFLA_CAN_TDC), and the lines that show its
// timing.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// A number, put into the nest. Field::part is its attribute there.
extern const Type can_delay_number;
/// Shows a line of the numbers that the nest has: `tdcv 7 tdco 8 tdcf 9`, without a blank at the end. Does
/// nothing if `nest` is nullptr.
void print_delays(Context &context, const nlattr *nest);
/// The same for their limits: `tdcv 1..2 tdco 3..4`.
void print_delay_limits(Context &context, const nlattr *nest);

/// Shows `WORD LEAST..MOST `; in JSON an object with both.
void can_range(Context &context, const char *key, const std::string &word, uint32_t least, uint32_t most,
               const char *after = " ");
/// Begins a line of the timing.
void can_line(Context &context);

} // namespace nskit
