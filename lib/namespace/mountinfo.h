// SPDX-License-Identifier: MIT
// Mounts as /proc/PID/mountinfo lists them: what is mounted where, and which mount passes on its mounts to
// which.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace nskit {

/// The fields of one line of mountinfo, as they stand there.
struct MountLine {
    std::string_view id;
    std::string_view root, mount_point; ///< escaped: see unescape_mount_path()
    std::string_view propagation;       ///< "shared:1 master:2", or empty
    std::string_view type;
};

/// Takes a line apart; nullopt if it is no line of mountinfo.
std::optional<MountLine> split_mountinfo(std::string_view line);

/// A path of mountinfo as it really is: blanks and backslashes stand there as three octal digits.
std::string unescape_mount_path(std::string_view text);

/// One mount. The numbers of peer groups hold for the whole machine; 0 stands for none.
struct MountInfo {
    uint64_t id;
    unsigned peer_group; ///< a mount on one member of the group appears on all
    unsigned master;     ///< the group whose mounts appear on this one, but not the other way round
};

/// Reads one line; nullopt if it is no line of mountinfo.
std::optional<MountInfo> parse_mountinfo(std::string_view line);

/// The mount that a path lies on; nullopt if that cannot be told (Linux before 5.8, no /proc).
std::optional<MountInfo> mount_of(const char *path);

/// A member of a peer group in the mount namespace of a process; nullopt if there is none, or we may not
/// look.
std::optional<MountInfo> peer_in(pid_t pid, unsigned peer_group);

} // namespace nskit
