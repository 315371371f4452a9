// SPDX-License-Identifier: MIT
// The source addresses whose frames a macvlan of mode source takes. Other modes do not show them.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// IFLA_MACVLAN_MACADDR_DATA, the list, and IFLA_MACVLAN_MACADDR_MODE, what to do with it.
extern const Type macvlan_sources;
/// IFLA_MACVLAN_MACADDR_COUNT.
extern const Type macvlan_source_count;

} // namespace nskit
