// SPDX-License-Identifier: MIT
// Joining the target's cgroup in the unified (version 2) hierarchy, which may be mounted anywhere: on a host
// where version 1 rules /sys/fs/cgroup it is at /sys/fs/cgroup/unified.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fd.h"
#include "target.h"

namespace nskit::nsenter {

/// Opens cgroup.procs of the target's cgroup. Throws Error.
Fd open_cgroup(Target &target);

/// Moves the calling process into it. Throws Error.
void join_cgroup(const Fd &procs);

/// The path in the unified hierarchy from what /proc/PID/cgroup holds; nullopt where it tells none.
std::optional<std::string_view> unified_path(std::string_view cgroups);

/// The directory of the cgroup `path` below the mount that a line of mountinfo tells of; nullopt where it is
/// a mount of something else, or of a part of the hierarchy in which the cgroup is not.
std::optional<std::string> cgroup_directory(std::string_view mountinfo_line, std::string_view path);

} // namespace nskit::nsenter
