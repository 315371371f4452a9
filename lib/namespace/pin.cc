// SPDX-License-Identifier: MIT
#include "lib/namespace/pin.h"

#include <cerrno>
#include <cstdio>
#include <sys/mount.h>

#include "lib/base/file.h"

namespace nskit {

/// The path of an open file, which leads to no other file.
struct FdPath {
    char text[sizeof "/proc/self/fd/" + 16];
    explicit FdPath(const Fd &fd) { snprintf(text, sizeof text, "/proc/self/fd/%d", fd.get()); }
};

bool pin_namespace(const Fd &ns, NamespaceId id, const char *file)
{
    if (mount(FdPath(ns).text, file, "none", MS_BIND, nullptr) == -1)
        return false;
    const Fd mounted = open_file(file, O_PATH);
    if (mounted.valid() && namespace_id(mounted.get()) == id)
        return true;
    if (mounted.valid())
        umount2(FdPath(mounted).text, MNT_DETACH);
    errno = ESTALE;
    return false;
}

void unpin_namespace(NamespaceId id, const char *file)
{
    const Fd mounted = open_file(file, O_PATH);
    if (mounted.valid() && namespace_id(mounted.get()) == id)
        umount2(FdPath(mounted).text, MNT_DETACH);
}

} // namespace nskit
