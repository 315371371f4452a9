// SPDX-License-Identifier: MIT
#include "lib/namespace/namespace.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/namespace/process.h"

namespace nskit {

namespace {

const char *entry(const NamespaceType &type, Whose whose)
{
    return whose == Whose::own ? type.name : type.pin;
}

std::optional<NamespaceId> identity(int result, const struct stat &st)
{
    if (result == -1)
        return std::nullopt;
    return NamespaceId{st.st_dev, st.st_ino};
}

} // namespace

std::optional<NamespaceId> namespace_id(int fd)
{
    struct stat st;
    int result = fstat(fd, &st);
    return identity(result, st);
}

Fd open_namespace_file(const char *path, int directory)
{
    return open_at(directory, path, O_RDONLY | O_NONBLOCK);
}

Fd open_own_namespace(const NamespaceType &type, Whose whose)
{
    char path[sizeof "/proc/self/ns/" + 32];
    snprintf(path, sizeof path, "/proc/self/ns/%s", entry(type, whose));
    return open_namespace_file(path);
}

Fd open_namespace_of(int pidfd, const NamespaceType &type, Whose whose)
{
    return Fd(ioctl(pidfd, whose == Whose::own ? type.get_own : type.get_pin, 0)); // is O_CLOEXEC
}

void enter_namespace(int fd, const NamespaceType &type)
{
    sys(setns(fd, type.flag), "reassociate to namespace 'ns/%s' failed", type.name);
}

OwnNamespaces::OwnNamespaces() : directory_(open_file("/proc/self/ns", O_PATH | O_DIRECTORY))
{
    if (!directory_.valid())
        pidfd_ = open_pidfd(getpid());
}

std::optional<NamespaceId> OwnNamespaces::id(const NamespaceType &type, Whose whose) const
{
    std::optional<NamespaceId> found;
    if (directory_.valid()) {
        struct stat st;
        found = identity(fstatat(directory_.get(), entry(type, whose), &st, 0), st);
    } else {
        const Fd ns = open_namespace_of(pidfd_.get(), type, whose);
        found = ns.valid() ? namespace_id(ns.get()) : std::nullopt;
    }
    const int absence = directory_.valid() ? ENOENT : EOPNOTSUPP;
    if (!found && errno != absence)
        fail_errno("cannot look at the namespace 'ns/%s' of this process", entry(type, whose));
    return found;
}

void OwnNamespaces::check(const NamespaceType &type, NamespaceId wanted) const
{
    std::optional<NamespaceId> entered = id(type, Whose::pin);
    if (!entered)
        fail_errno("cannot check that namespace 'ns/%s' was entered", type.name);
    if (*entered != wanted)
        fail("entered another namespace 'ns/%s' than the one asked for", type.name);
}

NamespaceReturn::NamespaceReturn(const NamespaceType &type) : type_(type), own_(open_own_namespace(type))
{
    if (!own_.valid())
        fail_errno("cannot open /proc/self/ns/%s", type.name);
}

NamespaceReturn::~NamespaceReturn()
{
    if (!own_.valid() || setns(own_.get(), type_.flag) == 0)
        return;
    warn("Cannot go back to the own namespace 'ns/%s': %s", type_.name, error_text(errno));
    _exit(EXIT_FAILURE); // and undo nothing more, which would be done in the wrong namespace
}

bool NamespaceReturn::is_possible()
{
    if (setns(own_.get(), type_.flag) == 0)
        return true;
    const int code = errno;
    stay();
    errno = code;
    return false;
}

void NamespaceReturn::go_back()
{
    enter_namespace(own_.get(), type_);
    own_.reset();
}

} // namespace nskit
