// SPDX-License-Identifier: MIT
#include "lib/row/types.h"

#include <algorithm>
#include <bit>
#include <endian.h>

#include "lib/netlink/address_text.h"
#include "lib/base/error.h"
#include "lib/base/number.h"
#include "cmd/ipnetns/command/session.h"

namespace nskit {

static bool hidden(const Field &field, uint64_t value)
{
    return field.hide && *field.hide == value;
}

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

template <class T, bool network> bool read_number(Context &, Args &args, const Field &field, Message &message)
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

template <class T, bool network> void show_number(Context &context, const Field &field, const Record &record)
{
    T value = value_of<T, network>(field, record);
    if (!hidden(field, value))
        context.out.number(label(field), value);
}

template <class T> void show_hex(Context &context, const Field &field, const Record &record)
{
    T value = value_of<T>(field, record);
    if (!hidden(field, value))
        context.out.hex(label(field), value);
}

template bool read_number<uint8_t>(Context &, Args &, const Field &, Message &);
template bool read_number<uint16_t>(Context &, Args &, const Field &, Message &);
template bool read_number<uint32_t>(Context &, Args &, const Field &, Message &);
template bool read_number<uint16_t, true>(Context &, Args &, const Field &, Message &);
template bool read_number<uint32_t, true>(Context &, Args &, const Field &, Message &);
template bool read_number<uint64_t, true>(Context &, Args &, const Field &, Message &);
template void show_number<uint8_t>(Context &, const Field &, const Record &);
template void show_number<uint32_t>(Context &, const Field &, const Record &);
template void show_hex<uint32_t>(Context &, const Field &, const Record &);

constexpr Type u8{"NUMBER", read_number<uint8_t>, show_number<uint8_t>};
constexpr Type u16{"NUMBER", read_number<uint16_t>, show_number<uint16_t>};
constexpr Type u32{"NUMBER", read_number<uint32_t>, show_number<uint32_t>};
constexpr Type u64{"NUMBER", read_number<uint64_t>, show_number<uint64_t>};
constexpr Type be16{"NUMBER", read_number<uint16_t, true>, show_number<uint16_t, true>};
constexpr Type be32{"NUMBER", read_number<uint32_t, true>, show_number<uint32_t, true>};
constexpr Type be64{"NUMBER", read_number<uint64_t, true>, show_number<uint64_t, true>};
constexpr Type hex8{"NUMBER", read_number<uint8_t>, show_hex<uint8_t>};
constexpr Type hex16{"NUMBER", read_number<uint16_t>, show_hex<uint16_t>};
constexpr Type hex32{"NUMBER", read_number<uint32_t>, show_hex<uint32_t>};

constexpr Type s32{"NUMBER",
                   [](Context &, Args &args, const Field &field, Message &message) {
                       auto value = parse_signed(args.next(), INT32_MIN, INT32_MAX);
                       if (value)
                           message.put<int32_t>(field.attr, static_cast<int32_t>(*value));
                       return value.has_value();
                   },
                   [](Context &context, const Field &field, const Record &record) {
                       auto value = get<int32_t>(record[field.attr]);
                       if (!hidden(field, static_cast<uint64_t>(value)))
                           context.out.integer(label(field), value);
                   }};

// --- yes or no

bool parse_on_off(const char *word, std::string_view value, int status)
{
    if (value != "on" && value != "off")
        fail_with(status, "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%.*s\"", word,
                  static_cast<int>(value.size()), value.data());
    return value == "on";
}

bool read_switch(Args &args, const char *word, int status)
{
    std::string_view value = args.next();
    if (value != "on" && value != "off")
        fail_with(status, "Error: argument of \"%s\" must be \"on\" or \"off\", not \"%s\"", word,
                  args.previous());
    return value == "on";
}

bool is_negated(const Args &args, const Field &field)
{
    return std::string_view(args.previous()).starts_with("no") && !names_row(args.previous(), field);
}

bool read_boolean(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint8_t>(field.attr, !is_negated(args, field));
    return true;
}

static void print_boolean(Context &context, const Field &field, const Record &record)
{
    bool value = get_unsigned(record[field.attr]) != 0;
    context.out.data_bool(field.key(), value);
    if (hidden(field, value) && context.settings.details < 2)
        return;
    context.out.text(value ? "" : "no");
    context.out.text(field.label());
    context.out.text(" ");
}

constexpr Type boolean{nullptr, read_boolean, print_boolean, true};

bool read_on_off(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint8_t>(field.attr, parse_on_off(field.word, args.next(), 1));
    return true;
}

constexpr Type on_off{"{ on | off }", read_on_off,
                      [](Context &context, const Field &field, const Record &record) {
                          context.out.on_off(label(field), get_unsigned(record[field.attr]) != 0);
                      }};

static bool read_flag(Context &, Args &, const Field &field, Message &message)
{
    message.put(field.attr, nullptr, 0);
    return true;
}

constexpr Type flag{nullptr, read_flag, [](Context &context, const Field &field, const Record &) {
                        context.out.null_flag(label(field));
                    }};
constexpr Type command{nullptr, read_flag, nullptr};

bool read_presence(Context &, Args &args, const Field &field, Message &message)
{
    if (!is_negated(args, field))
        message.put(field.attr, nullptr, 0);
    return true;
}

constexpr Type presence{
    nullptr, read_presence,
    [](Context &context, const Field &field, const Record &) { context.out.flag(label(field)); }, true};

/// What vlan's flags and bridge's multi-valued boolean option are made of.
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

constexpr Type masked_on_off{"{ on | off }",
                             [](Context &, Args &args, const Field &field, Message &message) {
                                 put_masked(field, read_switch(args, field.word), message);
                                 return true;
                             },
                             nullptr};

constexpr Type masked_bit{"{ 0 | 1 }",
                          [](Context &, Args &args, const Field &field, Message &message) {
                              auto value = parse_as<uint8_t>(args.next());
                              if (value)
                                  put_masked(field, *value != 0, message);
                              return value.has_value();
                          },
                          [](Context &context, const Field &field, const Record &record) {
                              auto bits = get<MaskedBits>(record[field.attr]);
                              if (bits.mask & field.mask)
                                  context.out.number(label(field), (bits.values & field.mask) != 0);
                          }};

// --- named values

const char *choice_name(std::span<const Choice> choices, uint32_t value)
{
    auto found =
        std::find_if(choices.begin(), choices.end(), [&](const Choice &c) { return c.value == value; });
    return found == choices.end() ? nullptr : found->name;
}

std::optional<uint32_t> choice_value(std::span<const Choice> choices, std::string_view name)
{
    auto found =
        std::find_if(choices.begin(), choices.end(), [&](const Choice &c) { return c.name == name; });
    return found == choices.end() ? std::nullopt : std::optional(found->value);
}

template <class T, bool network> bool read_choice(Context &, Args &args, const Field &field, Message &message)
{
    auto value = choice_value(field.choices, args.next());
    if (!value)
        return false;
    put_number<T, network>(field, *value, message);
    return true;
}

template <class T, bool network> void show_choice(Context &context, const Field &field, const Record &record)
{
    T value = value_of<T, network>(field, record);
    if (hidden(field, value))
        return;
    if (const char *name = choice_name(field.choices, value))
        context.out.string(label(field), name);
    else
        context.out.number(label(field), value);
}

template bool read_choice<uint8_t>(Context &, Args &, const Field &, Message &);
template bool read_choice<uint16_t>(Context &, Args &, const Field &, Message &);
template bool read_choice<uint32_t>(Context &, Args &, const Field &, Message &);
template void show_choice<uint8_t>(Context &, const Field &, const Record &);
template void show_choice<uint16_t>(Context &, const Field &, const Record &);
template void show_choice<uint32_t>(Context &, const Field &, const Record &);

constexpr Type choice8{"NAME", read_choice<uint8_t>, show_choice<uint8_t>};
constexpr Type choice32{"NAME", read_choice<uint32_t>, show_choice<uint32_t>};

void show_name(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, static_cast<uint32_t>(get_unsigned(record[field.attr])));
    context.out.string(label(field), name ? name : "unknown");
}

constexpr Type name8{"NAME", read_choice<uint8_t>, show_name};
constexpr Type name16{"NAME", read_choice<uint16_t>, show_name};
constexpr Type name32{"NAME", read_choice<uint32_t>, show_name};

template <class T> static bool put_constant(Context &, Args &, const Field &field, Message &message)
{
    message.put<T>(field.attr, static_cast<T>(field.value));
    return true;
}

constexpr Type constant16{nullptr, put_constant<uint16_t>, nullptr};
constexpr Type constant32{nullptr, put_constant<uint32_t>, nullptr};

template <class T> bool read_named(Context &context, Args &args, const Field &field, Message &message)
{
    auto id = context.names.id(*field.names, args.next());
    if (id)
        message.put<T>(field.attr, static_cast<T>(*id));
    return id.has_value();
}

static void print_named(Context &context, const Field &field, const Record &record)
{
    auto id = static_cast<uint32_t>(get_unsigned(record[field.attr]));
    if (!hidden(field, id))
        context.out.string(label(field), context.names.text(*field.names, id));
}

template bool read_named<uint8_t>(Context &, Args &, const Field &, Message &);
template bool read_named<uint32_t>(Context &, Args &, const Field &, Message &);

constexpr Type named8{"NAME", read_named<uint8_t>, print_named};
constexpr Type named32{"NAME", read_named<uint32_t>, print_named};

void print_bits(Context &context, const Field &field, uint32_t bits)
{
    auto list = context.out.list(field.key(), "<", ",", "> ");
    for (const Choice &choice : field.choices)
        if (bits & choice.value) {
            context.out.string({nullptr, "", ""}, choice.name);
            bits &= ~choice.value;
        }
    if (bits)
        context.out.string({nullptr, "", ""}, format("%x", bits));
}

// --- texts and addresses

bool read_string(Context &, Args &args, const Field &field, Message &message)
{
    const char *text = args.next();
    if (strlen(text) > field.longest)
        return false;
    message.put_string(field.attr, text);
    return true;
}

constexpr Type string{"STRING", read_string, [](Context &context, const Field &field, const Record &record) {
                          context.out.string(label(field), get_string(record[field.attr]));
                      }};

Color address_color(int family)
{
    return family == AF_INET ? Color::inet : family == AF_INET6 ? Color::inet6 : Color::none;
}

bool read_lladdr(Context &, Args &args, const Field &field, Message &message)
{
    LinkAddress address = lladdr_from(args.next());
    message.put(field.attr, address.bytes.data(), address.size);
    return true;
}

constexpr Type lladdr{"LLADDR", read_lladdr, [](Context &context, const Field &field, const Record &record) {
                          AddressText space;
                          context.out.string(label(field),
                                             format_lladdr(get_bytes(record[field.attr]), 0, space));
                      }};

template <int family> static bool parse_ip(Context &context, Args &args, const Field &field, Message &message)
{
    Prefix address = address_from(args.next(), family == AF_UNSPEC ? context.settings.family : family);
    message.put(field.attr, address.bytes.data(), address.size);
    return true;
}

static void print_ip(Context &context, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    AddressText space;
    context.out.string(label(field), format_address(bytes.size() == 16 ? AF_INET6 : AF_INET, bytes, space));
}

constexpr Type ip_address{"ADDRESS", parse_ip<AF_UNSPEC>, print_ip};
constexpr Type inet_address{"ADDRESS", parse_ip<AF_INET>, print_ip};
constexpr Type inet6_address{"ADDRESS", parse_ip<AF_INET6>, print_ip};

void show_device(Context &context, const Field &field, const Record &record)
{
    int index = get<int>(record[field.attr]);
    if (!hidden(field, static_cast<uint64_t>(index)))
        context.out.string(label(field), context.links().name(index));
}

bool read_device(Context &context, Args &args, const Field &field, Message &message)
{
    message.put<int>(field.attr, context.links().index_from(args.next(), 255));
    return true;
}

bool read_known_device(Context &context, Args &args, const Field &field, Message &message)
{
    auto index = context.links().index(args.next());
    if (index)
        message.put<int>(field.attr, *index);
    return index.has_value();
}

constexpr Type device{"DEV", read_device, show_device};
constexpr Type known_device{"DEV", read_known_device, show_device};

} // namespace nskit
