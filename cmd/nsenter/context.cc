// SPDX-License-Identifier: MIT
#include "cmd/nsenter/context.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/file.h"

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

Environment read_environment(Target &target)
{
    Fd fd = open_from(target, "environ", O_RDONLY);
    auto text = read_all(fd.get());
    if (!text)
        fail_errno("failed to get environment variables");
    return Environment(std::move(*text));
}

void Environment::install()
{
    auto defined = [this](std::string_view name) {
        return std::any_of(entries_.begin(), entries_.end(),
                           [=](const char *entry) { return name_of(entry) == name; });
    };
    // From the back: of a name that occurs twice the last one counts. Words without = are no variables.
    for (size_t end = text_.size(); end > 0;) {
        size_t last = text_.find_last_not_of('\0', end - 1);
        size_t zero = last == std::string::npos ? last : text_.rfind('\0', last);
        size_t begin = zero == std::string::npos ? 0 : zero + 1;
        char *entry = text_.data() + begin;
        if (strchr(entry, '=') && !defined(name_of(entry)))
            entries_.push_back(entry);
        end = begin;
    }
    entries_.push_back(nullptr);
    environ = entries_.data();
}

void open_directories(Plan &plan, Target &target)
{
    open_directory(plan.root, target, "root");
    open_directory(plan.working, target, "cwd");
}

void change_directories(const Plan &plan)
{
    if (plan.root.wanted) {
        sys(fchdir(plan.root.fd.get()), "change directory by root file descriptor failed");
        // The working directory is the new root then, and stays so if nothing else is wanted: it is never
        // outside.
        sys(chroot("."), "chroot failed");
    }
    if (plan.inner_directory)
        sys(chdir(plan.inner_directory), "cannot open current working directory");
    if (plan.working.wanted)
        sys(fchdir(plan.working.fd.get()), "change directory by working directory file descriptor failed");
}

void hold_target(Target &target)
{
    if (!target.pid())
        fail("neither filename nor target pid supplied for ");
    if (!target.open_directory())
        fail_errno("cannot open /proc/%d/", target.pid());
}

void follow_target(Plan &plan, Target &target)
{
    if (!plan.follows_target())
        return;
    // The kernel translates the IDs for the user namespace in which the file is opened. The owner of
    // /proc/PID would not do: it is root for a process that does not let itself be traced.
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
