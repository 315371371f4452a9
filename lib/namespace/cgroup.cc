// SPDX-License-Identifier: MIT
#include "lib/namespace/cgroup.h"

#include <linux/magic.h>
#include <sys/vfs.h>

#include "lib/namespace/mountinfo.h"
#include "lib/base/text.h"

namespace nskit {

bool is_unified(int fd)
{
    struct statfs fs;
    return fstatfs(fd, &fs) == 0 && fs.f_type == CGROUP2_SUPER_MAGIC;
}

std::optional<std::string_view> unified_path(std::string_view cgroups)
{
    while (!cgroups.empty())
        // A path may hold colons, and so may the names of version 1 hierarchies.
        if (std::string_view line = take_until(cgroups, '\n'); line.starts_with("0::/"))
            return line.substr(3);
    return std::nullopt;
}

std::optional<std::string> cgroup_directory(std::string_view line, std::string_view path)
{
    auto mount = split_mountinfo(line);
    if (!mount || mount->type != "cgroup2")
        return std::nullopt;
    std::string root = unescape_mount_path(mount->root);
    if (root != "/") {
        if (!path.starts_with(root) || (path.size() > root.size() && path[root.size()] != '/'))
            return std::nullopt;
        path.remove_prefix(root.size());
    }
    return unescape_mount_path(mount->mount_point).append(path);
}

} // namespace nskit
