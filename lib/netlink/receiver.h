// SPDX-License-Identifier: MIT
// What the kernel answers, and what is wrong with it. libmnl 1.0.4's loop drops extended acks and the error
// of NLMSG_DONE; this one distrusts what it receives.
#pragma once

#include <linux/netlink.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "lib/base/error.h"
#include "lib/base/function_ref.h"
#include "lib/base/suggest.h"

namespace nskit {

/// Gets one message of an answer after the other.
using Each = FunctionRef<void(const nlmsghdr *)>;

/// Takes the message at the start of `bytes`; nullptr if no whole one stands there. (libmnl's own check lets
/// a length of 2 GiB and more pass.)
const nlmsghdr *take_message(std::span<const char> &bytes);

/// What one datagram says of the answer: it goes on, it is over, or it is over and an interrupted dump.
enum class Walk { more, done, interrupted };

/// Checks the datagrams that answer one request: who sent them, whether they are whole, what they say. It
/// holds no socket, so that tests can feed it malformed ones.
class Receiver {
  public:
    /// `notes` are those of the request, and live as long as this.
    Receiver(uint32_t sequence, uint32_t port, bool dump, const Notes *notes = nullptr)
        : notes_(notes), sequence_(sequence), port_(port), dump_(dump)
    {}

    /// Calls `each` for every message of the answer. Returns Walk::done after the ack or NLMSG_DONE, or
    /// Walk::interrupted instead if messages of a dump bore NLM_F_DUMP_INTR. Throws what the kernel answered
    /// (status 2; for a dump 1, and the text ends in `Dump terminated`), and if the datagram is cut short.
    Walk datagram(const void *data, size_t size, Each each);

  private:
    bool message(const nlmsghdr *message, Each each);
    void judge_answer(const nlmsghdr *message) const;
    const Notes *notes_;
    uint32_t sequence_, port_;
    bool dump_;
    bool interrupted_ = false;
};

/// The kernel's refusal in the reference's words: `Error: TEXT.` from the extended ack, else
/// `RTNETLINK answers: STRERROR`; status 2, errno in `code`. `message` is an NLMSG_ERROR, or an NLMSG_DONE
/// with an error. A second line names the words at which the kernel points, if `notes` know them.
Error refusal(const nlmsghdr *message, const Notes &notes = {});
/// The warning that came with success: `Warning: TEXT.`, and the same second line.
std::optional<std::string> warning(const nlmsghdr *message, const Notes &notes = {});
/// Throws the refusal of an NLMSG_ERROR or NLMSG_DONE, or writes the warning that came with success to
/// stderr.
void judge(const nlmsghdr *message, const Notes &notes = {});

} // namespace nskit
