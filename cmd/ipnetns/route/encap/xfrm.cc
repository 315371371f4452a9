// SPDX-License-Identifier: MIT
// IPsec by a route through an external xfrm device: the policy that is looked for has the interface id.
#include "cmd/ipnetns/route/encap/encaps.h"
#include "lib/base/number.h"

namespace nskit {

/// 0 is none.
static constexpr Type interface_id{"NUMBER",
                                   [](Context &, Args &args, const Field &field, Message &message) {
                                       auto id = parse_as<uint32_t>(args.next());
                                       if (id)
                                           message.put(field.attr, *id);
                                       return id.value_or(0) != 0;
                                   },
                                   print_number<uint32_t>};

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
    .fields = {rows, "\"%s\" value is invalid", true},
    .check = check,
};

} // namespace nskit
