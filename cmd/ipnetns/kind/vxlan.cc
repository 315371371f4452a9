// SPDX-License-Identifier: MIT
// An Ethernet network over UDP.
#include <netinet/in.h>

#include "address.h"
#include "tunnel.h"
#include "uapi.h"

namespace nskit {

// --- ends

static constexpr EndAttrs ends[] = {{IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6},
                                    {IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6}};

static bool parse_far(Args &args, const Field &field, Message &message, bool multicast)
{
    if (message.find(IFLA_VXLAN_GROUP) || message.find(IFLA_VXLAN_GROUP6))
        fail("vxlan: both group and remote cannot be specified");
    put_end(args, field, ends[0], end_family(message, ends), multicast, message);
    return true;
}

static void print_far(Session &session, const Field &field, const Record &record)
{
    show_end(session, is_group(record[field.attr]) ? "group" : "remote", record[field.attr]);
}

static constexpr Type group{"ADDRESS",
                            [](Session &, Args &args, const Field &field, Message &message) {
                                return parse_far(args, field, message, true);
                            },
                            print_far};
static constexpr Type remote{"ADDRESS",
                             [](Session &, Args &args, const Field &field, Message &message) {
                                 return parse_far(args, field, message, false);
                             },
                             nullptr};
static constexpr Type far_inet6{nullptr, nullptr, print_far};
static void print_local(Session &session, const Field &field, const Record &record)
{
    show_end(session, "local", record[field.attr]);
}
static constexpr Type local{"ADDRESS",
                            [](Session &, Args &args, const Field &field, Message &message) {
                                put_end(args, field, ends[1], end_family(message, ends), false, message);
                                return true;
                            },
                            print_local};
static constexpr Type local_inet6{nullptr, nullptr, print_local};

// --- numbers

/// NUMBER, or a word for 0.
template <const char *const &zero>
static bool parse_or_zero(Session &session, Args &args, const Field &field, Message &message)
{
    if (!args.take(zero))
        return read_number<uint32_t>(session, args, field, message);
    message.put<uint32_t>(field.attr, 0);
    return true;
}
static constexpr const char *none = "none", *unlimited = "unlimited";

static constexpr Type ageing{"{ SECONDS | none }", parse_or_zero<none>,
                             [](Session &session, const Field &field, const Record &record) {
                                 std::string seconds = std::to_string(get<uint32_t>(record[field.attr]));
                                 session.out.literal(field.word, seconds == "0" ? "none" : seconds, seconds);
                             }};
static constexpr Type limit{"{ NUMBER | unlimited }", parse_or_zero<unlimited>, show_number<uint32_t>};

/// The bits of the header that are refused where they are set.
static constexpr Type reserved_bits{"NUMBER",
                                    [](Session &, Args &args, const Field &field, Message &message) {
                                        auto bits = parse_as<uint64_t>(args.next());
                                        if (bits)
                                            message.put<uint64_t>(field.attr, htobe64(*bits));
                                        return bits.has_value();
                                    },
                                    [](Session &session, const Field &field, const Record &record) {
                                        session.out.hex(field.word,
                                                        be64toh(get<uint64_t>(record[field.attr])));
                                    }};

// --- the whole

static bool has(Message &message, uint16_t attr)
{
    const nlattr *value = message.find(attr);
    return value && get<uint8_t>(value);
}

static void check(Message &message, bool creating)
{
    bool external = has(message, IFLA_VXLAN_COLLECT_METADATA), id = message.find(IFLA_VXLAN_ID);
    if (has(message, IFLA_VXLAN_VNIFILTER) && !external)
        fail("vxlan: vnifilter is valid only when 'external' is set");
    if (external && id)
        fail("vxlan: both 'external' and vni cannot be specified");
    if (creating && !external && !id)
        fail("vxlan: missing virtual network identifier");
    for (uint16_t attr : {IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6})
        if (const nlattr *far = message.find(attr); far && is_group(far) && !message.find(IFLA_VXLAN_LINK))
            fail("vxlan: 'group' requires 'dev' to be specified");
}

constexpr uint16_t gpe_port = 4790;

static void finish(Session &session, const Kind &, Message &message, bool creating)
{
    check(message, creating);
    if (!creating)
        return;
    if (!message.find(IFLA_VXLAN_LEARNING))
        message.put<uint8_t>(IFLA_VXLAN_LEARNING, !has(message, IFLA_VXLAN_COLLECT_METADATA));
    // The family of a device without addresses.
    if (session.settings.family == AF_INET && end_family(message, ends) == AF_UNSPEC)
        message.put(IFLA_VXLAN_GROUP, in_addr{});
    if (session.settings.family == AF_INET6 && end_family(message, ends) == AF_UNSPEC)
        message.put(IFLA_VXLAN_GROUP6, in6_addr{});
    if (nlattr *port = message.find(IFLA_VXLAN_PORT))
        return get<uint16_t>(port) == 0 ? message.remove(port) : void(); // 0: the kernel's default, quietly
    if (message.find(IFLA_VXLAN_GPE))
        return message.put<uint16_t>(IFLA_VXLAN_PORT, htobe16(gpe_port));
    session.tell("vxlan: destination port not specified\n"
                 "Will use Linux kernel default (non-standard value)\n"
                 "Use 'dstport 4789' to get the IANA assigned value\n"
                 "Use 'dstport 0' to get default and quiet this message");
}

static constexpr Field fields[] = {
    {.word = "id", .attr = IFLA_VXLAN_ID, .type = u32, .also = "vni", .most = (1U << 24) - 1},
    {.word = "group", .attr = IFLA_VXLAN_GROUP, .type = group},
    {.word = "remote", .attr = IFLA_VXLAN_GROUP, .type = remote},
    {.attr = IFLA_VXLAN_GROUP6, .type = far_inet6},
    {.word = "local", .attr = IFLA_VXLAN_LOCAL, .type = local},
    {.attr = IFLA_VXLAN_LOCAL6, .type = local_inet6},
    {.word = "dev", .attr = IFLA_VXLAN_LINK, .type = device, .json = "link", .hide = 0},
    {.word = "srcport", .attr = IFLA_VXLAN_PORT_RANGE, .type = tunnel_ports, .also = "port"},
    {.word = "dstport", .attr = IFLA_VXLAN_PORT, .type = be16, .json = "port", .wrong = "dst port"},
    {.word = "tos", .attr = IFLA_VXLAN_TOS, .type = tunnel_tos, .also = "dsfield", .wrong = "bad TOS value"},
    {.word = "ttl",
     .attr = IFLA_VXLAN_TTL,
     .type = AutoTtl<IFLA_VXLAN_TTL_INHERIT, false>::type,
     .also = "hoplimit",
     .wrong = "invalid TTL"},
    {.word = "df",
     .attr = IFLA_VXLAN_DF,
     .type = tunnel_df,
     .wrong = "DF must be 'unset', 'set' or 'inherit'"},
    {.word = "flowlabel",
     .attr = IFLA_VXLAN_LABEL,
     .type = tunnel_label,
     .json = "label",
     .also = "label",
     .most = (1U << 20) - 1},
    {.word = "ageing", .attr = IFLA_VXLAN_AGEING, .type = ageing, .wrong = "ageing timer"},
    {.word = "maxaddress",
     .attr = IFLA_VXLAN_LIMIT,
     .type = limit,
     .text = "maxaddr",
     .json = "limit",
     .hide = 0,
     .wrong = "max addresses"},
    {.word = "reserved_bits", .attr = IFLA_VXLAN_RESERVED_BITS, .type = reserved_bits, .exact = true},
    {.word = "gbp", .attr = IFLA_VXLAN_GBP, .type = flag},
    {.word = "gpe", .attr = IFLA_VXLAN_GPE, .type = flag},
    {.word = "external", .attr = IFLA_VXLAN_COLLECT_METADATA, .type = boolean, .hide = 0},
    {.word = "vnifilter", .attr = IFLA_VXLAN_VNIFILTER, .type = boolean, .hide = 0, .exact = true},
    {.word = "learning", .attr = IFLA_VXLAN_LEARNING, .type = boolean, .hide = 1},
    {.word = "proxy", .attr = IFLA_VXLAN_PROXY, .type = boolean, .hide = 0},
    {.word = "rsc", .attr = IFLA_VXLAN_RSC, .type = boolean, .hide = 0},
    {.word = "l2miss", .attr = IFLA_VXLAN_L2MISS, .type = boolean, .hide = 0},
    {.word = "l3miss", .attr = IFLA_VXLAN_L3MISS, .type = boolean, .hide = 0},
    {.word = "udpcsum", .attr = IFLA_VXLAN_UDP_CSUM, .type = boolean, .text = "udp_csum", .hide = 1},
    {.word = "udp6zerocsumtx",
     .attr = IFLA_VXLAN_UDP_ZERO_CSUM6_TX,
     .type = boolean,
     .text = "udp_zero_csum6_tx",
     .hide = 0},
    {.word = "udp6zerocsumrx",
     .attr = IFLA_VXLAN_UDP_ZERO_CSUM6_RX,
     .type = boolean,
     .text = "udp_zero_csum6_rx",
     .hide = 0},
    {.word = "remcsumtx", .attr = IFLA_VXLAN_REMCSUM_TX, .type = boolean, .text = "remcsum_tx", .hide = 0},
    {.word = "remcsumrx", .attr = IFLA_VXLAN_REMCSUM_RX, .type = boolean, .text = "remcsum_rx", .hide = 0},
    {.word = "localbypass", .attr = IFLA_VXLAN_LOCALBYPASS, .type = boolean, .hide = 1, .exact = true},
    {.word = "mcroute", .attr = IFLA_VXLAN_MC_ROUTE, .type = boolean, .hide = 0, .exact = true},
};
constexpr Kind vxlan{
    .name = "vxlan",
    .fields = {fields, "invalid %s", true},
    .about = "an Ethernet network over UDP",
    .finish = finish,
};

} // namespace nskit
