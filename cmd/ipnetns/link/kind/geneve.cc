// SPDX-License-Identifier: MIT
// Generic Network Virtualization Encapsulation: an Ethernet network over UDP with options in its header.
#include "cmd/ipnetns/link/kind/part/udp_tunnel.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static constexpr EndAttrs ends[] = {{IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6},
                                    {IFLA_GENEVE_LOCAL, IFLA_GENEVE_LOCAL6}};

static void finish(Context &, const Kind &, Message &message, bool creating)
{
    if (nlattr *port = message.find(IFLA_GENEVE_PORT); port && get<uint16_t>(port) == 0)
        message.remove(port); // the kernel's default
    if (message.find(IFLA_GENEVE_COLLECT_METADATA)) {
        if (message.find(IFLA_GENEVE_ID))
            fail("geneve: both 'external' and vni cannot be specified");
        return;
    }
    if (creating && !message.find(IFLA_GENEVE_ID))
        fail("geneve: missing virtual network identifier");
    if (creating && end_family(message, std::span(ends).first(1)) == AF_UNSPEC)
        fail("geneve: remote link partner not specified");
}

static constexpr Field fields[] = {
    {.word = "external", .attr = IFLA_GENEVE_COLLECT_METADATA, .type = presence},
    vni_row(IFLA_GENEVE_ID),
    {.word = "remote", .type = tunnel_end<ends, 0>},
    {.word = "local", .type = tunnel_end<ends, 1>},
    auto_ttl_row(IFLA_GENEVE_TTL, AutoTtl<IFLA_GENEVE_TTL_INHERIT, true>::type),
    tos_row(IFLA_GENEVE_TOS, "ds[field]"),
    df_row(IFLA_GENEVE_DF),
    label_row(IFLA_GENEVE_LABEL),
    source_row(IFLA_GENEVE_PORT_RANGE),
    {.word = "dstport", .attr = IFLA_GENEVE_PORT, .type = be16, .json = "port", .wrong = "dstport"},
    {.word = "udpcsum", .attr = IFLA_GENEVE_UDP_CSUM, .type = boolean, .json = "udp_csum"},
    {.word = "udp6zerocsumtx",
     .attr = IFLA_GENEVE_UDP_ZERO_CSUM6_TX,
     .type = boolean,
     .json = "udp_zero_csum6_tx"},
    {.word = "udp6zerocsumrx",
     .attr = IFLA_GENEVE_UDP_ZERO_CSUM6_RX,
     .type = boolean,
     .json = "udp_zero_csum6_rx"},
    {.word = "innerprotoinherit",
     .attr = IFLA_GENEVE_INNER_PROTO_INHERIT,
     .type = presence,
     .json = "inner_proto_inherit"},
};
constexpr Kind geneve{
    .name = "geneve",
    .fields = {.rows = fields, .wrong = "invalid %s", .each_once = true},
    .about = "an Ethernet network over UDP, with options in its header",
    .finish = finish,
};

} // namespace nskit
