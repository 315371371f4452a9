// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/macsec_channel.h"

#include <endian.h>

#include "lib/row/macsec_values.h"

namespace nskit {

/// Without a channel, the device's own address and port 0 name it.
static void put_no_channel(Message &message)
{
    message.put<uint16_t>(IFLA_MACSEC_PORT, 0);
}

static bool parse_channel(Context &, Args &args, const Field &field, Message &message)
{
    auto number = parse_macsec_channel(args.next());
    if (number && *number)
        message.put<uint64_t>(field.attr, htobe64(*number));
    else if (number)
        put_no_channel(message);
    return number.has_value();
}

static void print_channel(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), format_macsec_channel(get<uint64_t>(record[field.attr])));
}

constexpr Type macsec_channel{.arg = "NUMBER", .parse = parse_channel, .print = print_channel};

static bool parse_port(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint16_t>(field.attr, take_macsec_port(args));
    return true;
}

/// 0 is what `sci 0` sends.
static void write_port(Context &context, const Field &field, const Record &record)
{
    if (get<uint16_t>(record[field.attr]))
        print_number<uint16_t, true>(context, field, record);
    else
        context.out.text("sci 0");
}

constexpr Type macsec_port{.arg = "NUMBER", .parse = parse_port, .words = write_port};

static bool parse_address(Context &, Args &args, const Field &field, Message &message)
{
    const char *address = args.next();
    const bool has_port = args.take("port");
    const uint64_t channel = macsec_channel_of(address, has_port ? take_macsec_port(args) : 0);
    if (has_port)
        message.put(field.attr, channel);
    else
        put_no_channel(message);
    return true;
}

constexpr Type macsec_address{
    .arg = "LLADDR [ port NUMBER ]", .parse = parse_address, .words = write_nothing};

} // namespace nskit
