// SPDX-License-Identifier: MIT
// ip rule and ip mrule: their verbs, and how a rule is changed, shown and restored.
#include "cmd/ipnetns/rule/rule.h"

#include <cerrno>

#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/base/suggest.h"
#include "lib/netlink/saved.h"

namespace nskit {

const Field &rule_row(std::string_view word)
{
    for (const Fields &table : rule_tables())
        for (const Field &row : table.rows)
            if (row.word && row.word == word)
                return row;
    fail("there is no row of rules called %.*s", static_cast<int>(word.size()), word.data());
}

void print_rule(Context &context, const nlmsghdr *message)
{
    const Record record = Record::of<fib_rule_hdr>(message);
    auto object = context.out.object();
    if (message->nlmsg_type == RTM_DELRULE)
        context.out.flag({"deleted", "Deleted"});
    for (const Fields &table : rule_tables())
        print_fields(context, table.rows, record);
    context.out.line();
}

// --- add and delete

/// Which words a request has had so far.
struct Words {
    Seen rows;         ///< of rule_tables()
    bool type = false; ///< a type of route, which is the action
};

/// An unknown word must be a type of route, which is the rule's action.
static void parse_type(Args &args, Message &message)
{
    const char *word = args.next();
    if (is_prefix(word, "help"))
        usage(rule_usage());
    auto type = route_type(word);
    if (!type)
        wrong_argument(word, "Failed to parse rule type");
    message.fixed<fib_rule_hdr>().action = *type;
}

/// Whether a word that is no type of route may follow `type`.
static bool is_target(const char *word)
{
    return word && (names_row(word, rule_row("goto")) || names_row(word, rule_row("nop")));
}

/// Whether the words give an action. A table of 0 is one as well: the kernel then chooses the table.
static bool has_action(Message &message, const Words &words)
{
    uint8_t action = message.fixed<fib_rule_hdr>().action;
    bool looks_up = action == FR_ACT_TO_TBL || action == RTN_NAT;
    size_t table_row = rule_selector.rows.size() + row_number(rule_action.rows, "lookup");
    return !looks_up || words.type || words.rows.test(table_row) || message.find(FRA_L3MDEV);
}

static void offer_words(Nearest &nearest)
{
    nearest.among(rule_selector.rows).among(rule_late_selector.rows).among(rule_action.rows);
}

static bool has_table(Message &message)
{
    return message.fixed<fib_rule_hdr>().table != RT_TABLE_UNSPEC || message.find(FRA_TABLE);
}

void parse_rule(Context &context, Args &args, Message &message)
{
    Words words;
    while (!args.empty()) {
        bool any_word = !args.take("type") || is_target(args.peek());
        if (any_word && parse_field(context, args, rule_tables(), message, words.rows))
            continue;
        or_nearest(
            args.peek(), [&] { parse_type(args, message); }, offer_words);
        words.type = true;
    }
    if (message.find(FRA_L3MDEV) && has_table(message))
        fail_with(22, "table can not be specified for l3mdev rules");
    if (message.header()->nlmsg_type == RTM_NEWRULE && !has_action(message, words))
        message.fixed<fib_rule_hdr>().table = RT_TABLE_MAIN;
}

/// Reads a rule and sends it. Without a -family, addresses of any family are read, and the kernel judges
/// them. Rules of multicast routing take no addresses.
static void change(Session &session, Args &args, Message &message, int family)
{
    auto &header = message.fixed<fib_rule_hdr>();
    header.family = static_cast<uint8_t>(is_multicast_family(family) ? family : session.settings.family);
    parse_rule(session, args, message);
    header.family = static_cast<uint8_t>(family);
    send_change(session, message, [](Context &within, const nlmsghdr *answer) {
        if (has_fixed(answer, sizeof(fib_rule_hdr)))
            print_rule(within, answer);
    });
}

static void add(Session &session, Args &args, int family)
{
    if (args.empty())
        fail("\"ip rule add\" requires arguments.");
    Message message(RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL, fib_rule_hdr{.action = FR_ACT_TO_TBL});
    change(session, args, message, family);
}

static void remove(Session &session, Args &args, int family)
{
    if (args.empty())
        fail("\"ip rule del\" requires arguments.");
    Message message(RTM_DELRULE, 0, fib_rule_hdr{});
    change(session, args, message, family);
}

// --- restore

/// Adds a rule as it was saved, unless it exists. The kernel leaves a priority of 0 out when it shows a rule,
/// and chooses another priority if a request has none.
static void restore_one(Context &context, const nlmsghdr *saved)
{
    if (saved->nlmsg_type != RTM_NEWRULE || !has_fixed(saved, sizeof(fib_rule_hdr)))
        return;
    Message message(RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL, *fixed<fib_rule_hdr>(saved));
    size_t start = NLMSG_LENGTH(sizeof(fib_rule_hdr));
    auto *attributes = reinterpret_cast<const char *>(saved) + start;
    walk_attrs(attributes, saved->nlmsg_len - start, [&](const nlattr *attr) {
        message.put(attr->nla_type, get_bytes(attr).data(), get_bytes(attr).size());
        return true;
    });
    if (!message.find(FRA_PRIORITY))
        message.put<uint32_t>(FRA_PRIORITY, 0);
    context.socket().try_request(message, {EEXIST});
}

static void restore(Session &session, Args &args, int)
{
    if (!args.empty())
        garbage_argument("restore", args.peek());
    read_saved(rule_magic, "rule", 255, [&](const nlmsghdr *saved) { restore_one(session, saved); });
}

// --- the verbs

/// IPv4 if no family is named. Multicast routing has families of its own for the rules of each.
template <bool multicast> static int family_of(const Context &context)
{
    int family = context.family_or(AF_INET);
    if (!multicast)
        return family;
    if (family != AF_INET && family != AF_INET6)
        fail_with(255, "Multicast rules are only supported for IPv4/IPv6, was: %d", family);
    return family == AF_INET ? RTNL_FAMILY_IPMR : RTNL_FAMILY_IP6MR;
}

template <bool multicast, void (*run)(Session &, Args &, int)> static void verb(Session &session, Args &args)
{
    run(session, args, family_of<multicast>(session));
}

template <bool multicast> static size_t look_for_rules(Session &session, Args &args, Look, Wakers &)
{
    return rule_show(session, args, family_of<multicast>(session));
}

/// Of multicast routing's rules the kernel tells nothing: the slow look finds them.
template <bool multicast> static void wait(Session &session, Args &args)
{
    static constexpr unsigned groups[] = {RTNLGRP_LINK, RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_RULE};
    wait_for(session, args, {.things = "rule", .groups = groups, .show = look_for_rules<multicast>});
}

static void help(Session &, Args &, int)
{
    usage(rule_usage());
}

template <bool multicast>
static constexpr Command verbs[] = {
    {.word = "add",
     .run = verb<multicast, add>,
     .only_changes = true,
     .usage = "{ add | del } [ SELECTOR ] [ ACTION ]"},
    {.word = "delete", .run = verb<multicast, remove>, .only_changes = true},
    {.word = "list",
     .run = verb<multicast, rule_list>,
     .usage = "{ list | flush } [ SELECTOR ] [ table TABLE ] [ protocol PROTO ]"},
    {.word = "lst", .run = verb<multicast, rule_list>},
    {.word = "show", .run = verb<multicast, rule_list>},
    {.word = "save", .run = verb<multicast, rule_save>, .usage = "{ save | restore }"},
    {.word = "restore", .run = verb<multicast, restore>},
    {.word = "flush", .run = verb<multicast, rule_flush>},
    {.word = "wait", .run = wait<multicast>, .usage = WAIT_USAGE("[ SELECTOR ] [ table TABLE ]")},
    {.word = "ensure",
     .run = verb<multicast, rule_ensure>,
     .exact = true,
     .usage = "{ ensure | absent } [ SELECTOR ] [ ACTION ]"},
    {.word = "absent", .run = verb<multicast, rule_absent>, .exact = true},
    {.word = "help", .run = verb<multicast, help>},
};

std::string rule_usage()
{
    std::string types;
    append_part(types, "[ [ type ] { " + route_type_names() + " } ]", 8);
    return usage_of("rule", verbs<false>) + "\nSELECTOR :=\n" + describe_fields(rule_selector.rows, 8) +
           describe_fields(rule_late_selector.rows, 8) + "\nACTION :=\n" +
           describe_fields(rule_action.rows, 8) + types +
           "\n\nTABLE := { local | main | default | NAME | NUMBER }";
}

void ip_rule(Session &session, Args &args)
{
    run_verb(session, args, verbs<false>, "rule", verb<false, rule_list>);
}

void ip_mrule(Session &session, Args &args)
{
    run_verb(session, args, verbs<true>, "rule", verb<true, rule_list>);
}

} // namespace nskit
