// SPDX-License-Identifier: MIT
// Counters that only some links have, as RTM_GETSTATS tells them: for `ip link xstats`, `ip link afstats` and
// `ip stats`.
#pragma once

#include <linux/if_link.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/receiver.h"

namespace nskit {

/// ip link xstats type TYPE [ ARGS ]
void link_xstats(Session &session, Args &args);
/// ip link afstats [ dev DEVICE ]
void link_afstats(Session &session, Args &args);

/// A request for counters, by the bits of IFLA_STATS_* that are wanted: of one device, or (0) of all.
inline if_stats_msg stats_header(int device, uint32_t filter)
{
    return {.ifindex = static_cast<uint32_t>(device), .filter_mask = filter};
}
/// Sends such a request, as a dump where it is of all devices: `each` gets what is told of each.
void ask_stats(Context &context, Message &message, Each each);

/// Asks for one attribute and calls `print(index, attribute)` for every link that has it.
template <class Print> void each_stats(Context &context, uint16_t attr, int device, Print print)
{
    Message message(RTM_GETSTATS, 0, stats_header(device, IFLA_STATS_FILTER_BIT(attr)));
    ask_stats(context, message, [&](const nlmsghdr *answer) {
        if (const nlattr *stats = find_attr(answer, sizeof(if_stats_msg), attr))
            print(static_cast<int>(fixed<if_stats_msg>(answer)->ifindex), stats);
    });
}

// What one attribute of these holds. Each shows lines of its own, the first behind a line break.
void print_bridge_multicast(Context &context, const nlattr *attr); ///< BRIDGE_XSTATS_MCAST
void print_bridge_stp(Context &context, const nlattr *attr);       ///< BRIDGE_XSTATS_STP
void print_bond_lacp(Context &context, const nlattr *attr);        ///< BOND_XSTATS_3AD

/// A column of a table of counters, which are all u64.
struct CounterColumn {
    const char *title, *key;
    size_t rx, tx; ///< their numbers
    size_t width;  ///< at least
    bool rx_only = false;
};
/// Shows counters as two tables of two lines, RX and TX, indented by so many blanks; in JSON as two objects.
void print_counter_tables(Context &context, std::span<const CounterColumn> columns,
                          std::span<const uint64_t> counters, size_t indent);

/// The same of a mpls_link_stats.
void print_mpls(Context &context, const nlattr *attr, size_t indent);

} // namespace nskit
