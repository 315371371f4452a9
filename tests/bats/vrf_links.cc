// SPDX-License-Identifier: MIT
// Preloaded into an `ip`, it has vxlan links pass for VRFs, on kernels that know no VRFs: the kind is told by
// another name, and the first attribute of vxlan's data, its id, has the number and width of a VRF's table.
#include <dlfcn.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <string_view>

static void rename_kinds(char *at, ssize_t size)
{
    constexpr std::string_view kind("\x0a\0\x01\0vxlan", 9); // IFLA_INFO_KIND
    for (char *end = at + size; (at = std::search(at, end, kind.begin(), kind.end())) != end;)
        memcpy(at + 4, "vrf\0", 5);
}

extern "C" ssize_t recvmsg(int fd, msghdr *head, int flags)
{
    static auto *real = reinterpret_cast<ssize_t (*)(int, msghdr *, int)>(dlsym(RTLD_NEXT, "recvmsg"));
    ssize_t size = real(fd, head, flags);
    if (size > 0 && head->msg_iov[0].iov_len >= static_cast<size_t>(size)) // it does not only ask how much there is
        rename_kinds(static_cast<char *>(head->msg_iov[0].iov_base), size);
    return size;
}

extern "C" ssize_t recvfrom(int fd, void *data, size_t room, int flags, sockaddr *from, socklen_t *from_size)
{
    using Recvfrom = ssize_t (*)(int, void *, size_t, int, sockaddr *, socklen_t *);
    static auto *real = reinterpret_cast<Recvfrom>(dlsym(RTLD_NEXT, "recvfrom"));
    ssize_t size = real(fd, data, room, flags, from, from_size);
    if (size > 0 && room >= static_cast<size_t>(size))
        rename_kinds(static_cast<char *>(data), size);
    return size;
}
