// SPDX-License-Identifier: MIT
// Rules of routing policy: their rows, how one is shown, and which ones a filter wants.
#pragma once

#include <linux/fib_rules.h>

#include "cmd/ipnetns/route/route.h"

namespace nskit {

/// The words of a rule: three tables, shown in the order of rule_tables(). Most items of a line begin with a
/// blank, so that the line ends without one.
extern const Fields rule_selector, rule_action, rule_late_selector;
inline std::array<Fields, 3> rule_tables()
{
    return {rule_selector, rule_action, rule_late_selector};
}
/// The row with this keyword, which must be spelled out. Throws if there is none.
const Field &rule_row(std::string_view word);

/// The table that a rule looks up, from FRA_TABLE or else the header; 0: none.
uint32_t rule_table(const Record &record);

/// Shows a rule with the end of its line, and with `Deleted ` in front if the message is RTM_DELRULE.
void print_rule(Context &context, const nlmsghdr *message);

// What the rows of the three tables share.
namespace rule {

inline const fib_rule_hdr &header(const Record &record)
{
    return record.fixed<fib_rule_hdr>();
}

/// Introduces the first value of a row that shows several, each under a key of its own.
inline Label first_label(const Field &field, const char *key, Text after = "")
{
    Label first = label(field);
    first.key = key;
    first.after = after;
    return first;
}

/// Shows a word if a bit of the header's flags (FIB_RULE_*) is set.
inline void print_flag(Context &context, const Record &record, uint32_t bit, const char *key,
                       const char *text)
{
    if (header(record).flags & bit)
        context.out.null_flag({key, text, ""});
}

/// `VALUE[/MASK]`: marks, DSCPs, flow labels and ports.
extern const Type fwmark_type, dscp_type, flowlabel_type, sport_type, dport_type;

} // namespace rule

/// A rule as the words behind `ip rule add`. Without its priority, the words tell it from all other rules.
std::string write_rule(Context &context, const Record &record, bool with_priority = true);

/// ensure and absent, and what a configuration has of them.
extern const struct StateObject rule_state;

/// The number that a file of saved rules begins with.
constexpr uint32_t rule_magic = 0x71706986;

/// Reads the words of a rule into a request. A new rule (RTM_NEWRULE) without an action looks up the main
/// table. Addresses are read in the family of the request's header.
void parse_rule(Context &context, Args &args, Message &message);

/// Which rules a command is about: those that agree with a pattern, which is a rule itself.
struct RuleFilter {
    Message pattern;
    bool tos = false; ///< the pattern's TOS counts, even if it is 0

    explicit RuleFilter(int family)
        : pattern(RTM_NEWRULE, 0, fib_rule_hdr{.family = static_cast<uint8_t>(family)})
    {}
    bool wants(const nlmsghdr *rule) const;
};
void parse_rule_filter(Context &context, Args &args, RuleFilter &filter);

std::string rule_usage();

/// Shows the rules of a family that the words select, and returns how many there are.
size_t rule_show(Session &session, Args &args, int family);
/// ip rule list, save and flush: the rules of `family`.
void rule_list(Session &session, Args &args, int family);
void rule_save(Session &session, Args &args, int family);
void rule_flush(Session &session, Args &args, int family);
void rule_ensure(Session &session, Args &args, int family);
void rule_absent(Session &session, Args &args, int family);

} // namespace nskit
