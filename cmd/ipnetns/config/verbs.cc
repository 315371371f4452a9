// SPDX-License-Identifier: MIT
// ip config: its verbs and its help.
#include "cmd/ipnetns/config/config.h"
#include "cmd/ipnetns/objects.h"

namespace nskit {

static void help(Session &, Args &);

static constexpr Command verbs[] = {
    {.word = "show", .run = config_show, .usage = "show [ SELECTION ]", .takes_all = true},
    {.word = "diff", .run = config_diff, .usage = "diff FILE [ WORD ... ]"},
    {.word = "apply", .run = config_apply, .usage = "apply FILE [ WORD ... ]"},
    {.word = "help", .run = help},
};

static void help(Session &, Args &)
{
    usage(usage_of("config", verbs) + "\nSELECTION :=\n" + describe_selection() + "\nWORD :=\n" +
          describe_orders());
}

void ip_config(Session &session, Args &args)
{
    run_verb(session, args, verbs, "config", config_show);
}

} // namespace nskit
