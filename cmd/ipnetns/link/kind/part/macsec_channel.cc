// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/macsec_channel.h"

#include <endian.h>

#include "lib/base/number.h"
#include "lib/netlink/address_text.h"

namespace nskit {

/// Without a channel, the device's own address and port 0 name it.
static void put_no_channel(Message &message)
{
    message.put<uint16_t>(IFLA_MACSEC_PORT, 0);
}

static bool parse_channel(Context &, Args &args, const Field &field, Message &message)
{
    auto number = parse_unsigned(args.next(), UINT64_MAX, 16);
    if (number && *number)
        message.put<uint64_t>(field.attr, htobe64(*number));
    else if (number)
        put_no_channel(message);
    return number.has_value();
}

static void print_channel(Context &context, const Field &field, const Record &record)
{
    unsigned long long number = be64toh(get<uint64_t>(record[field.attr]));
    context.out.string(label(field), format("%016llx", number));
}

constexpr Type macsec_channel{.arg = "NUMBER", .parse = parse_channel, .print = print_channel};

/// In network byte order.
static uint16_t take_port(Args &args)
{
    auto port = parse_as<uint16_t>(args.next());
    if (!port || *port == 0)
        wrong_argument(args.previous(), port ? "expected port != 0" : "expected port");
    return htobe16(*port);
}

static bool parse_port(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint16_t>(field.attr, take_port(args));
    return true;
}

constexpr Type macsec_port{.arg = "NUMBER", .parse = parse_port};

struct Channel {
    uint8_t address[6];
    uint16_t port;
};

static bool parse_address(Context &, Args &args, const Field &field, Message &message)
{
    Channel id{};
    LinkAddress owner = lladdr_from(args.next());
    memcpy(id.address, owner.bytes.data(), sizeof id.address);
    if (args.take("port")) {
        id.port = take_port(args);
        message.put(field.attr, id);
    } else {
        put_no_channel(message);
    }
    return true;
}

constexpr Type macsec_address{.arg = "LLADDR [ port NUMBER ]", .parse = parse_address};

} // namespace nskit
