// SPDX-License-Identifier: MIT
// Automatic multicast tunnelling.
#include <linux/amt.h>

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Choice modes[] = {{"gateway", AMT_MODE_GATEWAY}, {"relay", AMT_MODE_RELAY}};

static constexpr Field fields[] = {
    {.word = "mode",
     .attr = IFLA_AMT_MODE,
     .type = name32,
     .text = "",
     .json = "mode",
     .choices = modes,
     .wrong = "must be \"gateway\" or \"relay\", not \"%s\""},
    {.word = "gateway_port", .attr = IFLA_AMT_GATEWAY_PORT, .type = be16, .wrong = "gateway_port"},
    {.word = "relay_port", .attr = IFLA_AMT_RELAY_PORT, .type = be16, .wrong = "relay_port"},
    {.word = "local", .attr = IFLA_AMT_LOCAL_IP, .type = inet_address},
    {.attr = IFLA_AMT_REMOTE_IP, .type = inet_address, .text = "remote"},
    {.word = "discovery", .attr = IFLA_AMT_DISCOVERY_IP, .type = inet_address},
    {.word = "dev", .attr = IFLA_AMT_LINK, .type = device, .json = "link"},
    {.word = "max_tunnels", .attr = IFLA_AMT_MAX_TUNNELS, .type = u32, .wrong = "max_tunnels"},
};
constexpr Kind amt{
    .name = "amt",
    .fields = {.rows = fields, .wrong = "invalid %s", .each_once = true},
    .about = "automatic multicast tunnelling",
};

} // namespace nskit
