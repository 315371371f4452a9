// SPDX-License-Identifier: MIT
// ip tuntap: what its files share.
#pragma once

namespace nskit {

class Context;

/// Shows the device of this name; nullptr: all devices.
void show_tuntap(Context &context, const char *name);

} // namespace nskit
