// SPDX-License-Identifier: MIT
// The flavors of an action of segment routing (RFC 8986), and the lengths that belong to one of them.
#pragma once

#include "cmd/ipnetns/route/encap/encap.h"

namespace nskit {

/// `FLAVOR[,FLAVOR...] [ lblen BITS ] [ nflen BITS ]`, a nest.
extern const Type seg6_flavors;

} // namespace nskit
