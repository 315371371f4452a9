// SPDX-License-Identifier: MIT
#include "lib/netlink/message.h"

#include <algorithm>
#include <libmnl/libmnl.h>
#include <utility>

#include "lib/base/error.h"
#include "lib/netlink/address_text.h"

namespace nskit {

Message::Message(uint16_t type, uint16_t flags)
{
    nlmsghdr *nlh = mnl_nlmsg_put_header(buffer_);
    nlh->nlmsg_type = type;
    nlh->nlmsg_flags = static_cast<uint16_t>(NLM_F_REQUEST | flags);
}

Message::~Message() = default;

void Message::note(size_t start, std::string_view words)
{
    if (is_told_to_person())
        notes.add(start, size(), std::string(words));
}

[[noreturn]] static void too_long()
{
    fail("the message exceeds its bound of %zu bytes", Message::capacity);
}

void Message::put(uint16_t attr, const void *data, size_t size)
{
    size_t end = this->size() + NLA_HDRLEN + size;
    if (!mnl_attr_put_check(header(), capacity, attr, size, data))
        too_long();
    memset(buffer_ + end, 0, this->size() - end); // libmnl 1.0.4 leaves the padding as it is
}

void Message::put_address(uint16_t attr, const Prefix &address)
{
    put(attr, address.bytes.data(), address.size);
}

size_t Message::append_fixed(const void *data, size_t size)
{
    size_t place = this->size(), aligned = NLA_ALIGN(size);
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
    const nlattr *found = nullptr;
    walk_attrs(at(scope_), size() - scope_, [&](const nlattr *each) {
        if (attr_type(each) == attr)
            found = each;
        return !found;
    });
    return const_cast<nlattr *>(found);
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
    : message_(message), start_(message.size()), outer_scope_(message.scope_)
{
    nlattr *nest = mnl_attr_nest_start_check(message.header(), Message::capacity, attr);
    if (!nest)
        too_long();
    if (!flagged)
        nest->nla_type = attr;
    message.scope_ = message.size();
}

Nest::Nest(Message &message, nlattr *last)
    : message_(message), start_(static_cast<size_t>(reinterpret_cast<char *>(last) - message.buffer_)),
      outer_scope_(message.scope_)
{
    message.scope_ = start_ + NLA_HDRLEN;
}

Nest::~Nest()
{
    mnl_attr_nest_end(message_.header(), static_cast<nlattr *>(message_.at(start_)));
    message_.scope_ = outer_scope_;
}

} // namespace nskit
