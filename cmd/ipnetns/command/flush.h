// SPDX-License-Identifier: MIT
// What the flush verbs share: objects that a dump finds are deleted while it runs, round after round, until a
// round finds none.
#pragma once

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/pipeline.h"
#include "lib/netlink/socket.h"

namespace nskit {

/// Deletes what it is given, many to a datagram, on a socket of its own: that of the session is in a dump.
class Flush {
  public:
    /// `type` is the request that deletes (RTM_DELNEIGH, ...), `status` that of a failure.
    Flush(uint16_t type, int status) : type_(type), status_(status) {}

    /// Deletes a found object by its own message. One that is gone already is fine; where the kernel refuses
    /// to delete, this or a later call throws `Failed to send flush request: ...`.
    void remove(const nlmsghdr *found);
    /// Deletes what is still waiting. How many were found since the last time.
    size_t end_round();
    /// How many of all that were found were gone before they could be deleted.
    size_t gone() const { return gone_; }

  private:
    void run();
    uint16_t type_;
    int status_;
    size_t found_ = 0, gone_ = 0;
    Socket socket_;
    Pipeline pipeline_{socket_};
};

/// What -s says of a round, and of the end of them: `*** Round 1, deleting 2 entries ***`.
void tell_round(Session &session, int round, size_t count, const char *things);
void tell_end(Session &session, int rounds);

/// Calls `find(flush)`, which dumps and removes, until it finds nothing; false where it still found something
/// in round `most` (0: no bound).
template <class Find>
bool flush_rounds(Session &session, Flush &flush, const char *things, int most, Find find)
{
    for (int round = 0; most == 0 || round < most; round++) {
        find(flush);
        size_t count = flush.end_round();
        if (count == 0) {
            tell_end(session, round);
            return true;
        }
        tell_round(session, round + 1, count, things);
    }
    return false;
}

} // namespace nskit
