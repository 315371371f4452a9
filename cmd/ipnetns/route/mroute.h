// SPDX-License-Identifier: MIT
// Multicast routes, which share their messages with routes: the kernel tells them apart by families of their
// own.
#pragma once

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// Whether a family is that of multicast routes (RTNL_FAMILY_IPMR, RTNL_FAMILY_IP6MR).
inline bool is_multicast_family(int family)
{
    return family == RTNL_FAMILY_IPMR || family == RTNL_FAMILY_IP6MR;
}
/// The family of the addresses of such a route.
inline int multicast_address_family(int family)
{
    return family == RTNL_FAMILY_IPMR ? AF_INET : AF_INET6;
}

/// Shows a multicast route (an rtmsg of such a family), the end of its line included: `Deleted ` in front of
/// one that is gone.
void print_mroute(Context &context, const nlmsghdr *message);

} // namespace nskit
