// SPDX-License-Identifier: MIT
// An interface to IPsec: the policies with its id apply to its packets.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// Refuses 0, which means no id.
static bool parse_id(Context &context, Args &args, const Field &field, Message &message)
{
    return parse_number<uint32_t>(context, args, field, message) &&
           get<uint32_t>(message.find(field.attr)) != 0;
}

static constexpr Type id{.arg = "NUMBER", .parse = parse_id, .print = print_hex<uint32_t>};
static constexpr Type lower{.arg = "DEV", .parse = parse_ifindex, .words = write_device};

static void finish(Context &, const Kind &, Message &message, bool creating)
{
    bool id_given = message.find(IFLA_XFRM_IF_ID), link_given = message.find(IFLA_XFRM_LINK);
    if (message.find(IFLA_XFRM_COLLECT_METADATA)) {
        if (id_given || link_given)
            fail("xfrmi: both 'external' and if_id/link cannot be specified");
    } else if (creating && !id_given) {
        missing_argument("IF_ID");
    }
}

static constexpr Field fields[] = {
    {.word = "external", .attr = IFLA_XFRM_COLLECT_METADATA, .type = presence},
    {.word = "dev", .attr = IFLA_XFRM_LINK, .type = lower},
    {.word = "if_id", .attr = IFLA_XFRM_IF_ID, .type = id, .wrong = "if_id value is invalid"},
};
constexpr Kind xfrm{
    .name = "xfrm",
    .fields = {fields},
    .about = "an interface to IPsec",
    .finish = finish,
    .unknown = nullptr,
};

} // namespace nskit
