// SPDX-License-Identifier: MIT
// ip ila: addresses that consist of a locator and an identifier. The kernel replaces one locator, the first
// 64 bits, by another.
#include <linux/ila.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/row/types.h"

namespace nskit {

// --- columns

/// How a column of text is introduced: by nothing. A value is padded to `width`.
static Label column(const Field &field, int width, Color color = Color::none)
{
    return {field.key(), "", "", color, width};
}

/// What stands in a column that has no value. JSON leaves it out.
static void print_dash(Context &context, const char *dash)
{
    context.out.text(dash);
}

constexpr const char *dash = "-          ";

// --- locators

using Locator = std::array<uint8_t, 8>;

/// Four groups of hex digits between colons.
static std::optional<Locator> locator_from(std::string_view text)
{
    constexpr int base = 16;
    Locator locator{};
    for (size_t i = 0; i < locator.size(); i += 2) {
        const bool is_last = i + 2 == locator.size();
        if (!is_last && text.find(':') == text.npos)
            return std::nullopt;
        const auto group = parse_digits(is_last ? text : take_until(text, ':'), UINT16_MAX, base);
        if (!group)
            return std::nullopt;
        locator[i] = static_cast<uint8_t>(*group >> 8);
        locator[i + 1] = static_cast<uint8_t>(*group);
    }
    return locator;
}

static std::string locator_text(const Locator &locator)
{
    std::string text;
    for (size_t i = 0; i < locator.size(); i += 2)
        text += format("%s%x", i ? ":" : "", locator[i] << 8 | locator[i + 1]);
    return text;
}

static bool parse_locator(Context &, Args &args, const Field &field, Message &message)
{
    const auto locator = locator_from(args.next());
    if (!locator)
        fail("%s: %s", field.wrong, args.previous().data());
    message.put(field.attr, *locator);
    return true;
}

static void print_locator(Context &context, const Field &field, const Record &record)
{
    constexpr int width = 20;
    const nlattr *attr = record[field.attr];
    context.out.string(column(field, width), attr ? locator_text(get<Locator>(attr)) : "-");
}

// --- devices, and what is done to checksums and identifiers

static bool parse_interface(Context &context, Args &args, const Field &field, Message &message)
{
    const auto index = context.links().index(args.next());
    if (!index)
        fail("%s: %s", field.wrong, args.previous().data());
    message.put<int>(field.attr, *index);
    return true;
}

static void print_interface(Context &context, const Field &field, const Record &record)
{
    constexpr int width = 16;
    const int index = record.attrs.value<int>(field.attr);
    if (index)
        context.out.string(column(field, width, Color::ifname), context.links().name(index));
    else
        print_dash(context, dash);
}

static bool parse_mode(Context &, Args &args, const Field &field, Message &message)
{
    const auto value = choice_value(field.choices, args.next());
    if (!value)
        fail("%s: %s", field.wrong, args.previous().data());
    message.put<uint8_t>(field.attr, static_cast<uint8_t>(*value));
    return true;
}

static void print_mode(Context &context, const Field &field, const nlattr *attr,
                       std::span<const Choice> names, int width)
{
    const char *name = choice_name(names, get<uint8_t>(attr));
    context.out.string(column(field, width), name ? name : "unknown");
}

static void print_checksum(Context &context, const Field &field, const Record &record)
{
    constexpr int width = 17; // the longest name and a blank
    if (const nlattr *attr = record[field.attr])
        print_mode(context, field, attr, field.choices, width);
    else
        print_dash(context, dash);
}

/// Of these, the words `luid` and `use-format` can be set.
static constexpr Choice identifiers[] = {
    {"iid", ILA_ATYPE_IID},
    {"luid", ILA_ATYPE_LUID},
    {"virt-v4", ILA_ATYPE_VIRT_V4},
    {"virt-uni-v6", ILA_ATYPE_VIRT_UNI_V6},
    {"virt-multi-v6", ILA_ATYPE_VIRT_MULTI_V6},
    {"nonlocal-addr", ILA_ATYPE_NONLOCAL_ADDR},
    {"use-format", ILA_ATYPE_USE_FORMAT},
};

static void print_identifier(Context &context, const Field &field, const Record &record)
{
    if (const nlattr *attr = record[field.attr])
        print_mode(context, field, attr, identifiers, 0);
    else
        print_dash(context, "-");
}

// --- rows

constexpr Type locator_word{.arg = "LOCATOR", .parse = parse_locator};
constexpr Type locator{.arg = "LOCATOR", .parse = parse_locator, .print = print_locator};
constexpr Type interface {
    .arg = "DEV", .parse = parse_interface, .print = print_interface
};
constexpr Type checksum{.arg = "MODE", .parse = parse_mode, .print = print_checksum};
constexpr Type identifier{.arg = "TYPE", .parse = parse_mode, .print = print_identifier};

static constexpr Choice checksums[] = {
    {"adj-transport", ILA_CSUM_ADJUST_TRANSPORT},
    {"neutral-map", ILA_CSUM_NEUTRAL_MAP},
    {"no-action", ILA_CSUM_NO_ACTION},
    {"neutral-map-auto", ILA_CSUM_NEUTRAL_MAP_AUTO},
};
static constexpr Choice settable_identifiers[] = {
    {"luid", ILA_ATYPE_LUID},
    {"use-format", ILA_ATYPE_USE_FORMAT},
};

// `loc` stands in front for its abbreviations, and is shown behind `loc_match`.
static constexpr Field rows[] = {
    {.word = "loc", .attr = ILA_ATTR_LOCATOR, .type = locator_word, .wrong = "Bad locator"},
    {.word = "loc_match",
     .attr = ILA_ATTR_LOCATOR_MATCH,
     .type = locator,
     .json = "locator_match",
     .wrong = "Bad locator to match",
     .always = true},
    {.attr = ILA_ATTR_LOCATOR, .type = locator, .json = "locator", .always = true},
    {.word = "dev",
     .attr = ILA_ATTR_IFINDEX,
     .type = interface,
     .json = "interface",
     .wrong = "No such interface",
     .always = true},
    {.word = "csum-mode",
     .attr = ILA_ATTR_CSUM_MODE,
     .type = checksum,
     .json = "csum_mode",
     .choices = checksums,
     .wrong = "Bad csum-mode",
     .always = true},
    {.word = "ident-type",
     .attr = ILA_ATTR_IDENT_TYPE,
     .type = identifier,
     .json = "ident_type",
     .choices = settable_identifiers,
     .wrong = "Bad ident-type",
     .always = true},
};
constexpr Fields ila_fields{.rows = rows};

// --- verbs

static void help(Session &, Args &);

static void parse(Session &session, Args &args, Message &message)
{
    Seen seen;
    while (!args.empty())
        if (!parse_field(session, args, ila_fields, message, seen))
            help(session, args);
    message.keep_last();
}

static void add(Session &session, Args &args)
{
    Message message = generic_message(ILA_CMD_ADD);
    parse(session, args, message);
    if (!message.find(ILA_ATTR_LOCATOR))
        fail("ila: missing locator");
    if (!message.find(ILA_ATTR_LOCATOR_MATCH))
        fail("ila: missing locator0match");
    session.generic(ILA_GENL_NAME).request(message);
}

static void remove(Session &session, Args &args)
{
    Message message = generic_message(ILA_CMD_DEL);
    parse(session, args, message);
    session.generic(ILA_GENL_NAME).request(message);
}

static void list(Session &session, Args &args)
{
    if (!args.empty())
        fail("\"ip ila show\" does not take any arguments.");
    Message message = generic_message(ILA_CMD_GET);
    auto list = session.out.list();
    session.generic(ILA_GENL_NAME).dump(message, [&](const nlmsghdr *answer) {
        show_generic(session, rows, answer);
    });
}

static constexpr Command verbs[] = {
    {.word = "add", .run = add, .usage = "add loc_match LOCATOR_MATCH loc LOCATOR [ dev DEV ] OPTIONS"},
    {.word = "delete", .run = remove, .usage = "del loc_match LOCATOR_MATCH [ loc LOCATOR ] [ dev DEV ]"},
    {.word = "show", .run = list},
    {.word = "lst", .run = list},
    {.word = "list", .run = list, .usage = "list"},
    {.word = "help", .run = help},
};

static void help(Session &, Args &)
{
    usage(usage_of("ila", verbs) + "OPTIONS := [ csum-mode { adj-transport | neutral-map |\n"
                                   "                         neutral-map-auto | no-action } ]\n"
                                   "           [ ident-type { luid | use-format } ]\n");
}

void ip_ila(Session &session, Args &args)
{
    run_verb_of(ILA_GENL_NAME, session, args, verbs, "ila");
}

} // namespace nskit
