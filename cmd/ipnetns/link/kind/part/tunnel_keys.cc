// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/tunnel_keys.h"

#include <endian.h>

#include "lib/base/number.h"
#include "lib/netlink/address_text.h"

namespace nskit {

uint32_t parse_tunnel_key(Args &args, const Field &field)
{
    std::string_view word = args.next();
    if (word.find('.') != word.npos) {
        Prefix address = address_from(word, AF_INET);
        uint32_t key;
        memcpy(&key, address.bytes.data(), sizeof key);
        return key;
    }
    auto number = parse_as<uint32_t>(word);
    if (!number)
        fail_with(255, "invalid value for \"%s\": \"%s\"; it should be an unsigned integer", field.word,
                  args.previous());
    return htobe32(*number);
}

void print_tunnel_key(Context &context, const Field &field, uint32_t network_key)
{
    AddressText space;
    uint8_t bytes[sizeof network_key];
    memcpy(bytes, &network_key, sizeof bytes);
    context.out.string(label(field), format_address(AF_INET, bytes, space));
}

} // namespace nskit
