// SPDX-License-Identifier: MIT
// Generic Routing Encapsulation over IPv4: gre, gretap (Ethernet), erspan (a port mirror).
#include "gre.h"

#include "address.h"

namespace nskit {

// --- types of both families

/// The flags that say whether a key counts.
static uint16_t flags_of(uint16_t key_attr)
{
    return key_attr == IFLA_GRE_IKEY ? IFLA_GRE_IFLAGS : IFLA_GRE_OFLAGS;
}

static void put_key(Message &message, uint16_t attr, uint32_t key, bool counts)
{
    modify<uint32_t>(message, attr, [&](uint32_t &value) { value = key; });
    modify_bits<uint16_t>(message, flags_of(attr), GRE_KEY, counts);
}

static bool parse_key(Session &, Args &args, const Field &field, Message &message)
{
    bool counts = !is_negated(args, field);
    put_key(message, field.attr, counts ? read_tunnel_key(args, field) : 0, counts);
    return true;
}

static bool parse_keys(Session &, Args &args, const Field &field, Message &message)
{
    bool counts = !is_negated(args, field);
    uint32_t key = counts ? read_tunnel_key(args, field) : 0;
    put_key(message, IFLA_GRE_IKEY, key, counts);
    put_key(message, IFLA_GRE_OKEY, key, counts);
    return true;
}

static void print_key(Session &session, const Field &field, const Record &record)
{
    if (record.attrs.value<uint16_t>(flags_of(field.attr)) & GRE_KEY)
        show_tunnel_key(session, field, get<uint32_t>(record[field.attr]));
}

static void put_flag(Args &args, const Field &field, uint16_t attr, Message &message)
{
    modify_bits<uint16_t>(message, attr, static_cast<uint16_t>(field.bit), !is_negated(args, field));
}

constexpr Type gre_key{"KEY", parse_key, print_key, true};
constexpr Type gre_keys{"KEY", parse_keys, nullptr, true};
constexpr Type gre_flag{nullptr,
                        [](Session &, Args &args, const Field &field, Message &message) {
                            put_flag(args, field, field.attr, message);
                            return true;
                        },
                        [](Session &session, const Field &field, const Record &record) {
                            if (get<uint16_t>(record[field.attr]) & field.bit)
                                session.out.flag(field.word);
                        },
                        true};
constexpr Type gre_flags{nullptr,
                         [](Session &, Args &args, const Field &field, Message &message) {
                             put_flag(args, field, IFLA_GRE_IFLAGS, message);
                             put_flag(args, field, IFLA_GRE_OFLAGS, message);
                             return true;
                         },
                         nullptr, true};

constexpr Type erspan_index{"NUMBER",
                            [](Session &session, Args &args, const Field &field, Message &message) {
                                return read_number<uint32_t>(session, args, field, message) &&
                                       get<uint32_t>(message.find(field.attr)) > 0;
                            },
                            show_number<uint32_t>};

// --- over IPv4

/// Path MTU discovery is the rule, and text tells the exception.
static constexpr Type discovery{nullptr, read_boolean,
                                [](Session &session, const Field &field, const Record &record) {
                                    bool on = get<uint8_t>(record[field.attr]);
                                    session.out.data_bool(field.word, on);
                                    session.out.text(on ? "" : "nopmtudisc ");
                                },
                                true};

/// A group as the other end needs an address of ours, and is the key where none is given.
static void finish(Session &session, const Kind &kind, Message &message, bool creating)
{
    const nlattr *remote = message.find(IFLA_GRE_REMOTE);
    if (remote && is_group(remote)) {
        auto group = get<uint32_t>(remote);
        if (!message.find(IFLA_GRE_LOCAL))
            fail("A broadcast tunnel requires a source address.");
        for (uint16_t key : {IFLA_GRE_IKEY, IFLA_GRE_OKEY})
            if (!message.find(key))
                put_key(message, key, group, true);
    }
    finish_tunnel<gretun>(session, kind, message, creating);
}

static constexpr std::array ignore_df{
    Field{.word = "ignore-df", .attr = IFLA_GRE_IGNORE_DF, .type = tunnel_switch, .json = "ignore_df"}};
static constexpr std::array mark{
    Field{.word = "fwmark", .attr = IFLA_GRE_FWMARK, .type = tunnel_mark, .wrong = "invalid fwmark"}};

static constexpr auto head =
    join(external_row(gretun), end_rows(IFLA_GRE_REMOTE, IFLA_GRE_LOCAL, IFLA_GRE_LINK, tunnel_inet),
         inet_rows(gretun, discovery), ignore_df, gre_rows, mark);
static constexpr auto fields = join(head, Encapsulation<gretun>::rows(false));
static constexpr auto mirror_fields = join(head, erspan_rows, Encapsulation<gretun>::rows(false));

constexpr Kind gre{
    .name = "gre",
    .fields = {fields},
    .about = "a tunnel of GRE over IPv4",
    .finish = finish,
    .unknown = nullptr,
    .whole = true,
};
constexpr Kind gretap{
    .name = "gretap",
    .fields = {fields},
    .about = "Ethernet through GRE over IPv4",
    .finish = finish,
    .unknown = nullptr,
    .whole = true,
};
constexpr Kind erspan{
    .name = "erspan",
    .fields = {mirror_fields},
    .about = "a port mirror through GRE over IPv4",
    .finish = finish,
    .unknown = nullptr,
    .whole = true,
};

} // namespace nskit
