// SPDX-License-Identifier: MIT
// ip mptcp limits: how many subflows and announced addresses a connection may have.
#include <linux/mptcp.h>

#include "cmd/ipnetns/mptcp/mptcp.h"
#include "lib/row/types.h"

namespace nskit {

static constexpr Field rows[] = {
    {.word = "add_addr_accepted",
     .attr = MPTCP_PM_ATTR_RCV_ADD_ADDRS,
     .type = u32,
     .wrong = "invalid add_addr_accepted\n"},
    {.word = "subflows", .attr = MPTCP_PM_ATTR_SUBFLOWS, .type = u32, .wrong = "invalid subflows\n"},
};
constexpr Fields limit_fields{.rows = rows};

static void parse_limits(Context &context, Args &args, Message &message)
{
    Seen seen;
    while (!args.empty())
        if (!parse_field(context, args, limit_fields, message, seen))
            wrong_argument(args.peek(), "unknown limit");
    message.keep_last();
}

static void set(Session &session, Args &args)
{
    Message message = generic_message(MPTCP_PM_CMD_SET_LIMITS);
    parse_limits(session, args, message);
    session.generic(MPTCP_PM_NAME).request(message);
}

/// Takes the words of `set`, as the reference does; the kernel does not look at them.
static void show(Session &session, Args &args)
{
    Message message = generic_message(MPTCP_PM_CMD_GET_LIMITS);
    parse_limits(session, args, message);
    auto list = session.out.list();
    session.generic(MPTCP_PM_NAME).get(message, [&](const nlmsghdr *answer) {
        show_generic(session, limit_fields.rows, answer);
    });
}

static constexpr Command verbs[] = {
    {.word = "set", .run = set},
    {.word = "show", .run = show},
};

void mptcp_limits(Session &session, Args &args)
{
    run_verb(session, args, verbs, "mptcp", show);
}

} // namespace nskit
