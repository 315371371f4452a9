// SPDX-License-Identifier: MIT
#include "lib/netlink/pipeline.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <sys/socket.h>

#include "lib/netlink/attrs.h"
#include "lib/netlink/message.h"
#include "lib/netlink/receiver.h"
#include "lib/netlink/socket.h"

namespace nskit {

// A refusal takes up to 1.5 KiB of the receive buffer: 128 of them fit into the usual 208 KiB.
constexpr size_t answer_size = 1536, most_requests = 128;

Pipeline::Pipeline(Socket &socket) : socket_(socket) {}
Pipeline::~Pipeline() = default;

static size_t buffer_option(int fd, int option)
{
    int bytes = 0;
    socklen_t size = sizeof bytes;
    getsockopt(fd, SOL_SOCKET, option, &bytes, &size);
    return static_cast<size_t>(std::max(bytes, 0));
}

/// Bounds a datagram so that it can be sent and all its answers fit into the receive buffer.
void Pipeline::prepare()
{
    buffer_ = Buffer(most_bytes);
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
    if (buffer_.empty())
        prepare();
    if (full(request->nlmsg_len)) // callers make room first, but a damaged file may hold so long a message
        fail_with(2, "A message of %u bytes is too long to be sent", request->nlmsg_len);
    memcpy(buffer_.data() + used_, request, request->nlmsg_len);
    auto *copy = reinterpret_cast<nlmsghdr *>(buffer_.data() + used_);
    copy->nlmsg_type = type;
    copy->nlmsg_flags = flags;
    copy->nlmsg_pid = 0;
    count_++;
    used_ += NLMSG_ALIGN(request->nlmsg_len);
}

/// Not in add(): requests that went through the socket since then have taken numbers.
void Pipeline::number_requests()
{
    first_sequence_ = socket_.sequence_ + 1;
    nlmsghdr *last = nullptr;
    for (size_t at = 0; at < used_; at += NLMSG_ALIGN(last->nlmsg_len)) {
        last = reinterpret_cast<nlmsghdr *>(buffer_.data() + at);
        last->nlmsg_seq = socket_.next_sequence();
    }
    if (last)
        last->nlmsg_flags |= NLM_F_ACK;
}

Notes Pipeline::notes_of(size_t number) const
{
    for (const auto &[of, notes] : notes_)
        if (of == number)
            return notes;
    return {};
}

/// True if the message answers the last request.
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
    socket_.send(buffer_.data(), std::exchange(used_, 0));
    bool done = false;
    while (!done) {
        auto datagram = socket_.receive();
        std::span<const char> bytes(datagram);
        while (auto *message = take_message(bytes))
            done = answered(message, answers) || done;
    }
    return answers;
}

} // namespace nskit
