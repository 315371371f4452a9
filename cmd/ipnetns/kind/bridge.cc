// SPDX-License-Identifier: MIT
// An Ethernet bridge.
#include "kinds.h"

namespace nskit {

constexpr Kind bridge{"bridge", {}, "an Ethernet bridge"};
constexpr Kind bridge_slave{"bridge_slave", {}, "a port of a bridge"};

} // namespace nskit
