// SPDX-License-Identifier: MIT
// Many requests to a datagram: one system call in place of a round trip for each.
#pragma once

#include <linux/netlink.h>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "lib/base/buffer.h"
#include "lib/base/error.h"
#include "lib/base/suggest.h"

namespace nskit {

class Message;
class Socket;

/// Requests that are sent together. The kernel works through all of them, whether or not one fails. It
/// answers those that fail, those that ask for it (NLM_F_ACK), and the last one, which is made to ask.
class Pipeline {
  public:
    /// What the kernel said of one request: its refusal or, with status 0, the warning that came with
    /// success.
    struct Answer {
        size_t number; ///< of the request among those sent together, from 0
        Error error;
    };

    explicit Pipeline(Socket &socket);
    ~Pipeline();

    /// Of a datagram, and so of a request.
    static constexpr size_t most_bytes = 32 * 1024;
    /// Whether a request of `size` bytes has no room before the next run(). An empty pipeline has room for
    /// one of up to `most_bytes`.
    bool full(size_t size) const;
    bool empty() const { return count_ == 0; }
    /// Adds a copy of a request, with other flags (NLM_F_*). Throws (2) if there is no room for it.
    void add(const Message &request, uint16_t flags);
    /// Adds a copy of a dumped object, to send it back with another type and other flags.
    void add(const nlmsghdr *message, uint16_t type, uint16_t flags);
    /// Sends the requests and waits until the kernel has worked through them. Returns what it said, in order.
    /// Throws if they cannot be sent, or the answers cannot be read; the requests are then forgotten.
    std::vector<Answer> run();

  private:
    void prepare();
    Notes notes_of(size_t number) const;
    void number_requests();
    bool answered(const nlmsghdr *message, std::vector<Answer> &answers);
    Socket &socket_;
    size_t count_ = 0, used_ = 0, waiting_ = 0; // requests and bytes to send; requests that were sent
    size_t most_requests_ = 0, most_bytes_ = 0; // of one datagram
    uint32_t first_sequence_ = 0;
    Buffer buffer_;
    std::vector<std::pair<size_t, Notes>> notes_; // of requests that have some, by their number
};

} // namespace nskit
