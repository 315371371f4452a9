// SPDX-License-Identifier: MIT
// What a bridge and its ports have in common.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// A timer in ticks of 10 ms (u64), shown as seconds with two decimals. Shown only.
extern const Type bridge_timer;
/// The id of a bridge (struct ifla_bridge_id): priority, dot, address. Shown only.
extern const Type bridge_id;

} // namespace nskit
