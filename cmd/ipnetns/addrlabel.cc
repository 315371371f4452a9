// SPDX-License-Identifier: MIT
// ip addrlabel: the labels of IPv6 prefixes. By them the kernel chooses the source address of a connection
// (RFC 6724).
#include <linux/if_addrlabel.h>

#include "cmd/ipnetns/command/flush.h"
#include "cmd/ipnetns/command/state.h"
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

static void write_prefix(Context &context, const Field &field, const Record &record)
{
    const auto &header = record.fixed<ifaddrlblmsg>();
    AddressText space;
    const auto bytes = get_bytes(record[field.attr]);
    context.out.string(label(field), std::string(format_address(header.ifal_family, bytes, space)) +
                                         format("/%u", header.ifal_prefixlen));
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

constexpr Type prefix{.arg = "PREFIX", .parse = parse_prefix, .print = print_prefix, .words = write_prefix};
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

static void parse(Context &context, Args &args, Message &message)
{
    Seen seen;
    while (parse_field(context, args, table, message, seen))
        ;
    if (!args.empty())
        garbage_argument("label", args.peek());
    for (const Field &row : rows)
        if (row.attr && !message.find(row.attr))
            fail("Not enough information: \"%s\" argument is required.", row.word);
}

template <uint16_t type, uint16_t flags> static void modify(Session &session, Args &args)
{
    Message message(type, flags, header_of_family(session));
    parse(session, args, message);
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

// --- ensure, absent

/// The prefix and the device.
static std::string identity(Context &context, const nlmsghdr *message, const Wish &)
{
    std::string line;
    append_rows(context, std::span(rows).first(2), Record::of<ifaddrlblmsg>(message), line);
    return line;
}

static Wish read(Session &plan, Args &args)
{
    Wish wish;
    Message message(RTM_NEWADDRLABEL, 0, header_of_family(plan));
    plan.given = &wish.given;
    parse(plan, args, message);
    plan.given = nullptr;
    wish.message = MessageCopy(message.header());
    wish.identity = identity(plan, message.header(), wish);
    return wish;
}

static void each_label(Session &session, const Wish &, EachMessage each)
{
    Message message(RTM_GETADDRLABEL, 0, header_of_family(session));
    session.socket().dump(message, [&](const nlmsghdr *found) {
        if (Record::of<ifaddrlblmsg>(found, RTM_NEWADDRLABEL))
            each(found);
    });
}

static void all_labels(Session &session, EachMessage each)
{
    dump_all(session, RTM_GETADDRLABEL, RTM_NEWADDRLABEL, ifaddrlblmsg{.ifal_family = AF_INET6}, each);
}

/// The labels of a new namespace (RFC 6724, section 2.1, and the kernel's own).
static constexpr const char *usual_labels[] = {
    "prefix ::1/128 label 0",   "prefix ::/96 label 3",        "prefix ::ffff:0.0.0.0/96 label 4",
    "prefix 2001::/32 label 6", "prefix 2001:10::/28 label 7", "prefix 3ffe::/16 label 12",
    "prefix 2002::/16 label 2", "prefix fec0::/10 label 11",   "prefix fc00::/7 label 5",
    "prefix ::/0 label 1"};

static std::string write(Context &context, const nlmsghdr *message)
{
    std::string line;
    append_rows(context, rows, Record::of<ifaddrlblmsg>(message), line);
    for (const char *usual : usual_labels)
        if (line == usual)
            return {};
    return "add " + line;
}

static std::vector<std::string> differences(const Comparison &all)
{
    const Record wanted = Record::of<ifaddrlblmsg>(all.wish.message.get()),
                 there = Record::of<ifaddrlblmsg>(all.found);
    if (all.agrees(rows[2], wanted, there))
        return {};
    return {rows[2].word};
}

static std::vector<std::string> changes(const Comparison &, const std::string &line,
                                        const std::vector<std::string> &)
{
    return {"replace " + line};
}

constexpr StateObject addrlabel_state{.word = "addrlabel",
                                      .naming = "prefix",
                                      .removal = RTM_DELADDRLABEL,
                                      .read = read,
                                      .each = each_label,
                                      .identity = identity,
                                      .differences = differences,
                                      .changes = changes,
                                      .all = all_labels,
                                      .write = write};

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
    {.word = "replace",
     .run = modify<RTM_NEWADDRLABEL, NLM_F_CREATE | NLM_F_REPLACE>,
     .exact = true,
     .only_changes = true,
     .usage = "{ replace | ensure | absent } prefix PREFIX [ dev DEV ]\n"
              "                    label NUMBER"},
    {.word = "ensure", .run = ensure_verb<addrlabel_state>, .exact = true},
    {.word = "absent", .run = absent_verb<addrlabel_state>, .exact = true},
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
