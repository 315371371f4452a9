// SPDX-License-Identifier: MIT
// An Ethernet network over UDP.
#include <linux/in.h>
#include <linux/in6.h>

#include "cmd/ipnetns/link/kind/part/udp_tunnel.h"
#include "lib/netlink/uapi.h"
#include "lib/row/named_zero.h"

namespace nskit {

// --- ends

static constexpr EndAttrs ends[] = {{IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6},
                                    {IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6}};
static constexpr const EndAttrs &far = ends[0];

static bool parse_far(Args &args, const Field &field, Message &message, bool multicast)
{
    if (message.find(far.inet) || message.find(far.inet6))
        fail("vxlan: both group and remote cannot be specified");
    put_end(args, field, far, end_family(message, ends), multicast, message);
    return true;
}

static bool parse_group(Context &, Args &args, const Field &field, Message &message)
{
    return parse_far(args, field, message, true);
}

/// Shows the far end: `group` if it is multicast, else `remote`.
static void print_far(Context &context, const Field &field, const Record &record)
{
    if (const nlattr *end = record[record[far.inet] ? far.inet : far.inet6])
        print_end(context, is_group(end) ? field.word : "remote", far, record);
}

static bool parse_remote(Context &, Args &args, const Field &field, Message &message)
{
    return parse_far(args, field, message, false);
}

template <bool multicast> static void write_far(Context &context, const Field &field, const Record &record)
{
    const nlattr *end = record[record[far.inet] ? far.inet : far.inet6];
    if (end && is_group(end) == multicast)
        write_end(context, field.word, far, record);
}

static constexpr Type group{
    .arg = "ADDRESS", .parse = parse_group, .print = print_far, .words = write_far<true>};
static constexpr Type remote{.arg = "ADDRESS", .parse = parse_remote, .words = write_far<false>};

// --- numbers

static constexpr const char *none = "none", *unlimited = "unlimited";
static constexpr Type ageing{.arg = "{ SECONDS | none }",
                             .parse = parse_or_zero<uint32_t, none>,
                             .print = print_or_zero<uint32_t, none>};
static constexpr Type limit{.arg = "{ NUMBER | unlimited }",
                            .parse = parse_or_zero<uint32_t, unlimited>,
                            .print = print_number<uint32_t>,
                            .words = print_or_zero<uint32_t, unlimited>};

static void print_reserved_bits(Context &context, const Field &field, const Record &record)
{
    context.out.hex(label(field), be64toh(get<uint64_t>(record[field.attr])));
}

/// The bits of the header that must not be set in a packet.
static constexpr Type reserved_bits{
    .arg = "NUMBER", .parse = parse_number<uint64_t, true>, .print = print_reserved_bits};

// --- the kind

static void check(Message &message, bool creating)
{
    bool external = is_on(message, IFLA_VXLAN_COLLECT_METADATA), id = message.find(IFLA_VXLAN_ID);
    if (is_on(message, IFLA_VXLAN_VNIFILTER) && !external)
        fail("vxlan: vnifilter is valid only when 'external' is set");
    if (external && id)
        fail("vxlan: both 'external' and vni cannot be specified");
    if (creating && !external && !id)
        fail("vxlan: missing virtual network identifier");
    for (uint16_t attr : {far.inet, far.inet6})
        if (const nlattr *end = message.find(attr); end && is_group(end) && !message.find(IFLA_VXLAN_LINK))
            fail("vxlan: 'group' requires 'dev' to be specified");
}

constexpr uint16_t gpe_port = 4790;

static void finish(Context &context, const Kind &, Message &message, bool creating)
{
    check(message, creating);
    if (!creating)
        return;
    if (!message.find(IFLA_VXLAN_LEARNING))
        message.put<uint8_t>(IFLA_VXLAN_LEARNING, !is_on(message, IFLA_VXLAN_COLLECT_METADATA));
    // A device without addresses gets its family by an address of zeros.
    if (context.settings.family == AF_INET && end_family(message, ends) == AF_UNSPEC)
        message.put(far.inet, in_addr{});
    if (context.settings.family == AF_INET6 && end_family(message, ends) == AF_UNSPEC)
        message.put(far.inet6, in6_addr{});
    if (nlattr *port = message.find(IFLA_VXLAN_PORT)) {
        if (get<uint16_t>(port) == 0)
            message.remove(port); // the kernel's default, without a warning
        return;
    }
    if (message.find(IFLA_VXLAN_GPE))
        return message.put<uint16_t>(IFLA_VXLAN_PORT, htobe16(gpe_port));
    context.warn_line("vxlan: destination port not specified\n"
                      "Will use Linux kernel default (non-standard value)\n"
                      "Use 'dstport 4789' to get the IANA assigned value\n"
                      "Use 'dstport 0' to get default and quiet this message");
}

static constexpr Field fields[] = {
    vni_row(IFLA_VXLAN_ID),
    {.word = "group", .type = group},
    {.word = "remote", .type = remote},
    {.word = "local", .type = tunnel_end<ends, 1>},
    {.word = "dev", .attr = IFLA_VXLAN_LINK, .type = device, .json = "link", .hide = 0},
    source_row(IFLA_VXLAN_PORT_RANGE),
    {.word = "dstport", .attr = IFLA_VXLAN_PORT, .type = be16, .json = "port", .wrong = "dst port"},
    tos_row(IFLA_VXLAN_TOS, "ds[field]"),
    auto_ttl_row(IFLA_VXLAN_TTL, AutoTtl<IFLA_VXLAN_TTL_INHERIT, false>::type),
    df_row(IFLA_VXLAN_DF),
    label_row(IFLA_VXLAN_LABEL),
    {.word = "ageing",
     .attr = IFLA_VXLAN_AGEING,
     .type = ageing,
     .wrong = "ageing timer",
     .usual = "ageing 300"},
    {.word = "maxaddress",
     .attr = IFLA_VXLAN_LIMIT,
     .type = limit,
     .text = "maxaddr",
     .json = "limit",
     .hide = 0,
     .wrong = "max addresses",
     .usual = "maxaddress unlimited"},
    {.word = "reserved_bits",
     .attr = IFLA_VXLAN_RESERVED_BITS,
     .type = reserved_bits,
     .exact = true,
     .usual = "reserved_bits 0xf7ffffff000000ff"},
    {.word = "gbp", .attr = IFLA_VXLAN_GBP, .type = flag},
    {.word = "gpe", .attr = IFLA_VXLAN_GPE, .type = flag},
    {.word = "external",
     .attr = IFLA_VXLAN_COLLECT_METADATA,
     .type = boolean,
     .hide = 0,
     .usual = "noexternal"},
    {.word = "vnifilter",
     .attr = IFLA_VXLAN_VNIFILTER,
     .type = boolean,
     .hide = 0,
     .exact = true,
     .usual = "novnifilter"},
    {.word = "learning", .attr = IFLA_VXLAN_LEARNING, .type = boolean, .hide = 1},
    {.word = "proxy", .attr = IFLA_VXLAN_PROXY, .type = boolean, .hide = 0, .usual = "noproxy"},
    {.word = "rsc", .attr = IFLA_VXLAN_RSC, .type = boolean, .hide = 0, .usual = "norsc"},
    {.word = "l2miss", .attr = IFLA_VXLAN_L2MISS, .type = boolean, .hide = 0, .usual = "nol2miss"},
    {.word = "l3miss", .attr = IFLA_VXLAN_L3MISS, .type = boolean, .hide = 0, .usual = "nol3miss"},
    {.word = "udpcsum",
     .attr = IFLA_VXLAN_UDP_CSUM,
     .type = boolean,
     .text = "udp_csum",
     .hide = 1,
     .usual = "udpcsum"},
    {.word = "udp6zerocsumtx",
     .attr = IFLA_VXLAN_UDP_ZERO_CSUM6_TX,
     .type = boolean,
     .text = "udp_zero_csum6_tx",
     .hide = 0,
     .usual = "noudp6zerocsumtx"},
    {.word = "udp6zerocsumrx",
     .attr = IFLA_VXLAN_UDP_ZERO_CSUM6_RX,
     .type = boolean,
     .text = "udp_zero_csum6_rx",
     .hide = 0,
     .usual = "noudp6zerocsumrx"},
    {.word = "remcsumtx",
     .attr = IFLA_VXLAN_REMCSUM_TX,
     .type = boolean,
     .text = "remcsum_tx",
     .hide = 0,
     .usual = "noremcsumtx"},
    {.word = "remcsumrx",
     .attr = IFLA_VXLAN_REMCSUM_RX,
     .type = boolean,
     .text = "remcsum_rx",
     .hide = 0,
     .usual = "noremcsumrx"},
    {.word = "localbypass",
     .attr = IFLA_VXLAN_LOCALBYPASS,
     .type = boolean,
     .hide = 1,
     .exact = true,
     .usual = "localbypass"},
    {.word = "mcroute",
     .attr = IFLA_VXLAN_MC_ROUTE,
     .type = boolean,
     .hide = 0,
     .exact = true,
     .usual = "nomcroute"},
};
constexpr Kind vxlan{
    .name = "vxlan",
    .fields = {.rows = fields, .wrong = "invalid %s", .each_once = true},
    .about = "an Ethernet network over UDP",
    .finish = finish,
};

} // namespace nskit
