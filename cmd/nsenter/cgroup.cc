// SPDX-License-Identifier: MIT
#include "cmd/nsenter/cgroup.h"

#include <cerrno>
#include <fcntl.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/namespace/mountinfo.h"
#include "lib/base/text.h"

namespace nskit::nsenter {

namespace {

std::string read_cgroups(Target &target)
{
    if (!target.pid())
        fail("neither filename nor target pid supplied for cgroup");
    Fd fd = target.open("cgroup", O_RDONLY);
    auto text = fd.valid() ? read_all(fd.get()) : std::nullopt;
    if (!text)
        fail_errno("cannot open /proc/%d/cgroup", target.pid());
    return *text;
}

} // namespace

Fd open_cgroup(Target &target)
{
    std::string cgroups = read_cgroups(target);
    auto path = unified_path(cgroups);
    if (!path)
        fail("failed to get cgroup path");
    auto mounts = read_file("/proc/self/mountinfo");
    if (!mounts)
        fail_errno("cannot open /proc/self/mountinfo");
    bool mounted = false;
    int code = ENOENT;
    for (std::string_view rest = *mounts; !rest.empty();) {
        auto directory = cgroup_directory(take_until(rest, '\n'), *path);
        if (!directory)
            continue;
        mounted = true;
        // What is opened here is not touched before join_cgroup(); the kernel then goes by who we were when
        // we opened it.
        Fd procs(open(directory->append("/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
        if (procs.valid() && is_unified(procs.get())) // else something is mounted over it
            return procs;
        code = procs.valid() ? ENOENT : errno;
    }
    if (!mounted)
        fail("--join-cgroup is only supported in cgroup v2");
    errno = code;
    fail_errno("failed to open cgroup.procs");
}

void join_cgroup(const Fd &procs)
{
    if (!write_all(procs.get(), "0")) // the process that writes
        fail_errno("write cgroup.procs failed");
}

} // namespace nskit::nsenter
