// SPDX-License-Identifier: MIT
// The kinds of link, each in a file of its own.
#pragma once

#include "../link.h"

namespace nskit {

extern const Kind bridge, bridge_slave, dummy, ifb, veth;

} // namespace nskit
