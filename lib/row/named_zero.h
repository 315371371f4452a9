// SPDX-License-Identifier: MIT
// Numbers whose 0 has a name: `none`, `unlimited`, `auto`, `inherit`.
#pragma once

#include "lib/row/context.h"
#include "lib/row/types.h"

namespace nskit {

template <class T, const char *const &zero, bool network = false>
bool parse_or_zero(Context &context, Args &args, const Field &field, Message &message)
{
    if (!args.take(zero))
        return parse_number<T, network>(context, args, field, message);
    message.put<T>(field.attr, 0);
    return true;
}

/// Shows the name of 0 in text, a number in JSON.
template <class T, const char *const &zero>
void print_or_zero(Context &context, const Field &field, const Record &record)
{
    std::string number = std::to_string(get<T>(record[field.attr]));
    context.out.literal(label(field), number == "0" ? zero : number, number);
}

} // namespace nskit
