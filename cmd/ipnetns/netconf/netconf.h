// SPDX-License-Identifier: MIT
// How the settings of a device that routing depends on are shown; `ip monitor` does so as well.
#pragma once

#include <linux/netconf.h>

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// Shows what a message says of a device's settings, the end of its line included: `Deleted ` in front where
/// the device is gone.
void print_netconf(Context &context, const nlmsghdr *message);

} // namespace nskit
