// SPDX-License-Identifier: MIT
#include "lib/netlink/records.h"

#include <algorithm>
#include <cstring>

#include "lib/netlink/attrs.h"

namespace nskit {

/// Room for a message of `size` bytes, an aligned number.
char *Records::room(size_t size)
{
    // Most answers need a page or two; a long dump goes on in larger and larger blocks.
    constexpr size_t first_block = 8 * 1024, largest_block = 2 * 1024 * 1024;
    if (blocks_.empty() || blocks_.back().data.size() - blocks_.back().used < size) {
        size_t room =
            blocks_.empty() ? first_block : std::min(blocks_.back().data.size() * 16, largest_block);
        blocks_.push_back({Buffer(std::max(room, size)), 0});
    }
    Block &block = blocks_.back();
    block.used += size;
    return block.data.data() + block.used - size;
}

void Records::clear()
{
    blocks_.clear();
}

void Records::leave_out(const Bits &attrs, size_t header_size)
{
    leaves_out_ = true;
    header_size_ = header_size;
    attrs.each([this](size_t type) { unwanted_[type] = true; });
}

/// Copies a message without its unwanted attributes: what stands between two of them goes in one piece.
/// Returns the length of the copy.
size_t Records::copy_wanted(const nlmsghdr *message, char *to) const
{
    const auto *from = reinterpret_cast<const char *>(message), *const end = from + message->nlmsg_len;
    const char *const start = to;
    const char *const attrs = std::min(from + NLMSG_HDRLEN + NLMSG_ALIGN(header_size_), end);
    auto copy_until = [&](const char *stop) {
        const size_t size = static_cast<size_t>(stop - from);
        memcpy(to, from, size);
        to += size;
    };
    walk_attrs(attrs, static_cast<size_t>(end - attrs), [&](const nlattr *attr) {
        const uint16_t type = attr_type(attr);
        if (type < Bits::limit && unwanted_[type]) {
            const auto *gap = reinterpret_cast<const char *>(attr);
            if (gap != from)
                copy_until(gap);
            from = std::min(gap + NLA_ALIGN(attr->nla_len), end);
        }
        return true;
    });
    copy_until(end);
    return static_cast<size_t>(to - start);
}

const nlmsghdr *Records::add(const nlmsghdr *message)
{
    const size_t size = message->nlmsg_len;
    char *to = room(NLMSG_ALIGN(size));
    auto *copy = reinterpret_cast<nlmsghdr *>(to);
    if (!leaves_out_) {
        memcpy(to, message, size);
        return copy;
    }
    const size_t kept = copy_wanted(message, to);
    copy->nlmsg_len = static_cast<uint32_t>(kept);
    blocks_.back().used -= NLMSG_ALIGN(size) - NLMSG_ALIGN(kept);
    return copy;
}

} // namespace nskit
