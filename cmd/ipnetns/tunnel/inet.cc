// SPDX-License-Identifier: MIT
// Tunnels over IPv4: ipip, gre, sit, isatap, vti.
#include "cmd/ipnetns/tunnel/parameters.h"

#include <linux/if_arp.h>

#include "lib/base/number.h"
#include "lib/row/types.h"

namespace nskit {

using Parameters = ip_tunnel_parm;

constexpr uint16_t dont_fragment = 0x4000; // IP_DF: the kernel finds out the path's MTU

// In the order in which the beginning of a tunnel's name tells its mode.
static constexpr TunnelMode modes[] = {
    {"gre", "gre/ip", IPPROTO_GRE, 0, "gre0"},
    {"ipip", "ip/ip|ip", IPPROTO_IPIP, 0, "tunl0"},
    {"sit", "ipv6/ip", IPPROTO_IPV6, 0, "sit0"},
    {"isatap", nullptr, IPPROTO_IPV6, SIT_ISATAP, "sit0"},
    {"vti", nullptr, IPPROTO_IPIP, VTI_ISVTI, "ip_vti0"},
};
static constexpr auto mode_choices = mode_names(modes);

// --- mode

static bool parse_mode(Context &, Args &args, const Field &, Message &tunnel)
{
    const TunnelMode &mode = mode_from(modes, args.next());
    const uint8_t before = protocol_of<Parameters>(tunnel);
    if (before && before != mode.protocol)
        fail_with(255, "You managed to ask for more than one tunnel mode.");
    set_mode<Parameters>(mode, tunnel);
    return true;
}

static void print_mode(Context &context, const Field &field, const Record &tunnel)
{
    print_tunnel_mode(context, field, tunnel.fixed<Parameters>().iph.protocol, "ip");
}

static constexpr Type mode_type{.arg = "MODE", .parse = parse_mode, .print = print_mode};

// --- the outer header

template <__be32 iphdr::*member> static bool parse_end(Context &, Args &args, const Field &, Message &tunnel)
{
    parameters<Parameters>(tunnel).iph.*member = inet_from(args.next());
    return true;
}

/// Only the remote end has a host's name with -resolve.
template <__be32 iphdr::*member, bool resolves>
static void print_end(Context &context, const Field &field, const Record &tunnel)
{
    const __be32 address = tunnel.fixed<Parameters>().iph.*member;
    uint8_t bytes[sizeof address];
    memcpy(bytes, &address, sizeof bytes);
    AddressText space;
    const std::string text(resolves && address ? context.host(AF_INET, bytes)
                                               : format_address(AF_INET, bytes, space));
    context.out.literal(label(field, Color::inet), address ? text : "any", quote(text));
}

template <__be32 iphdr::*member, bool resolves>
static constexpr Type end_type{
    .arg = "{ ADDR | any }", .parse = parse_end<member>, .print = print_end<member, resolves>};

static bool parse_ttl(Context &, Args &args, const Field &, Message &tunnel)
{
    const auto ttl = args.take("inherit") ? 0 : parse_as<uint8_t>(args.next());
    if (ttl)
        parameters<Parameters>(tunnel).iph.ttl = *ttl;
    return ttl.has_value();
}

static void print_ttl(Context &context, const Field &field, const Record &tunnel)
{
    if (const uint8_t ttl = tunnel.fixed<Parameters>().iph.ttl)
        context.out.number(label(field), ttl);
    else
        context.out.text(" ttl inherit");
}

static constexpr Type ttl_type{.arg = "{ NUMBER | inherit }", .parse = parse_ttl, .print = print_ttl};

constexpr uint8_t inherits_tos = 1; // the lowest bit

/// `inherit`, a value, or `inherit/VALUE`: as the packet inside has it, or else the value.
static bool parse_tos(Context &context, Args &args, const Field &field, Message &tunnel)
{
    std::string_view word = args.next();
    const bool inherits = word == "inherit" || word.starts_with("inherit/");
    if (inherits)
        word.remove_prefix(std::min(word.size(), std::string_view("inherit/").size()));
    const auto value = inherits && word.empty() && !std::string_view(args.previous()).ends_with('/')
                           ? 0
                           : context.names.id(*field.names, word);
    if (value)
        parameters<Parameters>(tunnel).iph.tos = static_cast<uint8_t>(*value | (inherits ? inherits_tos : 0));
    return value.has_value();
}

static void print_tos(Context &context, const Field &field, const Record &tunnel)
{
    const uint8_t tos = tunnel.fixed<Parameters>().iph.tos, value = tos & ~inherits_tos;
    if (!tos)
        return;
    std::string text = tos & inherits_tos ? "inherit" : "";
    if (value)
        text.append(text.empty() ? "" : "/").append(context.names.text(*field.names, value));
    context.out.string(label(field), text);
}

static constexpr Type tos_type{.arg = "{ TOS | inherit[/TOS] }", .parse = parse_tos, .print = print_tos};

static bool parse_discovery(Context &, Args &args, const Field &field, Message &tunnel)
{
    parameters<Parameters>(tunnel).iph.frag_off = is_negated(args, field) ? 0 : htobe16(dont_fragment);
    return true;
}

static void print_discovery(Context &context, const Field &, const Record &tunnel)
{
    if (!(tunnel.fixed<Parameters>().iph.frag_off & htobe16(dont_fragment)))
        context.out.null_flag({"nopmtudisc", " nopmtudisc", ""});
}

static constexpr Type discovery_type{.parse = parse_discovery, .print = print_discovery, .negatable = true};

static constexpr Field head_rows[] = {
    {.type = tunnel_device_name, .json = "ifname", .after = ": "},
    {.word = "mode", .type = mode_type, .choices = mode_choices, .exact = true},
    {.word = "remote", .type = end_type<&iphdr::daddr, true>, .exact = true},
    {.word = "local", .type = end_type<&iphdr::saddr, false>, .after = "", .exact = true},
};
static constexpr Field outer_rows[] = {
    {.word = "dev", .type = tunnel_link<Parameters>, .before = " ", .after = "", .exact = true},
    {.word = "ttl",
     .type = ttl_type,
     .before = " ",
     .after = "",
     .also = "hoplimit|hlim",
     .wrong = "invalid TTL",
     .exact = true},
    {.word = "tos",
     .type = tos_type,
     .before = " ",
     .after = "",
     .also = "tclass|d[sfield]",
     .names = &rt_dsfield,
     .wrong = "bad TOS value",
     .exact = true},
    {.word = "pmtudisc", .type = discovery_type, .exact = true},
};
static constexpr Fields words[] = {
    {.rows = head_rows}, {.rows = outer_rows}, {.rows = direction_rows<Parameters>}};
static constexpr const Fields *shown[] = {
    &words[0], &router_fields, &words[1], &relay_fields, &words[2], &counter_fields,
};

// --- the family

static Message blank(TunnelVerb)
{
    Parameters values{};
    values.iph.version = 4;
    values.iph.ihl = 5;
    values.iph.frag_off = htobe16(dont_fragment);
    return Message(0, 0, values);
}

static void check_old(const Message &tunnel)
{
    const iphdr &outer = parameters<Parameters>(tunnel).iph;
    if (outer.version != 4 || outer.ihl != 5)
        wrong_argument(tunnel_name(tunnel), "\"name\" is not an ip tunnel");
}

static void guess_mode(Message &tunnel)
{
    if (protocol_of<Parameters>(tunnel))
        return;
    for (const TunnelMode &mode : modes)
        if (std::string_view(tunnel_name(tunnel)).starts_with(mode.word))
            return set_mode<Parameters>(mode, tunnel);
}

/// Packets to a group have a key, by default the group.
static void finish_keys(Parameters &values)
{
    const bool has_key = (values.i_flags | values.o_flags) & GRE_KEY;
    if (has_key && values.iph.protocol != IPPROTO_GRE && !(values.i_flags & VTI_ISVTI))
        fail("Keys are not allowed with ipip and sit tunnels");
    if (!IN_MULTICAST(be32toh(values.iph.daddr)))
        return;
    for (auto [flags, key] : {std::pair(&values.i_flags, &values.i_key), {&values.o_flags, &values.o_key}})
        if (!(*flags & GRE_KEY)) {
            *key = values.iph.daddr;
            *flags |= GRE_KEY;
        }
    if (!values.iph.saddr)
        fail("A broadcast tunnel requires a source address");
}

static void finish(TunnelVerb verb, Message &tunnel)
{
    guess_mode(tunnel);
    if (verb == TunnelVerb::show)
        return;
    Parameters &values = parameters<Parameters>(tunnel);
    finish_keys(values);
    if (verb == TunnelVerb::remove)
        return;
    if (values.iph.ttl && !(values.iph.frag_off & htobe16(dont_fragment)))
        fail("ttl != 0 and nopmtudisc are incompatible");
    if (!values.iph.protocol)
        fail("cannot determine tunnel mode (ipip, gre, vti or sit)");
}

static bool is_one(const Context &, const Message &wanted)
{
    return protocol_of<Parameters>(wanted) != 0;
}

static bool wants(const Message &wanted, const Message &tunnel)
{
    const auto &want = parameters<Parameters>(wanted), &is = parameters<Parameters>(tunnel);
    return is_wanted(want.link, is.link) && is_wanted(want.iph.daddr, is.iph.daddr) &&
           is_wanted(want.iph.saddr, is.iph.saddr) && is_wanted(want.i_key, is.i_key);
}

/// The argument of SIOCGETPRL is a table. Its first entry has the size of the others, and is no entry of the
/// list.
static void read_routers(Message &tunnel)
{
    ip_tunnel_prl table[16]{};
    table[0].datalen = sizeof table - sizeof table[0];
    try {
        tunnel_ioctl(AF_INET, SIOCGETPRL, tunnel_name(tunnel), table);
    } catch (const Error &) {
        return; // it has no list
    }
    size_t count = 0;
    for (size_t i = 1; i < std::size(table) && count < table[0].datalen / sizeof table[0]; i++)
        if (table[i].addr)
            table[++count] = table[i];
    if (count)
        tunnel.put(TUNNEL_PRL, table + 1, count * sizeof table[0]);
}

static void read_relay(Message &tunnel)
{
    ip_tunnel_6rd relay{};
    try {
        tunnel_ioctl(AF_INET, SIOCGET6RD, tunnel_name(tunnel), &relay);
    } catch (const Error &) {
        return; // an older kernel
    }
    if (relay.prefixlen)
        tunnel.put(TUNNEL_6RD, relay);
}

static void complete(Message &tunnel)
{
    const Parameters &values = parameters<Parameters>(tunnel);
    if (values.iph.protocol != IPPROTO_IPV6)
        return;
    if (values.i_flags & SIT_ISATAP)
        read_routers(tunnel);
    read_relay(tunnel);
}

static constexpr unsigned short hardware[] = {ARPHRD_TUNNEL, ARPHRD_IPGRE, ARPHRD_SIT};

const TunnelFamily tunnels_inet{
    .domain = AF_INET,
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
