// SPDX-License-Identifier: MIT
// IPv6, IPv4 or MPLS over IPv4, with ISATAP and 6rd.
#include "cmd/ipnetns/link/kind/part/ipip_rows.h"
#include "lib/netlink/address_text.h"
#include "lib/row/word_bits.h"

namespace nskit {

static constexpr Choice modes[] = {
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

// --- 6rd, which makes addresses from prefixes; a prefix's length is an attribute of its own

template <int family, uint16_t length_attr>
static bool parse_prefix_of(Context &, Args &args, const Field &field, Message &message)
{
    Prefix prefix = prefix_from(args.next(), family);
    message.put(field.attr, prefix.bytes.data(), family_bits(family) / 8);
    message.put<uint16_t>(length_attr, prefix.length);
    return true;
}

template <int family, uint16_t length_attr>
static void print_prefix_of(Context &context, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    auto length = record.attrs.value<uint16_t>(length_attr);
    AddressText space;
    if (length == 0)
        return;
    context.out.string({field.json, field.word, "/"}, format_address(family, bytes, space));
    context.out.number({format("%slen", field.json).c_str(), ""}, length);
}

template <int family, uint16_t length_attr>
static void write_prefix_of(Context &context, const Field &field, const Record &record)
{
    AddressText space;
    context.out.text(field.word);
    context.out.text(" ");
    context.out.text(format_address(family, get_bytes(record[field.attr]), space));
    context.out.text(format("/%u", record.attrs.value<uint16_t>(length_attr)));
}

template <int family, uint16_t length_attr>
constexpr Type prefix_type{.arg = "PREFIX",
                           .parse = parse_prefix_of<family, length_attr>,
                           .print = print_prefix_of<family, length_attr>,
                           .words = write_prefix_of<family, length_attr>};

/// Resets the prefixes to those of 6to4: 2002::/16, and no relay prefix.
static bool parse_reset(Context &, Args &, const Field &field, Message &message)
{
    message.put(field.attr, parse_address("2002::", AF_INET6)->bytes.data(), 16);
    message.put<uint16_t>(IFLA_IPTUN_6RD_PREFIXLEN, 16);
    message.put<uint32_t>(IFLA_IPTUN_6RD_RELAY_PREFIX, 0);
    message.put<uint16_t>(IFLA_IPTUN_6RD_RELAY_PREFIXLEN, 0);
    return true;
}

static constexpr Type reset{.parse = parse_reset, .words = write_nothing};

static constexpr std::array own_rows{
    Field{.word = "isatap", .attr = IFLA_IPTUN_FLAGS, .type = toggled16, .mask = SIT_ISATAP},
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

/// The driver's own TTL is 64, so that `inherit` has to be sent.
static consteval auto with_initial_ttl(auto rows)
{
    for (Field &row : rows)
        if (row.attr == IFLA_IPTUN_TTL)
            row.initial = "inherit";
    return rows;
}

static constexpr auto fields =
    with_initial_ttl(join(external_row(iptun), mode_row(modes), ipip_ends, own_rows, ipip_last));

constexpr Kind sit = tunnel_kind("sit", fields, "a tunnel of IPv6 over IPv4", finish_tunnel<iptun>);

} // namespace nskit
