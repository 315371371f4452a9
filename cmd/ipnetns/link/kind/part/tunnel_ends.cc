// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/tunnel_ends.h"

#include <algorithm>

#include "lib/netlink/address_text.h"

namespace nskit {

static bool is_zero(std::span<const uint8_t> bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte == 0; });
}

template <int family>
static bool parse_address_or_any(Context &, Args &args, const Field &field, Message &message)
{
    Prefix address = address_from(args.next(), family);
    if (!is_zero(address.data()) || message.find(field.attr))
        message.put(field.attr, address.bytes.data(), family_bits(family) / 8);
    return true;
}

static void print_address_or_any(Context &context, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    AddressText space;
    int family = bytes.size() == 16 ? AF_INET6 : AF_INET;
    context.out.string(label(field), is_zero(bytes) ? "any" : format_address(family, bytes, space));
}

constexpr Type tunnel_inet{
    .arg = "{ ADDRESS | any }", .parse = parse_address_or_any<AF_INET>, .print = print_address_or_any};
constexpr Type tunnel_inet6{
    .arg = "{ ADDRESS | any }", .parse = parse_address_or_any<AF_INET6>, .print = print_address_or_any};

void put_end(Args &args, const Field &field, EndAttrs attrs, int family, bool multicast, Message &message)
{
    Prefix address = address_from(args.next(), family);
    if (address.size == 0 || is_multicast(address.data()) != multicast)
        wrong_argument(args.previous(), format("invalid %s address", field.word));
    message.put_address(address.family == AF_INET6 ? attrs.inet6 : attrs.inet, address);
}

int end_family(Message &message, std::span<const EndAttrs> ends)
{
    for (const EndAttrs &end : ends) {
        if (message.find(end.inet))
            return AF_INET;
        if (message.find(end.inet6))
            return AF_INET6;
    }
    return AF_UNSPEC;
}

static void print_address(Context &context, const char *word, const nlattr *attr)
{
    auto bytes = get_bytes(attr);
    AddressText space;
    bool inet6 = bytes.size() == 16;
    std::string key = format("%s%s", word, inet6 ? "6" : "");
    context.out.string({key.c_str(), word}, format_address(inet6 ? AF_INET6 : AF_INET, bytes, space));
}

void print_end(Context &context, const char *word, const EndAttrs &attrs, const Record &record)
{
    for (uint16_t attr : {attrs.inet, attrs.inet6})
        if (record[attr] && !is_zero(get_bytes(record[attr])))
            print_address(context, word, record[attr]);
}

void write_end(Context &context, const char *word, const EndAttrs &attrs, const Record &record)
{
    for (uint16_t attr : {attrs.inet, attrs.inet6})
        if (record[attr])
            print_address(context, word, record[attr]);
}

bool is_group(const nlattr *attr)
{
    return is_multicast(get_bytes(attr));
}

} // namespace nskit
