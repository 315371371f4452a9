// SPDX-License-Identifier: MIT
// What tunnels have in common: types of values, and rows for the same words on different attributes.
#pragma once

#include <endian.h>
#include <linux/if_tunnel.h>
#include <linux/ip6_tunnel.h>

#include <bit>
#include <tuple>

#include "kinds.h"
#include "number.h"

namespace nskit {

/// Changes an attribute of the innermost open nest, which several words share; it starts as 0 where it is not
/// there yet.
template <class T, class Change> void modify(Message &message, uint16_t attr, Change change)
{
    nlattr *there = message.find(attr);
    T value = there ? get<T>(there) : T{};
    change(value);
    if (there)
        memcpy(mnl_attr_get_payload(there), &value, sizeof value);
    else
        message.put(attr, value);
}

/// Sets or clears bits of an attribute.
template <class T> void modify_bits(Message &message, uint16_t attr, T bits, bool on)
{
    modify<T>(message, attr, [&](T &value) { value = static_cast<T>(on ? value | bits : value & ~bits); });
}

// --- types

/// An end of the tunnel; `any`, which is zero, is sent where it replaces another one only.
extern const Type tunnel_inet, tunnel_inet6;
/// A u8: NUMBER, or `inherit`, which is 0.
extern const Type tunnel_ttl;
/// A u8 in hex, or `inherit`, which is 1; 0 is not shown.
extern const Type tunnel_tos;
/// A u32 in hex; 0 is not shown.
extern const Type tunnel_mark;
void show_tunnel_mark(Session &, const Field &, const Record &);
/// A be32 of 20 bits in hex; 0 is not shown.
extern const Type tunnel_label;
/// A u8: unset, set, inherit; text leaves out what is unset.
extern const Type tunnel_df;
/// MIN MAX, a pair of be16.
extern const Type tunnel_ports;
/// `[no]WORD`, a u8 that is shown where it is on.
extern const Type tunnel_switch;

/// A bit (Field::bit) of an attribute, shown as the word where it is set.
extern const Type tunnel_bit;

/// What goes through the tunnel, as a u8 IPPROTO_* with names; shown without its word, by the first of its
/// names, where it has one.
extern const Type tunnel_mode;

/// A number or a dotted quad. Throws `invalid value for "WORD": ...` (255).
uint32_t read_tunnel_key(Args &args, const Field &field);
/// As a dotted quad.
void show_tunnel_key(Session &session, const Field &field, uint32_t network_key);

/// One end of a tunnel that has an attribute for each family.
struct EndAttrs {
    uint16_t inet, inet6;
};
/// Reads the address behind the keyword. Throws `Error: argument "X" is wrong: invalid WORD address` (255)
/// where it is zero, or is multicast and should not be, or the other way round.
void put_end(Args &args, const Field &field, EndAttrs attrs, int family, bool multicast, Message &message);
/// The family of the ends that the message has already, or AF_UNSPEC.
int end_family(Message &message, std::span<const EndAttrs> ends);
/// The address, unless it is zero; in JSON as WORD or WORD6.
void show_end(Session &session, const char *word, const nlattr *attr);
/// Whether the address is multicast.
bool is_group(const nlattr *attr);

/// A u8: NUMBER, `auto`, which is 0, or `inherit`, which is an attribute of its own: a u8, or present at all.
template <uint16_t inherit_attr, bool as_number> struct AutoTtl {
    static bool parse(Session &, Args &args, const Field &field, Message &message)
    {
        if (args.take("inherit")) {
            const uint8_t on = 1;
            message.put(inherit_attr, &on, as_number ? sizeof on : 0);
            return true;
        }
        auto ttl = args.take("auto") ? 0 : parse_as<uint32_t>(args.next());
        if (ttl.value_or(0) > UINT8_MAX)
            wrong_argument(args.previous(), "TTL must be <= 255");
        if (ttl)
            message.put<uint8_t>(field.attr, static_cast<uint8_t>(*ttl));
        return ttl.has_value();
    }
    static void print(Session &session, const Field &field, const Record &record)
    {
        const nlattr *inherit = record[inherit_attr];
        if (inherit && (get_bytes(inherit).empty() || get<uint8_t>(inherit)))
            return session.out.text(format("%s inherit ", field.word));
        uint8_t ttl = get<uint8_t>(record[field.attr]);
        std::string number = std::to_string(ttl);
        session.out.literal(field.word, ttl ? number : "auto", number);
    }
    static constexpr Type type{"{ NUMBER | auto | inherit }", parse, print};
};

// --- rows

/// The attributes that the two families of drivers number differently.
struct TunnelAttrs {
    uint16_t link, local, remote, ttl, tos, pmtudisc, mark, external;
    uint16_t encap_limit, flow, flags; // over IPv6 only
    uint16_t encap, encap_flags, encap_sport, encap_dport;
};
inline constexpr TunnelAttrs iptun{
    IFLA_IPTUN_LINK,        IFLA_IPTUN_LOCAL,       IFLA_IPTUN_REMOTE,      IFLA_IPTUN_TTL,
    IFLA_IPTUN_TOS,         IFLA_IPTUN_PMTUDISC,    IFLA_IPTUN_FWMARK,      IFLA_IPTUN_COLLECT_METADATA,
    IFLA_IPTUN_ENCAP_LIMIT, IFLA_IPTUN_FLOWINFO,    IFLA_IPTUN_FLAGS,       IFLA_IPTUN_ENCAP_TYPE,
    IFLA_IPTUN_ENCAP_FLAGS, IFLA_IPTUN_ENCAP_SPORT, IFLA_IPTUN_ENCAP_DPORT,
};
inline constexpr TunnelAttrs gretun{
    IFLA_GRE_LINK,        IFLA_GRE_LOCAL,       IFLA_GRE_REMOTE,      IFLA_GRE_TTL,
    IFLA_GRE_TOS,         IFLA_GRE_PMTUDISC,    IFLA_GRE_FWMARK,      IFLA_GRE_COLLECT_METADATA,
    IFLA_GRE_ENCAP_LIMIT, IFLA_GRE_FLOWINFO,    IFLA_GRE_FLAGS,       IFLA_GRE_ENCAP_TYPE,
    IFLA_GRE_ENCAP_FLAGS, IFLA_GRE_ENCAP_SPORT, IFLA_GRE_ENCAP_DPORT,
};

consteval auto external_row(const TunnelAttrs &at)
{
    return std::array{Field{.word = "external", .attr = at.external, .type = presence}};
}

consteval auto end_rows(uint16_t remote, uint16_t local, uint16_t link, const Type &address)
{
    return std::array{
        Field{.word = "remote", .attr = remote, .type = address},
        Field{.word = "local", .attr = local, .type = address},
        Field{.word = "dev", .attr = link, .type = device, .json = "link", .hide = 0},
    };
}

consteval auto mode_row(std::span<const Choice> modes)
{
    return std::array{Field{.word = "mode",
                            .attr = IFLA_IPTUN_PROTO,
                            .type = tunnel_mode,
                            .json = "proto",
                            .choices = modes,
                            .wrong = "Cannot guess tunnel mode.",
                            .initial = "any"}};
}

/// Behind the ends, over IPv4.
consteval auto inet_rows(const TunnelAttrs &at, const Type &pmtudisc)
{
    return std::array{
        Field{.word = "ttl",
              .attr = at.ttl,
              .type = tunnel_ttl,
              .also = "hoplimit|hlim",
              .wrong = "invalid TTL"},
        Field{.word = "tos",
              .attr = at.tos,
              .type = tunnel_tos,
              .also = "tclass|dsfield",
              .wrong = "bad TOS value"},
        Field{.word = "pmtudisc", .attr = at.pmtudisc, .type = pmtudisc, .initial = "pmtudisc"},
    };
}

/// The words of a tunnel over IPv6. What is inherited (or, of the encapsulation limit, not there) is a bit of
/// an attribute that they share; it is shown by a row of its own in front of the value's.
template <const TunnelAttrs &at> struct Inet6 {
    /// Sets the bit where the next word is `word`, which is taken, and clears it otherwise.
    static bool take_bit(Args &args, const Field &field, Message &message, std::string_view word)
    {
        bool on = args.take(word);
        modify_bits<uint32_t>(message, at.flags, field.bit, on);
        return on;
    }
    static bool has_bit(const Field &field, const Record &record)
    {
        return record.attrs.value<uint32_t>(at.flags) & field.bit;
    }
    /// Puts a number into the bits of IFLA_*_FLOWINFO that `mask` has.
    static bool parse_flow(Args &args, const Field &field, Message &message, uint32_t mask)
    {
        bool inherits = take_bit(args, field, message, "inherit");
        int shift = std::countr_zero(mask);
        auto number = inherits ? 0 : parse_unsigned(args.next(), mask >> shift);
        if (number)
            modify<uint32_t>(message, field.attr, [&](uint32_t &flow) {
                flow = htobe32((be32toh(flow) & ~mask) | static_cast<uint32_t>(*number) << shift);
            });
        return number.has_value();
    }
    static void print_flow(Session &session, const Field &field, const Record &record, uint32_t mask,
                           int digits)
    {
        uint32_t flow = be32toh(get<uint32_t>(record[field.attr]));
        if (!has_bit(field, record))
            session.out.hex(field.word, (flow & mask) >> std::countr_zero(mask), digits);
    }

    static constexpr uint32_t class_mask = 0x0ff00000, label_mask = 0x000fffff;
    static bool parse_limit(Session &session, Args &args, const Field &field, Message &message)
    {
        if (!take_bit(args, field, message, "none"))
            return read_number<uint8_t>(session, args, field, message);
        if (!message.find(field.attr))
            message.put<uint8_t>(field.attr, default_limit);
        return true;
    }
    static constexpr uint8_t default_limit = 4; // RFC 2473
    static constexpr Type limit{"{ NUMBER | none }", parse_limit,
                                [](Session &session, const Field &field, const Record &record) {
                                    if (!has_bit(field, record))
                                        show_number<uint8_t>(session, field, record);
                                }};
    static constexpr Type tclass{"{ NUMBER | inherit }",
                                 [](Session &, Args &args, const Field &field, Message &message) {
                                     return parse_flow(args, field, message, class_mask);
                                 },
                                 [](Session &session, const Field &field, const Record &record) {
                                     print_flow(session, field, record, class_mask, 2);
                                 }};
    static constexpr Type label{"{ NUMBER | inherit }",
                                [](Session &, Args &args, const Field &field, Message &message) {
                                    return parse_flow(args, field, message, label_mask);
                                },
                                [](Session &session, const Field &field, const Record &record) {
                                    print_flow(session, field, record, label_mask, 5);
                                }};
    static constexpr Type dscp{"inherit",
                               [](Session &, Args &args, const Field &field, Message &message) {
                                   return take_bit(args, field, message, "inherit") || !args.next();
                               },
                               nullptr};
    static constexpr Type local_remote{nullptr,
                                       [](Session &, Args &args, const Field &field, Message &message) {
                                           modify_bits<uint32_t>(message, field.attr, field.bit,
                                                                 !is_negated(args, field));
                                           return true;
                                       },
                                       nullptr, true};
    static constexpr Type mark{"{ NUMBER | inherit }",
                               [](Session &session, Args &args, const Field &field, Message &message) {
                                   return take_bit(args, field, message, "inherit") ||
                                          read_number<uint32_t>(session, args, field, message);
                               },
                               [](Session &session, const Field &field, const Record &record) {
                                   if (!has_bit(field, record))
                                       show_tunnel_mark(session, field, record);
                               }};

    static consteval Field bit_row(const char *text, const char *json, uint32_t bit)
    {
        return {.attr = at.flags, .type = tunnel_bit, .text = text, .json = json, .bit = bit};
    }

    /// Between the ends and what a kind has of its own.
    static consteval auto rows()
    {
        return std::array{
            Field{.word = "hoplimit",
                  .attr = at.ttl,
                  .type = tunnel_ttl,
                  .json = "ttl",
                  .also = "ttl|hlim",
                  .wrong = "invalid HLIM",
                  .initial = "64"},
            bit_row("encaplimit none", "ip6_tnl_f_ign_encap_limit", IP6_TNL_F_IGN_ENCAP_LIMIT),
            Field{.word = "encaplimit",
                  .attr = at.encap_limit,
                  .type = limit,
                  .json = "encap_limit",
                  .bit = IP6_TNL_F_IGN_ENCAP_LIMIT,
                  .wrong = "invalid ELIM",
                  .initial = "4",
                  .exact = true},
            bit_row("tclass inherit", "ip6_tnl_f_use_orig_tclass", IP6_TNL_F_USE_ORIG_TCLASS),
            Field{.word = "tclass",
                  .attr = at.flow,
                  .type = tclass,
                  .also = "tos|dsfield",
                  .bit = IP6_TNL_F_USE_ORIG_TCLASS,
                  .wrong = "invalid TClass"},
            bit_row("flowlabel inherit", "ip6_tnl_f_use_orig_flowlabel", IP6_TNL_F_USE_ORIG_FLOWLABEL),
            Field{.word = "flowlabel",
                  .attr = at.flow,
                  .type = label,
                  .bit = IP6_TNL_F_USE_ORIG_FLOWLABEL,
                  .wrong = "invalid Flowlabel"},
            bit_row("dscp inherit", "ip6_tnl_f_rcv_dscp_copy", IP6_TNL_F_RCV_DSCP_COPY),
            Field{.word = "dscp",
                  .attr = at.flags,
                  .type = dscp,
                  .bit = IP6_TNL_F_RCV_DSCP_COPY,
                  .wrong = "not inherit"},
        };
    }
    /// Behind what a kind has of its own.
    static consteval auto last_rows()
    {
        return std::array{
            bit_row("mip6", "ip6_tnl_f_mip6_dev", IP6_TNL_F_MIP6_DEV),
            bit_row("allow-localremote", "ip6_tnl_f_allow_local_remote", IP6_TNL_F_ALLOW_LOCAL_REMOTE),
            Field{.word = "allow-localremote",
                  .attr = at.flags,
                  .type = local_remote,
                  .bit = IP6_TNL_F_ALLOW_LOCAL_REMOTE},
            bit_row("fwmark inherit", "ip6_tnl_f_use_orig_fwmark", IP6_TNL_F_USE_ORIG_FWMARK),
            Field{.word = "fwmark",
                  .attr = at.mark,
                  .type = mark,
                  .bit = IP6_TNL_F_USE_ORIG_FWMARK,
                  .wrong = "invalid fwmark"},
        };
    }
};

/// UDP around the tunnel's packets (fou, gue).
template <const TunnelAttrs &at> struct Encapsulation {
    static constexpr Choice kinds[] = {
        {"none", TUNNEL_ENCAP_NONE}, {"fou", TUNNEL_ENCAP_FOU}, {"gue", TUNNEL_ENCAP_GUE}};
    static constexpr Choice flags[] = {{"csum", TUNNEL_ENCAP_FLAG_CSUM},
                                       {"csum6", TUNNEL_ENCAP_FLAG_CSUM6},
                                       {"remcsum", TUNNEL_ENCAP_FLAG_REMCSUM}};

    static void print_all(Session &session, const Field &, const Record &record)
    {
        auto kind = record.attrs.value<uint16_t>(at.encap),
             bits = record.attrs.value<uint16_t>(at.encap_flags);
        if (kind == TUNNEL_ENCAP_NONE)
            return;
        auto object = session.out.object("encap");
        const char *name = choice_name(kinds, kind);
        session.out.literal({"type", "encap"}, name ? name : "unknown", name ? quote(name) : "null");
        for (auto [key, word, attr] : {std::tuple{"sport", "encap-sport", at.encap_sport},
                                       std::tuple{"dport", "encap-dport", at.encap_dport}}) {
            std::string port = std::to_string(be16toh(record.attrs.value<uint16_t>(attr)));
            session.out.literal({key, word}, port == "0" && attr == at.encap_sport ? "auto" : port, port);
        }
        for (const Choice &flag : flags) {
            session.out.data_bool(flag.name, bits & flag.value);
            session.out.text(format("%sencap-%s ", bits & flag.value ? "" : "no", flag.name));
        }
    }
    static constexpr Type kind{"NAME", read_choice<uint16_t>, print_all};
    static constexpr Type source{"{ PORT | auto }",
                                 [](Session &session, Args &args, const Field &field, Message &message) {
                                     if (!args.take("auto"))
                                         return read_number<uint16_t, true>(session, args, field, message);
                                     message.put<uint16_t>(field.attr, 0);
                                     return true;
                                 },
                                 nullptr};
    static constexpr Type destination{"PORT", read_number<uint16_t, true>, nullptr};
    static constexpr Type bit{nullptr,
                              [](Session &, Args &args, const Field &field, Message &message) {
                                  modify_bits<uint16_t>(message, field.attr, static_cast<uint16_t>(field.bit),
                                                        !is_negated(args, field));
                                  return true;
                              },
                              nullptr, true};

    /// `csum6`: whether UDP has a checksum over IPv6 unless it is said otherwise.
    static consteval auto rows(bool csum6)
    {
        return std::array{
            Field{.word = "encap",
                  .attr = at.encap,
                  .type = kind,
                  .choices = kinds,
                  .wrong = "Invalid encap type.",
                  .exact = true},
            Field{.word = "noencap",
                  .attr = at.encap,
                  .type = constant16,
                  .bit = TUNNEL_ENCAP_NONE,
                  .exact = true},
            Field{.word = "encap-sport",
                  .attr = at.encap_sport,
                  .type = source,
                  .wrong = "Invalid source port.",
                  .exact = true},
            Field{.word = "encap-dport",
                  .attr = at.encap_dport,
                  .type = destination,
                  .wrong = "Invalid destination port.",
                  .exact = true},
            Field{.word = "encap-csum",
                  .attr = at.encap_flags,
                  .type = bit,
                  .bit = TUNNEL_ENCAP_FLAG_CSUM,
                  .exact = true},
            // The reference reads it by the other spelling alone, and shows it by this one.
            Field{.word = "encap-csum6",
                  .attr = at.encap_flags,
                  .type = bit,
                  .also = "encap-udp6-csum",
                  .bit = TUNNEL_ENCAP_FLAG_CSUM6,
                  .initial = csum6 ? "encap-csum6" : nullptr,
                  .exact = true},
            Field{.word = "encap-remcsum",
                  .attr = at.encap_flags,
                  .type = bit,
                  .bit = TUNNEL_ENCAP_FLAG_REMCSUM,
                  .exact = true},
        };
    }
};

/// Kind::finish of most: what is not said is sent as the rows have it, unless the tunnel is external.
template <const TunnelAttrs &at>
void finish_tunnel(Session &session, const Kind &kind, Message &message, bool creating)
{
    if (creating && !message.find(at.external))
        put_initial(session, kind.fields.rows, message);
}

} // namespace nskit
