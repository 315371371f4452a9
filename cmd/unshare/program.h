// SPDX-License-Identifier: MIT
// From a process in the new namespaces to the program.
#pragma once

#include "cmd/unshare/helper.h"
#include "cmd/unshare/plan.h"
#include "lib/namespace/process.h"

namespace nskit::unshare {

/// Prepares what the program finds: mounts, root, directory, host name and loopback. Then reports that it is
/// ready, waits until it is released, and runs the plan's setup command, for which it restores `signals`.
/// Throws Error, also if that command fails.
void prepare(Plan &plan, const SignalState &signals);

/// Asks for the plan's signal at the death of the parent, a pidfd, if the plan has that. A change of
/// credentials cancels it.
void die_with(const Plan &plan, const Fd &parent);

/// Changes credentials and environment, in this order, and becomes the program. `parent` is as above; empty
/// if the process cannot outlive it anyway.
[[noreturn]] void become_program(Plan &plan, Helper helper, const Fd &parent);

/// Becomes another user, another group without supplementary groups, or both. Until the process is the
/// program, no process of that user can trace it, and get at its open files.
void set_ids(std::optional<uint32_t> user, std::optional<uint32_t> group);

} // namespace nskit::unshare
