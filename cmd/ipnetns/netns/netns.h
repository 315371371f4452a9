// SPDX-License-Identifier: MIT
// What the files of `ip netns` share: its verbs, and how a name is read.
#pragma once

#include "cmd/ipnetns/command/command.h"
#include "lib/namespace/process.h"

namespace nskit {

void netns_add(Session &, Args &);
void netns_attach(Session &, Args &);
void netns_delete(Session &, Args &);
void netns_exec(Session &, Args &);
void netns_list_id(Session &, Args &);
void netns_monitor(Session &, Args &);
void netns_set(Session &, Args &);

/// Ends the command with the help of `ip netns`.
[[noreturn]] void netns_usage();

/// Throws `Invalid netns name "NAME"` (255) where a name could lead out of the directory of names.
void check_netns_name(const char *name);

/// Takes a name that is one: throws `No netns name specified` (1) where no word is left, and as
/// check_netns_name().
const char *take_netns_name(Args &args);

/// Shows an RTM_NEWNSID or RTM_DELNSID, as list-id and `ip monitor nsid` do.
void show_nsid(Context &context, const nlmsghdr *message);

/// Forks; what `body` throws is told and becomes the child's exit status.
template <class Body> Child fork_telling(Body &&body)
{
    return fork_child([&] {
        try {
            body();
            return 0;
        } catch (...) {
            const Error error = caught();
            if (!error.text.empty())
                warn("%s", error.text.c_str());
            return error.status;
        }
    });
}

} // namespace nskit
