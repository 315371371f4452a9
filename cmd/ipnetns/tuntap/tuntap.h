// SPDX-License-Identifier: MIT
// ip tuntap show.
#pragma once

namespace nskit {

class Context;

/// Shows the device of this name, or with nullptr all of them.
void show_tuntap(Context &context, const char *name);

} // namespace nskit
