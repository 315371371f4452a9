// SPDX-License-Identifier: MIT
// Tunnels over IPv6: ip6ip6, ipip6, ip6gre, vti6, any.
#include "cmd/ipnetns/tunnel/parameters.h"

#include <linux/if_arp.h>

#include "lib/base/number.h"
#include "lib/row/types.h"

namespace nskit {

using Parameters = ip6_tnl_parm2;

static constexpr TunnelMode modes[] = {
    {"ip6ip6", "ipv6/ipv6", IPPROTO_IPV6, 0, "ip6tnl0"},
    {"ipip6", "ip/ipv6|ipv4/ipv6|ip4ip6", IPPROTO_IPIP, 0, "ip6tnl0"},
    {"ip6gre", "gre/ipv6", IPPROTO_GRE, 0, "ip6gre0"},
    {"vti6", nullptr, IPPROTO_IPV6, VTI_ISVTI, "ip6_vti0"},
    {"any", "any/ipv6", 0, 0, "ip6tnl0"},
};
static constexpr auto mode_choices = mode_names(modes);

static bool parse_mode(Context &, Args &args, const Field &, Message &tunnel)
{
    set_mode<Parameters>(mode_from(modes, args.next()), tunnel);
    return true;
}

static void print_mode(Context &context, const Field &field, const Record &tunnel)
{
    print_tunnel_mode(context, field, tunnel.fixed<Parameters>().proto, "ipv6");
}

static constexpr Type mode_type{.arg = "MODE", .parse = parse_mode, .print = print_mode};

// --- the ends

template <in6_addr Parameters::*member>
static bool parse_end(Context &, Args &args, const Field &, Message &tunnel)
{
    const Prefix address = address_from(args.next(), AF_INET6);
    memcpy(&(parameters<Parameters>(tunnel).*member), address.bytes.data(), sizeof(in6_addr));
    return true;
}

/// Only the remote end has a host's name with -resolve.
template <in6_addr Parameters::*member, bool resolves>
static void print_end(Context &context, const Field &field, const Record &tunnel)
{
    const std::span<const uint8_t> bytes((tunnel.fixed<Parameters>().*member).s6_addr);
    AddressText space;
    context.out.string(label(field, Color::inet6),
                       resolves ? context.host(AF_INET6, bytes) : format_address(AF_INET6, bytes, space));
}

template <in6_addr Parameters::*member, bool resolves>
static constexpr Type end_type{
    .arg = "ADDR", .parse = parse_end<member>, .print = print_end<member, resolves>};

// --- the outer header. A bit (Field::mask) of the flags says that a value is inherited, or left out.

/// Takes `instead`, which sets the bit; any other word clears it. Returns whether it was `instead`.
static bool take_instead(Args &args, const Field &field, std::string_view instead, Message &tunnel)
{
    uint32_t &flags = parameters<Parameters>(tunnel).flags;
    const bool is_instead = args.take(instead);
    flags = is_instead ? flags | field.mask : flags & ~field.mask;
    return is_instead;
}

/// Shows the bit, and returns whether it is set.
static bool print_instead(Context &context, const Field &field, const Record &tunnel)
{
    const bool is_set = tunnel.fixed<Parameters>().flags & field.mask;
    if (is_set)
        context.out.null_flag(label(field));
    return is_set;
}

static void print_bit(Context &context, const Field &field, const Record &tunnel)
{
    print_instead(context, field, tunnel);
}

static bool parse_limit(Context &, Args &args, const Field &field, Message &tunnel)
{
    if (take_instead(args, field, "none", tunnel))
        return true;
    const auto limit = parse_as<uint8_t>(args.next());
    if (limit)
        parameters<Parameters>(tunnel).encap_limit = *limit;
    return limit.has_value();
}

static void print_limit(Context &context, const Field &field, const Record &tunnel)
{
    if (!print_instead(context, field, tunnel))
        context.out.number({"encap_limit", " encaplimit", ""}, tunnel.fixed<Parameters>().encap_limit);
}

static constexpr Type limit_type{.arg = "{ NUMBER | none }", .parse = parse_limit, .print = print_limit};

static bool parse_hops(Context &, Args &args, const Field &, Message &tunnel)
{
    const auto hops = parse_as<uint8_t>(args.next());
    if (hops)
        parameters<Parameters>(tunnel).hop_limit = *hops;
    return hops.has_value();
}

static void print_hops(Context &context, const Field &field, const Record &tunnel)
{
    if (const uint8_t hops = tunnel.fixed<Parameters>().hop_limit)
        context.out.number(label(field), hops);
    else
        context.out.text(" hoplimit inherit");
}

static constexpr Type hops_type{.arg = "NUMBER", .parse = parse_hops, .print = print_hops};

template <uint32_t mask> static bool parse_part(Context &, Args &args, const Field &field, Message &tunnel)
{
    __be32 &flow = parameters<Parameters>(tunnel).flowinfo;
    if (!take_instead(args, field, "inherit", tunnel))
        return parse_flow(args, mask, flow);
    set_flow(mask, 0, flow);
    return true;
}

template <uint32_t mask, int digits>
static void print_part(Context &context, const Field &field, const Record &tunnel)
{
    if (print_instead(context, field, tunnel))
        return;
    Label value(field.word, field.word, "");
    value.before = " ";
    print_flow(context, value, mask, tunnel.fixed<Parameters>().flowinfo, digits);
}

template <uint32_t mask, int digits>
static constexpr Type part_type{
    .arg = "{ HEX | inherit }", .parse = parse_part<mask>, .print = print_part<mask, digits>};

static void print_flow_info(Context &context, const Field &, const Record &tunnel)
{
    context.out.hex({"flowinfo", " (flowinfo", ")"}, be32toh(tunnel.fixed<Parameters>().flowinfo), 8);
}

static constexpr Type flow_info{.print = print_flow_info};

static bool parse_dscp(Context &, Args &args, const Field &field, Message &tunnel)
{
    return take_instead(args, field, "inherit", tunnel) || (args.next(), false);
}

static constexpr Type dscp_type{.arg = "inherit", .parse = parse_dscp, .print = print_bit};

static bool parse_bit(Context &, Args &args, const Field &field, Message &tunnel)
{
    uint32_t &flags = parameters<Parameters>(tunnel).flags;
    flags = is_negated(args, field) ? flags & ~field.mask : flags | field.mask;
    return true;
}

static constexpr Type bit_type{.parse = parse_bit, .print = print_bit, .negatable = true};

static constexpr Field head_rows[] = {
    {.type = tunnel_device_name, .json = "ifname", .after = ": "},
    {.word = "mode", .type = mode_type, .choices = mode_choices, .exact = true},
    {.word = "remote", .type = end_type<&Parameters::raddr, true>, .exact = true},
    {.word = "local", .type = end_type<&Parameters::laddr, false>, .after = "", .exact = true},
};
static constexpr auto outer_rows = blank_first(std::array{
    Field{.word = "dev", .type = tunnel_link<Parameters>, .json = "link", .exact = true},
    Field{.word = "encaplimit",
          .type = limit_type,
          .text = "encaplimit none",
          .json = "ip6_tnl_f_ign_encap_limit",
          .mask = IP6_TNL_F_IGN_ENCAP_LIMIT,
          .wrong = "invalid ELIM",
          .exact = true},
    Field{.word = "hoplimit", .type = hops_type, .also = "ttl|hlim", .wrong = "invalid TTL", .exact = true},
    Field{.word = "tclass",
          .type = part_type<flow_class_mask, 2>,
          .text = "tclass inherit",
          .json = "ip6_tnl_f_use_orig_tclass",
          .also = "tc|tos|d[sfield]",
          .mask = IP6_TNL_F_USE_ORIG_TCLASS,
          .wrong = "invalid TClass",
          .exact = true},
    Field{.word = "flowlabel",
          .type = part_type<flow_label_mask, 5>,
          .text = "flowlabel inherit",
          .json = "ip6_tnl_f_use_orig_flowlabel",
          .also = "fl",
          .mask = IP6_TNL_F_USE_ORIG_FLOWLABEL,
          .wrong = "invalid Flowlabel",
          .exact = true},
    Field{.type = flow_info},
    Field{.word = "dscp",
          .type = dscp_type,
          .text = "dscp inherit",
          .json = "ip6_tnl_f_rcv_dscp_copy",
          .mask = IP6_TNL_F_RCV_DSCP_COPY,
          .wrong = "not inherit",
          .exact = true},
    Field{.word = "allow-localremote",
          .type = bit_type,
          .json = "ip6_tnl_f_allow_local_remote",
          .mask = IP6_TNL_F_ALLOW_LOCAL_REMOTE,
          .exact = true},
});
static constexpr Fields words[] = {
    {.rows = head_rows}, {.rows = outer_rows}, {.rows = direction_rows<Parameters>}};
static constexpr const Fields *shown[] = {&words[0], &words[1], &words[2], &counter_fields};

// --- the family

constexpr uint8_t default_hops = 64, default_limit = 4;

static Message blank(TunnelVerb verb)
{
    if (verb == TunnelVerb::show)
        return Message(0, 0, Parameters{});
    return Message(
        0, 0, Parameters{.proto = IPPROTO_IPV6, .encap_limit = default_limit, .hop_limit = default_hops});
}

static void check_old(const Message &) {}

static void finish(TunnelVerb verb, Message &tunnel)
{
    if ((verb == TunnelVerb::add || verb == TunnelVerb::change) && !*tunnel_name(tunnel))
        fail("Tunnel interface name not specified");
}

static bool is_one(const Context &context, const Message &wanted)
{
    return *tunnel_name(wanted) && !context.settings.stats;
}

static bool is_wanted_end(const in6_addr &wanted, const in6_addr &there)
{
    constexpr in6_addr any{};
    return memcmp(&wanted, &any, sizeof any) == 0 || memcmp(&wanted, &there, sizeof wanted) == 0;
}

static bool wants(const Message &wanted, const Message &tunnel)
{
    const auto &want = parameters<Parameters>(wanted), &is = parameters<Parameters>(tunnel);
    auto is_wanted_part = [&](uint32_t mask) {
        return is_wanted(want.flowinfo & htobe32(mask), is.flowinfo & htobe32(mask));
    };
    return is_wanted(want.link, is.link) && is_wanted_end(want.raddr, is.raddr) &&
           is_wanted_end(want.laddr, is.laddr) && (!is.proto || is_wanted(want.proto, is.proto)) &&
           is_wanted(want.encap_limit, is.encap_limit) && is_wanted(want.hop_limit, is.hop_limit) &&
           is_wanted_part(flow_class_mask) && is_wanted_part(flow_label_mask) &&
           (!want.flags || want.flags & is.flags) && is_wanted(want.i_key, is.i_key);
}

static void complete(Message &) {}

static constexpr unsigned short hardware[] = {ARPHRD_TUNNEL6, ARPHRD_IP6GRE};

const TunnelFamily tunnels_inet6{
    .domain = AF_INET6,
    .size = sizeof(Parameters),
    .modes = modes,
    .hardware = hardware,
    .words = words,
    .shown = shown,
    .blank = blank,
    .check_old = check_old,
    .finish = finish,
    .base = base_of<Parameters, modes>,
    .is_one = is_one,
    .wants = wants,
    .complete = complete,
};

} // namespace nskit
