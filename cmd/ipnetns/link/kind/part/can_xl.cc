// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/can_xl.h"

#include "cmd/ipnetns/link/kind/part/can_delay.h"

namespace nskit {

/// The short pulse, the long one, and what is left to the next bit.
static constexpr CanNumber widths[] = {
    {"pwms", pwms, pwms_min, pwms_max},
    {"pwml", pwml, pwml_min, pwml_max},
    {"pwmo", pwmo, pwmo_min, pwmo_max},
};

static void print_pulses(Context &context, const Field &field, const Record &record)
{
    print_can_numbers(context, "pwm", "", widths, record[field.attr]);
    print_can_limits(context, "pwm_const", "", widths, record[field.attr]);
}

constexpr Type can_pulse_lines{.print = print_pulses};

} // namespace nskit
