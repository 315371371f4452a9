// SPDX-License-Identifier: MIT
// rtnetlink: messages built, replies taken apart, and one socket that distrusts what it receives. libmnl lays
// out and walks attributes; the receive loop is ours, since libmnl 1.0.4's drops extended acks and the error
// of NLMSG_DONE.
#pragma once

#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "lib/base/bits.h"
#include "lib/base/error.h"
#include "lib/base/fd.h"
#include "lib/base/suggest.h"

namespace nskit {

/// A request: a netlink header, the family's fixed header, attributes. It owns the descriptors it names.
class Message {
  public:
    static constexpr size_t capacity = 8192;

    /// `flags` without NLM_F_REQUEST, which every message here has.
    template <class Header>
    Message(uint16_t type, uint16_t flags, const Header &header) : Message(type, flags)
    {
        append_fixed(header);
    }
    Message(const Message &) = delete;
    Message &operator=(const Message &) = delete;

    nlmsghdr *header() { return reinterpret_cast<nlmsghdr *>(buffer_); }
    const nlmsghdr *header() const { return reinterpret_cast<const nlmsghdr *>(buffer_); }
    /// The family's fixed header (ifinfomsg, rtmsg, ...), the type that the message was made with.
    template <class Header> Header &fixed() { return *reinterpret_cast<Header *>(buffer_ + NLMSG_HDRLEN); }

    /// Appends an attribute. All of these throw where the message would exceed `capacity`.
    void put(uint16_t attr, const void *data, size_t size);
    template <class T> void put(uint16_t attr, const T &value)
    {
        static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
        put(attr, &value, sizeof value);
    }
    /// A string with its terminating NUL.
    void put_string(uint16_t attr, const char *text) { put(attr, text, strlen(text) + 1); }
    /// A string without a NUL (IFLA_IFALIAS, and the kind in a dump filter).
    void put_text(uint16_t attr, std::string_view text) { put(attr, text.data(), text.size()); }
    /// A fixed header inside the innermost open nest, before its attributes (VETH_INFO_PEER's ifinfomsg).
    /// Returns its offset in the message.
    size_t append_fixed(const void *data, size_t size);
    template <class Header> size_t append_fixed(const Header &header)
    {
        return append_fixed(&header, sizeof header);
    }
    /// An attribute that was put into the innermost open nest, or at the top level where none is open; or
    /// nullptr.
    nlattr *find(uint16_t attr);
    const nlattr *find(uint16_t attr) const { return const_cast<Message *>(this)->find(attr); }

    /// Takes out an attribute that find() found.
    void remove(nlattr *attr);
    /// Moves an attribute that find() found behind the others.
    void move_to_end(nlattr *attr);
    /// Drops, of several attributes of one type in the innermost open nest, all but the last.
    void keep_last();

    size_t size() const { return header()->nlmsg_len; }
    /// The address of byte `offset` of the message; valid as long as the message is.
    void *at(size_t offset) { return buffer_ + offset; }
    std::string_view bytes() const { return {buffer_, size()}; }
    /// Takes over a descriptor whose number stands in an attribute, so that it is open until the request was
    /// sent.
    int keep(Fd fd);
    bool owns_descriptors() const { return !descriptors_.empty(); }

    /// Which words put what, for a person who reads a refusal; nothing where nobody does.
    Notes notes;
    /// Notes that all from byte `start` on was put by these words.
    void note(size_t start, std::string_view words)
    {
        if (is_told_to_person())
            notes.add(start, size(), std::string(words));
    }

  private:
    friend class Nest;
    Message(uint16_t type, uint16_t flags);
    alignas(nlmsghdr) char buffer_[capacity];
    size_t scope_ = NLMSG_HDRLEN; // where the attributes of the innermost open nest begin
    std::vector<Fd> descriptors_;
};

/// A nested attribute that is open as long as this lives. Most of rtnetlink's are sent without NLA_F_NESTED,
/// as the reference does; a few (IFLA_PROP_LIST, ...) must have it.
class Nest {
  public:
    Nest(Message &message, uint16_t attr, bool flagged = false);
    /// Opens the message's last attribute again.
    Nest(Message &message, nlattr *last);
    ~Nest();
    Nest(const Nest &) = delete;
    Nest &operator=(const Nest &) = delete;

  private:
    Message &message_;
    size_t start_, outer_scope_;
};

// What libmnl's functions of like names do, without a call into a shared library for each value of a dump.
inline const void *payload(const nlattr *attr)
{
    return reinterpret_cast<const char *>(attr) + NLA_HDRLEN;
}
inline size_t payload_size(const nlattr *attr)
{
    return attr->nla_len - static_cast<size_t>(NLA_HDRLEN);
}

/// The value of an attribute, zero-extended where the kernel sent fewer bytes than T has.
template <class T> T get(const nlattr *attr)
{
    static_assert(std::is_trivially_copyable_v<T>);
    T value{};
    if (size_t size = payload_size(attr); size >= sizeof value)
        memcpy(&value, payload(attr), sizeof value); // a plain load
    else
        memcpy(&value, payload(attr), size);
    return value;
}

/// Changes an attribute of the innermost open nest, which several words share; it starts as 0 where it is not
/// there yet.
template <class T, class Change> void modify(Message &message, uint16_t attr, Change change)
{
    nlattr *there = message.find(attr);
    T value = there ? get<T>(there) : T{};
    change(value);
    if (there)
        memcpy(mnl_attr_get_payload(there), &value, sizeof value);
    else
        message.put(attr, value);
}

/// Sets or clears bits of an attribute.
template <class T> void modify_bits(Message &message, uint16_t attr, T bits, bool on)
{
    modify<T>(message, attr, [&](T &value) { value = static_cast<T>(on ? value | bits : value & ~bits); });
}

/// Fills a nest that may be in the innermost open one already, so that words that share it may stand
/// anywhere: what it has is kept, in front of what `fill()` puts.
template <class Fill> void extend_nest(Message &message, uint16_t attr, bool flagged, Fill fill)
{
    if (nlattr *there = message.find(attr)) {
        message.move_to_end(there);
        Nest nest(message, message.find(attr));
        return fill();
    }
    Nest nest(message, attr, flagged);
    fill();
}

/// An unsigned attribute of one, two, four or eight bytes, whatever its width; 0 for any other width.
uint64_t get_unsigned(const nlattr *attr);

/// The text of a string attribute, up to its first NUL or its end.
std::string_view get_string(const nlattr *attr);

inline std::span<const uint8_t> get_bytes(const nlattr *attr)
{
    return {static_cast<const uint8_t *>(payload(attr)), payload_size(attr)};
}

/// Calls `visit(const nlattr *)` for each attribute until it returns false or one overruns its container. It
/// is what libmnl's mnl_attr_ok() and mnl_attr_next() do, without three calls into a shared library for each
/// attribute of a dump.
template <class F> void walk_attrs(const void *data, size_t size, F &&visit)
{
    auto *at = static_cast<const char *>(data);
    auto left = static_cast<ptrdiff_t>(size); // below 0 behind a last one without padding
    while (left >= static_cast<ptrdiff_t>(sizeof(nlattr))) {
        auto *attr = reinterpret_cast<const nlattr *>(at);
        if (attr->nla_len < sizeof(nlattr) || attr->nla_len > left || !visit(attr))
            return;
        at += NLA_ALIGN(attr->nla_len);
        left -= NLA_ALIGN(attr->nla_len);
    }
}

/// Attributes by type. Those above `last` and repeated ones (the first counts) are passed over; the walk ends
/// at one that overruns its container.
class Attrs {
  public:
    static constexpr uint16_t last = 95;

    Attrs() {}
    /// Of a message, behind its fixed header of `header_size` bytes.
    Attrs(const nlmsghdr *message, size_t header_size);
    /// Inside a nested attribute, behind a fixed header of `header_size` bytes; nullptr gives an empty set.
    explicit Attrs(const nlattr *nest, size_t header_size = 0);
    Attrs(const void *data, size_t size);

    /// The attribute, or nullptr where the kernel did not send it.
    const nlattr *operator[](uint16_t type) const { return has(type) ? found_[place_[type] - 1U] : nullptr; }
    bool has(uint16_t type) const { return type <= last && place_[type] != 0; }
    /// All that are there, in the order in which they came.
    std::span<const nlattr *const> all() const { return {found_.data(), count_}; }
    template <class T> T value(uint16_t type, T absent = {}) const
    {
        const nlattr *attr = (*this)[type];
        return attr ? get<T>(attr) : absent;
    }
    std::string_view string(uint16_t type) const
    {
        const nlattr *attr = (*this)[type];
        return attr ? get_string(attr) : std::string_view();
    }

  private:
    void walk(const void *data, size_t size);
    std::array<uint8_t, last + 1> place_{}; // by type: where in found_, from 1; 0: it is not there
    size_t count_ = 0;
    std::array<const nlattr *, last + 1> found_; // the rest is not even cleared: it would be most of the work
};

/// Calls `f(const nlattr *)` for each attribute in a nest, for lists of attributes of one type.
template <class F> void each_attr(const nlattr *nest, F &&f)
{
    walk_attrs(payload(nest), payload_size(nest), [&](const nlattr *attr) {
        f(attr);
        return true;
    });
}

/// The first attribute of a type behind a message's fixed header, or nullptr: for one that is wanted alone.
const nlattr *find_attr(const nlmsghdr *message, size_t header_size, uint16_t type);

/// Whether a message has room for a fixed header of `size` bytes.
inline bool has_fixed(const nlmsghdr *message, size_t size)
{
    return message->nlmsg_len >= NLMSG_LENGTH(size);
}
template <class Header> const Header *fixed(const nlmsghdr *message)
{
    return reinterpret_cast<const Header *>(reinterpret_cast<const char *>(message) + NLMSG_HDRLEN);
}

/// A reference to a callable, valid for the duration of a call.
class Each {
  public:
    template <class F>
    // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): clang-tidy 14 does not heed what is required
    requires(!std::is_same_v<std::remove_cvref_t<F>, Each>) Each(F &&f)
        : object_(&f), call_([](void *object, const nlmsghdr *message) {
              (*static_cast<std::remove_reference_t<F> *>(object))(message);
          })
    {}
    void operator()(const nlmsghdr *message) const { call_(object_, message); }

  private:
    // A function type cannot be held as void *, so a lambda or an object is asked for.
    void *object_;
    void (*call_)(void *, const nlmsghdr *);
};

/// Messages of a dump, kept in the order in which they came.
class Records {
  public:
    /// Attributes of these types are left out of what is kept from now on, since nobody looks at them.
    void leave_out(const Bits &attrs, size_t header_size);

    void add(const nlmsghdr *message);
    void clear() { blocks_.clear(); }
    bool empty() const { return blocks_.empty(); }

    /// Calls `f(const nlmsghdr *)` for each.
    template <class F> void each(F &&f) const
    {
        for (const Block &block : blocks_)
            for (size_t at = 0; at < block.used;) {
                auto *message = reinterpret_cast<const nlmsghdr *>(block.data.get() + at);
                at += NLMSG_ALIGN(message->nlmsg_len);
                f(message);
            }
    }

  private:
    struct Free {
        void operator()(char *data) const { free(data); }
    };
    struct Block {
        std::unique_ptr<char[], Free> data;
        size_t size, used;
    };
    static Block new_block(size_t size);
    char *room(size_t size);
    std::vector<Block> blocks_;
    std::optional<Bits> unwanted_;
    size_t header_size_ = 0; // in front of the attributes; only where there are unwanted ones
};

/// Takes the message at the start of `bytes`; nullptr where no whole one stands there. (libmnl's own check is
/// passed by a length of 2 GiB and more.)
const nlmsghdr *take_message(std::span<const char> &bytes);

/// What the walk over one datagram found: see Receiver.
enum class Walk { more, done, interrupted };

/// Judges the datagrams that answer one request: whom they come from, whether they are whole, what they say.
/// It holds no socket, so that malformed replies can be fed to it.
class Receiver {
  public:
    /// `notes` are those of the request, which live as long as this.
    Receiver(uint32_t sequence, uint32_t port, bool dump, const Notes *notes = nullptr)
        : notes_(notes), sequence_(sequence), port_(port), dump_(dump)
    {}

    /// Calls `each` for every message of the answer. Walk::done after the ack, the one answer of a request
    /// that is no dump, or NLMSG_DONE; Walk::interrupted instead where a dump's messages bore
    /// NLM_F_DUMP_INTR. Throws what the kernel answered (status 2; a dump: 1, with a line that says so), and
    /// on a datagram that is cut short.
    Walk datagram(const void *data, size_t size, Each each);

  private:
    bool message(const nlmsghdr *message, Each each);
    void judge_answer(const nlmsghdr *message) const;
    const Notes *notes_;
    uint32_t sequence_, port_;
    bool dump_;
    bool interrupted_ = false;
};

/// The kernel's refusal as the reference words it: `Error: TEXT.` from the extended ack, else
/// `RTNETLINK answers: STRERROR`; status 2, errno in `code`. `message` is an NLMSG_ERROR or an NLMSG_DONE
/// with an error. Where `notes` know which words the kernel points at, a line more names them.
Error refusal(const nlmsghdr *message, const Notes &notes = {});
/// The warning that came with success: `Warning: TEXT.`, and such a line.
std::optional<std::string> warning(const nlmsghdr *message, const Notes &notes = {});
/// Throws what an NLMSG_ERROR or NLMSG_DONE says, or tells on stderr the warning that came with success.
void judge(const nlmsghdr *message, const Notes &notes = {});

/// What a dump is for: one that finds what a flush deletes is interrupted by that flush itself, which is not
/// told.
enum class Purpose { show, flush };

/// A NETLINK_ROUTE socket, opened and bound by the constructor in the network namespace that the process is
/// in then. It stays there whatever the process enters later.
class Socket {
  public:
    /// `receive_buffer` in bytes for SO_RCVBUF; 0 leaves the kernel's. Throws `Cannot open netlink socket:
    /// ...`.
    explicit Socket(int receive_buffer = 0);

    int fd() const { return fd_.get(); }

    /// Sends and waits for the ack. Throws the kernel's refusal (status 2); a text that comes with success is
    /// told on stderr as `Warning: TEXT.`
    void request(Message &message);
    /// The same for a request that is answered (NLM_F_ECHO): `each` gets what comes before the ack.
    void request(Message &message, Each each);
    /// Asks for one object: `each` gets the first answer. Throws the kernel's refusal (status 2).
    void get(Message &message, Each each);
    /// Dumps: `each` gets every message while the dump still runs. An interrupted dump is told on stderr at
    /// the end. Throws the kernel's refusal, and that the dump, or the flush, ended there (status 1).
    void dump(Message &message, Each each, Purpose purpose = Purpose::show);
    /// Dumps into `records`, whole and consistent: an interrupted dump is asked for again, at most three
    /// times. Throws as dump() does.
    void collect(Message &message, Records &records);

    /// Sends without waiting for any answer.
    void send(const void *data, size_t size);
    /// The next sequence number, for messages that are sent with send().
    uint32_t next_sequence() { return ++sequence_; }
    /// This socket's port, as answers name it.
    uint32_t port() const { return port_; }

    /// Joins a multicast group (RTNLGRP_*); false where the kernel does not know it.
    bool join(unsigned group);
    /// Receives one datagram of events and calls `each` for its messages. False on ENOBUFS: events were lost.
    /// With NETLINK_LISTEN_ALL_NSID set, `nsid` is set to the sender's id, or to -1 for our own namespace.
    bool events(Each each, int *nsid = nullptr);

  private:
    friend class Pipeline;
    Walk answer(Message &message, Each each);
    Walk flush_answer(Message &message, Each each);
    std::span<const char> receive();
    Fd fd_;
    uint32_t port_ = 0, sequence_ = 0;
    std::unique_ptr<char[]> buffer_;
};

/// Requests that go to the kernel many to a datagram. It works through all of them, whether or not one fails,
/// and answers those that fail, those that ask for it (NLM_F_ACK) and the last one, which is made to ask.
class Pipeline {
  public:
    /// What the kernel said of a request, the how-manieth of those sent together, from 0: its refusal or,
    /// with status 0, the warning that came with success.
    struct Answer {
        size_t number;
        Error error;
    };

    explicit Pipeline(Socket &socket) : socket_(socket) {}

    /// Whether a request of `size` bytes finds no room before the next run(). Where nothing waits, one of
    /// up to 32 KiB does.
    bool full(size_t size) const;
    bool empty() const { return count_ == 0; }
    /// Adds a copy of a request, with other flags (NLM_F_*). Throws (2) where there is no room for it.
    void add(const Message &request, uint16_t flags);
    /// The same of a found object that is sent back, with another type and other flags.
    void add(const nlmsghdr *message, uint16_t type, uint16_t flags);
    /// Sends the requests and waits until the kernel has worked through them. What it said, in order. Throws
    /// where they cannot be sent or the answers not be read; the requests are then forgotten.
    std::vector<Answer> run();

  private:
    void prepare();
    Notes notes_of(size_t number) const;
    void number_requests();
    bool answered(const nlmsghdr *message, std::vector<Answer> &answers);
    Socket &socket_;
    size_t count_ = 0, used_ = 0, waiting_ = 0; // requests and bytes to be sent, requests that were sent
    size_t most_requests_ = 0, most_bytes_ = 0; // of one datagram
    uint32_t first_sequence_ = 0;
    std::unique_ptr<char[]> buffer_;
    std::vector<std::pair<size_t, Notes>> notes_; // of requests that have some, by their number
};

} // namespace nskit
