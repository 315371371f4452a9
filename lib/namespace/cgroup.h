// SPDX-License-Identifier: MIT
// The unified (version 2) hierarchy of cgroups: where a process is in it, and where it is mounted, which may
// be anywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nskit {

/// The path in the unified hierarchy from what /proc/PID/cgroup holds; nullopt where it tells none.
std::optional<std::string_view> unified_path(std::string_view cgroups);

/// The directory of the cgroup `path` below the mount that a line of mountinfo tells of; nullopt where it is
/// a mount of something else, or of a part of the hierarchy in which the cgroup is not.
std::optional<std::string> cgroup_directory(std::string_view mountinfo_line, std::string_view path);

/// Whether what is open is in the hierarchy, and not in something that is mounted over it.
bool is_unified(int fd);

} // namespace nskit
