// SPDX-License-Identifier: MIT
#include "lib/netlink/nexthops.h"

#include <cerrno>
#include <linux/nexthop.h>
#include <optional>
#include <unordered_map>
#include <vector>

#include "lib/netlink/message.h"
#include "lib/netlink/socket.h"

namespace nskit {

struct Nexthops::Known {
    std::optional<Socket> socket; // its own, since routes ask in the middle of a dump
    std::unordered_map<uint32_t, std::vector<char>> by_id; // empty: none has the id

    std::vector<char> ask(uint32_t id);
};

Nexthops::Nexthops() : known_(new Known) {}
Nexthops::~Nexthops() = default;
Nexthops::Nexthops(Nexthops &&) noexcept = default;
Nexthops &Nexthops::operator=(Nexthops &&) noexcept = default;

void Nexthops::clear()
{
    known_->by_id.clear();
}

std::vector<char> Nexthops::Known::ask(uint32_t id)
{
    if (!socket)
        socket.emplace();
    Message message(RTM_GETNEXTHOP, 0, nhmsg{});
    message.put(NHA_ID, id);
    std::vector<char> found;
    // It is gone, or its id is 0, or the kernel (before 5.3) has no next hop objects and the id comes from a
    // file.
    socket->try_get(message, {ENOENT, EINVAL, EOPNOTSUPP}, [&](const nlmsghdr *answer) {
        auto *bytes = reinterpret_cast<const char *>(answer);
        if (answer->nlmsg_type == RTM_NEWNEXTHOP && has_fixed(answer, sizeof(nhmsg)))
            found.assign(bytes, bytes + answer->nlmsg_len);
    });
    return found;
}

const nlmsghdr *Nexthops::find(uint32_t id)
{
    auto known = known_->by_id.find(id);
    if (known == known_->by_id.end())
        known = known_->by_id.emplace(id, known_->ask(id)).first;
    return known->second.empty() ? nullptr : reinterpret_cast<const nlmsghdr *>(known->second.data());
}

} // namespace nskit
