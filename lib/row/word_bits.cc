// SPDX-License-Identifier: MIT
#include "lib/row/word_bits.h"

namespace nskit {

template <class T> bool read_bit(Context &, Args &args, const Field &field, Message &message)
{
    modify_bits<T>(message, field.attr, static_cast<T>(field.mask), !is_negated(args, field));
    return true;
}

template bool read_bit<uint16_t>(Context &, Args &, const Field &, Message &);

void show_bit(Context &context, const Field &field, const Record &record)
{
    if (get_unsigned(record[field.attr]) & field.mask)
        context.out.flag({field.key(), field.label()});
}

constexpr Type toggled16{nullptr, read_bit<uint16_t>, show_bit, true};
constexpr Type toggled32{nullptr, read_bit<uint32_t>, show_bit, true};
constexpr Type shown_bit{nullptr, nullptr, show_bit};

} // namespace nskit
