// SPDX-License-Identifier: MIT
// How an event of ip stats is shown.
#pragma once

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// Shows what RTM_NEWSTATS tells when hardware began or ceased to count, the end of its line included.
void print_stats_event(Context &context, const nlmsghdr *message);

} // namespace nskit
