// SPDX-License-Identifier: MIT
// The types of addresses and devices.
#include "lib/netlink/address_text.h"
#include "lib/row/context.h"
#include "lib/row/types.h"

namespace nskit {

Color address_color(int family)
{
    return family == AF_INET ? Color::inet : family == AF_INET6 ? Color::inet6 : Color::none;
}

bool parse_lladdr(Context &, Args &args, const Field &field, Message &message)
{
    LinkAddress address = lladdr_from(args.next());
    message.put(field.attr, address.bytes.data(), address.size);
    return true;
}

static void print_lladdr(Context &context, const Field &field, const Record &record)
{
    AddressText space;
    context.out.string(label(field), format_lladdr(get_bytes(record[field.attr]), 0, space));
}

constexpr Type lladdr{.arg = "LLADDR", .parse = parse_lladdr, .print = print_lladdr};

template <int family> static bool parse_ip(Context &context, Args &args, const Field &field, Message &message)
{
    message.put_address(field.attr,
                        address_from(args.next(), family == AF_UNSPEC ? context.settings.family : family));
    return true;
}

static void print_ip(Context &context, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    AddressText space;
    context.out.string(label(field), format_address(bytes.size() == 16 ? AF_INET6 : AF_INET, bytes, space));
}

constexpr Type ip_address{.arg = "ADDRESS", .parse = parse_ip<AF_UNSPEC>, .print = print_ip};
constexpr Type inet_address{.arg = "ADDRESS", .parse = parse_ip<AF_INET>, .print = print_ip};
constexpr Type inet6_address{.arg = "ADDRESS", .parse = parse_ip<AF_INET6>, .print = print_ip};

void print_ifindex(Context &context, const Field &field, const Record &record)
{
    int index = get<int>(record[field.attr]);
    if (!field.hides(static_cast<uint64_t>(index)))
        context.out.string(label(field), context.links().name(index));
}

bool parse_ifindex(Context &context, Args &args, const Field &field, Message &message)
{
    message.put<int>(field.attr, context.links().index_from(args.next(), 255));
    return true;
}

bool parse_known_ifindex(Context &context, Args &args, const Field &field, Message &message)
{
    auto index = context.links().index(args.next());
    if (index)
        message.put<int>(field.attr, *index);
    return index.has_value();
}

void write_device(Context &context, const Field &field, const Record &record)
{
    if (int index = get<int>(record[field.attr]))
        context.out.string(label(field), context.links().name(index));
}

constexpr Type device{.arg = "DEV", .parse = parse_ifindex, .print = print_ifindex, .words = write_device};
constexpr Type known_device{
    .arg = "DEV", .parse = parse_known_ifindex, .print = print_ifindex, .words = write_device};

} // namespace nskit
