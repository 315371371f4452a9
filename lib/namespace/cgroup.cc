// SPDX-License-Identifier: MIT
#include "lib/namespace/cgroup.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/namespace/mountinfo.h"
#include "lib/namespace/syscall.h"

namespace nskit {

// --- where a process is

std::optional<std::string_view> unified_path(std::string_view cgroups)
{
    while (!cgroups.empty())
        // A path may hold colons, and so may the names of version 1 hierarchies.
        if (std::string_view line = take_until(cgroups, '\n'); line.starts_with("0::/"))
            return line.substr(3);
    return std::nullopt;
}

std::optional<std::string> cgroup_of(const char *process)
{
    auto text = read_file(format("/proc/%s/cgroup", process).c_str());
    auto path = text ? unified_path(*text) : std::nullopt;
    if (text && !path)
        errno = ENOENT;
    return path ? std::optional(std::string(*path)) : std::nullopt;
}

// --- opening its directory

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

/// Whether the file is in the hierarchy, and not in something that is mounted over it.
static bool is_unified(const Fd &file)
{
    struct statfs fs;
    return fstatfs(file.get(), &fs) == 0 && fs.f_type == CGROUP2_SUPER_MAGIC;
}

Fd open_mounted_cgroup(std::string_view mounts, std::string_view path, const char *entry, int flags)
{
    int code = EOPNOTSUPP;
    while (!mounts.empty()) {
        auto directory = cgroup_directory(take_until(mounts, '\n'), path);
        if (!directory)
            continue;
        Fd file = open_file(directory->append("/").append(entry), flags);
        if (file.valid() && is_unified(file))
            return file;
        code = file.valid() ? ENOENT : errno;
    }
    errno = code;
    return Fd();
}

/// A mount of the hierarchy that is on no path, and goes with its descriptor. Its root is that of our cgroup
/// namespace, which is where the paths in /proc begin.
static Fd mount_unseen()
{
    Fd context(syscalls::fsopen("cgroup2"));
    if (!context.valid() || syscalls::fsconfig_create(context.get()) == -1)
        return Fd();
    return Fd(syscalls::fsmount(context.get()));
}

Fd open_cgroup(const std::string &path)
{
    constexpr int flags = O_RDONLY | O_DIRECTORY;
    const std::string mounts = read_optional_file("/proc/self/mountinfo");
    if (Fd found = open_mounted_cgroup(mounts, path, ".", flags); found.valid())
        return found;
    Fd root = mount_unseen();
    return root.valid() ? open_at(root.get(), ("." + path).c_str(), flags) : Fd();
}

// --- moving there

bool join_cgroup_by(const Fd &procs)
{
    return write_all(procs.get(), "0"); // the process that writes
}

bool join_cgroup(const Fd &directory)
{
    Fd procs = open_at(directory.get(), "cgroup.procs", O_WRONLY);
    return procs.valid() && join_cgroup_by(procs);
}

// --- VRFs

/// Where `/vrf` or `/vrf/...` begins; npos if a path has none.
static size_t find_vrf_part(std::string_view path)
{
    size_t at = path.find("/vrf/");
    return at == path.npos && path.ends_with("/vrf") ? path.size() - 4 : at;
}

std::string_view vrf_of_cgroup(std::string_view path)
{
    size_t at = path.find("/vrf/");
    if (at == path.npos)
        return "";
    path.remove_prefix(at + 5);
    return take_until(path, '/');
}

std::string_view cgroup_outside_vrf(std::string_view path)
{
    path = path.substr(0, find_vrf_part(path));
    return path.empty() ? "/" : path;
}

void leave_vrf()
{
    auto path = cgroup_of("self");
    if (!path || vrf_of_cgroup(*path).empty())
        return;
    Fd outside = open_cgroup(std::string(cgroup_outside_vrf(*path)));
    if (!outside.valid() || !join_cgroup(outside))
        throw Error{format("Cannot leave the VRF's cgroup: %s", error_text(errno)), 255, errno};
}

} // namespace nskit
