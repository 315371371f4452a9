// SPDX-License-Identifier: MIT
// The user plane of the GPRS tunnelling protocol.
#include "cmd/ipnetns/link/kind/part/udp_tunnel.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static constexpr Choice roles[] = {{"ggsn", GTP_ROLE_GGSN}, {"sgsn", GTP_ROLE_SGSN}};

/// The address of the sockets that IFLA_GTP_CREATE_SOCKETS makes.
static constexpr EndAttrs ends[] = {{IFLA_GTP_LOCAL, IFLA_GTP_LOCAL6}};

static void finish(Context &context, const Kind &kind, Message &message, bool creating)
{
    if (!creating)
        return;
    if (!message.find(IFLA_GTP_ROLE))
        fail("gtp: role of the gtp device was not specified");
    put_initial(context, kind.fields.rows, message);
    message.put<uint8_t>(IFLA_GTP_CREATE_SOCKETS, 1); // no process has opened them for the device
}

static constexpr Field fields[] = {
    {.word = "role",
     .attr = IFLA_GTP_ROLE,
     .type = name32,
     .choices = roles,
     .wrong = "invalid role, use sgsn or ggsn"},
    {.word = "hsize",
     .attr = IFLA_GTP_PDP_HASHSIZE,
     .type = u32,
     .wrong = "invalid PDP hash size",
     .initial = "1024"},
    {.word = "restart_count", .attr = IFLA_GTP_RESTART_COUNT, .type = u8},
    {.word = "local", .type = tunnel_end<ends, 0>},
};
constexpr Kind gtp{
    .name = "gtp",
    .fields = {.rows = fields, .wrong = "invalid %s", .each_once = true},
    .about = "a tunnel of mobile networks",
    .finish = finish,
};

} // namespace nskit
