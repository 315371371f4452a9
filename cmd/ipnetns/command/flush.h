// SPDX-License-Identifier: MIT
// What the flush verbs share: they delete what a dump finds while it runs, round after round, until a round
// finds nothing.
#pragma once

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/pipeline.h"
#include "lib/netlink/socket.h"

namespace nskit {

/// Deletes objects, many to a datagram. It has a socket of its own, as the session's is busy with a dump.
class Flush {
  public:
    /// `type` is the request that deletes (RTM_DELNEIGH, ...), `status` the exit status of a failure. A
    /// refusal reads `Failed to send flush request: ...`; with an `ending`, it is the kernel's text with this
    /// line below. `protocol` is the socket's.
    Flush(uint16_t type, int status, const char *ending = nullptr, int protocol = NETLINK_ROUTE)
        : type_(type), status_(status), ending_(ending), socket_(0, protocol)
    {}

    /// Deletes the object that a message of a dump describes. No error if it is gone already. If the kernel
    /// refuses, this or a later call throws.
    void remove(const nlmsghdr *found);
    /// Deletes what still waits. Returns how many objects remove() got since the last call.
    size_t end_round();
    /// How many objects, of all rounds, were gone before they could be deleted.
    size_t gone() const { return gone_; }

  private:
    void run();
    Error refused(const Error &answer) const;
    uint16_t type_;
    int status_;
    const char *ending_;
    size_t found_ = 0, gone_ = 0;
    Socket socket_;
    Pipeline pipeline_{socket_};
};

/// With -s: prints what a round deletes, `*** Round 1, deleting 2 entries ***`, and how many rounds there
/// were.
void tell_round(Session &session, int round, size_t count, const char *things);
void tell_end(Session &session, int rounds);

/// Calls `find(flush)`, which dumps and removes, until it finds nothing. Returns false if it still found
/// something in round `most` (0: no bound). `tell` gets the number of rounds.
template <class Find, class Tell = void(Session &, int)>
bool flush_rounds(Session &session, Flush &flush, const char *things, int most, Find find,
                  Tell &&tell = tell_end)
{
    for (int round = 0; most == 0 || round < most; round++) {
        find(flush);
        size_t count = flush.end_round();
        if (count == 0) {
            tell(session, round);
            return true;
        }
        tell_round(session, round + 1, count, things);
    }
    return false;
}

} // namespace nskit
