// SPDX-License-Identifier: MIT
// The unified (version 2) hierarchy of cgroups: where a process is in it, and moving there. It may be mounted
// anywhere: if version 1 is at /sys/fs/cgroup, it is at /sys/fs/cgroup/unified, or nowhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/fd.h"

namespace nskit {

/// The path in the unified hierarchy in the text of a /proc/PID/cgroup; nullopt if it has none.
std::optional<std::string_view> unified_path(std::string_view cgroups);

/// The path of the cgroup of a process (a PID, or `self`); nullopt with errno set if it cannot be read.
std::optional<std::string> cgroup_of(const char *process);

/// The directory of the cgroup `path` below the mount that a line of mountinfo describes; nullopt if that is
/// another file system, or a part of the hierarchy that does not hold the cgroup.
std::optional<std::string> cgroup_directory(std::string_view mountinfo_line, std::string_view path);

/// Opens `entry` ("cgroup.procs", or "." for the directory) of a cgroup by a mount that is there. `mounts` is
/// the text of a mountinfo. Returns an empty Fd with errno set on failure: EOPNOTSUPP if no mount shows the
/// cgroup.
Fd open_mounted_cgroup(std::string_view mounts, std::string_view path, const char *entry, int flags);

/// Opens the directory of a cgroup, by a mount that is there or else by one that is on no path. Returns an
/// empty Fd with errno set on failure.
Fd open_cgroup(const std::string &path);

/// Moves this process to the cgroup of a directory, or of an open cgroup.procs. Returns false with errno set
/// on failure.
bool join_cgroup(const Fd &directory);
bool join_cgroup_by(const Fd &procs);

// The cgroups of VRFs: below a process's own cgroup, NETNS-ns/vrf/NAME (without the first part if the network
// namespace has no name).

/// The VRF that a cgroup belongs to; empty if it belongs to none.
std::string_view vrf_of_cgroup(std::string_view path);
/// The part of a cgroup's path before the VRF: where its processes were before.
std::string_view cgroup_outside_vrf(std::string_view path);

/// Takes this process out of the VRF that it is bound to, if any. Throws `Cannot leave the VRF's cgroup: ...`
/// (255).
void leave_vrf();

} // namespace nskit
