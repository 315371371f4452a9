// SPDX-License-Identifier: MIT
// A tunnel of OpenVPN.
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static constexpr Choice modes[] = {{"p2p", OVPN_MODE_P2P}, {"mp", OVPN_MODE_MP}};

static constexpr Field fields[] = {
    {.word = "mode", .attr = IFLA_OVPN_MODE, .type = name8, .choices = modes},
};
constexpr Kind ovpn{.name = "ovpn", .fields = {fields}, .about = "a tunnel of OpenVPN"};

} // namespace nskit
