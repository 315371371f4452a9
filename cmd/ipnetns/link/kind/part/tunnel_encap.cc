// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/tunnel_encap.h"

#include <endian.h>

#include <tuple>

#include "lib/row/named_zero.h"
#include "lib/row/word_bits.h"

namespace nskit {

static constexpr Choice flags[] = {{"csum", TUNNEL_ENCAP_FLAG_CSUM},
                                   {"csum6", TUNNEL_ENCAP_FLAG_CSUM6},
                                   {"remcsum", TUNNEL_ENCAP_FLAG_REMCSUM}};

void print_tunnel_encap(Context &context, const Field &field, const Record &record, const TunnelAttrs &at)
{
    auto kind = record.attrs.value<uint16_t>(at.encap), bits = record.attrs.value<uint16_t>(at.encap_flags);
    if (kind == TUNNEL_ENCAP_NONE)
        return;
    auto object = context.out.object("encap");
    const char *name = choice_name(field.choices, kind);
    context.out.literal({"type", "encap"}, name ? name : "unknown", name ? quote(name) : "null");
    for (auto [key, word, attr] : {std::tuple{"sport", "encap-sport", at.encap_sport},
                                   std::tuple{"dport", "encap-dport", at.encap_dport}}) {
        std::string port = std::to_string(be16toh(record.attrs.value<uint16_t>(attr)));
        context.out.literal({key, word}, port == "0" && attr == at.encap_sport ? "auto" : port, port);
    }
    for (const Choice &flag : flags) {
        context.out.data_bool(flag.name, bits & flag.value);
        context.out.text(format("%sencap-%s ", bits & flag.value ? "" : "no", flag.name.data()));
    }
}

static constexpr const char *automatic = "auto";

static void write_port(Context &context, const Field &field, const Record &record)
{
    if (get<uint16_t>(record[field.attr]))
        print_number<uint16_t, true>(context, field, record);
    else
        context.out.string(label(field), automatic);
}

constexpr Type encap_source{
    .arg = "{ PORT | auto }", .parse = parse_or_zero<uint16_t, automatic, true>, .words = write_port};
constexpr Type encap_destination{
    .arg = "PORT", .parse = parse_number<uint16_t, true>, .words = print_number<uint16_t, true>};
constexpr Type encap_bit{.parse = parse_bit<uint16_t>, .words = write_bit, .negatable = true};

} // namespace nskit
