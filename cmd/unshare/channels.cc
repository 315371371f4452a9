// SPDX-License-Identifier: MIT
#include "cmd/unshare/channels.h"

#include <climits>
#include <csignal>
#include <poll.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/number.h"

namespace nskit::unshare {

static bool allows(int fd, int access)
{
    const int flags = fcntl(fd, F_GETFL);
    if (flags == -1)
        return false;
    errno = EBADF;
    return (flags & O_ACCMODE) == access || (flags & O_ACCMODE) == O_RDWR;
}

void take_descriptor(Channels &channels, Fd &channel, const char *option, const char *text, int access)
{
    const auto fd = parse_digits(text, INT_MAX, 10);
    if (!fd)
        fail("--%s: '%s' is no descriptor", option, text);
    const int given = static_cast<int>(*fd);
    if (!allows(given, access))
        fail_errno("--%s %s", option, text);
    channel = Fd(sys(fcntl(given, F_DUPFD_CLOEXEC, STDERR_FILENO + 1), "--%s %s", option, text));
    if (given > STDERR_FILENO)
        channels.taken.push_back(given);
}

void close_taken(const Channels &channels)
{
    for (int fd : channels.taken)
        close(fd); // one that was given twice is closed by now, and nothing has been opened since
}

/// Writes and closes. A reader that is gone must not end us by SIGPIPE, without a word.
static void write_and_close(Fd &channel, const char *option, std::string_view text)
{
    struct sigaction ignore = {}, former = {};
    ignore.sa_handler = SIG_IGN;
    sys(sigaction(SIGPIPE, &ignore, &former), "sigaction failed");
    const bool written = write_all(channel.get(), text);
    const int code = errno;
    sigaction(SIGPIPE, &former, nullptr);
    errno = code;
    if (!written)
        fail_errno("cannot write to --%s", option);
    channel.reset();
}

void write_info(Channels &channels, pid_t child)
{
    if (!channels.info.valid())
        return;
    const OwnNamespaces own;
    std::string text = format("{\"child-pid\":%d", child);
    for (const NamespaceType &type : namespace_types)
        if (const auto id = own.id(type, Whose::pin))
            text += format(",\"%s-namespace\":%llu", type.name, static_cast<unsigned long long>(id->inode));
    write_and_close(channels.info, "info-fd", text + "}\n");
}

void report_ready(Channels &channels)
{
    if (channels.ready.valid())
        write_and_close(channels.ready, "ready-fd", "\n"); // as s6's notification-fd
}

void wait_until_released(Channels &channels)
{
    if (!channels.block.valid())
        return;
    pollfd readable{.fd = channels.block.get(), .events = POLLIN, .revents = 0};
    sys(uninterrupted([&] { return poll(&readable, 1, -1); }), "cannot wait for --block-fd");
    char bytes[8]; // an eventfd(2) is read by 8
    const ssize_t n = uninterrupted([&] { return read(channels.block.get(), bytes, sizeof bytes); });
    if (n == -1)
        fail_errno("cannot read --block-fd");
    if (n == 0)
        fail("--block-fd was closed without a byte: the program is not started");
    channels.block.reset();
}

} // namespace nskit::unshare
