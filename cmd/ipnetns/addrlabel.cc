// SPDX-License-Identifier: MIT
// ip addrlabel: the labels of IPv6 prefixes by which the source address of a connection is chosen (RFC 6724).
#include <linux/if_addrlabel.h>

#include "lib/netlink/address_text.h"
#include "cmd/ipnetns/command/flush.h"
#include "cmd/ipnetns/objects.h"
#include "lib/row/types.h"
#include "lib/netlink/records.h"

namespace nskit {

// --- rows

static bool parse_prefix_word(Context &context, Args &args, const Field &field, Message &message)
{
    auto &header = message.fixed<ifaddrlblmsg>();
    const Prefix prefix = prefix_from(args.next(), context.settings.family);
    header.ifal_prefixlen = prefix.length;
    message.put(field.attr, prefix.bytes.data(), prefix.size);
    return true;
}

static constexpr Type prefix_type{
    "PREFIX", parse_prefix_word, [](Context &context, const Field &field, const Record &record) {
        const auto &header = record.fixed<ifaddrlblmsg>();
        context.out.string({field.json, field.word, "", address_color(header.ifal_family)},
                           context.host(header.ifal_family, get_bytes(record[field.attr])));
        context.out.text("/");
        context.out.number({"prefixlen", ""}, header.ifal_prefixlen);
    }};

static constexpr Type device_type{
    "DEV",
    [](Context &context, Args &args, const Field &, Message &message) {
        auto index = context.links().index(args.next());
        message.fixed<ifaddrlblmsg>().ifal_index = static_cast<uint32_t>(index.value_or(0));
        return index.has_value();
    },
    [](Context &context, const Field &field, const Record &record) {
        if (int index = static_cast<int>(record.fixed<ifaddrlblmsg>().ifal_index); index != 0)
            context.out.string({field.json, field.word, " ", Color::ifname}, context.links().name(index));
    }};

static constexpr Field rows[] = {
    {.word = "prefix",
     .attr = IFAL_ADDRESS,
     .type = prefix_type,
     .json = "address",
     .exact = true,
     .once = true},
    {.word = "dev", .type = device_type, .json = "ifname", .exact = true, .once = true},
    {.word = "label", .attr = IFAL_LABEL, .type = u32, .most = UINT32_MAX - 1, .exact = true, .once = true},
};
static constexpr Fields table{rows, "%s is invalid"};

// --- show

static void show(Session &session, Args &args)
{
    if (!args.empty())
        fail("\"ip addrlabel show\" does not take any arguments.");
    Message message(RTM_GETADDRLABEL, 0,
                    ifaddrlblmsg{.ifal_family = static_cast<uint8_t>(session.family_or(AF_INET6))});
    auto list = session.out.list();
    session.socket().dump(message, [&](const nlmsghdr *label) {
        if (label->nlmsg_type != RTM_NEWADDRLABEL || !has_fixed(label, sizeof(ifaddrlblmsg)))
            return;
        auto object = session.out.object();
        print_fields(session, rows, {Attrs(label, sizeof(ifaddrlblmsg)), label});
        session.out.line();
    });
}

// --- add, delete, flush

static void modify(Session &session, Args &args, uint16_t type, int flags)
{
    Message message(type, static_cast<uint16_t>(flags),
                    ifaddrlblmsg{.ifal_family = static_cast<uint8_t>(session.family_or(AF_INET6))});
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

static void add(Session &session, Args &args)
{
    modify(session, args, RTM_NEWADDRLABEL, NLM_F_CREATE | NLM_F_EXCL);
}

static void remove(Session &session, Args &args)
{
    modify(session, args, RTM_DELADDRLABEL, 0);
}

static void flush(Session &session, Args &args)
{
    constexpr int refused = 2;
    if (!args.empty())
        fail("\"ip addrlabel flush\" does not allow extra arguments");
    Message message(RTM_GETADDRLABEL, 0,
                    ifaddrlblmsg{.ifal_family = static_cast<uint8_t>(session.family_or(AF_INET6))});
    Records labels;
    session.socket().dump(
        message, [&](const nlmsghdr *label) { labels.add(label); }, Purpose::flush);
    Flush deletions(RTM_DELADDRLABEL, refused);
    labels.each([&](const nlmsghdr *label) { deletions.remove(label); });
    deletions.end_round();
}

static void help(Session &, Args &)
{
    usage("Usage: ip addrlabel [ { list | show | lst } ]\n"
          "       ip addrlabel { add | delete } prefix PREFIX [ dev DEV ] label NUMBER\n"
          "       ip addrlabel { flush | help }");
}

static constexpr Command verbs[] = {
    {"list", show},
    {"lst", show},
    {"show", show},
    changing("add", add),
    changing("delete", remove),
    {"flush", flush},
    {"help", help},
};

void ip_addrlabel(Session &session, Args &args)
{
    run_verb(session, args, verbs, "addrlabel", show);
}

} // namespace nskit
