// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/link_types.h"

#include <algorithm>
#include <cctype>
#include <linux/if.h>

#include "cmd/ipnetns/link/link_parts.h"
#include "lib/base/hex.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/uapi.h"
#include "lib/row/words.h"

namespace nskit {

// --- name, index, flags

static bool parse_name(Context &, Args &args, const Field &field, Message &message)
{
    const char *name = args.next();
    if (!is_device_name(name))
        return false;
    message.put_string(field.attr, name);
    return true;
}

/// Adds the name of the lower device, behind the `@`: `NONE` for index 0, `ifN` for a device in another
/// namespace.
static void add_lower(Context &context, const Record &record, std::string &shown)
{
    int index = get<int>(record[IFLA_LINK]);
    if (index == 0) {
        context.out.data_null("link");
        shown += "NONE";
    } else if (record[IFLA_LINK_NETNSID]) {
        context.out.data("link_index", static_cast<uint64_t>(index));
        shown += "if" + std::to_string(index);
    } else {
        std::string_view name = context.links().name(index);
        context.out.data("link", name);
        shown += name;
    }
}

static void print_name(Context &context, const Field &field, const Record &record, const Label &label)
{
    const std::string_view name = get_string(record[field.attr]);
    std::string shown(name);
    if (record[IFLA_LINK])
        add_lower(context, record, shown += '@');
    context.out.data(field.key(), name);
    context.out.string(label, shown); // without a key: text only
}

static void print_long_name(Context &context, const Field &field, const Record &record)
{
    print_name(context, field, record, {nullptr, "", ": ", Color::ifname});
}

static void print_brief_name(Context &context, const Field &field, const Record &record)
{
    print_name(context, field, record, {nullptr, "", " ", Color::ifname, 16});
}

constexpr Type link_name{.arg = "NAME", .parse = parse_name, .print = print_long_name, .words = print_word};
constexpr Type link_brief_name{.print = print_brief_name};

static void print_index(Context &context, const Field &field, const Record &record)
{
    context.out.number(label(field), static_cast<uint64_t>(record.fixed<ifinfomsg>().ifi_index));
}

constexpr Type link_index{.print = print_index};

static constexpr Choice flag_names[] = {
    {"LOOPBACK", IFF_LOOPBACK},   {"BROADCAST", IFF_BROADCAST},   {"POINTOPOINT", IFF_POINTOPOINT},
    {"MULTICAST", IFF_MULTICAST}, {"NOARP", IFF_NOARP},           {"ALLMULTI", IFF_ALLMULTI},
    {"PROMISC", IFF_PROMISC},     {"MASTER", IFF_MASTER},         {"SLAVE", IFF_SLAVE},
    {"DEBUG", IFF_DEBUG},         {"DYNAMIC", IFF_DYNAMIC},       {"AUTOMEDIA", IFF_AUTOMEDIA},
    {"PORTSEL", IFF_PORTSEL},     {"NOTRAILERS", IFF_NOTRAILERS}, {"UP", IFF_UP},
    {"LOWER_UP", IFF_LOWER_UP},   {"DORMANT", IFF_DORMANT},       {"ECHO", IFF_ECHO},
};

/// Whether the link has a lower device, in this namespace, that is not up.
static bool lower_is_down(Context &context, const Record &record)
{
    int index = record.attrs.value<int>(IFLA_LINK);
    if (index == 0 || record[IFLA_LINK_NETNSID])
        return false;
    const Links::Link *lower = context.links().find(index);
    return lower && !(lower->flags & IFF_UP);
}

static void print_flags(Context &context, const Field &field, const Record &record)
{
    unsigned flags = record.fixed<ifinfomsg>().ifi_flags;
    auto list = context.out.list(field.json, "<", ",", "> ");
    if ((flags & (IFF_UP | IFF_RUNNING)) == IFF_UP)
        context.out.element("NO-CARRIER");
    flags &= ~static_cast<unsigned>(IFF_RUNNING);
    for (const Choice &flag : flag_names)
        if (flags & flag.value) {
            context.out.element(flag.name);
            flags &= ~flag.value;
        }
    if (flags)
        context.out.element(format("%x", flags));
    if (lower_is_down(context, record))
        context.out.element("M-DOWN");
}

constexpr Type link_flags{.print = print_flags};

// --- master, state, mode

/// Words that are shown in capitals and read in any case.
static bool parse_capitals(Context &, Args &args, const Field &field, Message &message)
{
    std::string word(args.next());
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return toupper(c); });
    auto value = choice_value(field.choices, word);
    if (value)
        message.put<uint8_t>(field.attr, static_cast<uint8_t>(*value));
    return value.has_value();
}

static void print_state(Context &context, const Field &field, const Record &record, int width)
{
    auto state = get<uint8_t>(record[field.attr]);
    const Text name = choice_name(field.choices, state);
    Color color = state == IF_OPER_UP ? Color::up : state == IF_OPER_DOWN ? Color::down : Color::none;
    if (!name.empty()) {
        context.out.string({field.key(), field.label(), " ", color, width}, name);
    } else {
        context.out.data("operstate_index", state);
        context.out.text(format("%s %#x ", field.text, state));
    }
}

static void print_long_state(Context &context, const Field &field, const Record &record)
{
    print_state(context, field, record, 0);
}

static void print_brief_state(Context &context, const Field &field, const Record &record)
{
    print_state(context, field, record, 14);
}

constexpr Type link_operstate{
    .arg = "STATE", .parse = parse_capitals, .print = print_long_state, .words = write_nothing};
constexpr Type link_brief_state{.print = print_brief_state};

static void print_mode(Context &context, const Field &field, const Record &record)
{
    auto mode = get<uint8_t>(record[field.attr]);
    if (const Text name = choice_name(field.choices, mode); !name.empty())
        context.out.string(label(field), name);
    else
        context.out.number({"linkmode_index", field.word}, mode);
}

constexpr Type link_mode{.arg = "{ default | dormant }", .parse = parse_capitals, .print = print_mode};

static void print_queue_length(Context &context, const Field &field, const Record &record)
{
    if (record[IFLA_TXQLEN])
        return;
    auto length = context.links().queue_length(record.fixed<ifinfomsg>().ifi_index);
    if (length && *length != 0)
        context.out.integer(label(field), *length);
}

constexpr Type link_queue_length{.print = print_queue_length};

// --- namespaces, protodown

Fd open_netns_value(const char *name, const char *word)
{
    Fd fd = open_netns(name);
    if (!fd.valid() && errno != ENOENT)
        fail_errno("Cannot open network namespace \"%s\"", name);
    if (!fd.valid())
        wrong_argument(name, format("Invalid \"%s\" value", word) + nearest_netns(name));
    return fd;
}

/// While a request is only planned, the namespace need not exist: the message has its name.
static bool parse_netns(Context &context, Args &args, const Field &field, Message &message)
{
    if (context.plans) {
        message.put_string(field.attr, args.next());
        return true;
    }
    message.put<int>(field.attr, message.keep(open_netns_value(args.next(), "netns")));
    return true;
}

static void write_netns(Context &context, const Field &field, const Record &record)
{
    if (context.plans)
        print_word(context, field, record);
}

constexpr Type link_netns{.arg = "{ NAME | PID | PATH }", .parse = parse_netns, .words = write_netns};

static void print_netnsid(Context &context, const Field &field, const Record &record)
{
    int id = get<int>(record[field.attr]);
    context.out.data_integer(field.json, id);
    if (!context.out.is_text())
        return;
    const std::string *name = id >= 0 ? context.netns_ids().name(id) : nullptr;
    std::string shown = id >= 0 ? std::to_string(id) : "unknown";
    context.out.text(name ? format(" %s %s", field.text, name->c_str())
                          : format(" %sid %s", field.text, shown.c_str()));
}

constexpr Type link_netnsid{.print = print_netnsid};

static void print_new_index(Context &context, const Field &field, const Record &record)
{
    context.out.number(label(field), static_cast<uint64_t>(get<int>(record[field.attr])));
}

constexpr Type link_new_index{.print = print_new_index};

/// `on` or `off`. For a bad value the reference exits with its errno, 22.
static bool parse_on_or_off(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint8_t>(field.attr, parse_on_off(field.word, args.next(), 22));
    return true;
}

static void print_protodown(Context &context, const Field &field, const Record &record)
{
    if (get<uint8_t>(record[field.attr]))
        context.out.on_off(label(field), true);
}

constexpr Type link_carrier{.arg = "{ on | off }", .parse = parse_on_or_off, .words = write_nothing};
constexpr Type link_protodown{
    .arg = "{ on | off }", .parse = parse_on_or_off, .print = print_protodown, .words = write_on_off};

/// Bits by name. Several words share one mask and one value.
static bool parse_reason(Context &context, Args &args, const Field &field, Message &message)
{
    auto reason = context.names.id(protodown_reasons, args.next());
    if (!reason || *reason > 31)
        return false;
    uint32_t bit = 1U << *reason, mask = bit, value = parse_switch(args, field.word) ? bit : 0;
    if (nlattr *there = message.find(field.attr)) {
        Attrs before(there);
        mask |= before.value<uint32_t>(IFLA_PROTO_DOWN_REASON_MASK);
        value |= before.value<uint32_t>(IFLA_PROTO_DOWN_REASON_VALUE) & ~bit;
        message.remove(there);
    }
    Nest nest(message, field.attr, true);
    message.put<uint32_t>(IFLA_PROTO_DOWN_REASON_MASK, mask);
    message.put<uint32_t>(IFLA_PROTO_DOWN_REASON_VALUE, value);
    return true;
}

static void print_reasons(Context &context, const Field &field, const Record &record)
{
    auto reasons = record.nested(field.attr).attrs.value<uint32_t>(IFLA_PROTO_DOWN_REASON_VALUE);
    if (!reasons)
        return;
    auto list = context.out.list(field.json, "protodown_reason <", ",", ">");
    for (uint32_t i = 0; i < 32; i++)
        if (reasons >> i & 1)
            context.out.element(context.names.text(protodown_reasons, i));
}

/// The kernel says the reasons that there are, without a mask.
static void write_reasons(Context &context, const Field &field, const Record &record)
{
    const Attrs reasons = record.nested(field.attr).attrs;
    const auto value = reasons.value<uint32_t>(IFLA_PROTO_DOWN_REASON_VALUE);
    const auto mask = reasons.value<uint32_t>(IFLA_PROTO_DOWN_REASON_MASK, value);
    for (uint32_t i = 0; i < 32; i++)
        if (mask >> i & 1) {
            context.out.string(label(field), context.names.text(protodown_reasons, i));
            context.out.text(value >> i & 1 ? "on " : "off ");
        }
}

constexpr Type link_protodown_reason{
    .arg = "NAME { on | off }", .parse = parse_reason, .print = print_reasons, .words = write_reasons};

// --- behind -d

static bool parse_addrgenmode(Context &, Args &args, const Field &field, Message &message)
{
    auto mode = choice_value(field.choices, args.next());
    if (!mode)
        return false;
    extend_nest(message, field.attr, false, [&] {
        Nest inet6(message, AF_INET6);
        message.put<uint8_t>(IFLA_INET6_ADDR_GEN_MODE, static_cast<uint8_t>(*mode));
    });
    return true;
}

static void print_addrgenmode(Context &context, const Field &field, const Record &record)
{
    const nlattr *sent = find_attr(find_attr(record[field.attr], AF_INET6), IFLA_INET6_ADDR_GEN_MODE);
    if (!sent)
        return;
    const auto mode = get<uint8_t>(sent);
    const Text name = choice_name(field.choices, mode);
    context.out.string(label(field), name.empty() ? format("%#.2x", mode) : name);
}

constexpr Type link_addrgenmode{.arg = "NAME", .parse = parse_addrgenmode, .print = print_addrgenmode};

static void print_immutable(Context &context, const Field &field, const Record &record)
{
    if (get<uint8_t>(record[field.attr]))
        context.out.flag(label(field));
}

constexpr Type link_immutable{.print = print_immutable};

static void print_dpll_pin(Context &context, const Field &field, const Record &record)
{
    if (const nlattr *id = record.nested(field.attr)[DPLL_A_PIN_ID])
        context.out.number(label(field), get<uint32_t>(id));
}

constexpr Type link_dpll_pin{.print = print_dpll_pin};

static void print_hex_id(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), format_hex(get_bytes(record[field.attr])));
}

constexpr Type link_hex_id{.print = print_hex_id};

static bool parse_alias(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view text = args.next();
    if (text.size() > field.longest)
        return false;
    message.put_text(field.attr, text);
    return true;
}

static void print_alias(Context &context, const Field &field, const Record &record)
{
    context.out.line_break();
    context.out.string(label(field), get_string(record[field.attr]));
}

/// An empty text takes the alias away, and says as little as none.
static void write_alias(Context &context, const Field &field, const Record &record)
{
    if (!get_string(record[field.attr]).empty())
        print_word(context, field, record);
}

constexpr Type link_alias{.arg = "TEXT", .parse = parse_alias, .print = print_alias, .words = write_alias};

static constexpr Choice events[] = {
    {"REBOOT", IFLA_EVENT_REBOOT},
    {"FEATURE CHANGE", IFLA_EVENT_FEATURES},
    {"BONDING FAILOVER", IFLA_EVENT_BONDING_FAILOVER},
    {"NOTIFY PEERS", IFLA_EVENT_NOTIFY_PEERS},
    {"RESEND IGMP", IFLA_EVENT_IGMP_RESEND},
    {"BONDING OPTION", IFLA_EVENT_BONDING_OPTIONS},
};

static void print_event(Context &context, const Field &field, const Record &record)
{
    auto event = get<uint32_t>(record[field.attr]);
    const char *name = choice_name(events, event);
    if (name)
        context.out.string(label(field), name);
    else if (event != IFLA_EVENT_NONE)
        context.out.number(label(field), event);
}

constexpr Type link_event{.print = print_event};

} // namespace nskit
