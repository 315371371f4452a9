// SPDX-License-Identifier: MIT
// Kinds without an option of their own. Those that no file here names reach the kernel all the same; these
// have their place in the help.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

constexpr Kind dummy{"dummy", {}, "a device that drops what is sent to it"};
constexpr Kind ifb{"ifb", {}, "an intermediate functional block, for queueing disciplines"};
constexpr Kind lowpan{"lowpan", {}, "IPv6 over IEEE 802.15.4"};
constexpr Kind netdevsim{"netdevsim", {}, "a simulated device"};
constexpr Kind nlmon{"nlmon", {}, "a monitor of netlink messages"};
constexpr Kind pfcp{"pfcp", {}, "the packet forwarding control protocol"};
constexpr Kind team{"team", {}, "several devices as one, as a daemon says"};
constexpr Kind team_slave{"team_slave", {}, "a device of a team"};
constexpr Kind vcan{"vcan", {}, "a local CAN device"};
constexpr Kind virt_wifi{"virt_wifi", {}, "a simulated wireless device"};
constexpr Kind wireguard{"wireguard", {}, "a WireGuard tunnel, which wg(8) sets up"};

} // namespace nskit
