// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/udp_tunnel.h"

#include <endian.h>

namespace nskit {

static void print_flow_label(Context &context, const Field &field, const Record &record)
{
    const uint32_t number = be32toh(get<uint32_t>(record[field.attr]));
    if (!field.hides(number))
        context.out.hex(label(field), number);
}

constexpr Type tunnel_label{
    .arg = "NUMBER", .parse = parse_number<uint32_t, true>, .print = print_flow_label};

// geneve has the same numbers.
static constexpr Choice fragment_rules[] = {
    {"unset", VXLAN_DF_UNSET}, {"set", VXLAN_DF_SET}, {"inherit", VXLAN_DF_INHERIT}};

static bool parse_df(Context &, Args &args, const Field &field, Message &message)
{
    auto rule = choice_value(fragment_rules, args.next());
    if (rule)
        message.put<uint8_t>(field.attr, static_cast<uint8_t>(*rule));
    return rule.has_value();
}

static void print_df(Context &context, const Field &field, const Record &record)
{
    auto rule = get<uint8_t>(record[field.attr]);
    const char *name = choice_name(fragment_rules, rule);
    if (name && rule != VXLAN_DF_UNSET)
        context.out.string(label(field), name);
    else if (name)
        context.out.data(field.word, name);
}

static void write_df(Context &context, const Field &field, const Record &record)
{
    if (const char *name = choice_name(fragment_rules, get<uint8_t>(record[field.attr])))
        context.out.string(label(field), name);
}

constexpr Type tunnel_df{
    .arg = "{ unset | set | inherit }", .parse = parse_df, .print = print_df, .words = write_df};

/// The wire form of a range of ports, the same for all drivers.
using PortRange = ifla_vxlan_port_range;

/// In network byte order.
static uint16_t take_port(Args &args, const char *what)
{
    auto port = parse_as<uint16_t>(args.next());
    if (!port)
        wrong_argument(args.previous(), what);
    return htobe16(*port);
}

static bool parse_ports(Context &, Args &args, const Field &field, Message &message)
{
    PortRange range{};
    range.low = take_port(args, "min port");
    range.high = take_port(args, "max port");
    if (range.low || range.high) // else the kernel's default, which a change could not set
        message.put(field.attr, range);
    return true;
}

static void print_ports(Context &context, const Field &field, const Record &record)
{
    auto range = get<PortRange>(record[field.attr]);
    auto object = context.out.object("port_range");
    context.out.number({"low", field.word}, be16toh(range.low));
    context.out.number({"high", ""}, be16toh(range.high));
}

/// Two zeros are the kernel's default, and are not sent.
static void write_ports(Context &context, const Field &field, const Record &record)
{
    auto range = get<PortRange>(record[field.attr]);
    if (range.low || range.high)
        print_ports(context, field, record);
}

constexpr Type tunnel_ports{
    .arg = "MIN MAX", .parse = parse_ports, .print = print_ports, .words = write_ports};

} // namespace nskit
