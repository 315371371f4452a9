// SPDX-License-Identifier: MIT
// A pair of Ethernet devices, what goes in at one end comes out at the other. The peer is described by the
// same words as any link, in a nest of its own.
#include <linux/veth.h>

#include "kinds.h"

namespace nskit {

static constexpr Type link_peer{"LINK",
                                [](Session &session, Args &args, const Field &field, Message &message) {
                                    Nest nest(message, field.attr);
                                    size_t header = message.append_fixed(ifinfomsg{});
                                    LinkRequest peer(message, header, LinkRequest::Verb::peer);
                                    parse_link(session, args, peer);
                                    return true;
                                },
                                nullptr};

static constexpr Field fields[] = {
    {.word = "peer", .attr = VETH_INFO_PEER, .type = link_peer, .exact = true},
};
constexpr Kind veth{
    .name = "veth",
    .fields = {fields},
    .about = "a pair of connected Ethernet devices",
    .unknown = nullptr,
    .usage = "Usage: ip link <options> type veth [peer <options>]\n"
             "To get <options> type 'ip link add help'",
};

} // namespace nskit
