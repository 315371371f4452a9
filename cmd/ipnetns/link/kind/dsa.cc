// SPDX-License-Identifier: MIT
// A port of an Ethernet switch that the kernel drives.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Field fields[] = {
    {.word = "conduit",
     .attr = IFLA_DSA_MASTER,
     .type = known_device,
     .also = "master",
     .wrong = "Device does not exist"},
};
constexpr Kind dsa{.name = "dsa", .fields = {fields}, .about = "a port of a switch"};

} // namespace nskit
