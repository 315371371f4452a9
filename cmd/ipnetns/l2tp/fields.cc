// SPDX-License-Identifier: MIT
// The words and attributes of tunnels and of sessions.
#include <strings.h>

#include "cmd/ipnetns/l2tp/l2tp.h"
#include "lib/base/hex.h"
#include "lib/row/types.h"

namespace nskit {

// --- tunnels

static constexpr Choice encaps[] = {{"udp", L2TP_ENCAPTYPE_UDP}, {"ip", L2TP_ENCAPTYPE_IP}};

static bool parse_encap(Context &context, Args &args, const Field &field, Message &message)
{
    if (!parse_choice<uint16_t>(context, args, field, message))
        fail_with(255, "Unknown tunnel encapsulation \"%s\"", args.previous().data());
    return true;
}

static void print_encap(Context &context, const Field &field, const Record &tunnel)
{
    const auto encap = get<uint16_t>(tunnel[field.attr]);
    context.out.string(label(field), encap == L2TP_ENCAPTYPE_UDP  ? "UDP"
                                     : encap == L2TP_ENCAPTYPE_IP ? "IP"
                                                                  : "??");
}

static constexpr Type encap_type{.arg = "NAME", .parse = parse_encap, .print = print_encap};

/// An end has an attribute for each family (Field::attr, Field::part). `any` is no end.
static bool parse_end(Context &context, Args &args, const Field &field, Message &message)
{
    const Prefix address = address_from(args.next(), context.settings.family);
    for (const uint16_t attr : {field.attr, field.part})
        message.drop(attr);
    if (address.size)
        message.put_address(address.family == AF_INET6 ? field.part : field.attr, address);
    return true;
}

static void print_end(Context &context, const Field &field, const Record &tunnel)
{
    const bool is_inet6 = tunnel[field.part];
    const nlattr *address = tunnel[is_inet6 ? field.part : field.attr];
    if (!address)
        return;
    AddressText space;
    const int family = is_inet6 ? AF_INET6 : AF_INET;
    context.out.string(label(field, address_color(family)),
                       format_address(family, get_bytes(address), space));
}

static constexpr Type end_type{.arg = "ADDR", .parse = parse_end, .print = print_end};

/// Whether the word is `on`. Throws if it is not `off` either.
static bool take_switch(Args &args, const Field &field)
{
    const std::string_view value = args.next();
    if (value != "on" && value != "off")
        wrong_argument(value, format("invalid option for %s", field.word));
    return value == "on";
}

static bool parse_checksum(Context &, Args &args, const Field &field, Message &message)
{
    const bool is_on = take_switch(args, field);
    message.drop(field.attr);
    if (is_on)
        message.put<uint8_t>(field.attr, 1);
    return true;
}

/// Over IPv6 the attribute says that there is no checksum.
static bool parse_no_checksum(Context &, Args &args, const Field &field, Message &message)
{
    const bool is_on = take_switch(args, field);
    message.drop(field.attr);
    if (!is_on)
        message.put(field.attr, nullptr, 0);
    return true;
}

static void print_checksums(Context &context, bool tx, bool rx)
{
    context.out.data_bool("checksum_tx", tx);
    context.out.data_bool("checksum_rx", rx);
    context.out.text(tx && rx ? "enabled" : tx ? "tx" : rx ? "rx" : "disabled");
}

static void print_checksum(Context &context, const Field &field, const Record &tunnel)
{
    if (tunnel.attrs.value<uint16_t>(L2TP_ATTR_ENCAP_TYPE) != L2TP_ENCAPTYPE_UDP)
        return;
    context.out.line_break();
    context.out.text("  UDP checksum: ");
    if (tunnel[L2TP_ATTR_IP6_SADDR])
        return print_checksums(context, !tunnel[L2TP_ATTR_UDP_ZERO_CSUM6_TX],
                               !tunnel[L2TP_ATTR_UDP_ZERO_CSUM6_RX]);
    const bool is_on = tunnel.attrs.value<uint8_t>(field.attr);
    context.out.data_bool(field.json, is_on);
    context.out.text(is_on ? "enabled" : "disabled");
}

static constexpr Type checksum{.arg = "{ on | off }", .parse = parse_checksum, .print = print_checksum};
static constexpr Type inet6_checksum{.arg = "{ on | off }", .parse = parse_no_checksum};

constexpr const char *bad_id = "invalid ID", *bad_port = "invalid port";

static constexpr Field tunnel_rows[] = {
    {.word = "tunnel_id",
     .attr = L2TP_ATTR_CONN_ID,
     .type = u32,
     .text = "Tunnel",
     .json = "tunnel_id",
     .after = "",
     .also = "tid",
     .wrong = bad_id,
     .exact = true},
    {.word = "encap",
     .attr = L2TP_ATTR_ENCAP_TYPE,
     .type = encap_type,
     .text = ", encap",
     .json = "encap",
     .after = "",
     .choices = encaps,
     .initial = "udp",
     .exact = true},
    {.type = new_line},
    {.word = "local",
     .attr = L2TP_ATTR_IP_SADDR,
     .type = end_type,
     .text = "From",
     .json = "local",
     .before = "  ",
     .part = L2TP_ATTR_IP6_SADDR,
     .exact = true,
     .always = true},
    {.word = "remote",
     .attr = L2TP_ATTR_IP_DADDR,
     .type = end_type,
     .text = "to",
     .json = "peer",
     .after = "",
     .part = L2TP_ATTR_IP6_DADDR,
     .exact = true,
     .always = true},
    {.type = new_line},
    {.word = "peer_tunnel_id",
     .attr = L2TP_ATTR_PEER_CONN_ID,
     .type = u32,
     .text = "Peer tunnel",
     .json = "peer_tunnel",
     .before = "  ",
     .after = "",
     .also = "ptid",
     .wrong = bad_id,
     .exact = true},
    {.attr = L2TP_ATTR_UDP_SPORT, .type = new_line},
    {.word = "udp_sport",
     .attr = L2TP_ATTR_UDP_SPORT,
     .type = u16,
     .text = "UDP source / dest ports:",
     .json = "local_port",
     .before = "  ",
     .after = "/",
     .wrong = bad_port,
     .exact = true},
    {.word = "udp_dport",
     .attr = L2TP_ATTR_UDP_DPORT,
     .type = u16,
     .text = "",
     .json = "peer_port",
     .after = "",
     .wrong = bad_port,
     .exact = true},
    {.word = "udp_csum",
     .attr = L2TP_ATTR_UDP_CSUM,
     .type = checksum,
     .json = "checksum",
     .exact = true,
     .always = true},
    {.word = "udp6_csum_tx", .attr = L2TP_ATTR_UDP_ZERO_CSUM6_TX, .type = inet6_checksum, .exact = true},
    {.word = "udp6_csum_rx", .attr = L2TP_ATTR_UDP_ZERO_CSUM6_RX, .type = inet6_checksum, .exact = true},
};
constexpr Fields l2tp_tunnel_fields{.rows = tunnel_rows};

// --- sessions

static bool parse_name(Context &, Args &args, const Field &field, Message &message)
{
    const char *name = args.next();
    if (is_device_name(name))
        message.put_string(field.attr, name);
    return is_device_name(name);
}

static void print_name_of(Context &context, const Field &field, const Record &session)
{
    context.out.line_break();
    context.out.string(label(field, Color::ifname), get_string(session[field.attr]));
}

static constexpr Type name_type{.arg = "NAME", .parse = parse_name, .print = print_name_of};

/// The kernel has had no offsets for years; the line stays for scripts.
static void print_offset(Context &context, const Field &, const Record &)
{
    context.out.line_break();
    context.out.text("  offset 0, peer offset 0");
}

static bool ignore_offset(Context &, Args &args, const Field &field, Message &)
{
    args.next();
    warn("Ignoring option \"%s\"", field.word);
    return true;
}

static constexpr Type offset{.arg = "NUMBER", .parse = ignore_offset};
static constexpr Type offset_line{.print = print_offset};

static bool parse_cookie(Context &, Args &args, const Field &field, Message &message)
{
    const std::string_view word = args.next();
    if (word.size() != 8 && word.size() != 16)
        wrong_argument(word, "cookie must be either 8 or 16 hex digits");
    const auto bytes = parse_hex(word);
    if (!bytes)
        wrong_argument(word, "cookie must be a hex string");
    message.put(field.attr, bytes->data(), bytes->size());
    return true;
}

static void print_cookie(Context &context, const Field &field, const Record &session)
{
    context.out.string(label(field), format_hex(get_bytes(session[field.attr])));
}

static constexpr Type cookie{.arg = "HEX", .parse = parse_cookie, .print = print_cookie};

static constexpr Choice headers[] = {{"none", L2TP_L2SPECTYPE_NONE}, {"default", L2TP_L2SPECTYPE_DEFAULT}};

constexpr uint8_t default_header_size = 4;

/// The value of a name in any case. Throws `Unknown WHAT "WORD"` (255).
static uint32_t take_choice(Args &args, const Field &field, const char *what)
{
    const char *word = args.next();
    for (const Choice &choice : field.choices)
        if (strcasecmp(word, choice.name) == 0)
            return choice.value;
    fail_with(255, "Unknown %s \"%s\"", what, word);
}

static bool parse_header(Context &, Args &args, const Field &field, Message &message)
{
    const auto type = static_cast<uint8_t>(take_choice(args, field, "layer2specific header type"));
    message.put<uint8_t>(field.attr, type);
    message.put<uint8_t>(L2TP_ATTR_L2SPEC_LEN, type == L2TP_L2SPECTYPE_NONE ? 0 : default_header_size);
    return true;
}

static constexpr Type header{.arg = "NAME", .parse = parse_header};

constexpr uint32_t sends = 1, receives = 2;
static constexpr Choice directions[] = {
    {"none", 0}, {"send", sends}, {"recv", receives}, {"both", sends | receives}};

static bool parse_sequence(Context &, Args &args, const Field &field, Message &message)
{
    const uint32_t wanted = take_choice(args, field, "seq value");
    for (auto [attr, bit] : {std::pair(L2TP_ATTR_RECV_SEQ, receives), {L2TP_ATTR_SEND_SEQ, sends}}) {
        message.drop(static_cast<uint16_t>(attr));
        if (wanted & bit)
            message.put<uint8_t>(static_cast<uint16_t>(attr), 1);
    }
    return true;
}

static void print_sequence(Context &context, const Field &, const Record &session)
{
    const bool is_sent = session.attrs.value<uint8_t>(L2TP_ATTR_SEND_SEQ);
    const bool is_expected = session.attrs.value<uint8_t>(L2TP_ATTR_RECV_SEQ);
    if (!is_sent && !is_expected)
        return;
    context.out.line_break();
    context.out.text("  sequence numbering:");
    if (is_sent)
        context.out.null_flag({"send_seq", " send", ""});
    if (is_expected)
        context.out.null_flag({"recv_seq", " recv", ""});
}

static constexpr Type sequence{.arg = "NAME", .parse = parse_sequence, .print = print_sequence};

static constexpr Field session_rows[] = {
    {.word = "session_id",
     .attr = L2TP_ATTR_SESSION_ID,
     .type = u32,
     .text = "Session",
     .json = "session_id",
     .after = "",
     .also = "sid",
     .wrong = bad_id,
     .exact = true},
    {.attr = L2TP_ATTR_CONN_ID,
     .type = u32,
     .text = "in tunnel",
     .json = "tunnel_id",
     .before = " ",
     .after = ""},
    {.type = new_line},
    {.word = "peer_session_id",
     .attr = L2TP_ATTR_PEER_SESSION_ID,
     .type = u32,
     .text = "Peer session",
     .json = "peer_session_id",
     .before = "  ",
     .after = "",
     .also = "psid",
     .wrong = bad_id,
     .exact = true},
    {.attr = L2TP_ATTR_PEER_CONN_ID, .type = u32, .text = ", tunnel", .json = "peer_tunnel_id", .after = ""},
    {.word = "name",
     .attr = L2TP_ATTR_IFNAME,
     .type = name_type,
     .text = "interface name:",
     .json = "interface",
     .before = "  ",
     .after = "",
     .wrong = "\"name\" not a valid ifname",
     .exact = true},
    {.type = offset_line},
    {.type = new_line},
    {.word = "cookie", .attr = L2TP_ATTR_COOKIE, .type = cookie, .before = "  ", .after = "", .exact = true},
    {.word = "peer_cookie",
     .attr = L2TP_ATTR_PEER_COOKIE,
     .type = cookie,
     .text = "peer cookie",
     .json = "peer_cookie",
     .before = "  ",
     .after = "",
     .exact = true},
    {.attr = L2TP_ATTR_RECV_TIMEOUT,
     .type = u64,
     .text = "reorder timeout:",
     .json = "reorder_timeout",
     .before = "  ",
     .after = "",
     .hide = 0},
    {.word = "seq",
     .attr = L2TP_ATTR_SEND_SEQ,
     .type = sequence,
     .choices = directions,
     .exact = true,
     .always = true},
    {.word = "l2spec_type",
     .attr = L2TP_ATTR_L2SPEC_TYPE,
     .type = header,
     .choices = headers,
     .initial = "default",
     .exact = true},
    {.word = "offset", .type = offset, .exact = true},
    {.word = "peer_offset", .type = offset, .exact = true},
};
constexpr Fields l2tp_session_fields{.rows = session_rows};

} // namespace nskit
