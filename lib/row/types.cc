// SPDX-License-Identifier: MIT
#include "lib/row/types.h"

#include <algorithm>
#include <bit>
#include <endian.h>

#include "lib/base/error.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/row/context.h"
#include "lib/row/words.h"

namespace nskit {

// --- numbers

template <class T> static T to_network(T value)
{
    if constexpr (sizeof(T) == 2)
        return htobe16(value);
    else if constexpr (sizeof(T) == 8)
        return htobe64(value);
    else
        return htobe32(value);
}

template <class T, bool network> static void put_number(const Field &field, uint64_t value, Message &message)
{
    T number = static_cast<T>(value);
    if constexpr (network)
        number = to_network(number);
    message.put<T>(field.attr, number);
}

template <class T, bool network>
bool parse_number(Context &, Args &args, const Field &field, Message &message)
{
    auto value = parse_unsigned(args.next(), std::min<uint64_t>(std::numeric_limits<T>::max(), field.most));
    if (!value)
        return false;
    put_number<T, network>(field, *value, message);
    return true;
}

template <class T, bool network = false> static T value_of(const Field &field, const Record &record)
{
    T value = get<T>(record[field.attr]);
    if constexpr (network)
        value = to_network(value);
    return value;
}

template <class T, bool network> void print_number(Context &context, const Field &field, const Record &record)
{
    T value = value_of<T, network>(field, record);
    if (!field.hides(value))
        context.out.number(label(field), value);
}

template <class T> void print_hex(Context &context, const Field &field, const Record &record)
{
    T value = value_of<T>(field, record);
    if (!field.hides(value))
        context.out.hex(label(field), value);
}

template bool parse_number<uint8_t>(Context &, Args &, const Field &, Message &);
template bool parse_number<uint16_t>(Context &, Args &, const Field &, Message &);
template bool parse_number<uint32_t>(Context &, Args &, const Field &, Message &);
template bool parse_number<uint16_t, true>(Context &, Args &, const Field &, Message &);
template bool parse_number<uint32_t, true>(Context &, Args &, const Field &, Message &);
template bool parse_number<uint64_t, true>(Context &, Args &, const Field &, Message &);
template void print_number<uint8_t>(Context &, const Field &, const Record &);
template void print_number<uint16_t, true>(Context &, const Field &, const Record &);
template void print_number<uint16_t>(Context &, const Field &, const Record &);
template void print_number<uint32_t>(Context &, const Field &, const Record &);
template void print_hex<uint8_t>(Context &, const Field &, const Record &);
template void print_hex<uint32_t>(Context &, const Field &, const Record &);

constexpr Type u8{.arg = "NUMBER", .parse = parse_number<uint8_t>, .print = print_number<uint8_t>};
constexpr Type u16{.arg = "NUMBER", .parse = parse_number<uint16_t>, .print = print_number<uint16_t>};
constexpr Type u32{.arg = "NUMBER", .parse = parse_number<uint32_t>, .print = print_number<uint32_t>};
constexpr Type u64{.arg = "NUMBER", .parse = parse_number<uint64_t>, .print = print_number<uint64_t>};
constexpr Type be16{
    .arg = "NUMBER", .parse = parse_number<uint16_t, true>, .print = print_number<uint16_t, true>};
constexpr Type be32{
    .arg = "NUMBER", .parse = parse_number<uint32_t, true>, .print = print_number<uint32_t, true>};
constexpr Type be64{
    .arg = "NUMBER", .parse = parse_number<uint64_t, true>, .print = print_number<uint64_t, true>};
constexpr Type hex8{.arg = "NUMBER", .parse = parse_number<uint8_t>, .print = print_hex<uint8_t>};
constexpr Type hex16{.arg = "NUMBER", .parse = parse_number<uint16_t>, .print = print_hex<uint16_t>};
constexpr Type hex32{.arg = "NUMBER", .parse = parse_number<uint32_t>, .print = print_hex<uint32_t>};

static bool parse_integer(Context &, Args &args, const Field &field, Message &message)
{
    auto value = parse_signed(args.next(), INT32_MIN, INT32_MAX);
    if (value)
        message.put<int32_t>(field.attr, static_cast<int32_t>(*value));
    return value.has_value();
}

static void print_integer(Context &context, const Field &field, const Record &record)
{
    auto value = get<int32_t>(record[field.attr]);
    if (!field.hides(static_cast<uint64_t>(value)))
        context.out.integer(label(field), value);
}

constexpr Type s32{.arg = "NUMBER", .parse = parse_integer, .print = print_integer};

// --- yes or no

void write_nothing(Context &, const Field &, const Record &) {}

void write_flag(Context &context, const Field &field, const Record &)
{
    context.out.text(field.word);
}

void write_boolean(Context &context, const Field &field, const Record &record)
{
    context.out.text(get_unsigned(record[field.attr]) ? "" : "no");
    context.out.text(field.word);
}

void write_on_off(Context &context, const Field &field, const Record &record)
{
    context.out.on_off(label(field), get_unsigned(record[field.attr]) != 0);
}

void write_constant(Context &context, const Field &field, const Record &record)
{
    if (get_unsigned(record[field.attr]) == field.value)
        context.out.text(field.word);
}

bool parse_on_off(const char *word, std::string_view value, int status)
{
    if (value != "on" && value != "off")
        fail_with(status, "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%.*s\"", word,
                  static_cast<int>(value.size()), value.data());
    return value == "on";
}

bool parse_switch(Args &args, const char *word, int status)
{
    std::string_view value = args.next();
    if (value != "on" && value != "off")
        fail_with(status, "Error: argument of \"%s\" must be \"on\" or \"off\", not \"%s\"", word,
                  args.previous().data());
    return value == "on";
}

bool is_negated(const Args &args, const Field &field)
{
    return std::string_view(args.previous()).starts_with("no") && !names_row(args.previous(), field);
}

bool parse_boolean(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint8_t>(field.attr, !is_negated(args, field));
    return true;
}

static void print_boolean(Context &context, const Field &field, const Record &record)
{
    bool value = get_unsigned(record[field.attr]) != 0;
    context.out.data_bool(field.key(), value);
    if (field.hides(value) && context.settings.details < 2)
        return;
    context.out.text(value ? "" : "no");
    context.out.text(field.label());
    context.out.text(" ");
}

constexpr Type boolean{.parse = parse_boolean, .print = print_boolean, .negatable = true};

bool parse_on_off(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint8_t>(field.attr, parse_on_off(field.word, args.next(), 1));
    return true;
}

static void print_on_off(Context &context, const Field &field, const Record &record)
{
    context.out.on_off(label(field), get_unsigned(record[field.attr]) != 0);
}

constexpr Type on_off{.arg = "{ on | off }", .parse = parse_on_off, .print = print_on_off};

static bool parse_flag(Context &, Args &, const Field &field, Message &message)
{
    message.put(field.attr, nullptr, 0);
    return true;
}

static void print_flag(Context &context, const Field &field, const Record &)
{
    context.out.null_flag(label(field));
}

constexpr Type flag{.parse = parse_flag, .print = print_flag};
constexpr Type command{.parse = parse_flag, .words = write_nothing};

static void print_break(Context &context, const Field &, const Record &)
{
    context.out.line_break();
}

constexpr Type new_line{.print = print_break};

bool parse_presence(Context &, Args &args, const Field &field, Message &message)
{
    if (!is_negated(args, field))
        message.put(field.attr, nullptr, 0);
    return true;
}

static void print_presence(Context &context, const Field &field, const Record &)
{
    context.out.flag(label(field));
}

constexpr Type presence{.parse = parse_presence, .print = print_presence, .negatable = true};

/// The value of vlan's flags and of bridge's boolean options.
struct MaskedBits {
    uint32_t values, mask;
};

static void put_masked(const Field &field, bool value, Message &message)
{
    modify<MaskedBits>(message, field.attr, [&](MaskedBits &bits) {
        bits.mask |= field.mask;
        bits.values = value ? bits.values | field.mask : bits.values & ~field.mask;
    });
}

static bool parse_masked_on_off(Context &, Args &args, const Field &field, Message &message)
{
    put_masked(field, parse_switch(args, field.word), message);
    return true;
}

/// The kernel says all bits of some drivers, and those alone that are set of others.
static std::optional<bool> masked_value(const Field &field, const Record &record)
{
    auto bits = get<MaskedBits>(record[field.attr]);
    const bool is_said = (bits.mask | bits.values) & field.mask;
    return is_said ? std::optional((bits.values & field.mask) != 0) : std::nullopt;
}

static void write_masked_on_off(Context &context, const Field &field, const Record &record)
{
    if (auto value = masked_value(field, record))
        context.out.on_off(label(field), *value);
}

constexpr Type masked_on_off{
    .arg = "{ on | off }", .parse = parse_masked_on_off, .words = write_masked_on_off};

static bool parse_masked_bit(Context &, Args &args, const Field &field, Message &message)
{
    auto value = parse_as<uint8_t>(args.next());
    if (value)
        put_masked(field, *value != 0, message);
    return value.has_value();
}

static void print_masked_bit(Context &context, const Field &field, const Record &record)
{
    auto bits = get<MaskedBits>(record[field.attr]);
    if (bits.mask & field.mask)
        context.out.number(label(field), (bits.values & field.mask) != 0);
}

constexpr Type masked_bit{.arg = "{ 0 | 1 }", .parse = parse_masked_bit, .print = print_masked_bit};

// --- named values

Text choice_name(std::span<const Choice> choices, uint32_t value)
{
    for (const Choice &choice : choices)
        if (choice.value == value)
            return choice.name;
    return nullptr;
}

std::optional<uint32_t> choice_value(std::span<const Choice> choices, std::string_view name)
{
    completion::offer_names(name, choices);
    auto found =
        std::find_if(choices.begin(), choices.end(), [&](const Choice &c) { return c.name == name; });
    return found == choices.end() ? std::nullopt : std::optional(found->value);
}

template <class T, bool network>
bool parse_choice(Context &, Args &args, const Field &field, Message &message)
{
    auto value = choice_value(field.choices, args.next());
    if (!value)
        return false;
    put_number<T, network>(field, *value, message);
    return true;
}

template <class T, bool network> void print_choice(Context &context, const Field &field, const Record &record)
{
    T value = value_of<T, network>(field, record);
    if (field.hides(value))
        return;
    if (const Text name = choice_name(field.choices, value); !name.empty())
        context.out.string(label(field), name);
    else
        context.out.number(label(field), value);
}

template bool parse_choice<uint8_t>(Context &, Args &, const Field &, Message &);
template bool parse_choice<uint16_t>(Context &, Args &, const Field &, Message &);
template bool parse_choice<uint32_t>(Context &, Args &, const Field &, Message &);
template void print_choice<uint8_t>(Context &, const Field &, const Record &);
template void print_choice<uint16_t>(Context &, const Field &, const Record &);
template void print_choice<uint32_t>(Context &, const Field &, const Record &);

constexpr Type choice8{.arg = "NAME", .parse = parse_choice<uint8_t>, .print = print_choice<uint8_t>};
constexpr Type choice32{.arg = "NAME", .parse = parse_choice<uint32_t>, .print = print_choice<uint32_t>};

void print_name(Context &context, const Field &field, const Record &record)
{
    const Text name = choice_name(field.choices, static_cast<uint32_t>(get_unsigned(record[field.attr])));
    context.out.string(label(field), name.empty() ? Text("unknown") : name);
}

constexpr Type name8{.arg = "NAME", .parse = parse_choice<uint8_t>, .print = print_name};
constexpr Type name16{.arg = "NAME", .parse = parse_choice<uint16_t>, .print = print_name};
constexpr Type name32{.arg = "NAME", .parse = parse_choice<uint32_t>, .print = print_name};

template <class T> static bool put_constant(Context &, Args &, const Field &field, Message &message)
{
    message.put<T>(field.attr, static_cast<T>(field.value));
    return true;
}

constexpr Type constant16{.parse = put_constant<uint16_t>, .words = write_constant};
constexpr Type constant32{.parse = put_constant<uint32_t>, .words = write_constant};

template <class T> bool parse_named(Context &context, Args &args, const Field &field, Message &message)
{
    auto id = context.names.id(*field.names, args.next());
    if (id)
        message.put<T>(field.attr, static_cast<T>(*id));
    return id.has_value();
}

static void print_named(Context &context, const Field &field, const Record &record)
{
    auto id = static_cast<uint32_t>(get_unsigned(record[field.attr]));
    if (!field.hides(id))
        context.out.string(label(field), context.names.text(*field.names, id));
}

template bool parse_named<uint8_t>(Context &, Args &, const Field &, Message &);
template bool parse_named<uint32_t>(Context &, Args &, const Field &, Message &);

constexpr Type named8{.arg = "NAME", .parse = parse_named<uint8_t>, .print = print_named};
constexpr Type named32{.arg = "NAME", .parse = parse_named<uint32_t>, .print = print_named};

void print_bits(Context &context, const Field &field, uint32_t bits)
{
    auto list = context.out.list(field.key(), "<", ",", "> ");
    for (const Choice &choice : field.choices)
        if (bits & choice.value) {
            context.out.element(choice.name);
            bits &= ~choice.value;
        }
    if (bits)
        context.out.element(format("%x", bits));
}

// --- texts

bool parse_string(Context &, Args &args, const Field &field, Message &message)
{
    const char *text = args.next();
    if (strlen(text) > field.longest)
        return false;
    message.put_string(field.attr, text);
    return true;
}

static void print_string(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), get_string(record[field.attr]));
}

constexpr Type string{.arg = "STRING", .parse = parse_string, .print = print_string, .words = print_word};

} // namespace nskit
