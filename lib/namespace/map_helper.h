// SPDX-License-Identifier: MIT
// newuidmap(1) and newgidmap(1), which write the map of a process for a user who may not.
#pragma once

#include <csignal>
#include <span>

#include "lib/namespace/idmap.h"
#include "lib/namespace/process.h"

namespace nskit {

/// Runs the program of `kind` for the process and waits for it. Returns its wait status; it has said what was
/// wrong, or why it could not be run is reported as `how` says. `mask` is its signal mask; nullptr: ours.
int run_map_helper(const IdKind &kind, pid_t process, std::span<const IdExtent> map, Report how,
                   const sigset_t *mask = nullptr);

} // namespace nskit
