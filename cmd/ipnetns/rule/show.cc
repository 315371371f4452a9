// SPDX-License-Identifier: MIT
// ip rule list, flush and save. A filter is a rule itself, read from the same words: it wants the rules that
// agree with each of its attributes.
#include "cmd/ipnetns/rule/rule.h"

#include <algorithm>

#include "cmd/ipnetns/command/flush.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/records.h"
#include "lib/netlink/saved.h"

namespace nskit {

/// A word of a filter, and the row of rules that reads it. The order decides abbreviations.
struct FilterWord {
    const char *word, *row;
    bool exact = false;
    const char *also = nullptr;
    uint32_t letters = first_letters(word, also); ///< never set by hand
};
static constexpr FilterWord words[] = {
    {.word = "preference", .row = "preference"},
    {.word = "order", .row = "preference"},
    {.word = "priority", .row = "preference"},
    {.word = "not", .row = "not", .exact = true},
    {.word = "tos", .row = "tos", .exact = true, .also = "dsfield"},
    {.word = "fwmark", .row = "fwmark", .exact = true},
    {.word = "iif", .row = "iif", .exact = true, .also = "dev"},
    {.word = "oif", .row = "oif", .exact = true},
    {.word = "l3mdev", .row = "l3mdev", .exact = true},
    {.word = "uidrange", .row = "uidrange", .exact = true},
    {.word = "tun_id", .row = "tun_id"},
    {.word = "lookup", .row = "table"},
    {.word = "table", .row = "table"},
    {.word = "from", .row = "from"},
    {.word = "src", .row = "from"},
    {.word = "protocol", .row = "protocol"},
    {.word = "ipproto", .row = "ipproto", .exact = true},
    {.word = "sport", .row = "sport", .exact = true},
    {.word = "dport", .row = "dport", .exact = true},
    {.word = "dscp", .row = "dscp", .exact = true},
    {.word = "flowlabel", .row = "flowlabel", .exact = true},
    {.word = "dst", .row = "to"},
    {.word = "to", .row = "to"},
};

[[noreturn]] static void wrong_value(std::string_view value, const Field &row)
{
    if (row.attr == FRA_TABLE)
        wrong_argument(value, "table id value is invalid");
    if (row.attr == FRA_PROTOCOL)
        wrong_argument(value, "invalid \"protocol\"");
    wrong_argument(value, row.wrong ? row.wrong : format("Invalid \"%s\" value", row.word));
}

/// An unknown word is the prefix of `to`. If a word is given twice, the last one counts.
void parse_rule_filter(Context &context, Args &args, RuleFilter &filter)
{
    while (!args.empty()) {
        const FilterWord *word = match(args.peek(), std::span<const FilterWord>(words));
        const Field &row = rule_row(word ? word->row : "to");
        if (word)
            args.next();
        // `all` means every protocol, and is not looked up as one.
        if (row.attr == FRA_PROTOCOL && args.take("all"))
            continue;
        if (!row.type.parse(context, args, row, filter.pattern))
            wrong_value(args.previous(), row);
        filter.tos |= row.word == std::string_view("tos");
    }
    filter.pattern.keep_last();
}

/// Whether a rule's prefix lies inside that of the filter.
static bool lies_in(const nlattr *inner, unsigned inner_length, const nlattr *outer, unsigned outer_length)
{
    auto bytes = get_bytes(outer);
    if (inner_length < outer_length || outer_length == 0)
        return outer_length == 0;
    return inner && get_bytes(inner).size() == bytes.size() &&
           same_bits(get_bytes(inner).data(), bytes.data(), outer_length);
}

/// Whether a rule agrees with one attribute of the filter.
static bool agrees(const Record &rule, const nlattr *wanted, const fib_rule_hdr &pattern)
{
    uint16_t type = attr_type(wanted);
    const fib_rule_hdr &header = rule::header(rule);
    if (type == FRA_SRC)
        return lies_in(rule[type], header.src_len, wanted, pattern.src_len);
    if (type == FRA_DST)
        return lies_in(rule[type], header.dst_len, wanted, pattern.dst_len);
    if (type == FRA_TABLE)
        return true; // judged with the header's
    auto value = get_bytes(wanted);
    const nlattr *found = rule[type];
    if (!found) // the kernel leaves out a priority and a mark of 0
        return (type == FRA_PRIORITY || type == FRA_FWMARK) && get_unsigned(wanted) == 0;
    return std::equal(value.begin(), value.end(), get_bytes(found).begin(), get_bytes(found).end());
}

bool RuleFilter::wants(const nlmsghdr *message) const
{
    const Record rule = Record::of<fib_rule_hdr>(message),
                 wanted = Record::of<fib_rule_hdr>(pattern.header());
    const fib_rule_hdr &found = rule::header(rule), &header = rule::header(wanted);
    if (header.flags & ~found.flags & FIB_RULE_INVERT)
        return false;
    if (tos && header.tos != found.tos)
        return false;
    if (rule_table(wanted) && rule_table(wanted) != rule_table(rule))
        return false;
    for (uint16_t type = 1; type <= Attrs::last; type++)
        if (wanted[type] && !agrees(rule, wanted[type], header))
            return false;
    return true;
}

/// Dumps the rules of a family. If the kernel refuses, the status is 255.
static void dump(Context &context, int family, Each each)
{
    Message message(RTM_GETRULE, 0, fib_rule_hdr{.family = static_cast<uint8_t>(family)});
    auto only_rules = [&](const nlmsghdr *found) {
        if (found->nlmsg_type == RTM_NEWRULE && has_fixed(found, sizeof(fib_rule_hdr)))
            each(found);
    };
    with_status(255, [&] { context.socket().dump(message, only_rules); });
}

/// Calls `each` for the rules of a family that the words select.
static void each_wanted(Context &context, Args &args, int family, Each each)
{
    RuleFilter filter(family);
    parse_rule_filter(context, args, filter);
    dump(context, family, [&](const nlmsghdr *found) {
        if (filter.wants(found))
            each(found);
    });
}

size_t rule_show(Session &session, Args &args, int family)
{
    size_t count = 0;
    auto list = session.out.list();
    each_wanted(session, args, family, [&](const nlmsghdr *found) {
        print_rule(session, found);
        count++;
    });
    return count;
}

void rule_list(Session &session, Args &args, int family)
{
    rule_show(session, args, family);
}

/// The rule of priority 0, which looks up the local table, stays: its messages have no priority attribute.
/// Rules are deleted after the dump: the kernel resumes a dump by counting rules, and would skip some.
void rule_flush(Session &session, Args &args, int family)
{
    Records found;
    each_wanted(session, args, family, [&](const nlmsghdr *rule) {
        if (Record::of<fib_rule_hdr>(rule)[FRA_PRIORITY])
            found.add(rule);
    });
    Flush flush(RTM_DELRULE, 255, "Dump terminated");
    found.each([&](const nlmsghdr *rule) { flush.remove(rule); });
    flush.end_round();
}

void rule_save(Session &session, Args &args, int family)
{
    if (!args.empty())
        fail("\"ip rule save\" does not take any arguments.");
    SavedFile file(rule_magic);
    dump(session, family, [&](const nlmsghdr *found) { file.add(found); });
    file.finish();
}

} // namespace nskit
