// SPDX-License-Identifier: MIT
#include "lib/netlink/nexthops.h"

#include <cerrno>
#include <linux/nexthop.h>

#include "lib/base/error.h"
#include "lib/netlink/message.h"

namespace nskit {

std::vector<char> Nexthops::ask(uint32_t id)
{
    if (!socket_)
        socket_.emplace();
    Message message(RTM_GETNEXTHOP, 0, nhmsg{});
    message.put(NHA_ID, id);
    std::vector<char> found;
    // It is gone, or its id is 0, or the kernel (before 5.3) has no next hop objects and the id comes from a file.
    socket_->try_get(message, {ENOENT, EINVAL, EOPNOTSUPP}, [&](const nlmsghdr *answer) {
        auto *bytes = reinterpret_cast<const char *>(answer);
        if (answer->nlmsg_type == RTM_NEWNEXTHOP && has_fixed(answer, sizeof(nhmsg)))
            found.assign(bytes, bytes + answer->nlmsg_len);
    });
    return found;
}

const nlmsghdr *Nexthops::find(uint32_t id)
{
    auto known = by_id_.find(id);
    if (known == by_id_.end())
        known = by_id_.emplace(id, ask(id)).first;
    return known->second.empty() ? nullptr : reinterpret_cast<const nlmsghdr *>(known->second.data());
}

} // namespace nskit
