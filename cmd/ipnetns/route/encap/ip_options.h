// SPDX-License-Identifier: MIT
// The options that a route gives to the header of a tunnel: those of geneve, vxlan and erspan.
#pragma once

#include "cmd/ipnetns/route/encap/encap.h"

namespace nskit {

/// The values of LWTUNNEL_IP_OPTS and LWTUNNEL_IP6_OPTS, which hold the options of one protocol.
extern const Type geneve_options, vxlan_options, erspan_options;

} // namespace nskit
