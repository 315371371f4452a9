// SPDX-License-Identifier: MIT
// An IEEE 802.1Q VLAN on another device.
#include <linux/if_vlan.h>

#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/base/number.h"
#include "lib/row/ethertype.h"

namespace nskit {

static constexpr Choice flag_names[] = {
    {"REORDER_HDR", VLAN_FLAG_REORDER_HDR},
    {"GVRP", VLAN_FLAG_GVRP},
    {"MVRP", VLAN_FLAG_MVRP},
    {"LOOSE_BINDING", VLAN_FLAG_LOOSE_BINDING},
    {"BRIDGE_BINDING", VLAN_FLAG_BRIDGE_BINDING},
};

static void print_flags(Context &context, const Field &field, const Record &record)
{
    print_bits(context, field, get<ifla_vlan_flags>(record[field.attr]).flags);
}

static constexpr Type flags_type{.print = print_flags};

/// Reads `FROM:TO`. Returns nullopt if the word is not of this form.
static std::optional<ifla_vlan_qos_mapping> mapping_from(std::string_view word)
{
    size_t colon = word.find(':');
    auto from = parse_as<uint32_t>(word.substr(0, colon)), to = parse_as<uint32_t>(word.substr(colon + 1));
    if (!from || !to)
        return std::nullopt;
    return ifla_vlan_qos_mapping{.from = *from, .to = *to};
}

/// The mappings end at the first word without a colon.
static bool parse_map(Context &, Args &args, const Field &field, Message &message)
{
    Nest nest(message, field.attr);
    const char *word = args.empty() ? args.next() : args.peek();
    for (; strchr(word, ':'); word = args.peek()) {
        auto mapping = mapping_from(args.next());
        if (!mapping)
            return false;
        message.put(IFLA_VLAN_QOS_MAPPING, *mapping);
    }
    return true;
}

static void print_map(Context &context, const Field &field, const Record &record)
{
    context.out.line_break();
    context.out.text(format("      %s { ", field.word));
    {
        auto list = context.out.list(field.json);
        each_attr(record[field.attr], [&](const nlattr *attr) {
            auto mapping = get<ifla_vlan_qos_mapping>(attr);
            auto object = context.out.object();
            context.out.number({"from", "", ":"}, mapping.from);
            context.out.number({"to", ""}, mapping.to);
        });
    }
    context.out.text("} ");
}

static void write_map(Context &context, const Field &field, const Record &record)
{
    context.out.text(field.word);
    each_attr(record[field.attr], [&](const nlattr *attr) {
        auto mapping = get<ifla_vlan_qos_mapping>(attr);
        context.out.text(format(" %u:%u", mapping.from, mapping.to));
    });
}

static constexpr Type qos_map{
    .arg = "FROM:TO ...", .parse = parse_map, .print = print_map, .words = write_map};

static constexpr Field binding(const char *word, uint32_t bit)
{
    return {.word = word, .attr = IFLA_VLAN_FLAGS, .type = masked_on_off, .mask = bit};
}

static constexpr Field fields[] = {
    {.word = "protocol", .attr = IFLA_VLAN_PROTOCOL, .type = ether_type},
    {.word = "id", .attr = IFLA_VLAN_ID, .type = u16},
    binding("reorder_hdr", VLAN_FLAG_REORDER_HDR),
    binding("gvrp", VLAN_FLAG_GVRP),
    binding("mvrp", VLAN_FLAG_MVRP),
    binding("loose_binding", VLAN_FLAG_LOOSE_BINDING),
    binding("bridge_binding", VLAN_FLAG_BRIDGE_BINDING),
    {.attr = IFLA_VLAN_FLAGS, .type = flags_type, .json = "flags", .choices = flag_names},
    {.word = "ingress-qos-map",
     .attr = IFLA_VLAN_INGRESS_QOS,
     .type = qos_map,
     .json = "ingress_qos",
     .wrong = "invalid ingress-qos-map"},
    {.word = "egress-qos-map",
     .attr = IFLA_VLAN_EGRESS_QOS,
     .type = qos_map,
     .json = "egress_qos",
     .wrong = "invalid egress-qos-map"},
};
constexpr Kind vlan{.name = "vlan", .fields = {fields, "%s is invalid"}, .about = "an IEEE 802.1Q VLAN"};

} // namespace nskit
