// SPDX-License-Identifier: MIT
// The header in front of the packets of a tunnel over IPv6. Instead of a value, a word may have `inherit`
// (as the packet inside has it) or `none`. The word instead is a bit of the attribute `flags`, which these
// words share. If the bit is set, it is shown, and the value is not.
#pragma once

#include <linux/ip6_tunnel.h>

#include "cmd/ipnetns/link/kind/part/outer_header.h"
#include "cmd/ipnetns/link/kind/part/tunnel_kind.h"
#include "lib/row/word_bits.h"

namespace nskit {

/// How a value is read and shown, and the word that sets the bit (Field::mask) instead. Field::text and
/// Field::json are those of the bit.
struct Inet6Value {
    const char *instead, *arg;
    bool (*parse)(Context &, Args &, const Field &, Message &);
    void (*print)(Context &, const Field &, const Record &);
    void (*put_instead)(const Field &,
                        Message &) = nullptr; ///< puts the value that the kernel wants beside the bit
};

bool parse_flow_class(Context &, Args &, const Field &, Message &);
void print_flow_class(Context &, const Field &, const Record &);
bool parse_flow_label(Context &, Args &, const Field &, Message &);
void print_flow_label(Context &, const Field &, const Record &);
void clear_flow_class(const Field &, Message &);
void clear_flow_label(const Field &, Message &);
void print_encap_limit(Context &, const Field &, const Record &);
void put_encap_limit(const Field &, Message &);

inline constexpr Inet6Value encap_limit{.instead = "none",
                                        .arg = "{ NUMBER | none }",
                                        .parse = parse_number<uint8_t>,
                                        .print = print_encap_limit,
                                        .put_instead = put_encap_limit};
inline constexpr Inet6Value flow_class{.instead = "inherit",
                                       .arg = "{ HEX | inherit }",
                                       .parse = parse_flow_class,
                                       .print = print_flow_class,
                                       .put_instead = clear_flow_class};
inline constexpr Inet6Value flow_label{.instead = "inherit",
                                       .arg = "{ HEX | inherit }",
                                       .parse = parse_flow_label,
                                       .print = print_flow_label,
                                       .put_instead = clear_flow_label};
inline constexpr Inet6Value inner_mark{.instead = "inherit",
                                       .arg = "{ NUMBER | inherit }",
                                       .parse = parse_number<uint32_t>,
                                       .print = print_tunnel_mark};

// The halves of inet6_type. `flags` is the attribute that has the bit.
bool parse_inet6(Context &, Args &, const Field &, Message &, uint16_t flags, const Inet6Value &value);
void print_inet6(Context &, const Field &, const Record &, uint16_t flags, const Inet6Value &value);
void write_inet6(Context &, const Field &, const Record &, uint16_t flags, const Inet6Value &value);

template <uint16_t flags, const Inet6Value &value>
bool parse_inet6(Context &context, Args &args, const Field &field, Message &message)
{
    return parse_inet6(context, args, field, message, flags, value);
}

template <uint16_t flags, const Inet6Value &value>
void print_inet6(Context &context, const Field &field, const Record &record)
{
    print_inet6(context, field, record, flags, value);
}

template <uint16_t flags, const Inet6Value &value>
void write_inet6(Context &context, const Field &field, const Record &record)
{
    write_inet6(context, field, record, flags, value);
}

template <uint16_t flags, const Inet6Value &value>
constexpr Type inet6_type{.arg = value.arg,
                          .parse = parse_inet6<flags, value>,
                          .print = print_inet6<flags, value>,
                          .words = write_inet6<flags, value>};

/// `dscp inherit`: a bit of the attribute.
extern const Type inet6_dscp;

/// The limits: of hops, and of tunnels inside tunnels.
template <const TunnelAttrs &at> consteval auto inet6_limits()
{
    return std::array{
        Field{.word = "hoplimit",
              .attr = at.ttl,
              .type = tunnel_ttl,
              .json = "ttl",
              .also = "ttl|hlim",
              .wrong = "invalid HLIM",
              .initial = "64"},
        Field{.word = "encaplimit",
              .attr = at.encap_limit,
              .type = inet6_type<at.flags, encap_limit>,
              .text = "encaplimit none",
              .json = "ip6_tnl_f_ign_encap_limit",
              .mask = IP6_TNL_F_IGN_ENCAP_LIMIT,
              .wrong = "invalid ELIM",
              .initial = "4",
              .exact = true,
              .always = true},
    };
}

/// The traffic class and the flow label.
template <const TunnelAttrs &at> consteval auto inet6_classes()
{
    return std::array{
        Field{.word = "tclass",
              .attr = at.flow,
              .type = inet6_type<at.flags, flow_class>,
              .text = "tclass inherit",
              .json = "ip6_tnl_f_use_orig_tclass",
              .also = "tos|ds[field]",
              .mask = IP6_TNL_F_USE_ORIG_TCLASS,
              .wrong = "invalid TClass",
              .always = true},
        Field{.word = "flowlabel",
              .attr = at.flow,
              .type = inet6_type<at.flags, flow_label>,
              .text = "flowlabel inherit",
              .json = "ip6_tnl_f_use_orig_flowlabel",
              .mask = IP6_TNL_F_USE_ORIG_FLOWLABEL,
              .wrong = "invalid Flowlabel",
              .always = true},
        Field{.word = "dscp",
              .attr = at.flags,
              .type = inet6_dscp,
              .text = "dscp inherit",
              .json = "ip6_tnl_f_rcv_dscp_copy",
              .mask = IP6_TNL_F_RCV_DSCP_COPY,
              .wrong = "not inherit"},
    };
}

/// The rows between the ends of the tunnel and the kind's own rows.
template <const TunnelAttrs &at> consteval auto inet6_rows()
{
    return join(inet6_limits<at>(), inet6_classes<at>());
}

/// The rows behind the kind's own rows.
template <const TunnelAttrs &at> consteval auto inet6_last_rows()
{
    return std::array{
        Field{.attr = at.flags,
              .type = shown_bit,
              .text = "mip6",
              .json = "ip6_tnl_f_mip6_dev",
              .mask = IP6_TNL_F_MIP6_DEV},
        Field{.word = "allow-localremote",
              .attr = at.flags,
              .type = toggled32,
              .json = "ip6_tnl_f_allow_local_remote",
              .mask = IP6_TNL_F_ALLOW_LOCAL_REMOTE},
        Field{.word = "fwmark",
              .attr = at.mark,
              .type = inet6_type<at.flags, inner_mark>,
              .text = "fwmark inherit",
              .json = "ip6_tnl_f_use_orig_fwmark",
              .hide = 0,
              .mask = IP6_TNL_F_USE_ORIG_FWMARK,
              .wrong = "invalid fwmark",
              .always = true},
    };
}

} // namespace nskit
