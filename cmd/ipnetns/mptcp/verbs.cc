// SPDX-License-Identifier: MIT
// The words of ip mptcp, and its help.
#include <linux/mptcp.h>

#include "cmd/ipnetns/mptcp/mptcp.h"
#include "cmd/ipnetns/objects.h"

namespace nskit {

static void help(Session &, Args &);

static constexpr Command things[] = {
    {.word = "endpoint",
     .run = mptcp_endpoint,
     .usage = "endpoint add ADDRESS [ dev NAME ] [ id ID ]\n"
              "\t\t\t\t      [ port NR ] [ FLAG-LIST ]\n"
              "endpoint delete id ID [ ADDRESS ]\n"
              "endpoint change [ id ID ] [ ADDRESS ] [ port NR ] CHANGE-OPT\n"
              "endpoint show [ id ID ]\n"
              "endpoint flush"},
    {.word = "limits",
     .run = mptcp_limits,
     .usage = "limits set [ subflows NR ] [ add_addr_accepted NR ]\n"
              "limits show"},
    {.word = "monitor", .run = mptcp_monitor, .usage = "monitor"},
    {.word = "help", .run = help},
};

static void help(Session &, Args &)
{
    usage(usage_of("mptcp", things, '\t') + "FLAG-LIST := [ FLAG-LIST ] FLAG\n"
                                            "FLAG  := [ signal | subflow | laminar | backup | fullmesh ]\n"
                                            "CHANGE-OPT := [ backup | nobackup | fullmesh | nofullmesh ]\n");
}

void refuse_more_words(const Args &args)
{
    if (!args.empty())
        fail_with(255, "Command \"%s\" is unknown, try \"ip mptcp help\".", args.peek().data());
}

void ip_mptcp(Session &session, Args &args)
{
    run_verb_of(MPTCP_PM_NAME, session, args, things, "mptcp");
}

} // namespace nskit
