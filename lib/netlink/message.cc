// SPDX-License-Identifier: MIT
#include "lib/netlink/message.h"

#include <algorithm>
#include <libmnl/libmnl.h>
#include <utility>

#include "lib/base/error.h"
#include "lib/netlink/address_text.h"

namespace nskit {

// cppcheck-suppress uninitMemberVar ; 64 KiB that are written as they are needed
Message::Message(uint16_t type, uint16_t flags)
{
    *header() = {.nlmsg_len = NLMSG_HDRLEN,
                 .nlmsg_type = type,
                 .nlmsg_flags = static_cast<uint16_t>(NLM_F_REQUEST | flags),
                 .nlmsg_seq = 0,
                 .nlmsg_pid = 0};
}

Message::~Message() = default;

void Message::note(size_t start, std::string_view words)
{
    if (are_hints_wanted())
        notes.add(start, size(), std::string(words));
}

constexpr size_t longest_attribute = UINT16_MAX;

[[noreturn]] static void too_long(bool is_attribute)
{
    fail("the %s exceeds its bound of %zu bytes", is_attribute ? "attribute" : "message",
         is_attribute ? longest_attribute : Message::capacity);
}

/// Room for `size` bytes at the end, and for their padding, which is cleared.
char *Message::append(size_t size)
{
    const size_t place = this->size(), end = place + NLA_ALIGN(size);
    if (end > bound_)
        too_long(bound_ < capacity);
    memset(buffer_ + end - NLA_ALIGNTO, 0, NLA_ALIGNTO);
    header()->nlmsg_len = static_cast<uint32_t>(end);
    return buffer_ + place;
}

void Message::put(uint16_t attr, const void *data, size_t size)
{
    if (size > longest_attribute - NLA_HDRLEN)
        too_long(true);
    char *place = append(NLA_HDRLEN + size);
    *reinterpret_cast<nlattr *>(place) = {static_cast<uint16_t>(NLA_HDRLEN + size), attr};
    if (size != 0) // data may be null
        memcpy(place + NLA_HDRLEN, data, size);
}

void Message::put_address(uint16_t attr, const Prefix &address)
{
    put(attr, address.bytes.data(), address.size);
}

size_t Message::append_fixed(const void *data, size_t size)
{
    const size_t place = this->size();
    memcpy(append(size), data, size);
    scope_ = this->size();
    return place;
}

nlattr *Message::find(uint16_t attr)
{
    const nlattr *found = nullptr;
    walk_attrs(at(scope_), size() - scope_, [&](const nlattr *each) {
        if (attr_type(each) == attr)
            found = each;
        return !found;
    });
    return const_cast<nlattr *>(found);
}

Bits Message::types() const
{
    Bits types;
    walk_attrs(buffer_ + scope_, size() - scope_, [&](const nlattr *each) {
        if (attr_type(each) < Bits::limit)
            types.set(attr_type(each));
        return true;
    });
    return types;
}

void Message::remove(nlattr *attr)
{
    char *place = reinterpret_cast<char *>(attr), *end = buffer_ + size();
    size_t length = NLA_ALIGN(attr->nla_len);
    memmove(place, place + length, static_cast<size_t>(end - place) - length);
    header()->nlmsg_len -= static_cast<uint32_t>(length);
    notes.removed(static_cast<size_t>(place - buffer_), length);
}

void Message::move_to_end(nlattr *attr)
{
    char *place = reinterpret_cast<char *>(attr), *end = buffer_ + size();
    size_t length = NLA_ALIGN(attr->nla_len);
    std::rotate(place, place + length, end);
    notes.moved_to_end(static_cast<size_t>(place - buffer_), length, size());
}

void Message::keep_last()
{
    for (size_t place = scope_; place < size();) {
        auto *attr = static_cast<nlattr *>(at(place));
        size_t next = place + NLA_ALIGN(attr->nla_len);
        if (Attrs(at(next), size() - next)[attr_type(attr)])
            remove(attr);
        else
            place = next;
    }
}

int Message::keep(Fd fd)
{
    descriptors_.push_back(std::move(fd));
    return descriptors_.back().get();
}

Nest::Nest(Message &message, uint16_t attr, bool flagged)
    : message_(message), start_(message.size()), outer_scope_(message.scope_), outer_bound_(message.bound_)
{
    nlattr *nest = mnl_attr_nest_start_check(message.header(), message.bound_, attr);
    if (!nest)
        too_long(message.bound_ < Message::capacity);
    if (!flagged)
        nest->nla_type = attr;
    message.scope_ = message.size();
    message.bound_ = std::min(message.bound_, start_ + longest_attribute);
}

Nest::Nest(Message &message, nlattr *last)
    : message_(message), start_(static_cast<size_t>(reinterpret_cast<char *>(last) - message.buffer_)),
      outer_scope_(message.scope_), outer_bound_(message.bound_)
{
    message.scope_ = start_ + NLA_HDRLEN;
    message.bound_ = std::min(message.bound_, start_ + longest_attribute);
}

Nest::~Nest()
{
    mnl_attr_nest_end(message_.header(), static_cast<nlattr *>(message_.at(start_)));
    message_.scope_ = outer_scope_;
    message_.bound_ = outer_bound_;
}

} // namespace nskit
