// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/outer_header.h"

#include "lib/row/named_zero.h"

namespace nskit {

static constexpr const char *inherit = "inherit";
constexpr Type tunnel_ttl{.arg = "{ NUMBER | inherit }",
                          .parse = parse_or_zero<uint8_t, inherit>,
                          .print = print_or_zero<uint8_t, inherit>};

static bool parse_tos(Context &context, Args &args, const Field &field, Message &message)
{
    if (!args.take(inherit))
        return parse_named<uint8_t>(context, args, field, message);
    message.put<uint8_t>(field.attr, 1);
    return true;
}

static void print_tos(Context &context, const Field &field, const Record &record)
{
    unsigned tos = get<uint8_t>(record[field.attr]);
    std::string number = format("0x%x", tos);
    if (!field.hides(tos))
        context.out.literal(label(field), tos == 1 ? inherit : number, quote(number));
}

constexpr Type tunnel_tos{.arg = "{ TOS | inherit }", .parse = parse_tos, .print = print_tos};

void print_tunnel_mark(Context &context, const Field &field, const Record &record)
{
    const auto mark = get<uint32_t>(record[field.attr]);
    if (!field.hides(mark))
        context.out.hex(field.word, mark);
}

constexpr Type tunnel_mark{.arg = "NUMBER", .parse = parse_number<uint32_t>, .print = print_tunnel_mark};

} // namespace nskit
