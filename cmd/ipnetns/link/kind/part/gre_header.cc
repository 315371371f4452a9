// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/gre_header.h"

#include "cmd/ipnetns/link/kind/part/tunnel_keys.h"

namespace nskit {

/// The flags that say whether a key counts.
static uint16_t flags_of(uint16_t key_attr)
{
    return key_attr == IFLA_GRE_IKEY ? IFLA_GRE_IFLAGS : IFLA_GRE_OFLAGS;
}

void put_gre_key(Message &message, uint16_t attr, uint32_t key, bool counts)
{
    modify<uint32_t>(message, attr, [&](uint32_t &value) { value = key; });
    modify_bits<uint16_t>(message, flags_of(attr), GRE_KEY, counts);
}

static bool parse_key(Context &, Args &args, const Field &field, Message &message)
{
    bool counts = !is_negated(args, field);
    put_gre_key(message, field.attr, counts ? read_tunnel_key(args, field) : 0, counts);
    return true;
}

static bool parse_keys(Context &, Args &args, const Field &field, Message &message)
{
    bool counts = !is_negated(args, field);
    uint32_t key = counts ? read_tunnel_key(args, field) : 0;
    put_gre_key(message, IFLA_GRE_IKEY, key, counts);
    put_gre_key(message, IFLA_GRE_OKEY, key, counts);
    return true;
}

static void print_key(Context &context, const Field &field, const Record &record)
{
    if (record.attrs.value<uint16_t>(flags_of(field.attr)) & GRE_KEY)
        show_tunnel_key(context, field, get<uint32_t>(record[field.attr]));
}

constexpr Type gre_key{"KEY", parse_key, print_key, true};
constexpr Type gre_keys{"KEY", parse_keys, nullptr, true};
constexpr Type gre_flags{nullptr,
                         [](Context &, Args &args, const Field &field, Message &message) {
                             for (uint16_t attr : {IFLA_GRE_IFLAGS, IFLA_GRE_OFLAGS})
                                 modify_bits(message, attr, static_cast<uint16_t>(field.mask),
                                             !is_negated(args, field));
                             return true;
                         },
                         nullptr, true};

constexpr Type erspan_index{"NUMBER",
                            [](Context &context, Args &args, const Field &field, Message &message) {
                                return parse_number<uint32_t>(context, args, field, message) &&
                                       get<uint32_t>(message.find(field.attr)) > 0;
                            },
                            print_number<uint32_t>};

} // namespace nskit
