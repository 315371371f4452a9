// SPDX-License-Identifier: MIT
// UDP around the packets of a tunnel (fou, gue).
#pragma once

#include "cmd/ipnetns/link/kind/part/tunnel_kind.h"

namespace nskit {

/// The types of the words behind `encap`. They are not shown by themselves: the row of `encap` shows them.
extern const Type encap_source, encap_destination, encap_bit;
inline constexpr Choice tunnel_encaps[] = {
    {"none", TUNNEL_ENCAP_NONE}, {"fou", TUNNEL_ENCAP_FOU}, {"gue", TUNNEL_ENCAP_GUE}};

/// Shows the values of all these words as one object.
void print_tunnel_encap(Context &context, const Field &field, const Record &record, const TunnelAttrs &at);

template <const TunnelAttrs &at>
void print_encap_at(Context &context, const Field &field, const Record &record)
{
    print_tunnel_encap(context, field, record, at);
}

template <const TunnelAttrs &at>
constexpr Type tunnel_encap{.arg = "NAME",
                            .parse = parse_choice<uint16_t>,
                            .print = print_encap_at<at>,
                            .words = print_choice<uint16_t>};

/// A word for one of TUNNEL_ENCAP_FLAG_*.
template <const TunnelAttrs &at> consteval Field encap_flag(const char *word, uint32_t flag)
{
    return {.word = word, .attr = at.encap_flags, .type = encap_bit, .mask = flag, .exact = true};
}

/// `csum6`: whether UDP over IPv6 has a checksum by default.
template <const TunnelAttrs &at> consteval auto encap_rows(bool csum6)
{
    // The reference reads the other spelling alone and shows this one.
    Field checksum6 = encap_flag<at>("encap-csum6", TUNNEL_ENCAP_FLAG_CSUM6);
    checksum6.also = "encap-udp6-csum";
    checksum6.initial = csum6 ? checksum6.word : nullptr;
    return std::array{
        Field{.word = "encap",
              .attr = at.encap,
              .type = tunnel_encap<at>,
              .choices = tunnel_encaps,
              .wrong = "Invalid encap type.",
              .exact = true},
        Field{.word = "noencap",
              .attr = at.encap,
              .type = constant16,
              .value = TUNNEL_ENCAP_NONE,
              .exact = true,
              .alias = true},
        Field{.word = "encap-sport",
              .attr = at.encap_sport,
              .type = encap_source,
              .wrong = "Invalid source port.",
              .exact = true},
        Field{.word = "encap-dport",
              .attr = at.encap_dport,
              .type = encap_destination,
              .wrong = "Invalid destination port.",
              .exact = true},
        encap_flag<at>("encap-csum", TUNNEL_ENCAP_FLAG_CSUM),
        checksum6,
        encap_flag<at>("encap-remcsum", TUNNEL_ENCAP_FLAG_REMCSUM),
    };
}

} // namespace nskit
