// SPDX-License-Identifier: MIT
// Identifier-locator addressing: the upper half of a destination is exchanged for a locator.
#include <endian.h>
#include <linux/ila.h>

#include "cmd/ipnetns/route/encap/encap.h"
#include "lib/base/number.h"

namespace nskit {

/// Four groups of hex digits between colons, in network byte order. Returns nullopt for another text.
static std::optional<std::array<uint16_t, 4>> locator_from(std::string_view text)
{
    std::array<uint16_t, 4> groups{};
    for (uint16_t &group : groups) {
        size_t colon = text.find(':');
        auto value = parse_as<uint16_t>(text.substr(0, colon), 16);
        if (!value || (colon == std::string_view::npos) != (&group == &groups.back()))
            return std::nullopt;
        group = htobe16(*value);
        text.remove_prefix(std::min(text.size(), colon + 1));
    }
    return groups;
}

static bool parse_locator(Context &, Args &args, const Field &field, Message &message)
{
    auto groups = locator_from(args.next());
    if (!groups)
        fail("Bad locator: %s", args.previous().data());
    message.put(field.attr, *groups);
    return true;
}

static void print_locator(Context &context, const Field &field, const Record &record)
{
    auto groups = get<std::array<uint16_t, 4>>(record[field.attr]);
    context.out.string(label(field), format("%x:%x:%x:%x", be16toh(groups[0]), be16toh(groups[1]),
                                            be16toh(groups[2]), be16toh(groups[3])));
}

static constexpr Type locator{.arg = "LOCATOR", .parse = parse_locator, .print = print_locator};

static void print_named(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, get<uint8_t>(record[field.attr]));
    context.out.string(label(field), name ? name : "unknown");
}

static constexpr Type named{.arg = "NAME", .parse = parse_choice<uint8_t>, .print = print_named};

static constexpr Choice checksums[] = {{"adj-transport", ILA_CSUM_ADJUST_TRANSPORT},
                                       {"neutral-map", ILA_CSUM_NEUTRAL_MAP},
                                       {"no-action", ILA_CSUM_NO_ACTION},
                                       {"neutral-map-auto", ILA_CSUM_NEUTRAL_MAP_AUTO}};
static constexpr Choice identifiers[] = {{"luid", ILA_ATYPE_LUID}, {"use-format", ILA_ATYPE_USE_FORMAT}};
static constexpr Choice hooks[] = {{"output", ILA_HOOK_ROUTE_OUTPUT}, {"input", ILA_HOOK_ROUTE_INPUT}};

static constexpr Field rows[] = {
    {.attr = ILA_ATTR_LOCATOR, .type = locator, .json = "locator"},
    {.word = "csum-mode",
     .attr = ILA_ATTR_CSUM_MODE,
     .type = named,
     .json = "csum_mode",
     .before = " ",
     .choices = checksums,
     .exact = true},
    {.word = "ident-type",
     .attr = ILA_ATTR_IDENT_TYPE,
     .type = named,
     .json = "ident_type",
     .before = " ",
     .choices = identifiers,
     .exact = true},
    {.word = "hook-type",
     .attr = ILA_ATTR_HOOK_TYPE,
     .type = named,
     .json = "hook_type",
     .before = " ",
     .choices = hooks,
     .exact = true},
};
constexpr Encap encap_ila{
    .name = "ila",
    .type = LWTUNNEL_ENCAP_ILA,
    .fields = {.rows = rows, .wrong = "\"%s\" value is invalid", .each_once = true},
    .leads = true,
};

} // namespace nskit
