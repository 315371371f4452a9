// SPDX-License-Identifier: MIT
// Rules of routing policy: their rows, and how one is shown. `ip monitor` uses it as well.
#pragma once

#include <linux/fib_rules.h>

#include "cmd/ipnetns/route/route.h"

namespace nskit {

/// The words of a rule: three tables, in the order in which they are shown. Most items of a rule's line begin
/// with a blank, so that it ends without one.
extern const Fields rule_selector, rule_action, rule_late_selector;
constexpr std::array<const Fields *, 3> rule_tables{&rule_selector, &rule_action, &rule_late_selector};
/// The row with this keyword, spelled out.
const Field &rule_row(std::string_view word);

/// The table that a rule looks into, from its header or its attribute; 0: none.
uint32_t rule_table(const Record &record);

/// Shows a rule, the end of its line included: `Deleted ` in front of one that is gone.
void print_rule(Context &context, const nlmsghdr *message);

/// What the rows share.
namespace rule {

inline const fib_rule_hdr &header(const Record &record)
{
    return record.fixed<fib_rule_hdr>();
}

inline Label item_label(const Field &field)
{
    return {field.key(), field.label(), ""};
}

/// A word where a bit of the header's flags (FIB_RULE_*) is set.
inline void print_flag(Context &context, const Record &record, uint32_t bit, const char *key,
                       const char *text)
{
    if (header(record).flags & bit)
        context.out.null_flag({key, text, ""});
}

} // namespace rule

/// What a file of saved rules begins with.
constexpr uint32_t rule_magic = 0x71706986;

/// Reads the words of a rule into a request. A rule that is to be added (RTM_NEWRULE) and of which no word
/// says what it does looks up the main table. `family` of the header is that of the addresses.
void parse_rule(Context &context, Args &args, Message &message);

/// Which rules are meant: those that agree with a rule that stands for all of them.
struct RuleFilter {
    Message pattern;
    bool tos = false; ///< the pattern's TOS counts, though it may be 0

    explicit RuleFilter(int family)
        : pattern(RTM_NEWRULE, 0, fib_rule_hdr{.family = static_cast<uint8_t>(family)})
    {}
    bool wants(const nlmsghdr *rule) const;
};
void parse_rule_filter(Context &context, Args &args, RuleFilter &filter);

std::string rule_usage();

/// ip rule list, save and flush: those of the family, or else of `family`.
void rule_list(Session &session, Args &args, int family);
void rule_save(Session &session, Args &args, int family);
void rule_flush(Session &session, Args &args, int family);

} // namespace nskit
