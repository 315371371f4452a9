// SPDX-License-Identifier: MIT
#include "lib/netlink/socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <linux/netlink.h>
#include <string_view>
#include <sys/socket.h>

#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/netlink/message.h"
#include "lib/netlink/records.h"

namespace nskit {

constexpr size_t buffer_size = 72 * 1024; // a dump's datagrams take up to 32 KiB; an attribute, up to 64 KiB

Socket::Socket(Fd fd) : fd_(std::move(fd)), buffer_(buffer_size) {}

Socket::Socket(int receive_buffer, int protocol)
    : fd_(sys(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol), "Cannot open netlink socket"))
{
    const int on = 1;
    if (receive_buffer > 0)
        sys(setsockopt(fd(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer), "SO_RCVBUF");
    // Kernels before 4.12 (acks) and 4.20 (strict checking) lack these: answers are then terser, and only we
    // filter.
    for (int option : {NETLINK_EXT_ACK, NETLINK_CAP_ACK, NETLINK_GET_STRICT_CHK})
        if (setsockopt(fd(), SOL_NETLINK, option, &on, sizeof on) == -1 && errno != ENOPROTOOPT)
            fail_errno("Cannot set an option of a netlink socket");
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    sys(bind(fd(), reinterpret_cast<sockaddr *>(&address), sizeof address), "Cannot bind netlink socket");
    socklen_t size = sizeof address;
    sys(getsockname(fd(), reinterpret_cast<sockaddr *>(&address), &size), "Cannot getsockname");
    port_ = address.nl_pid;
    buffer_ = Buffer(buffer_size);
}

void Socket::send(const void *data, size_t size)
{
    if (uninterrupted([&] { return ::send(fd(), data, size, 0); }) == -1)
        fail_errno("Cannot talk to rtnetlink");
}

[[noreturn]] static void fail_in_doubt(std::string text, int code = 0)
{
    throw Error{.text = std::move(text), .status = 2, .code = code, .in_doubt = true};
}

/// One datagram of the kernel; drops those of other processes. Throws on failure and if it is truncated.
std::span<const char> Socket::receive()
{
    for (;;) {
        sockaddr_nl from{};
        socklen_t from_size = sizeof from;
        // With this flag the size is that of the datagram, even if it is larger than the buffer.
        ssize_t n = recvfrom(fd(), buffer_.data(), buffer_size, MSG_TRUNC,
                             reinterpret_cast<sockaddr *>(&from), &from_size);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n < 0)
            fail_in_doubt(format("netlink receive error %s (%d)", error_text(errno), errno), errno);
        if (n == 0)
            fail_in_doubt("EOF on netlink");
        if (from.nl_pid != 0)
            continue;
        if (static_cast<size_t>(n) > buffer_size)
            fail_in_doubt("Message truncated");
        return {buffer_.data(), static_cast<size_t>(n)};
    }
}

/// Reads away what is left of a dump that was broken off. Until then the kernel refuses another (EBUSY).
void Socket::drain()
{
    while (recv(fd(), buffer_.data(), buffer_size, MSG_DONTWAIT) > 0)
        ;
}

Walk Socket::answer(Message &message, Each each)
try {
    nlmsghdr *nlh = message.header();
    nlh->nlmsg_seq = next_sequence();
    send(nlh, nlh->nlmsg_len);
    // Both bits: a request that changes something may have one of them, as NLM_F_REPLACE or NLM_F_EXCL.
    bool dump = (nlh->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
    Receiver receiver(nlh->nlmsg_seq, port_, dump, &message.notes);
    for (;;) {
        auto datagram = receive();
        Walk walk = receiver.datagram(datagram.data(), datagram.size(), each);
        if (walk != Walk::more)
            return walk;
    }
} catch (...) {
    if ((message.header()->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP)
        drain();
    throw;
}

void Socket::request(Message &message)
{
    request(message, [](const nlmsghdr *) {});
}

void Socket::request(Message &message, Each each)
{
    message.header()->nlmsg_flags |= NLM_F_ACK;
    answer(message, each);
}

void Socket::get(Message &message, Each each)
{
    // Without NLM_F_ACK the answer is one message: the object, or an error.
    nlmsghdr *nlh = message.header();
    nlh->nlmsg_seq = next_sequence();
    send(nlh, nlh->nlmsg_len);
    Receiver receiver(nlh->nlmsg_seq, port_, false, &message.notes);
    bool answered = false;
    while (!answered) {
        auto datagram = receive();
        Walk walk = receiver.datagram(datagram.data(), datagram.size(), [&](const nlmsghdr *answer) {
            if (!answered)
                each(answer);
            answered = true;
        });
        if (walk != Walk::more)
            return;
    }
}

/// Calls `ask()`; false if that throws a refusal with one of these errnos.
template <class Ask> static bool answers(std::initializer_list<int> absence, Ask ask)
{
    try {
        ask();
        return true;
    } catch (const Error &error) {
        if (std::find(absence.begin(), absence.end(), error.code) == absence.end())
            throw;
        return false;
    }
}

bool Socket::try_request(Message &message, std::initializer_list<int> absence)
{
    return answers(absence, [&] { request(message); });
}

bool Socket::try_get(Message &message, std::initializer_list<int> absence, Each each)
{
    return answers(absence, [&] { get(message, each); });
}

void Socket::dump(Message &message, Each each, Purpose purpose)
{
    message.header()->nlmsg_flags |= NLM_F_DUMP;
    Walk walk = purpose == Purpose::show ? answer(message, each) : flush_answer(message, each);
    if (walk == Walk::interrupted && purpose == Purpose::show)
        tell_interruption();
}

void Socket::tell_interruption() const
{
    if (interrupted_)
        *interrupted_ = true;
    else
        warn("Dump was interrupted and may be inconsistent.");
}

Walk Socket::flush_answer(Message &message, Each each)
{
    try {
        return answer(message, each);
    } catch (Error &error) {
        constexpr std::string_view ending = "Dump terminated";
        if (error.text.ends_with(ending))
            error.text.replace(error.text.size() - ending.size(), ending.size(), "Flush terminated");
        throw;
    }
}

void Socket::collect(Message &message, Records &records)
{
    message.header()->nlmsg_flags |= NLM_F_DUMP;
    auto keep = [&](const nlmsghdr *each) { records.add(each); };
    for (int attempt = 0; attempt < 4; attempt++) {
        records.clear();
        if (answer(message, keep) == Walk::done)
            return;
    }
    tell_interruption();
}

bool Socket::join(unsigned group)
{
    if (setsockopt(fd(), SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) == 0)
        return true;
    if (errno != EINVAL)
        fail_errno("Cannot bind netlink socket");
    return false;
}

void Socket::listen_to_all_netns()
{
    const int on = 1;
    sys(setsockopt(fd(), SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, &on, sizeof on), "NETLINK_LISTEN_ALL_NSID");
}

bool Socket::events(Each each, int *nsid)
{
    sockaddr_nl from{};
    iovec part{buffer_.data(), buffer_size};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    msghdr head{};
    head.msg_name = &from;
    head.msg_namelen = sizeof from;
    head.msg_iov = &part;
    head.msg_iovlen = 1;
    head.msg_control = control;
    head.msg_controllen = sizeof control;
    ssize_t n = recvmsg(fd(), &head, 0);
    if (n < 0 && errno == ENOBUFS)
        return false;
    if (n < 0 && errno != EINTR && errno != EAGAIN)
        throw Error{format("netlink receive error %s (%d)", error_text(errno), errno), 2, errno};
    if (n <= 0 || from.nl_pid != 0)
        return true;
    if (head.msg_flags & MSG_TRUNC)
        return false;
    if (nsid) {
        *nsid = -1;
        for (cmsghdr *c = CMSG_FIRSTHDR(&head); c; c = CMSG_NXTHDR(&head, c))
            if (c->cmsg_level == SOL_NETLINK && c->cmsg_type == NETLINK_LISTEN_ALL_NSID)
                memcpy(nsid, CMSG_DATA(c), sizeof *nsid);
    }
    std::span<const char> bytes(buffer_.data(), static_cast<size_t>(n));
    while (auto *message = take_message(bytes))
        each(message);
    return true;
}

} // namespace nskit
