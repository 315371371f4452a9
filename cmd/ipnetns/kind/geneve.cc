// SPDX-License-Identifier: MIT
// Generic Network Virtualization Encapsulation: an Ethernet network over UDP with options in its header.
#include "address.h"
#include "tunnel.h"
#include "uapi.h"

namespace nskit {

static constexpr EndAttrs ends[] = {{IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6}};

static constexpr Type remote{"ADDRESS",
                             [](Session &, Args &args, const Field &field, Message &message) {
                                 put_end(args, field, ends[0], AF_UNSPEC, false, message);
                                 return true;
                             },
                             [](Session &session, const Field &, const Record &record) {
                                 for (uint16_t attr : {IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6})
                                     if (record[attr])
                                         show_end(session, "remote", record[attr]);
                             }};

static void finish(Session &, const Kind &, Message &message, bool creating)
{
    if (message.find(IFLA_GENEVE_COLLECT_METADATA)) {
        if (message.find(IFLA_GENEVE_ID))
            fail("geneve: both 'external' and vni cannot be specified");
        return;
    }
    if (creating && !message.find(IFLA_GENEVE_ID))
        fail("geneve: missing virtual network identifier");
    if (creating && end_family(message, ends) == AF_UNSPEC)
        fail("geneve: remote link partner not specified");
}

static constexpr Field fields[] = {
    {.word = "external", .attr = IFLA_GENEVE_COLLECT_METADATA, .type = presence},
    {.word = "id", .attr = IFLA_GENEVE_ID, .type = u32, .also = "vni", .most = (1U << 24) - 1},
    {.word = "remote", .type = remote},
    {.word = "ttl",
     .attr = IFLA_GENEVE_TTL,
     .type = AutoTtl<IFLA_GENEVE_TTL_INHERIT, true>::type,
     .also = "hoplimit",
     .wrong = "invalid TTL"},
    {.word = "tos", .attr = IFLA_GENEVE_TOS, .type = tunnel_tos, .also = "dsfield", .wrong = "bad TOS value"},
    {.word = "df",
     .attr = IFLA_GENEVE_DF,
     .type = tunnel_df,
     .wrong = "DF must be 'unset', 'set' or 'inherit'"},
    {.word = "flowlabel",
     .attr = IFLA_GENEVE_LABEL,
     .type = tunnel_label,
     .json = "label",
     .also = "label",
     .most = (1U << 20) - 1},
    {.word = "srcport", .attr = IFLA_GENEVE_PORT_RANGE, .type = tunnel_ports, .also = "port"},
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
    .fields = {fields, "invalid %s", true},
    .about = "an Ethernet network over UDP, with options in its header",
    .finish = finish,
};

} // namespace nskit
