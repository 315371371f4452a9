// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/udp_tunnel.h"

#include <endian.h>

namespace nskit {

constexpr Type tunnel_label{"NUMBER", parse_number<uint32_t, true>,
                            [](Context &context, const Field &field, const Record &record) {
                                if (uint32_t label = be32toh(get<uint32_t>(record[field.attr])))
                                    context.out.hex({field.key(), field.word}, label);
                            }};

static constexpr Choice fragment_rules[] = {{"unset", 0}, {"set", 1}, {"inherit", 2}};
constexpr Type tunnel_df{"{ unset | set | inherit }",
                         [](Context &, Args &args, const Field &field, Message &message) {
                             auto rule = choice_value(fragment_rules, args.next());
                             if (rule)
                                 message.put<uint8_t>(field.attr, static_cast<uint8_t>(*rule));
                             return rule.has_value();
                         },
                         [](Context &context, const Field &field, const Record &record) {
                             auto rule = get<uint8_t>(record[field.attr]);
                             const char *name = choice_name(fragment_rules, rule);
                             if (name && rule)
                                 context.out.string(field.word, name);
                             else if (name)
                                 context.out.data(field.word, name);
                         }};

/// The wire form of a range of ports, the same for all drivers.
using PortRange = ifla_vxlan_port_range;

static uint16_t read_port(Args &args, const char *what)
{
    auto port = parse_as<uint16_t>(args.next());
    if (!port)
        wrong_argument(args.previous(), what);
    return htobe16(*port);
}

constexpr Type tunnel_ports{"MIN MAX",
                            [](Context &, Args &args, const Field &field, Message &message) {
                                PortRange range{};
                                range.low = read_port(args, "min port");
                                range.high = read_port(args, "max port");
                                message.put(field.attr, range);
                                return true;
                            },
                            [](Context &context, const Field &field, const Record &record) {
                                auto range = get<PortRange>(record[field.attr]);
                                auto object = context.out.object("port_range");
                                context.out.number({"low", field.word}, be16toh(range.low));
                                context.out.number({"high", ""}, be16toh(range.high));
                            }};

} // namespace nskit
