// SPDX-License-Identifier: MIT
// ip mptcp: the addresses that the kernel's path manager offers and connects from, its limits, and what it
// reports of connections. See linux/mptcp.h and linux/mptcp_pm.h.
#pragma once

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// The rows of an endpoint (MPTCP_PM_ADDR_ATTR_*), of the limits (MPTCP_PM_ATTR_*) and of an event
/// (MPTCP_ATTR_*).
extern const Fields endpoint_fields, limit_fields, mptcp_event_fields;

void mptcp_endpoint(Session &session, Args &args);
void mptcp_limits(Session &session, Args &args);
/// Shows events until SIGINT or SIGTERM comes.
void mptcp_monitor(Session &session, Args &args);

/// Throws `Command "WORD" is unknown, try "ip mptcp help".` (255) if words are left.
void refuse_more_words(const Args &args);

/// Shows one event, a message of the group mptcp_pm_events.
void print_mptcp_event(Context &context, const nlmsghdr *message);

} // namespace nskit
