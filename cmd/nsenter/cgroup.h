// SPDX-License-Identifier: MIT
// Joining the target's cgroup in the unified (version 2) hierarchy, which may be mounted anywhere: on a host
// where version 1 rules /sys/fs/cgroup it is at /sys/fs/cgroup/unified.
#pragma once

#include "lib/base/fd.h"
#include "cmd/nsenter/target.h"
#include "lib/namespace/cgroup.h"

namespace nskit::nsenter {

/// Opens cgroup.procs of the target's cgroup. Throws Error.
Fd open_cgroup(Target &target);

/// Moves the calling process into it. Throws Error.
void join_cgroup(const Fd &procs);

} // namespace nskit::nsenter
