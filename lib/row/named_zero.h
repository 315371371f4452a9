// SPDX-License-Identifier: MIT
// Numbers of which 0 goes by a name: `none`, `unlimited`, `auto`, `inherit`.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

template <class T, const char *const &zero, bool network = false>
bool read_or_zero(Context &context, Args &args, const Field &field, Message &message)
{
    if (!args.take(zero))
        return read_number<T, network>(context, args, field, message);
    message.put<T>(field.attr, 0);
    return true;
}

/// The name in text, the number in JSON.
template <class T, const char *const &zero>
void show_or_zero(Context &context, const Field &field, const Record &record)
{
    std::string number = std::to_string(get<T>(record[field.attr]));
    context.out.literal({field.key(), field.word}, number == "0" ? zero : number, number);
}

} // namespace nskit
