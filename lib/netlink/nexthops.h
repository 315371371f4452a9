// SPDX-License-Identifier: MIT
// Next hop objects by id, asked of the kernel once each and remembered.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "lib/netlink/socket.h"

namespace nskit {

/// The next hop objects of the network namespace that the process is in when the first is asked for.
class Nexthops {
  public:
    /// The message that describes one; nullptr where there is none of this id. Valid until clear().
    const nlmsghdr *find(uint32_t id);
    void clear() { by_id_.clear(); }

  private:
    std::vector<char> ask(uint32_t id);
    std::optional<Socket>
        socket_; // its own: that of the session may be in a dump, whose routes ask for these
    std::unordered_map<uint32_t, std::vector<char>> by_id_; // an empty one: there is none
};

} // namespace nskit
