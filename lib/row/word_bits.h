// SPDX-License-Identifier: MIT
// Bits (Field::mask) of an attribute that several words share: each changes its own and leaves the others.
#pragma once

#include "cmd/ipnetns/command/session.h"
#include "lib/row/types.h"

namespace nskit {

/// `[no]WORD`, shown where it is set, of a u16 and of a u32.
extern const Type toggled16, toggled32;
/// Shown only.
extern const Type shown_bit;

// Halves of them.
template <class T> bool read_bit(Context &, Args &, const Field &, Message &);
void show_bit(Context &, const Field &, const Record &);

} // namespace nskit
