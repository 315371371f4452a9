// SPDX-License-Identifier: MIT
// What the files of `ip netns` share: its verbs, and how a name is read.
#pragma once

#include "cmd/ipnetns/command/command.h"
#include "lib/base/function_ref.h"
#include "lib/namespace/namespace.h"

namespace nskit {

void netns_add(Session &, Args &);
void netns_attach(Session &, Args &);
void netns_delete(Session &, Args &);
void netns_exec(Session &, Args &);
void netns_list_id(Session &, Args &);
void netns_monitor(Session &, Args &);
void netns_set(Session &, Args &);
void netns_wait(Session &, Args &);
void netns_who(Session &, Args &);
void netns_topology(Session &, Args &);
/// A verb of `ip link`.
void link_peer(Session &, Args &);
void netns_ensure(Session &, Args &);
void netns_absent(Session &, Args &);

/// Ends the command with the help of `ip netns`.
[[noreturn]] void netns_usage();

/// Throws `Invalid netns name "NAME"` (255) if a name could lead out of the directory of names.
void check_netns_name(const char *name);

/// Takes the next word as a name. Throws `No netns name specified` (1) if no word is left, and as
/// check_netns_name().
const char *take_netns_name(Args &args);

/// Takes the next word, which names a network namespace. Completion offers the names there are.
const char *take_existing_name(Args &args);

/// Calls `each(PID)` for all processes in a network namespace that this process may look at.
void each_process_in(NamespaceId wanted, FunctionRef<void(uint64_t)> each);

/// Prints an RTM_NEWNSID or RTM_DELNSID as a line, for list-id and `ip monitor nsid`.
void print_nsid(Context &context, const nlmsghdr *message);

} // namespace nskit
