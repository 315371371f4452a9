// SPDX-License-Identifier: MIT
// What tunnels of Ethernet over UDP have in common: vxlan and geneve.
#pragma once

#include "cmd/ipnetns/link/kind/part/outer_header.h"
#include "cmd/ipnetns/link/kind/part/tunnel_ends.h"
#include "lib/base/number.h"

namespace nskit {

/// A be32 of 20 bits in hex; 0 is not shown.
extern const Type tunnel_label;
/// A u8: unset, set, inherit; text leaves out `unset`.
extern const Type tunnel_df;
/// MIN MAX, a pair of be16.
extern const Type tunnel_ports;

/// A u8: NUMBER, or `auto`, which is 0. `inherit` is an attribute of its own: a u8 of 1 if `as_number`, else
/// an empty one.
template <uint16_t inherit_attr, bool as_number> struct AutoTtl {
    static bool parse(Context &, Args &args, const Field &field, Message &message)
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
    static void print(Context &context, const Field &field, const Record &record)
    {
        const nlattr *inherit = record[inherit_attr];
        if (inherit && (get_bytes(inherit).empty() || get<uint8_t>(inherit)))
            return context.out.text(format("%s inherit ", field.word));
        if (!record[field.attr])
            return;
        uint8_t ttl = get<uint8_t>(record[field.attr]);
        std::string number = std::to_string(ttl);
        context.out.literal(field.word, ttl ? number : "auto", number);
    }
    static constexpr Type type{.arg = "{ NUMBER | auto | inherit }", .parse = parse, .print = print};
};

/// A unicast end: its attributes are `ends[number]`, and it has the family of the other ends.
template <const auto &ends, size_t number>
bool parse_tunnel_end(Context &, Args &args, const Field &field, Message &message)
{
    put_end(args, field, ends[number], end_family(message, ends), false, message);
    return true;
}

template <const auto &ends, size_t number>
void print_tunnel_end(Context &context, const Field &field, const Record &record)
{
    print_end(context, field.word, ends[number], record);
}

template <const auto &ends, size_t number>
void write_tunnel_end(Context &context, const Field &field, const Record &record)
{
    write_end(context, field.word, ends[number], record);
}

template <const auto &ends, size_t number>
constexpr Type tunnel_end{.arg = "ADDRESS",
                          .parse = parse_tunnel_end<ends, number>,
                          .print = print_tunnel_end<ends, number>,
                          .words = write_tunnel_end<ends, number>};

consteval Field vni_row(uint16_t attr)
{
    return {.word = "id", .attr = attr, .type = u32, .also = "v[ni]", .most = (1U << 24) - 1};
}

consteval Field auto_ttl_row(uint16_t attr, const Type &type)
{
    return {.word = "ttl",
            .attr = attr,
            .type = type,
            .also = "ho[plimit]",
            .wrong = "invalid TTL",
            .always = true,
            .usual = "ttl auto"};
}

consteval Field df_row(uint16_t attr)
{
    return {.word = "df",
            .attr = attr,
            .type = tunnel_df,
            .wrong = "DF must be 'unset', 'set' or 'inherit'",
            .usual = "df unset"};
}

consteval Field label_row(uint16_t attr)
{
    return {.word = "flowlabel",
            .attr = attr,
            .type = tunnel_label,
            .json = "label",
            .also = "l[abel]",
            .hide = 0,
            .most = (1U << 20) - 1,
            .usual = "flowlabel 0"};
}

consteval Field source_row(uint16_t attr)
{
    return {.word = "srcport", .attr = attr, .type = tunnel_ports, .also = "p[ort]", .usual = "srcport 0 0"};
}

} // namespace nskit
