// SPDX-License-Identifier: MIT
// Messages of a dump, kept for a second look.
#pragma once

#include <linux/netlink.h>

#include <array>
#include <cstddef>
#include <vector>

#include "lib/base/bits.h"
#include "lib/base/buffer.h"

namespace nskit {

/// Copies of messages, in the order in which they came.
class Records {
  public:
    /// From now on, copies lack the attributes of these types, which nobody looks at. `header_size` is that
    /// of the fixed header in front of the attributes.
    void leave_out(const Bits &attrs, size_t header_size);

    /// Returns the copy, which lives until clear().
    const nlmsghdr *add(const nlmsghdr *message);
    void clear();
    bool empty() const { return blocks_.empty(); }

    /// Calls `f(const nlmsghdr *)` for each.
    template <class F> void each(F &&f) const
    {
        for (const Block &block : blocks_)
            for (size_t at = 0; at < block.used;) {
                auto *message = reinterpret_cast<const nlmsghdr *>(block.data.data() + at);
                at += NLMSG_ALIGN(message->nlmsg_len);
                f(message);
            }
    }

  private:
    struct Block {
        Buffer data;
        size_t used;
    };
    char *room(size_t size);
    size_t copy_wanted(const nlmsghdr *message, char *to) const;
    std::vector<Block> blocks_;
    // See leave_out().
    bool leaves_out_ = false;
    size_t header_size_ = 0;
    std::array<bool, Bits::limit> unwanted_{}; // by type
};

} // namespace nskit
