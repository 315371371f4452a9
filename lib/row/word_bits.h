// SPDX-License-Identifier: MIT
// Bits (Field::mask) of an attribute that several words share. Each word changes its own bits alone.
#pragma once

#include "lib/row/types.h"

namespace nskit {

/// `[no]WORD` in a u16 and in a u32; shown if its bit is set.
extern const Type toggled16, toggled32;
/// The same, never read.
extern const Type shown_bit;

// Their halves, for types that differ in the other half.
template <class T> bool parse_bit(Context &, Args &, const Field &, Message &);
void print_bit(Context &, const Field &, const Record &);
/// `[no]WORD`, for Type::words.
void write_bit(Context &, const Field &, const Record &);

} // namespace nskit
