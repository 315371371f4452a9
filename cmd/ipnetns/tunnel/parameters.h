// SPDX-License-Identifier: MIT
// What the two structs of parameters have in common, under the same names: rows whose types are templates
// over the struct.
#pragma once

#include "cmd/ipnetns/tunnel/tunnel.h"
#include "lib/row/tunnel_values.h"

namespace nskit {

inline uint8_t &protocol_of(ip_tunnel_parm &parameters)
{
    return parameters.iph.protocol;
}
inline uint8_t &protocol_of(ip6_tnl_parm2 &parameters)
{
    return parameters.proto;
}

template <class P> const P &parameters(const Message &tunnel)
{
    return *fixed<P>(tunnel.header());
}
template <class P> P &parameters(Message &tunnel)
{
    return tunnel.fixed<P>();
}
template <class P> uint8_t protocol_of(const Message &tunnel)
{
    return protocol_of(const_cast<P &>(parameters<P>(tunnel)));
}

// --- name, mode, device

void print_tunnel_name(Context &, const Field &, const Record &);
inline constexpr Type tunnel_device_name{.print = print_tunnel_name};

/// The words of the modes, for help.
template <size_t N> consteval std::array<Choice, N> mode_names(const TunnelMode (&modes)[N])
{
    std::array<Choice, N> names{};
    for (size_t i = 0; i < N; i++)
        names[i] = {modes[i].word, modes[i].protocol};
    return names;
}

/// The mode of a tunnel; nullptr if no row fits it.
template <class P> const TunnelMode *mode_of(std::span<const TunnelMode> modes, const Message &tunnel)
{
    for (const TunnelMode &mode : modes)
        if (mode.protocol == protocol_of<P>(tunnel) &&
            (parameters<P>(tunnel).i_flags & VTI_ISVTI) == mode.flag)
            return &mode;
    return nullptr;
}

/// The device to which the driver of a tunnel takes requests; "" if no mode fits it.
template <class P, const auto &modes> const char *base_of(const Message &tunnel)
{
    const TunnelMode *mode = mode_of<P>(modes, tunnel);
    return mode ? mode->base : "";
}

template <class P> void set_mode(const TunnelMode &mode, Message &tunnel)
{
    P &values = parameters<P>(tunnel);
    protocol_of(values) = mode.protocol;
    values.i_flags = static_cast<__be16>((values.i_flags & ~VTI_ISVTI) | mode.flag);
}

/// Whether a word is a spelling of the mode.
bool spells_mode(const char *word, const TunnelMode &mode);
/// The mode that a word spells out. Throws `Unknown tunnel mode "WORD"` (255).
const TunnelMode &mode_from(std::span<const TunnelMode> modes, const char *word);
/// Shows `PROTOCOL/UNDER `.
void print_tunnel_mode(Context &, const Field &, uint8_t protocol, const char *under);

template <class P> bool parse_tunnel_link(Context &context, Args &args, const Field &, Message &tunnel)
{
    parameters<P>(tunnel).link = context.links().index_from(args.next());
    return true;
}
template <class P> void print_tunnel_link(Context &context, const Field &field, const Record &tunnel)
{
    if (const int index = tunnel.fixed<P>().link)
        context.out.string(label(field), context.links().name(index));
}
template <class P>
constexpr Type tunnel_link{.arg = "DEV", .parse = parse_tunnel_link<P>, .print = print_tunnel_link<P>};

// --- keys and flags of the two directions

/// Whether both directions have a key, and the same.
template <class P> bool has_one_key(const P &values)
{
    return values.i_flags & values.o_flags & GRE_KEY && values.i_key == values.o_key;
}

/// `in`, `out`: which directions a word is about.
template <class P, bool in, bool out>
bool parse_direction_key(Context &, Args &args, const Field &field, Message &tunnel)
{
    P &values = parameters<P>(tunnel);
    const uint32_t key = parse_tunnel_key(args, field);
    if (in) {
        values.i_key = key;
        values.i_flags |= GRE_KEY;
    }
    if (out) {
        values.o_key = key;
        values.o_flags |= GRE_KEY;
    }
    return true;
}

template <class P, bool in, bool out>
void print_direction_key(Context &context, const Field &field, const Record &tunnel)
{
    const P &values = tunnel.fixed<P>();
    const bool has_key = (in ? values.i_flags : values.o_flags) & GRE_KEY;
    if (has_key && has_one_key(values) == (in && out))
        context.out.number(label(field), be32toh(in ? values.i_key : values.o_key));
}

template <class P, bool in, bool out>
constexpr Type direction_key{
    .arg = "KEY", .parse = parse_direction_key<P, in, out>, .print = print_direction_key<P, in, out>};

/// A bit (Field::mask) of the flags of one direction or of both. Not shown: all are shown as one list.
template <class P, bool in, bool out>
bool parse_direction_flag(Context &, Args &, const Field &field, Message &tunnel)
{
    P &values = parameters<P>(tunnel);
    if (in)
        values.i_flags |= static_cast<__be16>(field.mask);
    if (out)
        values.o_flags |= static_cast<__be16>(field.mask);
    return true;
}
template <class P, bool in, bool out>
constexpr Type direction_flag{.parse = parse_direction_flag<P, in, out>};

/// A flag as GRE shows it, on a line of its own; JSON has a list of them.
struct FlagShown {
    bool in;
    __be16 mask;
    const char *text, *json;
};
inline constexpr FlagShown flags_shown[] = {
    {true, GRE_SEQ, "Drop packets out of sequence.", "rx_drop_ooseq"},
    {true, GRE_CSUM, "Checksum in received packet is required.", "rx_csum"},
    {false, GRE_SEQ, "Sequence packets on output.", "tx_seq"},
    {false, GRE_CSUM, "Checksum output packets.", "tx_csum"},
};

template <class P> void print_direction_flags(Context &context, const Field &field, const Record &tunnel)
{
    P values = tunnel.fixed<P>();
    if (protocol_of(values) != IPPROTO_GRE)
        return;
    auto list = context.out.list(field.key());
    for (const FlagShown &flag : flags_shown) {
        if (!((flag.in ? values.i_flags : values.o_flags) & flag.mask))
            continue;
        context.out.line_break();
        context.out.text(format("  %s", flag.text));
        context.out.data(nullptr, flag.json);
    }
}
template <class P> constexpr Type direction_flags{.print = print_direction_flags<P>};

template <class P, bool in, bool out> consteval Field key_row(const char *word)
{
    return {.word = word, .type = direction_key<P, in, out>, .before = " ", .after = "", .exact = true};
}
template <class P, bool in, bool out> consteval Field flag_row(const char *word, __be16 mask)
{
    return {.word = word, .type = direction_flag<P, in, out>, .mask = mask, .exact = true};
}

/// The rows behind the outer header's.
template <class P>
inline constexpr std::array direction_rows{
    key_row<P, true, true>("key"),
    key_row<P, true, false>("ikey"),
    key_row<P, false, true>("okey"),
    flag_row<P, true, true>("seq", GRE_SEQ),
    flag_row<P, true, false>("iseq", GRE_SEQ),
    flag_row<P, false, true>("oseq", GRE_SEQ),
    flag_row<P, true, true>("csum", GRE_CSUM),
    flag_row<P, true, false>("icsum", GRE_CSUM),
    flag_row<P, false, true>("ocsum", GRE_CSUM),
    Field{.type = direction_flags<P>, .json = "flags"},
};

/// The counters of TUNNEL_STATS.
extern const Fields counter_fields;

/// Whether a filter's value is not given, or is the tunnel's.
template <class T> bool is_wanted(const T &wanted, const T &there)
{
    return wanted == T{} || wanted == there;
}

} // namespace nskit
