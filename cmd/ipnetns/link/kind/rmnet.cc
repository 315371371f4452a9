// SPDX-License-Identifier: MIT
// A multiplexed link to a modem.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Field fields[] = {
    {.word = "mux_id", .attr = IFLA_RMNET_MUX_ID, .type = u16},
};
constexpr Kind rmnet{
    .name = "rmnet", .fields = {fields, "%s is invalid"}, .about = "a multiplexed link to a modem"};

} // namespace nskit
