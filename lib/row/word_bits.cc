// SPDX-License-Identifier: MIT
#include "lib/row/word_bits.h"

#include "lib/row/context.h"

namespace nskit {

template <class T> bool parse_bit(Context &, Args &args, const Field &field, Message &message)
{
    modify_bits<T>(message, field.attr, static_cast<T>(field.mask), !is_negated(args, field));
    return true;
}

template bool parse_bit<uint16_t>(Context &, Args &, const Field &, Message &);

void print_bit(Context &context, const Field &field, const Record &record)
{
    if (get_unsigned(record[field.attr]) & field.mask)
        context.out.flag(label(field));
}

void write_bit(Context &context, const Field &field, const Record &record)
{
    context.out.text(get_unsigned(record[field.attr]) & field.mask ? "" : "no");
    context.out.text(field.word);
}

constexpr Type toggled16{
    .parse = parse_bit<uint16_t>, .print = print_bit, .words = write_bit, .negatable = true};
constexpr Type toggled32{
    .parse = parse_bit<uint32_t>, .print = print_bit, .words = write_bit, .negatable = true};
constexpr Type shown_bit{.print = print_bit};

} // namespace nskit
