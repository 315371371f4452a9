// SPDX-License-Identifier: MIT
// ip tuntap: what its files share.
#pragma once

#include <cstdint>
#include <optional>

namespace nskit {

class Context;

/// What a command line says of a device: one to make or to delete, or those that are shown.
struct TunRequest {
    bool takes_owner = false;   ///< whether `user` and `group` may be named
    unsigned short mode = 0;    ///< IFF_TUN, IFF_TAP; 0: neither was named
    unsigned short flags = 0;   ///< IFF_*
    bool packet_info = false;   ///< `pi`: IFF_NO_PI is not set
    const char *name = nullptr; ///< nullptr: none was named; the kernel chooses one for a new device
    std::optional<uint32_t> user, group;
};

/// Shows the devices that have everything that was named.
void show_tuntap(Context &context, const TunRequest &wanted);

} // namespace nskit
