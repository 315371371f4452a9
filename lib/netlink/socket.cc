// SPDX-License-Identifier: MIT
// The socket of netlink.h: what is sent and received. What answers mean is judged in netlink.cc.
#include <algorithm>
#include <cerrno>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <utility>

#include "lib/base/error.h"
#include "lib/netlink/netlink.h"

namespace nskit {

constexpr size_t buffer_size =
    64 * 1024; // a dump's datagrams have at most 32 KiB; a link with many VFs has more

Socket::Socket(int receive_buffer)
{
    fd_ = Fd(sys(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), "Cannot open netlink socket"));
    const int on = 1;
    if (receive_buffer > 0)
        sys(setsockopt(fd(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer), "SO_RCVBUF");
    // Kernels before 4.12 and 4.20 lack these: answers are then terser, and filters are applied by us alone.
    setsockopt(fd(), SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    setsockopt(fd(), SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    setsockopt(fd(), SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on);
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    sys(bind(fd(), reinterpret_cast<sockaddr *>(&address), sizeof address), "Cannot bind netlink socket");
    socklen_t size = sizeof address;
    sys(getsockname(fd(), reinterpret_cast<sockaddr *>(&address), &size), "Cannot getsockname");
    port_ = address.nl_pid;
    buffer_ = std::make_unique_for_overwrite<char[]>(buffer_size);
}

void Socket::send(const void *data, size_t size)
{
    ssize_t n;
    do {
        n = ::send(fd(), data, size, 0);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        fail_errno("Cannot talk to rtnetlink");
}

/// One datagram of the kernel; those of other processes are dropped. Throws on failure and on a truncated
/// one.
std::span<const char> Socket::receive()
{
    for (;;) {
        sockaddr_nl from{};
        socklen_t from_size = sizeof from;
        // With this flag the size is that of the datagram, even where it is larger than the buffer.
        ssize_t n = recvfrom(fd(), buffer_.get(), buffer_size, MSG_TRUNC, reinterpret_cast<sockaddr *>(&from),
                             &from_size);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n < 0)
            throw Error{format("netlink receive error %s (%d)", strerror(errno), errno), 2, errno};
        if (n == 0)
            fail_with(2, "EOF on netlink");
        if (from.nl_pid != 0)
            continue;
        if (static_cast<size_t>(n) > buffer_size)
            fail_with(2, "Message truncated");
        return {buffer_.get(), static_cast<size_t>(n)};
    }
}

Walk Socket::answer(Message &message, Each each)
{
    nlmsghdr *nlh = message.header();
    nlh->nlmsg_seq = next_sequence();
    send(nlh, nlh->nlmsg_len);
    // Of the two bits, a request that changes something has one as well (NLM_F_REPLACE, NLM_F_EXCL).
    bool dump = (nlh->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
    Receiver receiver(nlh->nlmsg_seq, port_, dump, &message.notes);
    for (;;) {
        auto datagram = receive();
        Walk walk = receiver.datagram(datagram.data(), datagram.size(), each);
        if (walk != Walk::more)
            return walk;
    }
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
    // Without NLM_F_ACK the answer is the one message that was asked for, or an error.
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

void Socket::dump(Message &message, Each each, Purpose purpose)
{
    message.header()->nlmsg_flags |= NLM_F_DUMP;
    Walk walk = purpose == Purpose::show ? answer(message, each) : flush_answer(message, each);
    if (walk == Walk::interrupted && purpose == Purpose::show)
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
    warn("Dump was interrupted and may be inconsistent.");
}

// --- many requests at once

// A refusal takes up to 1.5 KiB of the receive buffer; so many fit into the usual 208 KiB.
constexpr size_t answer_size = 1536, most_requests = 128, most_bytes = 32 * 1024;

static size_t buffer_option(int fd, int option)
{
    int bytes = 0;
    socklen_t size = sizeof bytes;
    getsockopt(fd, SOL_SOCKET, option, &bytes, &size);
    return static_cast<size_t>(std::max(bytes, 0));
}

/// What one datagram may hold, so that it can be sent and all its answers find room.
void Pipeline::prepare()
{
    buffer_ = std::make_unique_for_overwrite<char[]>(most_bytes);
    most_requests_ = std::min(most_requests, buffer_option(socket_.fd(), SO_RCVBUF) / answer_size);
    most_bytes_ = std::min(most_bytes, buffer_option(socket_.fd(), SO_SNDBUF) / 2);
}

bool Pipeline::full(size_t size) const
{
    const size_t bytes = used_ + NLMSG_ALIGN(size);
    return bytes > most_bytes || (!empty() && (count_ >= most_requests_ || bytes > most_bytes_));
}

void Pipeline::add(const Message &request, uint16_t flags)
{
    if (empty())
        notes_.clear();
    if (!request.notes.empty())
        notes_.emplace_back(count_, request.notes);
    add(request.header(), request.header()->nlmsg_type, flags);
}

void Pipeline::add(const nlmsghdr *request, uint16_t type, uint16_t flags)
{
    if (!buffer_)
        prepare();
    if (full(request->nlmsg_len)) // with nothing before it: a file may say that a message is so long
        fail_with(2, "A message of %u bytes is too long to be sent", request->nlmsg_len);
    memcpy(buffer_.get() + used_, request, request->nlmsg_len);
    auto *copy = reinterpret_cast<nlmsghdr *>(buffer_.get() + used_);
    copy->nlmsg_type = type;
    copy->nlmsg_flags = flags;
    copy->nlmsg_pid = 0;
    count_++;
    used_ += NLMSG_ALIGN(request->nlmsg_len);
}

/// Only now: what was asked through the socket since add() has taken numbers of its own.
void Pipeline::number_requests()
{
    first_sequence_ = socket_.sequence_ + 1;
    nlmsghdr *last = nullptr;
    for (size_t at = 0; at < used_; at += NLMSG_ALIGN(last->nlmsg_len)) {
        last = reinterpret_cast<nlmsghdr *>(buffer_.get() + at);
        last->nlmsg_seq = socket_.next_sequence();
    }
    last->nlmsg_flags |= NLM_F_ACK;
}

Notes Pipeline::notes_of(size_t number) const
{
    for (const auto &[of, notes] : notes_)
        if (of == number)
            return notes;
    return {};
}

/// True where the message answers the last request.
bool Pipeline::answered(const nlmsghdr *message, std::vector<Answer> &answers)
{
    uint32_t number = message->nlmsg_seq - first_sequence_;
    if (message->nlmsg_pid != socket_.port() || number >= waiting_ || message->nlmsg_type != NLMSG_ERROR)
        return false;
    const Notes notes = notes_of(number);
    if (!has_fixed(message, sizeof(nlmsgerr)) || fixed<nlmsgerr>(message)->error != 0)
        answers.push_back({number, refusal(message, notes)});
    else if (auto text = warning(message, notes))
        answers.push_back({number, {*text, 0}});
    return number == waiting_ - 1;
}

std::vector<Pipeline::Answer> Pipeline::run()
{
    std::vector<Answer> answers;
    if (empty())
        return answers;
    number_requests();
    waiting_ = std::exchange(count_, 0);
    socket_.send(buffer_.get(), std::exchange(used_, 0));
    bool done = false;
    while (!done) {
        auto datagram = socket_.receive();
        std::span<const char> bytes(datagram);
        while (auto *message = take_message(bytes))
            done = answered(message, answers) || done;
    }
    return answers;
}

bool Socket::join(unsigned group)
{
    return setsockopt(fd(), SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) == 0;
}

bool Socket::events(Each each, int *nsid)
{
    sockaddr_nl from{};
    iovec part{buffer_.get(), buffer_size};
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
        throw Error{format("netlink receive error %s (%d)", strerror(errno), errno), 2, errno};
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
    std::span<const char> bytes(buffer_.get(), static_cast<size_t>(n));
    while (auto *message = take_message(bytes))
        each(message);
    return true;
}

} // namespace nskit
