// SPDX-License-Identifier: MIT
#include "lib/namespace/pin.h"

#include <cerrno>
#include <cstdio>
#include <optional>
#include <sys/mount.h>
#include <sys/stat.h>

#include "lib/base/file.h"
#include "lib/namespace/syscall.h"

namespace nskit {

namespace {

/// The path of an open file, which leads to no other file.
struct FdPath {
    char text[sizeof "/proc/self/fd/" + 16];
    explicit FdPath(const Fd &fd) { snprintf(text, sizeof text, "/proc/self/fd/%d", fd.get()); }
};

/// Returns false with errno set if it is another namespace (ESTALE), or cannot be looked at.
bool is_namespace(const Fd &fd, NamespaceId wanted)
{
    const auto found = fd.valid() ? namespace_id(fd.get()) : std::nullopt;
    if (found && *found != wanted)
        errno = ESTALE;
    return found == wanted;
}

} // namespace

NamespacePin::NamespacePin(Fd ns, NamespaceId id)
    : ns_(std::move(ns)), mount_(syscalls::clone_mount(ns_.get())), id_(id)
{}

bool NamespacePin::mount_on(const char *file)
{
    if (!mount_.valid())
        return bind_to(file);
    if (!is_namespace(mount_, id_))
        return false;
    if (syscalls::move_mount(mount_.get(), file) == 0)
        return true;
    struct stat there;
    if (errno == EINVAL && stat(file, &there) == 0 && S_ISDIR(there.st_mode))
        errno = ENOTDIR; // which move_mount(2) does not tell
    return false;
}

/// Without the calls of Linux 5.2: mounts first, and looks afterwards what is there.
bool NamespacePin::bind_to(const char *file)
{
    Fd mounted = open_file(file, O_PATH); // now, so that a descriptor is left for it
    if (!mounted.valid() || mount(FdPath(ns_).text, file, "none", MS_BIND, nullptr) == -1)
        return false;
    mounted.reset();
    mounted = open_file(file, O_PATH);
    if (is_namespace(mounted, id_))
        return true;
    const int code = errno;
    if (mounted.valid())
        umount2(FdPath(mounted).text, MNT_DETACH);
    errno = code;
    return false;
}

void NamespacePin::remove_from(const char *file) const
{
    if (mount_.valid()) {
        umount2(FdPath(mount_).text, MNT_DETACH);
        return;
    }
    const Fd mounted = open_file(file, O_PATH);
    if (is_namespace(mounted, id_))
        umount2(FdPath(mounted).text, MNT_DETACH);
}

} // namespace nskit
