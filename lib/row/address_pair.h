// SPDX-License-Identifier: MIT
// Addresses that have one attribute if they are of IPv4, and the next attribute if they are of IPv6.
#pragma once

#include "lib/netlink/address_text.h"
#include "lib/row/field.h"

namespace nskit {

/// The address whose attribute for IPv4 is `attr`; nullptr if there is none.
const nlattr *paired_address(const Attrs &attrs, uint16_t attr);
/// AF_INET6 if the attribute is the second of the pair.
int paired_family(const nlattr *address, uint16_t attr);
/// Puts an address, `any` without a byte.
void put_paired_address(Message &message, uint16_t attr, const Prefix &address);
/// Shows the address in its colour or, with -resolve, its host. To be used in rows with `.always`: the
/// attribute of IPv4 may be absent. With `.hide = 0` an address of zeros is not shown.
void print_paired_address(Context &context, const Field &field, const Record &record);
/// The same without colour.
void print_plain_address(Context &context, const Field &field, const Record &record);

/// A row that shows an event's value behind `before`, without a blank: ` sport=5000`.
constexpr Field event_field(uint16_t attr, const Type &type, const char *before, const char *key)
{
    return {.attr = attr, .type = type, .text = "", .json = key, .before = before, .after = ""};
}

} // namespace nskit
