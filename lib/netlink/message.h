// SPDX-License-Identifier: MIT
// Netlink requests, put together attribute by attribute. libmnl lays them out.
#pragma once

#include <linux/rtnetlink.h>

#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

#include "lib/base/bits.h"
#include "lib/base/fd.h"
#include "lib/base/suggest.h"
#include "lib/netlink/attrs.h"

namespace nskit {

struct Prefix;

/// Sets the padding of a value to 0, so that a request has no byte of this process's memory that nobody put
/// there, and the same words make the same bytes. A copy may lose it: what is sent is cleared itself. A
/// compiler without the builtin (clang 14) leaves padding as it is.
template <class T> void clear_padding([[maybe_unused]] T &value)
{
    static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
#if __has_builtin(__builtin_clear_padding)
    if constexpr (!std::has_unique_object_representations_v<T>)
        __builtin_clear_padding(&value);
#endif
}

/// A request: a netlink header, the family's fixed header, attributes. It owns the descriptors that its
/// attributes name.
class Message {
  public:
    /// An attribute has at most 64 KiB, as a route's next hops or a group's members may need; the rest is for
    /// what stands beside it. Bytes that are not used cost nothing: nothing clears the buffer.
    static constexpr size_t capacity = 72 * 1024;

    /// Without a fixed header. `flags` without NLM_F_REQUEST, which every message here has.
    Message(uint16_t type, uint16_t flags);
    template <class Header>
    Message(uint16_t type, uint16_t flags, const Header &header) : Message(type, flags)
    {
        append_fixed(header);
    }
    ~Message();
    Message(const Message &) = delete;
    Message &operator=(const Message &) = delete;

    nlmsghdr *header() { return reinterpret_cast<nlmsghdr *>(buffer_); }
    const nlmsghdr *header() const { return reinterpret_cast<const nlmsghdr *>(buffer_); }
    /// The family's fixed header (ifinfomsg, rtmsg, ...), of the type that the message was made with.
    template <class Header> Header &fixed() { return *reinterpret_cast<Header *>(buffer_ + NLMSG_HDRLEN); }

    /// Appends an attribute. This and all that follow throw if the message would exceed `capacity`, or if
    /// this attribute or the nests that are open would exceed the 65,535 bytes of their length's field.
    void put(uint16_t attr, const void *data, size_t size);
    template <class T> void put(uint16_t attr, T value)
    {
        clear_padding(value);
        put(attr, &value, sizeof value);
    }
    /// A string with its terminating NUL.
    void put_string(uint16_t attr, const char *text) { put(attr, text, strlen(text) + 1); }
    /// A string without a NUL (IFLA_IFALIAS, and the kind in a dump filter).
    void put_text(uint16_t attr, std::string_view text) { put(attr, text.data(), text.size()); }
    /// The bytes of an address: 4, 16, or none for `any` and `all`.
    void put_address(uint16_t attr, const Prefix &address);
    /// A fixed header inside the innermost open nest, before its attributes (VETH_INFO_PEER's ifinfomsg).
    /// Returns its offset in the message.
    size_t append_fixed(const void *data, size_t size);
    template <class Header> size_t append_fixed(Header header)
    {
        clear_padding(header);
        return append_fixed(&header, sizeof header);
    }
    /// The first attribute of a type in the innermost open nest, or at the top level if no nest is open;
    /// nullptr if there is none.
    nlattr *find(uint16_t attr);
    const nlattr *find(uint16_t attr) const { return const_cast<Message *>(this)->find(attr); }

    /// The types, below Bits::limit, of the attributes that find() would find.
    Bits types() const;

    /// Takes out an attribute that find() found.
    void remove(nlattr *attr);
    /// Takes out the attribute that find() finds, if there is one.
    void drop(uint16_t attr)
    {
        if (nlattr *there = find(attr))
            remove(there);
    }
    /// Moves an attribute that find() found behind the others.
    void move_to_end(nlattr *attr);
    /// Keeps only the last of several attributes of one type in the innermost open nest.
    void keep_last();

    size_t size() const { return header()->nlmsg_len; }
    /// A pointer to byte `offset`, valid as long as the message.
    void *at(size_t offset) { return buffer_ + offset; }
    std::string_view bytes() const { return {buffer_, size()}; }
    /// Takes over a descriptor whose number stands in an attribute: it stays open until the request has been
    /// sent. Returns its number.
    int keep(Fd fd);
    bool owns_descriptors() const { return !descriptors_.empty(); }

    /// Which words put what, for a person who reads a refusal; empty if nobody does.
    Notes notes;
    /// Notes that these words put all bytes from `start` on.
    void note(size_t start, std::string_view words);

  private:
    friend class Nest;
    char *append(size_t size);
    alignas(uint64_t) char buffer_[capacity]; // xfrm_usersa_info has numbers of 64 bits
    size_t scope_ = NLMSG_HDRLEN;             // offset of the first attribute of the innermost open nest
    size_t bound_ = capacity; // end of the outermost open nest at its longest, or of the message
    std::vector<Fd> descriptors_;
};

/// A nested attribute, open as long as this lives. Most of rtnetlink's are sent without NLA_F_NESTED, as the
/// reference does; a few (IFLA_PROP_LIST, ...) must have it.
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
    size_t start_, outer_scope_, outer_bound_;
};

/// Changes an attribute of the innermost open nest that several words share. `change(T &)` gets its value; if
/// it is not there yet, it gets `initial`, and the attribute is added.
template <class T, class Change>
void modify(Message &message, uint16_t attr, Change change, const T &initial = {})
{
    nlattr *there = message.find(attr);
    T value = there ? get<T>(there) : initial;
    change(value);
    clear_padding(value);
    if (there)
        memcpy(payload(there), &value, sizeof value);
    else
        message.put(attr, value);
}

/// Sets or clears bits of such an attribute.
template <class T> void modify_bits(Message &message, uint16_t attr, T bits, bool on)
{
    modify<T>(message, attr, [&](T &value) { value = static_cast<T>(on ? value | bits : value & ~bits); });
}

/// Puts what `fill()` puts into a nest of the innermost open one, behind what the nest has already, so that
/// the words that share it may stand anywhere on the command line.
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

} // namespace nskit
