// SPDX-License-Identifier: MIT
#include "lib/netlink/attrs.h"

#include <algorithm>

namespace nskit {

uint64_t get_unsigned(const nlattr *attr)
{
    switch (payload_size(attr)) {
    case 1:
        return get<uint8_t>(attr);
    case 2:
        return get<uint16_t>(attr);
    case 4:
        return get<uint32_t>(attr);
    case 8:
        return get<uint64_t>(attr);
    default:
        return 0;
    }
}

std::string_view get_string(const nlattr *attr)
{
    auto *text = static_cast<const char *>(payload(attr));
    const size_t size = payload_size(attr);
    size_t length = 0;
    while (length < size && text[length]) // a few bytes: not worth a call of strnlen()
        length++;
    return {text, length};
}

Attrs::Attrs(const nlmsghdr *message, size_t header_size) : Attrs()
{
    size_t start = NLMSG_HDRLEN + NLMSG_ALIGN(header_size);
    if (message->nlmsg_len > start)
        walk(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start);
}

Attrs::Attrs(const nlattr *nest, size_t header_size) : Attrs()
{
    size_t skip = NLA_ALIGN(header_size);
    if (nest && payload_size(nest) > skip)
        walk(static_cast<const char *>(payload(nest)) + skip, payload_size(nest) - skip);
}

Attrs::Attrs(const void *data, size_t size) : Attrs()
{
    walk(data, size);
}

void Attrs::walk(const void *data, size_t size)
{
    data_ = static_cast<const char *>(data);
    constexpr size_t most = size_t{UINT16_MAX} * NLA_ALIGNTO; // no datagram is that long
    walk_attrs(data, std::min(size, most), [this](const nlattr *attr) {
        const uint16_t type = attr_type(attr);
        if (type <= last && place_[type] == 0)
            place_[type] = static_cast<uint16_t>(
                1 + static_cast<size_t>(reinterpret_cast<const char *>(attr) - data_) / NLA_ALIGNTO);
        return true;
    });
}

static const nlattr *find_attr(const void *data, size_t size, uint16_t type)
{
    const nlattr *found = nullptr;
    walk_attrs(data, size, [&](const nlattr *attr) {
        if (attr_type(attr) == type)
            found = attr;
        return !found;
    });
    return found;
}

const nlattr *find_attr(const nlmsghdr *message, size_t header_size, uint16_t type)
{
    const size_t start = NLMSG_HDRLEN + NLMSG_ALIGN(header_size);
    if (message->nlmsg_len <= start)
        return nullptr;
    return find_attr(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start, type);
}

const nlattr *find_attr(const nlattr *nest, uint16_t type)
{
    return nest ? find_attr(payload(nest), payload_size(nest), type) : nullptr;
}

} // namespace nskit
