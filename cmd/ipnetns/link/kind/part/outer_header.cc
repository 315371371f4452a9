// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/outer_header.h"

#include "lib/row/named_zero.h"

namespace nskit {

static constexpr const char *inherit = "inherit";
constexpr Type tunnel_ttl{"{ NUMBER | inherit }", parse_or_zero<uint8_t, inherit>,
                          print_or_zero<uint8_t, inherit>};

constexpr Type tunnel_tos{"{ NUMBER | inherit }",
                          [](Context &context, Args &args, const Field &field, Message &message) {
                              if (!args.take("inherit"))
                                  return parse_number<uint8_t>(context, args, field, message);
                              message.put<uint8_t>(field.attr, 1);
                              return true;
                          },
                          [](Context &context, const Field &field, const Record &record) {
                              unsigned tos = get<uint8_t>(record[field.attr]);
                              std::string number = format("0x%x", tos);
                              if (tos)
                                  context.out.literal(field.word, tos == 1 ? "inherit" : number,
                                                      quote(number));
                          }};

void show_tunnel_mark(Context &context, const Field &field, const Record &record)
{
    if (auto mark = get<uint32_t>(record[field.attr]))
        context.out.hex(field.word, mark);
}

constexpr Type tunnel_mark{"NUMBER", parse_number<uint32_t>, show_tunnel_mark};

} // namespace nskit
