// SPDX-License-Identifier: MIT
// ip mptcp endpoint: an address, and what the kernel may do with it.
#include <linux/mptcp.h>

#include "cmd/ipnetns/mptcp/mptcp.h"
#include "lib/netlink/uapi.h"
#include "lib/row/address_pair.h"
#include "lib/row/types.h"

namespace nskit {

// --- rows

static bool parse_flag(Context &, Args &args, const Field &field, Message &message)
{
    if (!is_negated(args, field))
        modify_bits<uint32_t>(message, field.attr, field.mask, true);
    return true;
}

static void print_flag(Context &context, const Field &field, const Record &record)
{
    if (get<uint32_t>(record[field.attr]) & field.mask)
        context.out.flag(label(field));
}

static void print_other_flags(Context &context, const Field &field, const Record &record)
{
    uint32_t flags = get<uint32_t>(record[field.attr]);
    for (const Field &row : endpoint_fields.rows)
        if (row.attr == field.attr)
            flags &= ~row.mask;
    if (flags)
        context.out.string(label(field), format("%x", flags));
}

static bool parse_endpoint_device(Context &context, Args &args, const Field &field, Message &message)
{
    const char *name = args.next();
    if (!is_device_name(name))
        wrong_argument(name, "invalid interface name\n");
    const auto index = context.links().index(name);
    if (index)
        message.put<int>(field.attr, *index);
    return index.has_value();
}

static void print_endpoint_device(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field, Color::ifname), context.links().name(get<int>(record[field.attr])));
}

/// It has no keyword: put_endpoint_address() puts it.
constexpr Type endpoint_address{.print = print_paired_address};
constexpr Type endpoint_flag{.parse = parse_flag, .print = print_flag};
/// `noWORD` sends nothing: a change replaces the flags as a whole.
constexpr Type changeable_flag{.parse = parse_flag, .print = print_flag, .negatable = true};
constexpr Type other_flags{.print = print_other_flags};
constexpr Type endpoint_device{.arg = "NAME", .parse = parse_endpoint_device, .print = print_endpoint_device};

constexpr uint16_t flags = MPTCP_PM_ADDR_ATTR_FLAGS;

static constexpr Field rows[] = {
    {.attr = MPTCP_PM_ADDR_ATTR_ADDR4,
     .type = endpoint_address,
     .text = "",
     .json = "address",
     .always = true},
    {.word = "port", .attr = MPTCP_PM_ADDR_ATTR_PORT, .type = u16, .hide = 0, .wrong = "expected port"},
    {.word = "id", .attr = MPTCP_PM_ADDR_ATTR_ID, .type = u8, .wrong = "invalid ID\n"},
    {.word = "signal",
     .attr = flags,
     .type = endpoint_flag,
     .mask = MPTCP_PM_ADDR_FLAG_SIGNAL,
     .exact = true},
    {.word = "subflow",
     .attr = flags,
     .type = endpoint_flag,
     .mask = MPTCP_PM_ADDR_FLAG_SUBFLOW,
     .exact = true},
    {.word = "backup",
     .attr = flags,
     .type = changeable_flag,
     .mask = MPTCP_PM_ADDR_FLAG_BACKUP,
     .exact = true},
    {.word = "fullmesh",
     .attr = flags,
     .type = changeable_flag,
     .mask = MPTCP_PM_ADDR_FLAG_FULLMESH,
     .exact = true},
    {.word = "implicit",
     .attr = flags,
     .type = endpoint_flag,
     .mask = MPTCP_PM_ADDR_FLAG_IMPLICIT,
     .exact = true},
    {.word = "laminar",
     .attr = flags,
     .type = endpoint_flag,
     .mask = MPTCP_PM_ADDR_FLAG_LAMINAR,
     .exact = true},
    {.attr = flags, .type = other_flags, .text = "rawflags"},
    {.word = "dev",
     .attr = MPTCP_PM_ADDR_ATTR_IF_IDX,
     .type = endpoint_device,
     .wrong = "device does not exist\n"},
};
constexpr Fields endpoint_fields{.rows = rows};

// --- words

enum class Verb { add, remove, change, show };

/// The last address counts, whatever its family.
static void put_endpoint_address(Message &message, const Prefix &address)
{
    for (uint16_t attr : {MPTCP_PM_ADDR_ATTR_FAMILY, MPTCP_PM_ADDR_ATTR_ADDR4, MPTCP_PM_ADDR_ATTR_ADDR6})
        message.drop(attr);
    message.put<uint16_t>(MPTCP_PM_ADDR_ATTR_FAMILY, address.family);
    put_paired_address(message, MPTCP_PM_ADDR_ATTR_ADDR4, address);
}

static uint32_t flags_of(const Message &message)
{
    const nlattr *attr = message.find(flags);
    return attr ? get<uint32_t>(attr) : 0;
}

/// Refuses the word that made the flags ones that the verb cannot set.
static void check_flags(const Message &message, Verb verb, const char *word)
{
    constexpr uint32_t changeable = MPTCP_PM_ADDR_FLAG_BACKUP | MPTCP_PM_ADDR_FLAG_FULLMESH;
    constexpr uint32_t exclusive = MPTCP_PM_ADDR_FLAG_SIGNAL | MPTCP_PM_ADDR_FLAG_FULLMESH;
    if (verb == Verb::add && (flags_of(message) & exclusive) == exclusive)
        wrong_argument(word, "flags mustn't have both signal and fullmesh");
    if (verb == Verb::change && flags_of(message) & ~changeable)
        wrong_argument(word, "invalid flags, backup and fullmesh only");
}

/// 0 stands for the address of a connection's first subflow, which only delete knows.
static void check_id(const Message &message, Verb verb)
{
    const nlattr *id = message.find(MPTCP_PM_ADDR_ATTR_ID);
    const bool is_zero = id && get<uint8_t>(id) == 0, has_address = message.find(MPTCP_PM_ADDR_ATTR_FAMILY);
    if (verb == Verb::remove && !id)
        missing_argument("ID");
    if (verb == Verb::remove && !is_zero && has_address)
        wrong_argument("ADDRESS", "invalid for non-zero id address\n");
    if (verb == Verb::remove && is_zero && !has_address)
        wrong_argument("ID", "address is needed for deleting id 0 address\n");
    if (verb != Verb::remove && is_zero)
        wrong_argument("ID", "cannot be 0\n");
}

static void check_endpoint(const Message &message, Verb verb)
{
    if (verb == Verb::add && !message.find(MPTCP_PM_ADDR_ATTR_FAMILY))
        missing_argument("ADDRESS");
    check_id(message, verb);
    if (!message.find(MPTCP_PM_ADDR_ATTR_PORT))
        return;
    if (verb == Verb::add && !(flags_of(message) & MPTCP_PM_ADDR_FLAG_SIGNAL))
        wrong_argument("port", "flags must have signal when using port");
    if (verb == Verb::change && message.find(MPTCP_PM_ADDR_ATTR_ID))
        wrong_argument("port", "port can't be used with id");
}

static void parse_endpoint(Context &context, Args &args, Message &message, Verb verb)
{
    Nest nest(message, MPTCP_PM_ATTR_ADDR, true);
    Seen seen;
    while (!args.empty()) {
        const char *word = args.peek();
        if (!parse_field(context, args, endpoint_fields, message, seen))
            put_endpoint_address(message, address_from(args.next(), AF_UNSPEC));
        check_flags(message, verb, word);
    }
    message.keep_last();
    check_endpoint(message, verb);
}

// --- verbs

template <Verb verb, uint8_t command> static void send(Session &session, Args &args)
{
    Message message = generic_message(command);
    parse_endpoint(session, args, message, verb);
    session.generic(MPTCP_PM_NAME).request(message);
}

static void print_endpoint(Context &context, const nlmsghdr *message)
{
    const Record endpoint = Record::of<genlmsghdr>(message);
    auto object = context.out.object();
    print_fields(context, endpoint_fields.rows, endpoint.nested(MPTCP_PM_ATTR_ADDR));
    context.out.line();
}

static void show(Session &session, Args &args)
{
    Message message = generic_message(MPTCP_PM_CMD_GET_ADDR);
    const bool asks_for_one = !args.empty();
    if (asks_for_one)
        parse_endpoint(session, args, message, Verb::show);
    auto print = [&](const nlmsghdr *endpoint) { print_endpoint(session, endpoint); };
    Generic &family = session.generic(MPTCP_PM_NAME);
    auto list = session.out.list();
    asks_for_one ? family.get(message, print) : family.dump(message, print);
}

static void flush(Session &session, Args &args)
{
    refuse_more_words(args);
    Message message = generic_message(MPTCP_PM_CMD_FLUSH_ADDRS);
    session.generic(MPTCP_PM_NAME).request(message);
}

static constexpr Command verbs[] = {
    {.word = "add", .run = send<Verb::add, MPTCP_PM_CMD_ADD_ADDR>},
    {.word = "change", .run = send<Verb::change, MPTCP_PM_CMD_SET_FLAGS>},
    {.word = "delete", .run = send<Verb::remove, MPTCP_PM_CMD_DEL_ADDR>},
    {.word = "show", .run = show},
    {.word = "flush", .run = flush},
};

void mptcp_endpoint(Session &session, Args &args)
{
    run_verb(session, args, verbs, "mptcp", show);
}

} // namespace nskit
