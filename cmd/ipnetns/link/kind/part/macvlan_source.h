// SPDX-License-Identifier: MIT
// The source addresses from which a macvlan of mode source takes frames. In other modes they are not shown.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// IFLA_MACVLAN_MACADDR_DATA, with what is to be done in IFLA_MACVLAN_MACADDR_MODE.
extern const Type macvlan_sources;
/// IFLA_MACVLAN_MACADDR_COUNT.
extern const Type macvlan_source_count;

} // namespace nskit
