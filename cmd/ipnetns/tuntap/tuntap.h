// SPDX-License-Identifier: MIT
// ip tuntap: what its files share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

/// The words in which the device that is named differs from what was asked for; nullopt if there is no such
/// device. Throws if it is another kind of device (2).
std::optional<std::vector<std::string>> tuntap_differences(Context &context, const TunRequest &wanted);

/// Shows the devices that have everything that was named.
void show_tuntap(Context &context, const TunRequest &wanted);

} // namespace nskit
