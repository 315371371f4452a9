// SPDX-License-Identifier: MIT
// Prints the routing settings of devices, for `ip netconf` and `ip monitor`.
#pragma once

#include <linux/netconf.h>

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// Prints the settings in a message (RTM_NEWNETCONF or RTM_DELNETCONF, for which `Deleted ` stands in front)
/// as a whole line.
void print_netconf(Context &context, const nlmsghdr *message);

} // namespace nskit
