// SPDX-License-Identifier: MIT
// The identifier of a secure channel: a number in hex, or an address and a port.
#pragma once

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// The whole identifier, in hex.
extern const Type macsec_channel;
/// `LLADDR port NUMBER`. Read only.
extern const Type macsec_address;
/// The port alone: the kernel takes the address of the device. Read only.
extern const Type macsec_port;

} // namespace nskit
