// SPDX-License-Identifier: MIT
#include "lib/row/address_pair.h"

#include <algorithm>

#include "lib/row/context.h"
#include "lib/row/types.h"

namespace nskit {

constexpr uint16_t second(uint16_t attr)
{
    return static_cast<uint16_t>(attr + 1);
}

const nlattr *paired_address(const Attrs &attrs, uint16_t attr)
{
    const nlattr *inet = attrs[attr];
    return inet ? inet : attrs[second(attr)];
}

int paired_family(const nlattr *address, uint16_t attr)
{
    return attr_type(address) == attr ? AF_INET : AF_INET6;
}

void put_paired_address(Message &message, uint16_t attr, const Prefix &address)
{
    message.put_address(address.family == AF_INET ? attr : second(attr), address);
}

static void print_pair(Context &context, const Field &field, const Record &record, bool colored)
{
    const nlattr *address = paired_address(record.attrs, field.attr);
    if (!address)
        return;
    const auto bytes = get_bytes(address);
    const bool is_zero = std::all_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte == 0; });
    const int family = paired_family(address, field.attr);
    const Color color = colored ? address_color(family) : Color::none;
    if (!(is_zero && field.hides(0)))
        context.out.string(label(field, color), context.host(family, bytes));
}

void print_paired_address(Context &context, const Field &field, const Record &record)
{
    print_pair(context, field, record, true);
}

void print_plain_address(Context &context, const Field &field, const Record &record)
{
    print_pair(context, field, record, false);
}

} // namespace nskit
