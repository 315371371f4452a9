// SPDX-License-Identifier: MIT
#include "cmd/nsenter/context.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

#include "lib/base/environment.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/namespace/cgroup.h"

namespace nskit::nsenter {

namespace {

/// Opens an entry of the target's /proc directory.
Fd open_from(Target &target, const char *entry, int flags)
{
    if (!target.pid())
        fail("neither filename nor target pid supplied for %s", entry);
    Fd fd = target.open(entry, flags);
    if (!fd.valid())
        fail_errno("cannot open /proc/%d/%s", target.pid(), entry);
    return fd;
}

void open_directory(Directory &directory, Target &target, const char *entry)
{
    if (directory.wanted && !directory.fd.valid())
        directory.fd = open_from(target, entry, O_PATH);
}

std::vector<std::string> read_environment(Target &target)
{
    Fd fd = open_from(target, "environ", O_RDONLY);
    auto text = read_all(fd.get());
    if (!text)
        fail_errno("failed to get environment variables");
    return variables_of(*text);
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

/// Opens cgroup.procs of the target's cgroup. It is written to only when the namespaces have been entered;
/// the kernel then goes by who we were when we opened it.
Fd open_procs_of_cgroup(Target &target)
{
    std::string cgroups = read_cgroups(target);
    auto path = unified_path(cgroups);
    if (!path)
        fail("failed to get cgroup path: process %d is in no cgroup of version 2", target.pid());
    auto mounts = read_file("/proc/self/mountinfo");
    if (!mounts)
        fail_errno("cannot open /proc/self/mountinfo");
    Fd procs = open_mounted_cgroup(*mounts, *path, "cgroup.procs", O_WRONLY);
    if (!procs.valid() && errno == EOPNOTSUPP)
        fail("--join-cgroup is only supported in cgroup v2");
    if (!procs.valid())
        fail_errno("failed to open cgroup.procs");
    return procs;
}

/// Opens the target's directory in /proc, so that it can be asked later, from inside.
void hold_target(Target &target)
{
    if (!target.pid())
        fail("neither filename nor target pid supplied for ");
    if (!target.open_directory())
        fail_errno("cannot open /proc/%d/", target.pid());
}

std::string_view name_of(std::string_view variable)
{
    return variable.substr(0, variable.find('='));
}

/// The effective ID behind `key` ("Uid:") in /proc/PID/status: real, effective, saved, file system.
uint32_t effective_id(const std::string &status, const char *key)
{
    const char *line = strstr(status.c_str(), key);
    unsigned real, effective;
    if (!line || sscanf(line + strlen(key), "%u %u", &real, &effective) != 2)
        fail("cannot find %s in the status of the target", key);
    return effective;
}

} // namespace

std::vector<std::string> variables_of(std::string_view text)
{
    std::vector<std::string> variables;
    auto defined = [&](std::string_view name) {
        return std::any_of(variables.begin(), variables.end(),
                           [=](const std::string &variable) { return name_of(variable) == name; });
    };
    // From the back: if a name occurs twice the last one counts. Words without = are no variables.
    for (size_t end = text.size(); end > 0;) {
        size_t last = text.find_last_not_of('\0', end - 1);
        size_t zero = last == std::string_view::npos ? last : text.rfind('\0', last);
        size_t begin = zero == std::string_view::npos ? 0 : zero + 1;
        std::string_view entry = text.substr(begin, end - begin);
        entry = entry.substr(0, entry.find('\0'));
        if (entry.find('=') != std::string_view::npos && !defined(name_of(entry)))
            variables.emplace_back(entry);
        end = begin;
    }
    return variables;
}

Belongings open_belongings(Plan &plan, Target &target)
{
    Belongings open;
    open_directory(plan.root, target, "root");
    open_directory(plan.working, target, "cwd");
    if (plan.environment)
        open.environment = read_environment(target);
    if (plan.follows_target())
        hold_target(target);
    if (plan.join_cgroup)
        open.cgroup = open_procs_of_cgroup(target);
    return open;
}

void change_directories(const Plan &plan)
{
    if (plan.root.wanted) {
        sys(fchdir(plan.root.fd.get()), "change directory by root file descriptor failed");
        // The working directory is then the new root, and stays so unless the plan has another: it is never
        // outside the root.
        sys(chroot("."), "chroot failed");
    }
    if (plan.inner_directory)
        sys(chdir(plan.inner_directory), "cannot open current working directory");
    if (plan.working.wanted)
        sys(fchdir(plan.working.fd.get()), "change directory by working directory file descriptor failed");
}

void take_over(Belongings &belongings)
{
    if (belongings.environment)
        replace_environment(std::move(*belongings.environment));
    if (belongings.cgroup.valid() && !join_cgroup_by(belongings.cgroup))
        fail_errno("write cgroup.procs failed");
}

void follow_target(Plan &plan, Target &target)
{
    if (!plan.follows_target())
        return;
    // The kernel translates the IDs for the user namespace in which the file is opened. The owner of
    // /proc/PID would not do: that is root if the process does not let itself be traced.
    Fd fd = open_from(target, "status", O_RDONLY);
    auto status = read_all(fd.get());
    if (!status)
        fail_errno("cannot read /proc/%d/status", target.pid());
    if (plan.uid.from == Identity::From::target)
        plan.uid = {Identity::From::number, effective_id(*status, "\nUid:")};
    if (plan.gid.from == Identity::From::target)
        plan.gid = {Identity::From::number, effective_id(*status, "\nGid:")};
}

} // namespace nskit::nsenter
