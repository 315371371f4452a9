// SPDX-License-Identifier: MIT
// IPv4, IPv6 or MPLS over IPv4: ipip, and sit, which has 6rd and ISATAP in addition.
#include <netinet/in.h>

#include "address.h"
#include "tunnel.h"

namespace nskit {

static constexpr Choice ipip_modes[] = {
    {"any", 0},
    {"ipip", IPPROTO_IPIP},
    {"mplsip", IPPROTO_MPLS},
    {"any/ipv4", 0},
    {"ip4ip4", IPPROTO_IPIP},
    {"ipv4/ipv4", IPPROTO_IPIP},
    {"mpls/ipv4", IPPROTO_MPLS},
};
static constexpr Choice sit_modes[] = {
    {"any", 0},
    {"ip6ip", IPPROTO_IPV6},
    {"ipip", IPPROTO_IPIP},
    {"mplsip", IPPROTO_MPLS},
    {"any/ipv4", 0},
    {"ipv6/ipv4", IPPROTO_IPV6},
    {"ip4ip4", IPPROTO_IPIP},
    {"ipv4/ipv4", IPPROTO_IPIP},
    {"mpls/ipv4", IPPROTO_MPLS},
};

static constexpr Type isatap{nullptr,
                             [](Session &, Args &args, const Field &field, Message &message) {
                                 message.put<uint16_t>(field.attr, is_negated(args, field) ? 0 : SIT_ISATAP);
                                 return true;
                             },
                             [](Session &session, const Field &field, const Record &record) {
                                 if (get<uint16_t>(record[field.attr]) & SIT_ISATAP)
                                     session.out.flag(field.word);
                             },
                             true};

// --- 6rd: prefixes from which addresses are made; the length is an attribute of its own

template <int family, uint16_t length_attr>
static bool parse_prefix_of(Session &, Args &args, const Field &field, Message &message)
{
    Prefix prefix = prefix_from(args.next(), family);
    message.put(field.attr, prefix.bytes.data(), family_bits(family) / 8);
    message.put<uint16_t>(length_attr, prefix.length);
    return true;
}

template <int family, uint16_t length_attr>
static void print_prefix_of(Session &session, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    auto length = record.attrs.value<uint16_t>(length_attr);
    AddressText space;
    if (length == 0)
        return;
    session.out.string({field.json, field.word, "/"}, format_address(family, bytes, space));
    session.out.number({format("%slen", field.json).c_str(), ""}, length);
}

template <int family, uint16_t length_attr>
constexpr Type prefix_type{"PREFIX", parse_prefix_of<family, length_attr>,
                           print_prefix_of<family, length_attr>};

/// Back to 6to4: 2002::/16, and no relay prefix.
static constexpr Type reset{nullptr,
                            [](Session &, Args &, const Field &field, Message &message) {
                                message.put(field.attr, parse_address("2002::", AF_INET6)->bytes.data(), 16);
                                message.put<uint16_t>(IFLA_IPTUN_6RD_PREFIXLEN, 16);
                                message.put<uint32_t>(IFLA_IPTUN_6RD_RELAY_PREFIX, 0);
                                message.put<uint16_t>(IFLA_IPTUN_6RD_RELAY_PREFIXLEN, 0);
                                return true;
                            },
                            nullptr};

static constexpr std::array sit_rows{
    Field{.word = "isatap", .attr = IFLA_IPTUN_FLAGS, .type = isatap},
    Field{.word = "6rd-prefix",
          .attr = IFLA_IPTUN_6RD_PREFIX,
          .type = prefix_type<AF_INET6, IFLA_IPTUN_6RD_PREFIXLEN>,
          .json = "prefix"},
    Field{.word = "6rd-relay_prefix",
          .attr = IFLA_IPTUN_6RD_RELAY_PREFIX,
          .type = prefix_type<AF_INET, IFLA_IPTUN_6RD_RELAY_PREFIXLEN>,
          .json = "relay_prefix"},
    Field{.word = "6rd-reset", .attr = IFLA_IPTUN_6RD_PREFIX, .type = reset},
};
static constexpr std::array mark{
    Field{.word = "fwmark", .attr = IFLA_IPTUN_FWMARK, .type = tunnel_mark, .wrong = "invalid fwmark"}};

static constexpr auto ends = join(end_rows(IFLA_IPTUN_REMOTE, IFLA_IPTUN_LOCAL, IFLA_IPTUN_LINK, tunnel_inet),
                                  inet_rows(iptun, boolean));
static constexpr auto last = join(mark, Encapsulation<iptun>::rows(false));
static constexpr auto ipip_fields = join(external_row(iptun), mode_row(ipip_modes), ends, last);
static constexpr auto sit_fields = join(external_row(iptun), mode_row(sit_modes), ends, sit_rows, last);

constexpr Kind ipip{
    .name = "ipip",
    .fields = {ipip_fields},
    .about = "a tunnel of IPv4 over IPv4",
    .finish = finish_tunnel<iptun>,
    .unknown = nullptr,
    .whole = true,
};
constexpr Kind sit{
    .name = "sit",
    .fields = {sit_fields},
    .about = "a tunnel of IPv6 over IPv4",
    .finish = finish_tunnel<iptun>,
    .unknown = nullptr,
    .whole = true,
};

} // namespace nskit
