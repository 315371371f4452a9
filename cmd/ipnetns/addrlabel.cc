// SPDX-License-Identifier: MIT
// ip addrlabel: the labels of IPv6 prefixes. By them the kernel chooses the source address of a connection
// (RFC 6724).
#include <linux/if_addrlabel.h>

#include "cmd/ipnetns/command/flush.h"
#include "cmd/ipnetns/objects.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/records.h"
#include "lib/row/types.h"

namespace nskit {

// --- rows

static bool parse_prefix(Context &context, Args &args, const Field &field, Message &message)
{
    const Prefix prefix = prefix_from(args.next(), context.settings.family);
    message.fixed<ifaddrlblmsg>().ifal_prefixlen = prefix.length;
    message.put_address(field.attr, prefix);
    return true;
}

static void print_prefix(Context &context, const Field &field, const Record &record)
{
    const auto &header = record.fixed<ifaddrlblmsg>();
    context.out.string(label(field, address_color(header.ifal_family)),
                       context.host(header.ifal_family, get_bytes(record[field.attr])));
    context.out.text("/");
    context.out.number({"prefixlen", ""}, header.ifal_prefixlen);
}

static bool parse_device(Context &context, Args &args, const Field &, Message &message)
{
    auto index = context.links().index(args.next());
    message.fixed<ifaddrlblmsg>().ifal_index = static_cast<uint32_t>(index.value_or(0));
    return index.has_value();
}

static void print_device(Context &context, const Field &field, const Record &record)
{
    if (int index = static_cast<int>(record.fixed<ifaddrlblmsg>().ifal_index); index != 0)
        context.out.string(label(field, Color::ifname), context.links().name(index));
}

constexpr Type prefix{.arg = "PREFIX", .parse = parse_prefix, .print = print_prefix};
constexpr Type device_of_header{.arg = "DEV", .parse = parse_device, .print = print_device};

static constexpr Field rows[] = {
    {.word = "prefix",
     .attr = IFAL_ADDRESS,
     .type = prefix,
     .json = "address",
     .after = "",
     .exact = true,
     .once = true},
    {.word = "dev", .type = device_of_header, .json = "ifname", .exact = true, .once = true},
    {.word = "label", .attr = IFAL_LABEL, .type = u32, .most = UINT32_MAX - 1, .exact = true, .once = true},
};
static constexpr Fields table{rows, "%s is invalid"};

// --- show

static ifaddrlblmsg header_of_family(const Context &context)
{
    return {.ifal_family = static_cast<uint8_t>(context.family_or(AF_INET6))};
}

static void show(Session &session, Args &args)
{
    if (!args.empty())
        fail("\"ip addrlabel show\" does not take any arguments.");
    Message message(RTM_GETADDRLABEL, 0, header_of_family(session));
    auto list = session.out.list();
    auto print = [&](const nlmsghdr *label) {
        auto record = Record::of<ifaddrlblmsg>(label, RTM_NEWADDRLABEL);
        if (!record)
            return;
        auto object = session.out.object();
        print_fields(session, rows, *record);
        session.out.line();
    };
    with_status(255, [&] { session.socket().dump(message, print); });
}

// --- add, delete, flush

template <uint16_t type, uint16_t flags> static void modify(Session &session, Args &args)
{
    Message message(type, flags, header_of_family(session));
    Seen seen;
    while (parse_field(session, args, table, message, seen))
        ;
    if (!args.empty())
        garbage_argument("label", args.peek());
    for (const Field &row : rows)
        if (row.attr && !message.find(row.attr))
            fail("Not enough information: \"%s\" argument is required.", row.word);
    session.change(message);
}

static void flush(Session &session, Args &args)
{
    if (!args.empty())
        fail("\"ip addrlabel flush\" does not allow extra arguments");
    Message message(RTM_GETADDRLABEL, 0, header_of_family(session));
    Records labels;
    session.socket().dump(
        message, [&](const nlmsghdr *label) { labels.add(label); }, Purpose::flush);
    Flush deletions(RTM_DELADDRLABEL, 1, "Flush terminated");
    labels.each([&](const nlmsghdr *label) { deletions.remove(label); });
    deletions.end_round();
}

// --- the verbs

static void help(Session &, Args &);

static constexpr Command verbs[] = {
    {.word = "list", .run = show, .usage = "[ { list | show | lst } ]"},
    {.word = "lst", .run = show},
    {.word = "show", .run = show},
    {.word = "add",
     .run = modify<RTM_NEWADDRLABEL, NLM_F_CREATE | NLM_F_EXCL>,
     .only_changes = true,
     .usage = "{ add | del } prefix PREFIX [ dev DEV ] label NUMBER"},
    {.word = "delete", .run = modify<RTM_DELADDRLABEL, 0>, .only_changes = true},
    {.word = "flush", .run = flush, .usage = "{ flush | help }"},
    {.word = "help", .run = help},
};

static void help(Session &, Args &)
{
    usage(usage_of("addrlabel", verbs));
}

void ip_addrlabel(Session &session, Args &args)
{
    run_verb(session, args, verbs, "addrlabel", show);
}

} // namespace nskit
