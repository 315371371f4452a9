// SPDX-License-Identifier: MIT
// What routes, their next hops and next hop objects have in common.
#pragma once

#include "lib/netlink/address_text.h"
#include "lib/row/field.h"

namespace nskit {

/// Calls `f(const rtnexthop *)` for each next hop of an RTA_MULTIPATH. Stops at a hop that is longer than the
/// rest of the attribute.
template <class F> void each_hop(const nlattr *multipath, F &&f)
{
    auto *hop = static_cast<const rtnexthop *>(payload(multipath));
    for (int left = static_cast<int>(payload_size(multipath));
         left >= static_cast<int>(sizeof *hop) && hop->rtnh_len >= sizeof *hop && hop->rtnh_len <= left;
         left -= static_cast<int>(RTNH_ALIGN(hop->rtnh_len)), hop = RTNH_NEXT(hop))
        f(hop);
}

/// The attributes of one next hop.
inline Attrs hop_attributes(const rtnexthop *hop)
{
    return {hop + 1, hop->rtnh_len - sizeof *hop};
}

/// Takes the family in front of a gateway's address; nullopt if the next word names no family.
std::optional<int> take_family(Args &args);

/// Takes a gateway that is a link-layer address. Throws `"WORD" is invalid lladdr.` and that one is expected
/// (1).
LinkAddress take_link_gateway(Args &args);

/// Shows the device that packets leave by, in the colour of device names.
void print_hop_device(Context &context, const Field &field, const Record &record);

/// Shows the flags of a route or of a next hop (RTNH_F_*, RTM_F_*) as words.
void print_hop_flags(Context &context, uint32_t flags);

} // namespace nskit
