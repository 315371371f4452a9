// SPDX-License-Identifier: MIT
// Kinds without words of their own. They are listed for the help: the kernel gets a kind that is not listed,
// too.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

constexpr Kind dummy{.name = "dummy", .about = "a device that drops what is sent to it"};
constexpr Kind ifb{.name = "ifb", .about = "an intermediate functional block, for queueing disciplines"};
constexpr Kind lowpan{.name = "lowpan", .about = "IPv6 over IEEE 802.15.4", .has_help = false};
constexpr Kind netdevsim{.name = "netdevsim", .about = "a simulated device"};
constexpr Kind nlmon{.name = "nlmon", .about = "a monitor of netlink messages"};
constexpr Kind pfcp{.name = "pfcp", .about = "the packet forwarding control protocol", .has_help = false};
constexpr Kind team{.name = "team", .about = "several devices as one, as a daemon says"};
constexpr Kind team_slave{.name = "team_slave", .about = "a device of a team"};
constexpr Kind vcan{.name = "vcan", .about = "a local CAN device"};
constexpr Kind virt_wifi{.name = "virt_wifi", .about = "a simulated wireless device"};
constexpr Kind wireguard{
    .name = "wireguard", .about = "a WireGuard tunnel, which wg(8) sets up", .has_help = false};

} // namespace nskit
