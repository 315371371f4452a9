// SPDX-License-Identifier: MIT
// Preloaded into an `ip`, it has vxlan links pass for VRFs, on kernels that know no VRFs: the kind is told by
// another name, and the first attribute of vxlan's data, its id, has the number and width of a VRF's table.
#include <dlfcn.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <string_view>

extern "C" ssize_t recvmsg(int fd, msghdr *head, int flags)
{
    static auto *real = reinterpret_cast<ssize_t (*)(int, msghdr *, int)>(dlsym(RTLD_NEXT, "recvmsg"));
    constexpr std::string_view kind("\x0a\0\x01\0vxlan", 9); // IFLA_INFO_KIND
    ssize_t size = real(fd, head, flags);
    if (size <= 0 || head->msg_iov[0].iov_len < static_cast<size_t>(size))
        return size; // it only asks how much there is
    char *at = static_cast<char *>(head->msg_iov[0].iov_base), *end = at + size;
    while ((at = std::search(at, end, kind.begin(), kind.end())) != end)
        memcpy(at + 4, "vrf\0", 5);
    return size;
}
