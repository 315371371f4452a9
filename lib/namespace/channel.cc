// SPDX-License-Identifier: MIT
#include "lib/namespace/channel.h"

#include <cerrno>
#include <sys/socket.h>

#include "lib/base/error.h"

namespace nskit {

Channel make_channel()
{
    int ends[2];
    sys(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), "socketpair failed");
    return {Fd(ends[0]), Fd(ends[1])};
}

static bool has_gone(ssize_t result)
{
    if (result != -1)
        return false;
    if (errno != EPIPE && errno != ECONNRESET)
        fail_errno("Cannot talk between processes");
    return true;
}

bool say(const Fd &end, const void *data, size_t size)
{
    return !has_gone(uninterrupted([&] { return send(end.get(), data, size, MSG_NOSIGNAL); }));
}

size_t hear(const Fd &end, void *data, size_t size)
{
    const ssize_t got = uninterrupted([&] { return recv(end.get(), data, size, 0); });
    return has_gone(got) ? 0 : static_cast<size_t>(got);
}

} // namespace nskit
