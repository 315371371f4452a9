// SPDX-License-Identifier: MIT
// IPsec by a route through an external xfrm device: the kernel looks for a policy with the interface id.
#include "cmd/ipnetns/route/encap/encap.h"

namespace nskit {

static constexpr Type interface_id{.arg = "NUMBER", .parse = parse_positive, .print = print_number<uint32_t>};

static void check(Message &message)
{
    require(message, LWT_XFRM_IF_ID, "if_id");
}

static constexpr Field rows[] = {
    {.word = "if_id", .attr = LWT_XFRM_IF_ID, .type = interface_id, .exact = true},
    {.word = "link_dev", .attr = LWT_XFRM_LINK, .type = device, .exact = true},
};
constexpr Encap encap_xfrm{
    .name = "xfrm",
    .type = LWTUNNEL_ENCAP_XFRM,
    .fields = {.rows = rows, .wrong = "\"%s\" value is invalid", .each_once = true},
    .check = check,
};

} // namespace nskit
