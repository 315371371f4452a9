// SPDX-License-Identifier: MIT
// Constants of linux/can/netlink.h for CAN XL, newer than the headers we build with (Linux 7.0), and the
// width of the pulses by which a transmitter tells 0 from 1 there (IFLA_CAN_XL_PWM).
#pragma once

#include <linux/can/netlink.h>

#include "cmd/ipnetns/link/kind/kind.h"

// Enumerators there.
#define IFLA_CAN_XL_DATA_BITTIMING       18
#define IFLA_CAN_XL_DATA_BITTIMING_CONST 19
#define IFLA_CAN_XL_DATA_BITRATE_CONST   20
#define IFLA_CAN_XL_TDC                  21
#define IFLA_CAN_XL_PWM                  22

#ifndef CAN_CTRLMODE_XL
#define CAN_CTRLMODE_RESTRICTED    0x800
#define CAN_CTRLMODE_XL            0x1000
#define CAN_CTRLMODE_XL_TDC_AUTO   0x2000
#define CAN_CTRLMODE_XL_TDC_MANUAL 0x4000
#define CAN_CTRLMODE_XL_TMS        0x8000
#endif

namespace nskit {

/// The members of the nest IFLA_CAN_XL_PWM: u32, in periods of the clock.
enum CanPwm : uint16_t { pwms_min = 1, pwms_max, pwml_min, pwml_max, pwmo_min, pwmo_max, pwms, pwml, pwmo };

/// Shows a line of the widths, and one of their limits.
extern const Type can_pulse_lines;

} // namespace nskit
