// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/tunnel_kind.h"

namespace nskit {

static void print_mode(Context &context, const Field &field, const Record &record)
{
    if (const char *name = choice_name(field.choices, get<uint8_t>(record[field.attr])))
        context.out.string({field.json, ""}, name);
}

static void write_mode(Context &context, const Field &field, const Record &record)
{
    if (const char *name = choice_name(field.choices, get<uint8_t>(record[field.attr])))
        context.out.string(label(field), name);
}

constexpr Type tunnel_mode{
    .arg = "NAME", .parse = parse_choice<uint8_t>, .print = print_mode, .words = write_mode};

} // namespace nskit
