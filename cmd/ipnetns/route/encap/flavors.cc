// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/route/encap/flavors.h"

#include <linux/seg6_local.h>

namespace nskit {

static constexpr Choice operations[] = {
    {"psp", 1U << SEG6_LOCAL_FLV_OP_PSP},
    {"usp", 1U << SEG6_LOCAL_FLV_OP_USP},
    {"usd", 1U << SEG6_LOCAL_FLV_OP_USD},
    {"next-csid", 1U << SEG6_LOCAL_FLV_OP_NEXT_CSID},
};

/// NAME[,NAME...], each at most once. Returns nullopt for another text.
static std::optional<uint32_t> parse_operations(std::string_view text)
{
    uint32_t bits = 0;
    for (;;) {
        size_t comma = text.find(',');
        auto bit = choice_value(operations, text.substr(0, comma));
        if (!bit || bits & *bit)
            return std::nullopt;
        bits |= *bit;
        if (comma == std::string_view::npos)
            return bits;
        text.remove_prefix(comma + 1);
    }
}

static void print_operations(Context &context, const Field &field, const Record &record)
{
    context.out.text(field.text);
    context.out.text(" ");
    auto bits = get<uint32_t>(record[field.attr]);
    auto list = context.out.list(field.json, "", ",", " ");
    for (const Choice &operation : operations)
        if (bits & operation.value)
            context.out.element(operation.name);
}

static constexpr Type operations_type{.print = print_operations};

static constexpr Field flavors[] = {
    {.attr = SEG6_LOCAL_FLV_OPERATION, .type = operations_type, .text = "flavors", .json = "flavors"},
    {.word = "lblen",
     .attr = SEG6_LOCAL_FLV_LCBLOCK_BITS,
     .type = u8,
     .wrong = "\"locator-block length\" value is invalid",
     .exact = true},
    {.word = "nflen",
     .attr = SEG6_LOCAL_FLV_LCNODE_FN_BITS,
     .type = u8,
     .wrong = "\"locator-node function length\" value is invalid",
     .exact = true},
};

/// The lengths belong to next-csid: without it, their words are left to others.
static bool parse_flavors(Context &context, Args &args, const Field &field, Message &message)
{
    auto bits = parse_operations(args.next());
    if (!bits)
        return false;
    Nest nest(message, field.attr, true);
    message.put(SEG6_LOCAL_FLV_OPERATION, *bits);
    Seen seen;
    while (*bits & 1U << SEG6_LOCAL_FLV_OP_NEXT_CSID &&
           parse_field(context, args, {.rows = flavors, .each_once = true}, message, seen))
        continue;
    return true;
}

static void print_flavors(Context &context, const Field &field, const Record &record)
{
    print_fields(context, flavors, record.nested(field.attr));
}

constexpr Type seg6_flavors{.arg = "{ psp | usp | usd | next-csid }[,...] [ lblen BITS ] [ nflen BITS ]",
                            .parse = parse_flavors,
                            .print = print_flavors};

} // namespace nskit
