// SPDX-License-Identifier: MIT
// The cgroups of VRFs: ip vrf puts processes there, and ip netns exec takes them out.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/mount.h>
#include <sys/mount.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/namespace/cgroup.h"
#include "cmd/ipnetns/vrf/vrf.h"

namespace nskit {

std::optional<std::string> cgroup_of(const char *process)
{
    auto text = read_file(format("/proc/%s/cgroup", process).c_str());
    auto path = text ? unified_path(*text) : std::nullopt;
    if (text && !path)
        errno = ENOENT;
    return path ? std::optional(std::string(*path)) : std::nullopt;
}

/// Where `/vrf` or `/vrf/...` begins; npos where a path has none.
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

/// A mount of the hierarchy that is on no path, and gone with its descriptor. Its root is that of our cgroup
/// namespace, which is what paths of /proc begin at.
static Fd mount_unseen()
{
    Fd context(fsopen("cgroup2", FSOPEN_CLOEXEC));
    if (!context.valid() || fsconfig(context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) == -1)
        return Fd();
    return Fd(fsmount(context.get(), FSMOUNT_CLOEXEC, 0));
}

Fd open_cgroup(const std::string &path)
{
    constexpr int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    const std::string mounts = read_file("/proc/self/mountinfo").value_or("");
    for (std::string_view rest = mounts; !rest.empty();)
        if (auto directory = cgroup_directory(take_until(rest, '\n'), path))
            if (Fd found(open(directory->c_str(), flags)); found.valid() && is_unified(found.get()))
                return found;
    Fd root = mount_unseen();
    return root.valid() ? Fd(openat(root.get(), ("." + path).c_str(), flags)) : Fd();
}

bool join_cgroup(const Fd &directory)
{
    Fd procs(openat(directory.get(), "cgroup.procs", O_WRONLY | O_CLOEXEC));
    return procs.valid() && write_all(procs.get(), "0"); // the process that writes
}

void leave_vrf()
{
    auto path = cgroup_of("self");
    if (!path || vrf_of_cgroup(*path).empty())
        return;
    Fd outside = open_cgroup(std::string(cgroup_outside_vrf(*path)));
    if (!outside.valid() || !join_cgroup(outside))
        throw Error{format("Cannot leave the VRF's cgroup: %s", strerror(errno)), 255, errno};
}

} // namespace nskit
