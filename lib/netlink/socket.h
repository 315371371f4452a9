// SPDX-License-Identifier: MIT
// A netlink socket: requests, dumps and events.
#pragma once

#include <linux/netlink.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

#include "lib/base/buffer.h"
#include "lib/base/fd.h"
#include "lib/netlink/receiver.h"

namespace nskit {

class Message;
class Records;

/// What a dump is for. A flush deletes what it finds, and so interrupts its own dump: no warning says so.
enum class Purpose { show, flush };

/// A socket of the network namespace in which the process is when it is made. It stays in that one whatever
/// the process enters later.
class Socket {
  public:
    /// `receive_buffer` is SO_RCVBUF in bytes; 0 leaves the kernel's. `protocol` is NETLINK_ROUTE,
    /// NETLINK_XFRM, ... Throws `Cannot open netlink socket: ...`.
    explicit Socket(int receive_buffer = 0, int protocol = NETLINK_ROUTE);
    /// Over a descriptor at whose other end somebody plays the kernel, for tests. The port is 0.
    explicit Socket(Fd fd);

    int fd() const { return fd_.get(); }

    /// Sends and waits for the ack. Throws the kernel's refusal (status 2). A text that comes with success
    /// goes to stderr as `Warning: TEXT.`
    void request(Message &message);
    /// The same for a request that is answered (NLM_F_ECHO): `each` gets what comes before the ack.
    void request(Message &message, Each each);
    /// Asks for one object: `each` gets the first answer. Throws the kernel's refusal (status 2).
    void get(Message &message, Each each);
    /// The two above for a refusal that is an answer too: false if the kernel refuses with one of these
    /// errnos. Throws any other refusal.
    bool try_request(Message &message, std::initializer_list<int> absence);
    bool try_get(Message &message, std::initializer_list<int> absence, Each each);
    /// Dumps: `each` gets every message while the dump still runs. Warns at the end if it was interrupted.
    /// Throws the kernel's refusal, and that the dump, or the flush, ended there (status 1).
    void dump(Message &message, Each each, Purpose purpose = Purpose::show);
    /// From now on an interrupted dump sets `*interrupted` instead of warning; nullptr: it warns again.
    void note_interruptions(bool *interrupted) { interrupted_ = interrupted; }
    /// Dumps into `records`, whole and consistent: an interrupted dump is repeated, at most three times.
    /// Throws as dump() does.
    void collect(Message &message, Records &records);

    /// Sends without waiting for an answer.
    void send(const void *data, size_t size);
    /// The next sequence number, for messages that are sent with send().
    uint32_t next_sequence() { return ++sequence_; }
    /// This socket's port, as answers name it.
    uint32_t port() const { return port_; }

    /// Joins a multicast group (RTNLGRP_*, XFRMNLGRP_*); false if the kernel does not know it. Throws Error
    /// if it refuses.
    bool join(unsigned group);
    /// From now on hears the events of all namespaces that have an id in the socket's.
    void listen_to_all_netns();
    /// Receives one datagram of events and calls `each` for its messages. False on ENOBUFS: events were lost.
    /// After listen_to_all_netns(), `nsid` becomes the sender's id, or -1 for our own namespace.
    bool events(Each each, int *nsid = nullptr);

  private:
    friend class Pipeline;
    void drain();
    Walk answer(Message &message, Each each);
    Walk flush_answer(Message &message, Each each);
    std::span<const char> receive();
    void tell_interruption() const;
    Fd fd_;
    uint32_t port_ = 0, sequence_ = 0;
    bool *interrupted_ = nullptr; // see note_interruptions()
    Buffer buffer_;
};

} // namespace nskit
