// SPDX-License-Identifier: MIT
#include "lib/row/tunnel_values.h"

#include <endian.h>

#include <bit>

#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/row/context.h"

namespace nskit {

uint32_t inet_from(std::string_view word)
{
    const auto address = parse_address(word, AF_INET);
    if (!address)
        fail("Error: an IP address is expected rather than \"%.*s\"", static_cast<int>(word.size()),
             word.data());
    uint32_t value;
    memcpy(&value, address->bytes.data(), sizeof value);
    return value;
}

uint32_t parse_tunnel_key(Args &args, const Field &field)
{
    std::string_view word = args.next();
    if (word.find('.') != word.npos)
        return inet_from(word);
    auto number = parse_as<uint32_t>(word);
    if (!number)
        fail_with(255, "invalid value for \"%s\": \"%s\"; it should be an unsigned integer", field.word,
                  args.previous().data());
    return htobe32(*number);
}

void print_tunnel_key(Context &context, const Field &field, uint32_t network_key)
{
    AddressText space;
    uint8_t bytes[sizeof network_key];
    memcpy(bytes, &network_key, sizeof bytes);
    context.out.string(label(field), format_address(AF_INET, bytes, space));
}

void set_flow(uint32_t mask, uint64_t number, uint32_t &network_flow)
{
    network_flow =
        htobe32((be32toh(network_flow) & ~mask) | static_cast<uint32_t>(number) << std::countr_zero(mask));
}

bool parse_flow(Args &args, uint32_t mask, uint32_t &network_flow)
{
    auto number = parse_unsigned(args.next(), mask >> std::countr_zero(mask), 16);
    if (number)
        set_flow(mask, *number, network_flow);
    return number.has_value();
}

void print_flow(Context &context, const Label &label, uint32_t mask, uint32_t network_flow, int digits)
{
    context.out.hex(label, (be32toh(network_flow) & mask) >> std::countr_zero(mask), digits);
}

} // namespace nskit
