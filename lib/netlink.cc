// SPDX-License-Identifier: MIT
#include "netlink.h"

#include <algorithm>
#include <cerrno>
#include <linux/netlink.h>
#include <new>
#include <sys/mman.h>
#include <sys/socket.h>

#include "error.h"

namespace nskit {

// --- requests

Message::Message(uint16_t type, uint16_t flags)
{
    nlmsghdr *nlh = mnl_nlmsg_put_header(buffer_);
    nlh->nlmsg_type = type;
    nlh->nlmsg_flags = static_cast<uint16_t>(NLM_F_REQUEST | flags);
}

[[noreturn]] static void too_long()
{
    fail("the message exceeds its bound of %zu bytes", Message::capacity);
}

void Message::put(uint16_t attr, const void *data, size_t size)
{
    size_t end = this->size() + MNL_ATTR_HDRLEN + size;
    if (!mnl_attr_put_check(header(), capacity, attr, size, data))
        too_long();
    memset(buffer_ + end, 0, this->size() - end); // libmnl 1.0.4 leaves the padding as it is
}

size_t Message::append_fixed(const void *data, size_t size)
{
    size_t place = this->size(), aligned = MNL_ALIGN(size);
    if (place + aligned > capacity)
        too_long();
    memcpy(buffer_ + place, data, size);
    memset(buffer_ + place + size, 0, aligned - size);
    header()->nlmsg_len += static_cast<uint32_t>(aligned);
    scope_ = this->size();
    return place;
}

nlattr *Message::find(uint16_t attr)
{
    const nlattr *found = Attrs(at(scope_), size() - scope_)[attr];
    return const_cast<nlattr *>(found);
}

int Message::keep(Fd fd)
{
    descriptors_.push_back(std::move(fd));
    return descriptors_.back().get();
}

Nest::Nest(Message &message, uint16_t attr, bool flagged)
    : message_(message), start_(message.size()), outer_scope_(message.scope_)
{
    nlattr *nest = mnl_attr_nest_start_check(message.header(), Message::capacity, attr);
    if (!nest)
        too_long();
    if (!flagged)
        nest->nla_type = attr;
    message.scope_ = message.size();
}

Nest::~Nest()
{
    mnl_attr_nest_end(message_.header(), static_cast<nlattr *>(message_.at(start_)));
    message_.scope_ = outer_scope_;
}

// --- attributes

uint64_t get_unsigned(const nlattr *attr)
{
    switch (mnl_attr_get_payload_len(attr)) {
    case 1:
        return get<uint8_t>(attr);
    case 2:
        return get<uint16_t>(attr);
    case 4:
        return get<uint32_t>(attr);
    case 8:
        return get<uint64_t>(attr);
    default:
        return 0;
    }
}

std::string_view get_string(const nlattr *attr)
{
    auto *text = static_cast<const char *>(mnl_attr_get_payload(attr));
    return {text, strnlen(text, mnl_attr_get_payload_len(attr))};
}

Attrs::Attrs(const nlmsghdr *message, size_t header_size) : Attrs()
{
    size_t start = NLMSG_HDRLEN + NLMSG_ALIGN(header_size);
    if (message->nlmsg_len > start)
        walk(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start);
}

Attrs::Attrs(const nlattr *nest, size_t header_size) : Attrs()
{
    size_t skip = MNL_ALIGN(header_size);
    if (nest && mnl_attr_get_payload_len(nest) > skip)
        walk(static_cast<const char *>(mnl_attr_get_payload(nest)) + skip,
             mnl_attr_get_payload_len(nest) - skip);
}

Attrs::Attrs(const void *data, size_t size) : Attrs()
{
    walk(data, size);
}

void Attrs::walk(const void *data, size_t size)
{
    walk_attrs(data, size, [this](const nlattr *attr) {
        uint16_t type = attr->nla_type & NLA_TYPE_MASK;
        if (type <= last && !by_type_[type])
            by_type_[type] = attr;
        return true;
    });
}

const nlattr *find_attr(const nlmsghdr *message, size_t header_size, uint16_t type)
{
    const nlattr *found = nullptr;
    size_t start = NLMSG_HDRLEN + NLMSG_ALIGN(header_size);
    if (message->nlmsg_len > start)
        walk_attrs(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start, [&](const nlattr *attr) {
            if ((attr->nla_type & NLA_TYPE_MASK) == type)
                found = attr;
            return !found;
        });
    return found;
}

// --- answers

/// A block of memory. Large ones are whole huge pages where the kernel gives them: a dump of thousands of links would
/// otherwise cost a page fault for every four of them.
Records::Block Records::new_block(size_t size)
{
    constexpr size_t huge_page = 2 * 1024 * 1024;
    void *data = size < huge_page ? malloc(size) : aligned_alloc(huge_page, size);
    if (!data)
        throw std::bad_alloc();
    if (size >= huge_page)
        madvise(data, size, MADV_HUGEPAGE);
    return {std::unique_ptr<char[], Free>(static_cast<char *>(data)), size, 0};
}

void Records::add(const nlmsghdr *message)
{
    // One answer needs a page or so; a dump goes on in larger and larger blocks.
    constexpr size_t first_block = 8 * 1024, largest_block = 2 * 1024 * 1024;
    size_t size = NLMSG_ALIGN(message->nlmsg_len);
    if (blocks_.empty() || blocks_.back().size - blocks_.back().used < size) {
        size_t room = blocks_.empty() ? first_block : std::min(blocks_.back().size * 16, largest_block);
        blocks_.push_back(new_block(std::max(room, size)));
    }
    Block &block = blocks_.back();
    memcpy(block.data.get() + block.used, message, message->nlmsg_len);
    block.used += size;
}

/// The extended-ack attributes behind an NLMSG_ERROR (after the request it quotes, unless capped) or an
/// NLMSG_DONE.
static Attrs ack_attributes(const nlmsghdr *message)
{
    if (!(message->nlmsg_flags & NLM_F_ACK_TLVS))
        return Attrs();
    size_t skip = sizeof(int);
    if (message->nlmsg_type == NLMSG_ERROR) {
        if (!has_fixed(message, sizeof(nlmsgerr)))
            return Attrs();
        auto *error = fixed<nlmsgerr>(message);
        skip = sizeof *error;
        if (!(message->nlmsg_flags & NLM_F_CAPPED))
            skip += error->msg.nlmsg_len - NLMSG_HDRLEN;
    }
    return Attrs(message, skip);
}

/// The kernel's sentence with the full stop that it often lacks.
static std::string sentence(std::string_view text)
{
    std::string s(text);
    if (!s.ends_with('.'))
        s += '.';
    return s;
}

Error refusal(const nlmsghdr *message)
{
    int code = has_fixed(message, sizeof(int)) ? -*fixed<int>(message) : EPROTO;
    Attrs ack = ack_attributes(message);
    std::string text;
    if (ack[NLMSGERR_ATTR_MISS_TYPE])
        text = format("Missing required attribute type %u\n", ack.value<uint32_t>(NLMSGERR_ATTR_MISS_TYPE));
    if (ack[NLMSGERR_ATTR_MSG])
        text += "Error: " + sentence(ack.string(NLMSGERR_ATTR_MSG));
    else if (message->nlmsg_type == NLMSG_DONE && code == EMSGSIZE)
        text += "Error: Buffer too small for object.";
    else if (message->nlmsg_type != NLMSG_DONE || (code != ENOENT && code != EOPNOTSUPP))
        text += format("RTNETLINK answers: %s", strerror(code));
    return {text, 2, code};
}

/// Throws what an NLMSG_ERROR or NLMSG_DONE says, or tells the warning that came with success.
static void judge(const nlmsghdr *message)
{
    if (message->nlmsg_type == NLMSG_ERROR && !has_fixed(message, sizeof(nlmsgerr)))
        fail_with(2, "ERROR truncated");
    if (has_fixed(message, sizeof(int)) && *fixed<int>(message) != 0)
        throw refusal(message);
    Attrs ack = ack_attributes(message);
    if (ack[NLMSGERR_ATTR_MSG])
        warn("Warning: %s", sentence(ack.string(NLMSGERR_ATTR_MSG)).c_str());
}

/// A dump that the kernel refuses or breaks off is our own failure, as the reference has it.
static void judge_dump(const nlmsghdr *message)
{
    try {
        judge(message);
    } catch (Error &error) {
        error.text += error.text.empty() ? "Dump terminated" : "\nDump terminated";
        error.status = 1;
        throw;
    }
}

/// Takes the message at the start of `bytes`; nullptr where no whole one stands there. (libmnl's own check is
/// passed by a length of 2 GiB and more.)
static const nlmsghdr *take_message(std::span<const char> &bytes)
{
    auto *message = reinterpret_cast<const nlmsghdr *>(bytes.data());
    if (bytes.size() < NLMSG_HDRLEN || message->nlmsg_len < NLMSG_HDRLEN || message->nlmsg_len > bytes.size())
        return nullptr;
    bytes = bytes.subspan(std::min<size_t>(NLMSG_ALIGN(message->nlmsg_len), bytes.size()));
    return message;
}

Walk Receiver::datagram(const void *data, size_t size, Each each)
{
    std::span<const char> bytes(static_cast<const char *>(data), size);
    while (auto *at = take_message(bytes)) {
        bool ours = at->nlmsg_pid == port_ && at->nlmsg_seq == sequence_;
        if (ours && message(at, each))
            return interrupted_ ? Walk::interrupted : Walk::done;
    }
    if (!bytes.empty())
        fail_with(2, "Malformed netlink message: %zu bytes left over", bytes.size());
    return Walk::more;
}

/// True where the message ends the answer.
bool Receiver::message(const nlmsghdr *message, Each each)
{
    if (message->nlmsg_flags & NLM_F_DUMP_INTR && dump_)
        interrupted_ = true;
    switch (message->nlmsg_type) {
    case NLMSG_NOOP:
        return false;
    case NLMSG_ERROR:
    case NLMSG_DONE:
        dump_ ? judge_dump(message) : judge(message);
        return true;
    case NLMSG_OVERRUN:
        fail_with(2, "netlink answer overrun");
    default:
        each(message);
        return false;
    }
}

// --- the socket

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
        iovec part{buffer_.get(), buffer_size};
        msghdr head{};
        head.msg_name = &from;
        head.msg_namelen = sizeof from;
        head.msg_iov = &part;
        head.msg_iovlen = 1;
        ssize_t n = recvmsg(fd(), &head, 0);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n < 0)
            throw Error{format("netlink receive error %s (%d)", strerror(errno), errno), 2, errno};
        if (n == 0)
            fail_with(2, "EOF on netlink");
        if (from.nl_pid != 0)
            continue;
        if (head.msg_flags & MSG_TRUNC)
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
    Receiver receiver(nlh->nlmsg_seq, port_, dump);
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
    Receiver receiver(nlh->nlmsg_seq, port_, false);
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

// A refusal takes up to 1.5 KiB of the receive buffer, whose default is 208 KiB: so many always fit in.
constexpr size_t most_requests = 128, most_bytes = 32 * 1024;

bool Pipeline::full(size_t size) const
{
    return count_ == most_requests || used_ + NLMSG_ALIGN(size) > most_bytes;
}

void Pipeline::add(const nlmsghdr *request)
{
    add(request, request->nlmsg_type, request->nlmsg_flags);
}

void Pipeline::add(const nlmsghdr *request, uint16_t type, uint16_t flags)
{
    if (!buffer_)
        buffer_ = std::make_unique_for_overwrite<char[]>(most_bytes);
    last_ = used_;
    memcpy(buffer_.get() + used_, request, request->nlmsg_len);
    auto *copy = reinterpret_cast<nlmsghdr *>(buffer_.get() + used_);
    copy->nlmsg_type = type;
    copy->nlmsg_flags = flags;
    copy->nlmsg_seq = socket_.next_sequence();
    copy->nlmsg_pid = 0;
    if (count_++ == 0)
        first_sequence_ = copy->nlmsg_seq;
    used_ += NLMSG_ALIGN(request->nlmsg_len);
}

/// True where the message answers the last request.
bool Pipeline::answered(const nlmsghdr *message, std::vector<Refusal> &refused)
{
    uint32_t number = message->nlmsg_seq - first_sequence_;
    if (message->nlmsg_pid != socket_.port() || number >= waiting_ || message->nlmsg_type != NLMSG_ERROR)
        return false;
    if (has_fixed(message, sizeof(nlmsgerr)) && fixed<nlmsgerr>(message)->error == 0)
        judge(message);
    else
        refused.push_back({number, refusal(message)});
    return number == waiting_ - 1;
}

std::vector<Pipeline::Refusal> Pipeline::run()
{
    std::vector<Refusal> refused;
    if (empty())
        return refused;
    reinterpret_cast<nlmsghdr *>(buffer_.get() + last_)->nlmsg_flags |= NLM_F_ACK;
    waiting_ = std::exchange(count_, 0);
    socket_.send(buffer_.get(), std::exchange(used_, 0));
    bool done = false;
    while (!done) {
        auto datagram = socket_.receive();
        std::span<const char> bytes(datagram);
        while (auto *message = take_message(bytes))
            done = answered(message, refused) || done;
    }
    return refused;
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
