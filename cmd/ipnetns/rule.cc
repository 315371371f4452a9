// SPDX-License-Identifier: MIT
// ip rule and ip mrule: their verbs, and how a rule is changed, shown and restored.
#include "rule.h"
#include "hint.h"

#include <cerrno>

#include "objects.h"
#include "saved.h"

namespace nskit {

const Field &rule_row(std::string_view word)
{
    for (const Fields *table : rule_tables)
        for (const Field &row : table->rows)
            if (row.word && row.word == word)
                return row;
    fail("there is no row of rules called %.*s", static_cast<int>(word.size()), word.data());
}

void print_rule(Session &session, const nlmsghdr *message)
{
    Record record{Attrs(message, sizeof(fib_rule_hdr)), message};
    auto object = session.out.object();
    if (message->nlmsg_type == RTM_DELRULE)
        session.out.flag({"deleted", "Deleted"});
    for (const Fields *table : rule_tables)
        print_fields(session, table->rows, record);
    session.out.line();
}

// --- add and delete

static bool parse_attribute(Session &session, Args &args, Message &message)
{
    for (const Fields *table : rule_tables) {
        Seen seen;
        if (parse_field(session, args, *table, message, seen))
            return true;
    }
    return false;
}

/// What is none of the words is a type of route: what becomes of packets that the rule selects.
static void parse_action(Args &args, Message &message)
{
    const char *word = args.next();
    if (is_prefix(word, "help"))
        usage(rule_usage());
    auto type = route_type(word);
    if (!type)
        wrong_argument(word, "Failed to parse rule type");
    message.fixed<fib_rule_hdr>().action = *type;
}

static void offer_words(Nearest &nearest)
{
    nearest.among(rule_selector.rows).among(rule_late_selector.rows).among(rule_action.rows);
}

static bool has_table(Message &message)
{
    return message.fixed<fib_rule_hdr>().table != RT_TABLE_UNSPEC || message.find(FRA_TABLE);
}

static void parse(Session &session, Args &args, Message &message)
{
    while (!args.empty()) {
        args.take("type");
        if (args.empty() || !parse_attribute(session, args, message))
            or_nearest(
                args.peek(), [&] { parse_action(args, message); }, offer_words);
    }
    if (message.find(FRA_L3MDEV) && has_table(message))
        fail_with(22, "table can not be specified for l3mdev rules");
}

static void send(Session &session, Message &message)
{
    send_change(session, message, [](Session &within, const nlmsghdr *answer) {
        if (has_fixed(answer, sizeof(fib_rule_hdr)))
            print_rule(within, answer);
    });
}

static void add(Session &session, Args &args, int family)
{
    if (args.empty())
        fail("\"ip rule add\" requires arguments.");
    Message message(RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL, fib_rule_hdr{.action = FR_ACT_TO_TBL});
    auto &header = message.fixed<fib_rule_hdr>();
    header.family = static_cast<uint8_t>(session.settings.family);
    parse(session, args, message);
    bool looks_up = header.action == FR_ACT_TO_TBL || header.action == RTN_NAT;
    if (looks_up && !has_table(message) && !message.find(FRA_L3MDEV))
        header.table = RT_TABLE_MAIN;
    header.family = static_cast<uint8_t>(family);
    send(session, message);
}

static void remove(Session &session, Args &args, int family)
{
    if (args.empty())
        fail("\"ip rule del\" requires arguments.");
    Message message(RTM_DELRULE, 0, fib_rule_hdr{.family = static_cast<uint8_t>(session.settings.family)});
    parse(session, args, message);
    message.fixed<fib_rule_hdr>().family = static_cast<uint8_t>(family);
    send(session, message);
}

// --- restore

/// Adds a rule as it was saved, unless it is there. The kernel leaves a priority of 0 out, and would choose
/// another where it is not given.
static void restore_one(Session &session, const nlmsghdr *saved)
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
    try {
        session.socket().request(message);
    } catch (const Error &error) {
        if (error.code != EEXIST)
            throw;
    }
}

static void restore(Session &session, Args &, int)
{
    read_saved(rule_magic, "rule", 255, [&](const nlmsghdr *saved) { restore_one(session, saved); });
}

// --- the verbs

std::string rule_usage()
{
    std::string text = "Usage: ip rule { add | delete } [ SELECTOR ] [ ACTION ]\n"
                       "       ip rule { list | flush } [ SELECTOR ]\n"
                       "       ip rule { save | restore }\n\nSELECTOR :=\n";
    text += describe_fields(rule_selector.rows, 8);
    text += describe_fields(rule_late_selector.rows, 8);
    text += "\nACTION :=\n" + describe_fields(rule_action.rows, 8);
    return text +
           "        [ [ type ] { unicast | local | broadcast | blackhole | unreachable | prohibit | ... } ]";
}

/// IPv4 where no family is asked for, and what stands for it in multicast routing.
template <bool multicast> static int family_of(const Session &session)
{
    int family = session.family_or(AF_INET);
    if (!multicast)
        return family;
    return family == AF_INET6 ? RTNL_FAMILY_IP6MR : family == AF_INET ? RTNL_FAMILY_IPMR : family;
}

template <bool multicast, void (*run)(Session &, Args &, int)> static void verb(Session &session, Args &args)
{
    run(session, args, family_of<multicast>(session));
}

static void help(Session &, Args &, int)
{
    usage(rule_usage());
}

template <bool multicast>
static constexpr Command verbs[] = {
    {"list", verb<multicast, rule_list>},
    {"lst", verb<multicast, rule_list>},
    {"show", verb<multicast, rule_list>},
    {"save", verb<multicast, rule_save>},
    {"restore", verb<multicast, restore>},
    changing("add", verb<multicast, add>),
    changing("delete", verb<multicast, remove>),
    {"flush", verb<multicast, rule_flush>},
    {"help", verb<multicast, help>},
};

void ip_rule(Session &session, Args &args)
{
    run_verb(session, args, verbs<false>, "rule", verb<false, rule_list>);
}

void ip_mrule(Session &session, Args &args)
{
    run_verb(session, args, verbs<true>, "rule", verb<true, rule_list>);
}

} // namespace nskit
