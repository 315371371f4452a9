// SPDX-License-Identifier: MIT
#include "lib/netlink/attrs.h"

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
    return {text, strnlen(text, payload_size(attr))};
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
    size_t count = 0;
    walk_attrs(data, size, [&](const nlattr *attr) {
        const uint16_t type = attr_type(attr);
        if (type <= last && place_[type] == 0) {
            found_[count++] = attr;
            place_[type] = static_cast<uint8_t>(count);
        }
        return true;
    });
    count_ = count;
}

const nlattr *find_attr(const nlmsghdr *message, size_t header_size, uint16_t type)
{
    const nlattr *found = nullptr;
    size_t start = NLMSG_HDRLEN + NLMSG_ALIGN(header_size);
    if (message->nlmsg_len > start)
        walk_attrs(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start,
                   [&](const nlattr *attr) {
                       if (attr_type(attr) == type)
                           found = attr;
                       return !found;
                   });
    return found;
}

} // namespace nskit
