// SPDX-License-Identifier: MIT
// The modes of a CAN controller: bits of one attribute. Each has a word of its own; only the two for the
// delay of the transmitter are values of one word.
#pragma once

#include "cmd/ipnetns/link/kind/part/can_xl.h"

namespace nskit {

inline constexpr Choice can_mode_names[] = {
    {"LOOPBACK", CAN_CTRLMODE_LOOPBACK},
    {"LISTEN-ONLY", CAN_CTRLMODE_LISTENONLY},
    {"TRIPLE-SAMPLING", CAN_CTRLMODE_3_SAMPLES},
    {"ONE-SHOT", CAN_CTRLMODE_ONE_SHOT},
    {"BERR-REPORTING", CAN_CTRLMODE_BERR_REPORTING},
    {"FD", CAN_CTRLMODE_FD},
    {"FD-NON-ISO", CAN_CTRLMODE_FD_NON_ISO},
    {"PRESUME-ACK", CAN_CTRLMODE_PRESUME_ACK},
    {"CC-LEN8-DLC", CAN_CTRLMODE_CC_LEN8_DLC},
    {"TDC-AUTO", CAN_CTRLMODE_TDC_AUTO},
    {"TDC-MANUAL", CAN_CTRLMODE_TDC_MANUAL},
    {"RESTRICTED", CAN_CTRLMODE_RESTRICTED},
    {"XL", CAN_CTRLMODE_XL},
    {"XL-TDC-AUTO", CAN_CTRLMODE_XL_TDC_AUTO},
    {"XL-TDC-MANUAL", CAN_CTRLMODE_XL_TDC_MANUAL},
    {"TMS", CAN_CTRLMODE_XL_TMS},
};
inline constexpr Choice can_delay_words[] = {
    {"auto", CAN_CTRLMODE_TDC_AUTO}, {"manual", CAN_CTRLMODE_TDC_MANUAL}, {"off", 0}};
inline constexpr Choice can_xl_delay_words[] = {
    {"auto", CAN_CTRLMODE_XL_TDC_AUTO}, {"manual", CAN_CTRLMODE_XL_TDC_MANUAL}, {"off", 0}};

/// `WORD on` or `WORD off`: the bit Field::mask.
extern const Type can_mode_switch;
/// One of the row's choices, which takes the place of the others.
extern const Type can_delay_mode;
/// The modes that are set.
extern const Type can_modes;
/// The modes that the hardware has; in JSON only.
extern const Type can_able_modes;

} // namespace nskit
