// SPDX-License-Identifier: MIT
#include "cmd/nsenter/nsid.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>

#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/namespace/kernel.h"

namespace nskit::nsenter {

namespace {

/// The content of a file handle of nsfs, see linux/nsfs.h. From Linux 6.19 on, type and inode may be 0.
struct NsfsHandle {
    uint64_t id;
    uint32_t type;
    uint32_t inode;
};

Fd open_handle(const NamespaceType &type, uint64_t id)
{
    Fd mount = open_own_namespace(type); // any file of nsfs stands for it
    if (!mount.valid())
        return mount;
    NsfsHandle nsfs{.id = id, .type = 0, .inode = 0};
    alignas(file_handle) char buffer[sizeof(file_handle) + sizeof nsfs];
    auto *handle = reinterpret_cast<file_handle *>(buffer);
    handle->handle_bytes = sizeof nsfs;
    handle->handle_type = FILEID_NSFS;
    memcpy(handle->f_handle, &nsfs, sizeof nsfs);
    return Fd(open_by_handle_at(mount.get(), handle, O_RDONLY | O_CLOEXEC));
}

} // namespace

Fd open_namespace_by_id(const NamespaceType &type, const char *text)
{
    uint64_t id = 0;
    const char *end = text + strlen(text);
    auto [stop, error] = std::from_chars(text, end, id);
    if (error != std::errc() || stop != end)
        fail("failed to parse nsid: %s", text);
    Fd fd = open_handle(type, id);
    if (!fd.valid())
        fail("cannot open namespace of id %s: %s%s", text, error_text(errno),
             kernel_at_least(6, 19) ? "" : " (entering a namespace by its id needs Linux 6.19)");
    return fd;
}

} // namespace nskit::nsenter
