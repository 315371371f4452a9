// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/tunnel.h"

namespace nskit {

constexpr Type tunnel_mode{
    "NAME", parse_choice<uint8_t>, [](Context &context, const Field &field, const Record &record) {
        if (const char *name = choice_name(field.choices, get<uint8_t>(record[field.attr])))
            context.out.string({field.json, ""}, name);
    }};

} // namespace nskit
