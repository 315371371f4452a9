// SPDX-License-Identifier: MIT
// ip rule ensure and absent. A rule is all of its words: there is nothing to change in one.
#include <algorithm>

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/rule/rule.h"
#include "lib/netlink/socket.h"

namespace nskit {

/// All words of a rule, but for its priority and its protocol if the wish leaves them open: the kernel
/// chooses a priority, and takes the same rule twice.
static std::string identity(Context &context, const nlmsghdr *message, const Wish &wish)
{
    const Record record = Record::of<fib_rule_hdr>(message);
    std::string line = format("family %u", record.fixed<fib_rule_hdr>().family);
    for (const Fields &table : rule_tables())
        for (const Field &row : table.rows) {
            const bool may_be_open = row.attr == FRA_PRIORITY || row.attr == FRA_PROTOCOL;
            const bool is_open = std::ranges::none_of(
                wish.given.words(), [&](const Said &said) { return said.row && said.row->attr == row.attr; });
            if (!may_be_open || !is_open)
                append_rows(context, std::span(&row, 1), record, line);
        }
    return line;
}

static Wish read(Session &plan, Args &args)
{
    if (args.empty())
        fail("\"ip rule ensure\" and \"absent\" require arguments.");
    Wish wish;
    Message message(RTM_NEWRULE, NLM_F_CREATE, fib_rule_hdr{.action = FR_ACT_TO_TBL});
    auto &header = message.fixed<fib_rule_hdr>();
    header.family = static_cast<uint8_t>(plan.settings.family);
    plan.given = &wish.given;
    parse_rule(plan, args, message);
    plan.given = nullptr;
    header.family = static_cast<uint8_t>(plan.family_or(AF_INET));
    wish.message = MessageCopy(message.header());
    wish.identity = identity(plan, message.header(), wish);
    return wish;
}

static void each(Session &session, const Wish &, EachMessage each)
{
    const auto family = static_cast<uint8_t>(session.family_or(AF_INET));
    Message message(RTM_GETRULE, 0, fib_rule_hdr{.family = family});
    session.socket().dump(message, [&](const nlmsghdr *found) {
        if (found->nlmsg_type == RTM_NEWRULE && has_fixed(found, sizeof(fib_rule_hdr)))
            each(found);
    });
}

static std::vector<std::string> differences(const Comparison &)
{
    return {};
}

static std::vector<std::string> changes(const Comparison &, const std::string &,
                                        const std::vector<std::string> &)
{
    return {};
}

static void all(Session &session, EachMessage each)
{
    for (uint8_t family : {uint8_t{AF_INET}, uint8_t{AF_INET6}})
        dump_all(session, RTM_GETRULE, RTM_NEWRULE, fib_rule_hdr{.family = family}, each);
}

static std::string write(Context &context, const nlmsghdr *message)
{
    const Record rule = Record::of<fib_rule_hdr>(message);
    if (rule.attrs.value<uint8_t>(FRA_PROTOCOL) == RTPROT_KERNEL)
        return {};
    return "add " + write_rule(context, rule);
}

constexpr StateObject rule_state{.word = "rule",
                                 .naming = "rule",
                                 .removal = RTM_DELRULE,
                                 .read = read,
                                 .each = each,
                                 .identity = identity,
                                 .differences = differences,
                                 .changes = changes,
                                 .identity_varies = true,
                                 .all = all,
                                 .write = write};

void rule_ensure(Session &session, Args &args, int)
{
    ensure(session, args, rule_state);
}

void rule_absent(Session &session, Args &args, int)
{
    ensure_absent(session, args, rule_state);
}

} // namespace nskit
