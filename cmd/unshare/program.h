// SPDX-License-Identifier: MIT
// From a process in the new namespaces to the program.
#pragma once

#include "cmd/unshare/helper.h"
#include "cmd/unshare/plan.h"
#include "lib/namespace/process.h"

namespace nskit::unshare {

/// Prepares mounts, root, directory, credentials and environment, in this order, and becomes the program.
/// `signals` are as the caller had them. `parent` is a pidfd of the process whose death is to kill us, if the
/// plan has that, else empty.
[[noreturn]] void become_program(const Plan &plan, const SignalState &signals, Helper helper,
                                 const Fd &parent);

/// Becomes another user, another group without supplementary groups, or both. Until the process is the
/// program, no process of that user can trace it, and get at its open files.
void set_ids(std::optional<uint32_t> user, std::optional<uint32_t> group);

} // namespace nskit::unshare
