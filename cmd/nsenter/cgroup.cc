// SPDX-License-Identifier: MIT
#include "cgroup.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include "error.h"
#include "file.h"

namespace nskit::nsenter {

namespace {

/// Takes what stands before the next `separator`, and the separator, off the front of `text`.
std::string_view take(std::string_view &text, char separator)
{
    std::string_view word = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    return word;
}

/// A path of mountinfo as it is: blanks and backslashes stand there as three octal digits.
std::string unescape(std::string_view text)
{
    std::string path;
    for (size_t i = 0; i < text.size(); i++)
        if (text[i] == '\\' && i + 3 < text.size()) {
            path +=
                static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            path += text[i];
        }
    return path;
}

bool is_unified(const Fd &fd)
{
    struct statfs fs;
    return fstatfs(fd.get(), &fs) == 0 && fs.f_type == CGROUP2_SUPER_MAGIC;
}

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

std::optional<std::string_view> unified_path(std::string_view cgroups)
{
    while (!cgroups.empty())
        // A path may hold colons, and so may the names of version 1 hierarchies.
        if (std::string_view line = take(cgroups, '\n'); line.starts_with("0::/"))
            return line.substr(3);
    return std::nullopt;
}

std::optional<std::string> cgroup_directory(std::string_view line, std::string_view path)
{
    for (int field = 0; field < 3; field++) // mount ID, parent ID, device
        take(line, ' ');
    std::string root = unescape(take(line, ' '));
    std::string mount_point = unescape(take(line, ' '));
    size_t options_end = line.find(" - ");
    if (options_end == line.npos || !line.substr(options_end).starts_with(" - cgroup2 "))
        return std::nullopt;
    if (root != "/") {
        if (!path.starts_with(root) || (path.size() > root.size() && path[root.size()] != '/'))
            return std::nullopt;
        path.remove_prefix(root.size());
    }
    return mount_point.append(path);
}

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
        auto directory = cgroup_directory(take(rest, '\n'), *path);
        if (!directory)
            continue;
        mounted = true;
        // What is opened here is not touched before join_cgroup(); the kernel then goes by who we were when
        // we opened it.
        Fd procs(open(directory->append("/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
        if (procs.valid() && is_unified(procs)) // else something is mounted over it
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
