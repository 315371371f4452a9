// SPDX-License-Identifier: MIT
// The metadata of a tunnel device that takes its ends from the route (`external`), over IPv4 and IPv6.
#include <linux/if_tunnel.h>

#include "cmd/ipnetns/route/encap/ip_options.h"
#include "lib/row/word_bits.h"

namespace nskit {

/// Read as a name of the file or a number in hex, shown in decimal.
static constexpr Type service{
    .arg = "TOS", .parse = parse_named<uint8_t>, .print = print_number<uint8_t>, .words = print_hex<uint8_t>};

/// One of the bits that say what the tunnel's header has.
static constexpr Type header_bit{.parse = parse_bit<uint16_t>, .print = print_bit, .words = print_bit};

// The rows differ in the addresses and in two words.
static_assert(int(LWTUNNEL_IP_ID) == int(LWTUNNEL_IP6_ID) && int(LWTUNNEL_IP_DST) == int(LWTUNNEL_IP6_DST) &&
              int(LWTUNNEL_IP_SRC) == int(LWTUNNEL_IP6_SRC) &&
              int(LWTUNNEL_IP_TTL) == int(LWTUNNEL_IP6_HOPLIMIT) &&
              int(LWTUNNEL_IP_TOS) == int(LWTUNNEL_IP6_TC) &&
              int(LWTUNNEL_IP_FLAGS) == int(LWTUNNEL_IP6_FLAGS) &&
              int(LWTUNNEL_IP_OPTS) == int(LWTUNNEL_IP6_OPTS));

static consteval Field flag_row(const char *word, uint16_t bit)
{
    return {.word = word, .attr = LWTUNNEL_IP_FLAGS, .type = header_bit, .mask = bit, .exact = true};
}

static consteval auto tunnel_rows(const Type &address, const char *ttl, const char *tos)
{
    return std::array{
        Field{.word = "id", .attr = LWTUNNEL_IP_ID, .type = be64, .exact = true},
        Field{.word = "src", .attr = LWTUNNEL_IP_SRC, .type = address, .exact = true},
        Field{.word = "dst", .attr = LWTUNNEL_IP_DST, .type = address, .exact = true},
        Field{.word = ttl, .attr = LWTUNNEL_IP_TTL, .type = u8, .exact = true},
        Field{.word = tos, .attr = LWTUNNEL_IP_TOS, .type = service, .names = &rt_dsfield, .exact = true},
        flag_row("key", TUNNEL_KEY),
        flag_row("csum", TUNNEL_CSUM),
        flag_row("seq", TUNNEL_SEQ),
        Field{.word = "geneve_opts", .attr = LWTUNNEL_IP_OPTS, .type = geneve_options, .exact = true},
        Field{.word = "vxlan_opts", .attr = LWTUNNEL_IP_OPTS, .type = vxlan_options, .exact = true},
        Field{.word = "erspan_opts", .attr = LWTUNNEL_IP_OPTS, .type = erspan_options, .exact = true},
    };
}

static constexpr auto ip_rows = tunnel_rows(inet_address, "ttl", "tos"),
                      ip6_rows = tunnel_rows(inet6_address, "hoplimit", "tc");
constexpr Encap encap_ip{
    .name = "ip",
    .type = LWTUNNEL_ENCAP_IP,
    .fields = {.rows = ip_rows, .wrong = "\"%s\" value is invalid", .each_once = true},
};
constexpr Encap encap_ip6{
    .name = "ip6",
    .type = LWTUNNEL_ENCAP_IP6,
    .fields = {.rows = ip6_rows, .wrong = "\"%s\" value is invalid", .each_once = true},
};

} // namespace nskit
