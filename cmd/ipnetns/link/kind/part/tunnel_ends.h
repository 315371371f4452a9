// SPDX-License-Identifier: MIT
// The ends of a tunnel: one attribute for each, or one for each family of addresses.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// The address of an end, or `any`, which is zero. `any` is sent only if it replaces an address that is in
/// the message already.
extern const Type tunnel_inet, tunnel_inet6;

consteval auto end_rows(uint16_t remote, uint16_t local, uint16_t link, const Type &address)
{
    return std::array{
        Field{.word = "remote", .attr = remote, .type = address},
        Field{.word = "local", .attr = local, .type = address},
        Field{.word = "dev", .attr = link, .type = device, .json = "link", .hide = 0},
    };
}

/// One end of a tunnel that has an attribute for each family.
struct EndAttrs {
    uint16_t inet, inet6;
};
/// Puts the address behind the keyword. It must be multicast if `multicast` is true. If not, it must not be:
/// it is a host's, or zero, which is no end. Throws `Error: argument "X" is wrong: invalid WORD address`
/// (255) for any other address, and for `any`, which has no family.
void put_end(Args &args, const Field &field, EndAttrs attrs, int family, bool multicast, Message &message);
/// The family of the ends that are in the message; AF_UNSPEC if no end is.
int end_family(Message &message, std::span<const EndAttrs> ends);
/// Shows the address of either family, unless it is zero; in JSON as WORD or WORD6.
void print_end(Context &context, const char *word, const EndAttrs &attrs, const Record &record);
/// The same, of an address of zeros as well, for Type::words.
void write_end(Context &context, const char *word, const EndAttrs &attrs, const Record &record);
/// Whether the address is multicast.
bool is_group(const nlattr *attr);

} // namespace nskit
