// SPDX-License-Identifier: MIT
#include "tunnel.h"

#include <netinet/in.h>

#include <algorithm>

#include "address.h"

namespace nskit {

// --- ends

static bool is_zero(std::span<const uint8_t> bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte == 0; });
}

template <int family>
static bool parse_address_or_any(Session &, Args &args, const Field &field, Message &message)
{
    Prefix address = address_from(args.next(), family);
    if (!is_zero(address.data()) || message.find(field.attr))
        message.put(field.attr, address.bytes.data(), family_bits(family) / 8);
    return true;
}

static void print_address_or_any(Session &session, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    AddressText space;
    int family = bytes.size() == 16 ? AF_INET6 : AF_INET;
    session.out.string(field.word, is_zero(bytes) ? "any" : format_address(family, bytes, space));
}

constexpr Type tunnel_inet{"{ ADDRESS | any }", parse_address_or_any<AF_INET>, print_address_or_any};
constexpr Type tunnel_inet6{"{ ADDRESS | any }", parse_address_or_any<AF_INET6>, print_address_or_any};

static bool is_multicast(const Prefix &address)
{
    return address.family == AF_INET6 ? address.bytes[0] == 0xff : address.bytes[0] >> 4 == 0xe;
}

void put_end(Args &args, const Field &field, EndAttrs attrs, int family, bool multicast, Message &message)
{
    Prefix address = address_from(args.next(), family);
    if (is_zero(address.data()) || is_multicast(address) != multicast)
        wrong_argument(args.previous(), format("invalid %s address", field.word));
    message.put(address.family == AF_INET6 ? attrs.inet6 : attrs.inet, address.bytes.data(), address.size);
}

int end_family(Message &message, std::span<const EndAttrs> ends)
{
    for (const EndAttrs &end : ends) {
        if (message.find(end.inet))
            return AF_INET;
        if (message.find(end.inet6))
            return AF_INET6;
    }
    return AF_UNSPEC;
}

void show_end(Session &session, const char *word, const nlattr *attr)
{
    auto bytes = get_bytes(attr);
    if (is_zero(bytes))
        return;
    AddressText space;
    bool inet6 = bytes.size() == 16;
    std::string key = format("%s%s", word, inet6 ? "6" : "");
    session.out.string({key.c_str(), word}, format_address(inet6 ? AF_INET6 : AF_INET, bytes, space));
}

bool is_group(const nlattr *attr)
{
    auto bytes = get_bytes(attr);
    return !bytes.empty() && (bytes.size() == 16 ? bytes[0] == 0xff : bytes[0] >> 4 == 0xe);
}

// --- numbers

constexpr Type tunnel_ttl{
    "{ NUMBER | inherit }",
    [](Session &session, Args &args, const Field &field, Message &message) {
        if (!args.take("inherit"))
            return read_number<uint8_t>(session, args, field, message);
        message.put<uint8_t>(field.attr, 0);
        return true;
    },
    [](Session &session, const Field &field, const Record &record) {
        std::string number = std::to_string(get<uint8_t>(record[field.attr]));
        session.out.literal({field.key(), field.word}, number == "0" ? "inherit" : number, number);
    }};

constexpr Type tunnel_tos{"{ NUMBER | inherit }",
                          [](Session &session, Args &args, const Field &field, Message &message) {
                              if (!args.take("inherit"))
                                  return read_number<uint8_t>(session, args, field, message);
                              message.put<uint8_t>(field.attr, 1);
                              return true;
                          },
                          [](Session &session, const Field &field, const Record &record) {
                              unsigned tos = get<uint8_t>(record[field.attr]);
                              std::string number = format("0x%x", tos);
                              if (tos)
                                  session.out.literal(field.word, tos == 1 ? "inherit" : number,
                                                      quote(number));
                          }};

void show_tunnel_mark(Session &session, const Field &field, const Record &record)
{
    if (auto mark = get<uint32_t>(record[field.attr]))
        session.out.hex(field.word, mark);
}

constexpr Type tunnel_mark{"NUMBER", read_number<uint32_t>, show_tunnel_mark};

constexpr Type tunnel_label{"NUMBER", read_number<uint32_t, true>,
                            [](Session &session, const Field &field, const Record &record) {
                                if (uint32_t label = be32toh(get<uint32_t>(record[field.attr])))
                                    session.out.hex({field.key(), field.word}, label);
                            }};

static constexpr Choice fragment_rules[] = {{"unset", 0}, {"set", 1}, {"inherit", 2}};
constexpr Type tunnel_df{"{ unset | set | inherit }",
                         [](Session &, Args &args, const Field &field, Message &message) {
                             auto rule = choice_value(fragment_rules, args.next());
                             if (rule)
                                 message.put<uint8_t>(field.attr, static_cast<uint8_t>(*rule));
                             return rule.has_value();
                         },
                         [](Session &session, const Field &field, const Record &record) {
                             auto rule = get<uint8_t>(record[field.attr]);
                             const char *name = choice_name(fragment_rules, rule);
                             if (name && rule)
                                 session.out.string(field.word, name);
                             else if (name)
                                 session.out.data(field.word, name);
                         }};

/// The wire form of a range of ports, the same for all drivers.
using PortRange = ifla_vxlan_port_range;

static uint16_t read_port(Args &args, const char *what)
{
    auto port = parse_as<uint16_t>(args.next());
    if (!port)
        wrong_argument(args.previous(), what);
    return htobe16(*port);
}

constexpr Type tunnel_ports{"MIN MAX",
                            [](Session &, Args &args, const Field &field, Message &message) {
                                PortRange range{};
                                range.low = read_port(args, "min port");
                                range.high = read_port(args, "max port");
                                message.put(field.attr, range);
                                return true;
                            },
                            [](Session &session, const Field &field, const Record &record) {
                                auto range = get<PortRange>(record[field.attr]);
                                auto object = session.out.object("port_range");
                                session.out.number({"low", field.word}, be16toh(range.low));
                                session.out.number({"high", ""}, be16toh(range.high));
                            }};

constexpr Type tunnel_switch{nullptr, read_boolean,
                             [](Session &session, const Field &field, const Record &record) {
                                 if (get<uint8_t>(record[field.attr]))
                                     session.out.flag({field.key(), field.word});
                             },
                             true};

constexpr Type tunnel_bit{nullptr, nullptr, [](Session &session, const Field &field, const Record &record) {
                              if (get_unsigned(record[field.attr]) & field.bit)
                                  session.out.flag({field.key(), field.label()});
                          }};

constexpr Type tunnel_mode{
    "NAME", read_choice<uint8_t>, [](Session &session, const Field &field, const Record &record) {
        if (const char *name = choice_name(field.choices, get<uint8_t>(record[field.attr])))
            session.out.string({field.json, ""}, name);
    }};

// --- keys

uint32_t read_tunnel_key(Args &args, const Field &field)
{
    std::string_view word = args.next();
    if (word.find('.') != word.npos) {
        Prefix address = address_from(word, AF_INET);
        uint32_t key;
        memcpy(&key, address.bytes.data(), sizeof key);
        return key;
    }
    auto number = parse_as<uint32_t>(word);
    if (!number)
        fail_with(255, "invalid value for \"%s\": \"%s\"; it should be an unsigned integer", field.word,
                  args.previous());
    return htobe32(*number);
}

void show_tunnel_key(Session &session, const Field &field, uint32_t network_key)
{
    AddressText space;
    uint8_t bytes[sizeof network_key];
    memcpy(bytes, &network_key, sizeof bytes);
    session.out.string({field.key(), field.label()}, format_address(AF_INET, bytes, space));
}

} // namespace nskit
