// SPDX-License-Identifier: MIT
// Next hop objects by id, asked of the kernel once each and remembered.
#pragma once

#include <linux/netlink.h>

#include <cstdint>

#include "lib/base/box.h"

namespace nskit {

/// The next hop objects of the network namespace that the process is in when the first is asked for.
class Nexthops {
  public:
    Nexthops();
    ~Nexthops();
    Nexthops(Nexthops &&) noexcept;
    Nexthops &operator=(Nexthops &&) noexcept;

    /// The message that describes one; nullptr if none has this id. Valid until clear().
    const nlmsghdr *find(uint32_t id);
    void clear();

  private:
    struct Known;
    Box<Known> known_;
};

} // namespace nskit
