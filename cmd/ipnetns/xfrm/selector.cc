// SPDX-License-Identifier: MIT
// Selectors: which packets a policy, or a state, is for.
#include <endian.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/base/number.h"
#include "lib/row/context.h"

namespace nskit::ipsec {

/// A selector while it is read.
struct Reading {
    xfrm_selector &selector;
    SelectorWords &words;
    uint8_t source_family = 0, destination_family = 0;
    bool has_ports = false, has_type = false, has_key = false; ///< which words were there
};

constexpr int any_protocol = 0, mobility_header = 135; // IPPROTO_MH, which old headers lack

// --- ports, types and keys

static void set_source_port(Reading &reading, uint16_t port, uint16_t mask)
{
    reading.selector.sport = htobe16(port);
    reading.selector.sport_mask = htobe16(mask);
    reading.words.source_port = true;
}

static void set_destination_port(Reading &reading, uint16_t port, uint16_t mask)
{
    reading.selector.dport = htobe16(port);
    reading.selector.dport_mask = htobe16(mask);
    reading.words.destination_port = true;
}

constexpr uint16_t all_bits = 0xffff;

/// Port 0 means any port.
template <auto set> static void parse_port(Context &, Args &args, Reading &reading)
{
    const std::string wrong = bad_value_after(args.previous());
    const auto port = static_cast<uint16_t>(take_number(args, wrong.c_str(), UINT16_MAX));
    set(reading, port, port ? all_bits : 0);
    reading.has_ports = true;
}

/// The type and the code of ICMP take the places of the ports; 0 is a value like others.
template <auto set> static void parse_type(Context &, Args &args, Reading &reading)
{
    const std::string wrong = bad_value_after(args.previous());
    set(reading, static_cast<uint16_t>(take_number(args, wrong.c_str(), UINT8_MAX)), all_bits);
    reading.has_type = true;
}

/// A number, or four as in an IPv4 address.
static void parse_key(Context &, Args &args, Reading &reading)
{
    const char *word = args.next();
    uint32_t key = 0;
    if (strchr(word, '.')) {
        const Prefix quad = address_from(word, AF_INET);
        memcpy(&key, quad.bytes.data(), sizeof key);
        key = be32toh(key);
    } else if (auto number = parse_as<uint32_t>(word)) {
        key = *number;
    } else {
        fail_with(255, "value after \"key\" is invalid");
    }
    set_source_port(reading, static_cast<uint16_t>(key >> 16), all_bits);
    set_destination_port(reading, static_cast<uint16_t>(key), all_bits);
    reading.has_key = true;
}

static void parse_upper_protocol(Context &context, Args &args, Reading &reading)
{
    const std::string_view word = args.next();
    auto id = word == "any" ? std::optional<uint32_t>(any_protocol) : context.names.id(ip_protocols, word);
    if (!id)
        wrong_argument(word, "PROTO value is invalid");
    reading.selector.proto = static_cast<uint8_t>(*id);
    reading.words.protocol = true;
}

/// The words of the protocol above IP, which stand together.
static constexpr Word<Reading> upper_words[] = {
    {.word = "proto", .arg = "PROTO", .set = parse_upper_protocol, .exact = true},
    {.word = "sport", .arg = "PORT", .set = parse_port<set_source_port>, .exact = true},
    {.word = "dport", .arg = "PORT", .set = parse_port<set_destination_port>, .exact = true},
    {.word = "type", .arg = "NUMBER", .set = parse_type<set_source_port>, .exact = true},
    {.word = "code", .arg = "NUMBER", .set = parse_type<set_destination_port>, .exact = true},
    {.word = "key", .arg = "{ DOTTED-QUAD | NUMBER }", .set = parse_key, .exact = true},
};

static std::string protocol_name(Context &context, uint8_t protocol)
{
    return std::string(context.names.text(ip_protocols, protocol));
}

static bool is_among(uint8_t protocol, std::initializer_list<int> protocols)
{
    return std::find(protocols.begin(), protocols.end(), protocol) != protocols.end();
}

static bool has_ports(uint8_t protocol)
{
    return is_among(protocol, {IPPROTO_TCP, IPPROTO_UDP, IPPROTO_SCTP, IPPROTO_DCCP});
}

static bool has_type(uint8_t protocol)
{
    return is_among(protocol, {IPPROTO_ICMP, IPPROTO_ICMPV6, mobility_header});
}

static void check_upper(Context &context, const Reading &reading)
{
    const uint8_t protocol = reading.selector.proto;
    const std::string name = protocol_name(context, protocol);
    if (reading.has_ports && !has_ports(protocol) && protocol != any_protocol)
        fail("\"sport\" and \"dport\" are invalid with PROTO value \"%s\"", name.c_str());
    if (reading.has_type && !has_type(protocol))
        fail("\"type\" and \"code\" are invalid with PROTO value \"%s\"", name.c_str());
    if (reading.has_key && protocol != IPPROTO_GRE)
        fail("\"key\" is invalid with PROTO value \"%s\"", name.c_str());
}

// --- the whole

static void parse_source(Context &context, Args &args, Reading &reading)
{
    const Prefix prefix = take_prefix(context, args);
    reading.selector.saddr = address_of(prefix);
    reading.selector.prefixlen_s = prefix.length;
    reading.source_family = prefix.family;
}

static void parse_destination(Context &context, Args &args, Reading &reading)
{
    const Prefix prefix = take_prefix(context, args);
    reading.selector.daddr = address_of(prefix);
    reading.selector.prefixlen_d = prefix.length;
    reading.destination_family = prefix.family;
}

static void parse_device(Context &context, Args &args, Reading &reading)
{
    reading.selector.ifindex = args.take("none") ? 0 : take_device(context, args, "DEV value is invalid");
    reading.words.device = true;
}

static constexpr Word<Reading> selector_words[] = {
    {.word = "src", .arg = "ADDR[/PLEN]", .set = parse_source, .exact = true},
    {.word = "dst", .arg = "ADDR[/PLEN]", .set = parse_destination, .exact = true},
    {.word = "dev", .arg = "DEV", .set = parse_device, .exact = true},
};

std::string describe_selector(int indent)
{
    std::string text = describe_words<Reading>(selector_words, indent);
    text += describe_words<Reading>(upper_words, indent) + "\nPROTO := {";
    append_part(text, "any | tcp | udp | sctp | dccp | icmp | ipv6-icmp | mobility-header | gre", indent);
    append_part(text, "| NAME | NUMBER }", indent);
    return text + "\n";
}

bool parse_selector(Context &context, Args &args, xfrm_selector &selector, SelectorWords &words)
{
    Reading reading{selector, words};
    bool has_upper = false;
    for (;; words.any = true) {
        if (parse_word<Reading>(context, args, selector_words, reading))
            continue;
        if (has_upper || !parse_word<Reading>(context, args, upper_words, reading))
            break;
        has_upper = true;
        while (parse_word<Reading>(context, args, upper_words, reading))
            continue;
        check_upper(context, reading);
    }
    if (!words.any)
        return false;
    if (reading.source_family && reading.destination_family &&
        reading.source_family != reading.destination_family)
        wrong_argument(args.previous(),
                       "the same address family is required between values after \"src\" and \"dst\"");
    const int family = reading.destination_family ? reading.destination_family : reading.source_family;
    if (family)
        selector.family = static_cast<uint16_t>(context.settings.family = family);
    return true;
}

// --- printing

static std::string port_text(const char *word, uint16_t port, uint16_t mask)
{
    return mask ? format("%s %u ", word, be16toh(port)) : "";
}

/// What the places of the ports hold, which depends on the protocol.
static std::string upper_text(const Context &context, const xfrm_selector &selector)
{
    if (selector.proto == IPPROTO_GRE)
        return selector.sport_mask && selector.dport_mask
                   ? format("key %u ", be16toh(selector.sport) << 16 | be16toh(selector.dport))
                   : "";
    const bool is_type = has_type(selector.proto), is_mobility = selector.proto == mobility_header;
    std::string text = port_text(is_type ? "type" : "sport", selector.sport, selector.sport_mask);
    if (!is_mobility)
        return text + port_text(is_type ? "code" : "dport", selector.dport, selector.dport_mask);
    if (selector.dport_mask && context.settings.stats)
        text += format("(dport) 0x%.4x ", selector.dport); // with its bytes in the order of the reference
    return text;
}

void print_selector(Context &context, const char *title, const xfrm_selector &selector, int family)
{
    if (selector.family != AF_UNSPEC)
        family = selector.family;
    std::string text = title;
    text += format("src %s/%u dst %s/%u ", address_text(selector.saddr, family).c_str(), selector.prefixlen_s,
                   address_text(selector.daddr, family).c_str(), selector.prefixlen_d);
    if (selector.proto)
        text += format("proto %s ", protocol_name(context, selector.proto).c_str());
    text += upper_text(context, selector);
    if (selector.ifindex > 0)
        text.append("dev ").append(context.links().name(selector.ifindex)).append(" ");
    if (context.settings.stats)
        text += format("uid %u", selector.user);
    print_line(context, text);
}

bool is_empty(const xfrm_selector &selector)
{
    const auto bytes = std::as_bytes(std::span(&selector, 1));
    return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{}; });
}

// --- filters

bool agrees(const xfrm_selector &filter, const SelectorWords &words, const xfrm_selector &selector)
{
    auto bytes = [](const xfrm_address_t &address) { return reinterpret_cast<const uint8_t *>(&address); };
    return (!filter.family || filter.family == selector.family) &&
           same_bits(bytes(filter.saddr), bytes(selector.saddr), filter.prefixlen_s) &&
           same_bits(bytes(filter.daddr), bytes(selector.daddr), filter.prefixlen_d) &&
           (!words.device || filter.ifindex == selector.ifindex) &&
           (!words.protocol || filter.proto == selector.proto) &&
           (!words.source_port || filter.sport == selector.sport) &&
           (!words.destination_port || filter.dport == selector.dport);
}

} // namespace nskit::ipsec
