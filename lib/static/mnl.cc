// SPDX-License-Identifier: MIT
// What the commands call of libmnl, for `ip` as it is linked statically: distributions have libmnl as a
// shared library only. <libmnl/libmnl.h> is the contract. The unit tests and the sanitizer build link libmnl
// itself.
#include <libmnl/libmnl.h>

#include <cstring>

extern "C" {

nlmsghdr *mnl_nlmsg_put_header(void *buffer)
{
    memset(buffer, 0, MNL_NLMSG_HDRLEN);
    auto *message = static_cast<nlmsghdr *>(buffer);
    message->nlmsg_len = MNL_NLMSG_HDRLEN;
    return message;
}

/// Where the next attribute of a message begins.
static nlattr *tail(nlmsghdr *message)
{
    return reinterpret_cast<nlattr *>(reinterpret_cast<char *>(message) + MNL_ALIGN(message->nlmsg_len));
}

bool mnl_attr_put_check(nlmsghdr *message, size_t room, uint16_t type, size_t size, const void *data)
{
    const size_t aligned = MNL_ALIGN(MNL_ATTR_HDRLEN + size);
    if (MNL_ALIGN(message->nlmsg_len) + aligned > room)
        return false;
    nlattr *attr = tail(message);
    attr->nla_len = static_cast<uint16_t>(MNL_ATTR_HDRLEN + size);
    attr->nla_type = type;
    if (size > 0)
        memcpy(reinterpret_cast<char *>(attr) + MNL_ATTR_HDRLEN, data, size);
    message->nlmsg_len = static_cast<uint32_t>(MNL_ALIGN(message->nlmsg_len) + aligned);
    return true;
}

nlattr *mnl_attr_nest_start_check(nlmsghdr *message, size_t room, uint16_t type)
{
    nlattr *nest = tail(message);
    return mnl_attr_put_check(message, room, NLA_F_NESTED | type, 0, nullptr) ? nest : nullptr;
}

void mnl_attr_nest_end(nlmsghdr *message, nlattr *nest)
{
    nest->nla_len =
        static_cast<uint16_t>(reinterpret_cast<char *>(tail(message)) - reinterpret_cast<char *>(nest));
}

} // extern "C"
