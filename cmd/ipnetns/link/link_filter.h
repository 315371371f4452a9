// SPDX-License-Identifier: MIT
// Which links are shown, and the dump of them, which `ip address show` shares.
#pragma once

#include "cmd/ipnetns/link/link.h"

namespace nskit {

/// ip link show
void link_show(Session &session, Args &args);

/// Shows what a link message says, as an event: `Deleted ` in front of one that is gone.
void print_link_event(Context &context, const nlmsghdr *message);

/// Which links are wanted: the words of `ip link show`, which `ip address show` has as well.
struct LinkFilter {
    const char *device = nullptr;
    bool up = false, down = false;
    std::optional<int> master; ///< 0: none
    const char *kind = nullptr;
    std::optional<uint32_t> group;
    bool without_vfs = false;

    /// Whether anything but the device is asked of a link.
    bool judges() const { return up || down || master || kind || group; }
    /// Judges what the kernel does not filter by itself.
    bool wants(const Record &record) const;
};
extern const std::span<const Word<LinkFilter>> link_filter_words;

/// The links that a filter wants, asked of the kernel with all that it can filter: the one device by name, or
/// a dump. Throws `Device "NAME" does not exist.` (1).
void fetch_links(Context &context, const LinkFilter &filter, Records &records);

} // namespace nskit
