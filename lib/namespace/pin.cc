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
    Fd mounted = open_file(file, O_PATH); // now, so that a descriptor is left for it
    if (!mounted.valid() || mount(FdPath(ns).text, file, "none", MS_BIND, nullptr) == -1)
        return false;
    mounted.reset();
    mounted = open_file(file, O_PATH);
    if (!mounted.valid())
        return false;
    if (namespace_id(mounted.get()) == id)
        return true;
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
