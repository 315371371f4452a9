// SPDX-License-Identifier: MIT
// How a CAN controller makes up for the delay of its transmitter (IFLA_CAN_TDC), and the lines that its
// timing is shown on.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// A number of the nest; Field::part is its attribute in the nest.
extern const Type can_delay_number;
/// `tdcv 7 tdco 8 tdcf 9`, or of limits `tdcv 1..2 ...`: what there is of it, without a blank at the end.
void can_delays(Context &context, const nlattr *nest, bool limits);

/// `WORD LEAST..MOST `, an object of both in JSON.
void can_range(Context &context, const char *key, const std::string &word, uint32_t least, uint32_t most,
               const char *after = " ");
/// Begins one more line of the timing.
void can_line(Context &context);

} // namespace nskit
