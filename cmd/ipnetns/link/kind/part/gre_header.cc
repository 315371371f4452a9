// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/gre_header.h"

#include "lib/base/number.h"
#include "lib/row/tunnel_values.h"

namespace nskit {

/// The flags that say whether a key is in use.
static uint16_t flags_of(uint16_t key_attr)
{
    return key_attr == IFLA_GRE_IKEY ? IFLA_GRE_IFLAGS : IFLA_GRE_OFLAGS;
}

void put_gre_key(Message &message, uint16_t attr, uint32_t key, bool in_use)
{
    modify<uint32_t>(message, attr, [&](uint32_t &value) { value = key; });
    modify_bits<uint16_t>(message, flags_of(attr), GRE_KEY, in_use);
}

static bool parse_key(Context &, Args &args, const Field &field, Message &message)
{
    const bool in_use = !is_negated(args, field);
    put_gre_key(message, field.attr, in_use ? parse_tunnel_key(args, field) : 0, in_use);
    return true;
}

static bool parse_keys(Context &, Args &args, const Field &field, Message &message)
{
    const bool in_use = !is_negated(args, field);
    const uint32_t key = in_use ? parse_tunnel_key(args, field) : 0;
    put_gre_key(message, IFLA_GRE_IKEY, key, in_use);
    put_gre_key(message, IFLA_GRE_OKEY, key, in_use);
    return true;
}

static void print_key(Context &context, const Field &field, const Record &record)
{
    if (record.attrs.value<uint16_t>(flags_of(field.attr)) & GRE_KEY)
        print_tunnel_key(context, field, get<uint32_t>(record[field.attr]));
}

static void write_key(Context &context, const Field &field, const Record &record)
{
    if (record.attrs.value<uint16_t>(flags_of(field.attr)) & GRE_KEY)
        print_tunnel_key(context, field, get<uint32_t>(record[field.attr]));
    else
        context.out.text(format("no%s", field.word));
}

static bool parse_flags(Context &, Args &args, const Field &field, Message &message)
{
    for (uint16_t attr : {IFLA_GRE_IFLAGS, IFLA_GRE_OFLAGS})
        modify_bits(message, attr, static_cast<uint16_t>(field.mask), !is_negated(args, field));
    return true;
}

static bool parse_index(Context &, Args &args, const Field &field, Message &message)
{
    auto index = parse_as<uint32_t>(args.next());
    if (index && (*index == 0 || *index >> 20))
        wrong_argument(args.previous(), "erspan index must be > 0 and <= 20-bit");
    if (index)
        message.put(field.attr, *index);
    return index.has_value();
}

static bool parse_version(Context &, Args &args, const Field &field, Message &message)
{
    auto version = parse_as<uint8_t>(args.next());
    if (version && *version > 2)
        wrong_argument(args.previous(), "erspan version must be 0/1/2");
    if (version)
        message.put(field.attr, *version);
    return version.has_value();
}

static bool parse_direction(Context &, Args &args, const Field &field, Message &message)
{
    const char *word = args.next();
    for (const Choice &one : field.choices)
        if (is_prefix(word, one.name)) {
            message.put(field.attr, static_cast<uint8_t>(one.value));
            return true;
        }
    return false;
}

constexpr Type gre_key{
    .arg = "KEY", .parse = parse_key, .print = print_key, .words = write_key, .negatable = true};
constexpr Type gre_keys{.arg = "KEY", .parse = parse_keys, .words = write_key, .negatable = true};
constexpr Type gre_flags{.parse = parse_flags, .words = write_bit, .negatable = true};
constexpr Type erspan_index{.arg = "NUMBER", .parse = parse_index, .print = print_number<uint32_t>};
constexpr Type erspan_version{.arg = "NUMBER", .parse = parse_version, .print = print_number<uint8_t>};
constexpr Type erspan_direction{.arg = "NAME", .parse = parse_direction, .print = print_name};

} // namespace nskit
