// SPDX-License-Identifier: MIT
// ip tuntap show.
#pragma once

namespace nskit {

class Session;

/// Shows the device of this name, or with nullptr all of them.
void show_tuntap(Session &session, const char *name);

} // namespace nskit
