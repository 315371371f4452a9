// SPDX-License-Identifier: MIT
// The header in front of the packets of a tunnel over IPv6. What it takes from the packet inside, or does
// without, is a bit of an attribute that the words share; it is shown in the place of the value.
#pragma once

#include <linux/ip6_tunnel.h>

#include "cmd/ipnetns/link/kind/part/outer_header.h"
#include "cmd/ipnetns/link/kind/part/tunnel.h"
#include "lib/row/word_bits.h"

namespace nskit {

/// A value, and the word that sets the bit (Field::mask) instead. The row's text and key are those of the bit.
struct Inet6Value {
    const char *instead, *arg;
    bool (*parse)(Context &, Args &, const Field &, Message &);
    void (*print)(Context &, const Field &, const Record &);
    void (*put_instead)(const Field &, Message &) = nullptr; ///< what goes with the bit
};

bool read_flow_class(Context &, Args &, const Field &, Message &);
void show_flow_class(Context &, const Field &, const Record &);
bool read_flow_label(Context &, Args &, const Field &, Message &);
void show_flow_label(Context &, const Field &, const Record &);
void clear_flow_class(const Field &, Message &);
void clear_flow_label(const Field &, Message &);
void show_encap_limit(Context &, const Field &, const Record &);
void put_encap_limit(const Field &, Message &);

inline constexpr Inet6Value encap_limit{"none", "{ NUMBER | none }", parse_number<uint8_t>, show_encap_limit,
                                        put_encap_limit};
inline constexpr Inet6Value flow_class{"inherit", "{ NUMBER | inherit }", read_flow_class, show_flow_class,
                                       clear_flow_class};
inline constexpr Inet6Value flow_label{"inherit", "{ NUMBER | inherit }", read_flow_label, show_flow_label,
                                       clear_flow_label};
inline constexpr Inet6Value inner_mark{"inherit", "{ NUMBER | inherit }", parse_number<uint32_t>,
                                       show_tunnel_mark};

bool read_inet6(Context &, Args &, const Field &, Message &, uint16_t flags, const Inet6Value &value);
void show_inet6(Context &, const Field &, const Record &, uint16_t flags, const Inet6Value &value);

template <uint16_t flags, const Inet6Value &value>
constexpr Type inet6_type{value.arg,
                          [](Context &context, Args &args, const Field &field, Message &message) {
                              return read_inet6(context, args, field, message, flags, value);
                          },
                          [](Context &context, const Field &field, const Record &record) {
                              show_inet6(context, field, record, flags, value);
                          }};
/// `inherit`, a bit of the attribute.
extern const Type inet6_dscp;

/// Between the ends and what a kind has of its own.
template <const TunnelAttrs &at> consteval auto inet6_rows()
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
        Field{.word = "tclass",
              .attr = at.flow,
              .type = inet6_type<at.flags, flow_class>,
              .text = "tclass inherit",
              .json = "ip6_tnl_f_use_orig_tclass",
              .also = "tos|dsfield",
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

/// Behind what a kind has of its own.
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
              .mask = IP6_TNL_F_USE_ORIG_FWMARK,
              .wrong = "invalid fwmark",
              .always = true},
    };
}

} // namespace nskit
