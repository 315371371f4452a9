// SPDX-License-Identifier: MIT
// Counters of links, asked of the kernel and shown: for `ip stats`, for `ip link`'s xstats, afstats and -s,
// for `ip address` and `ip monitor`.
#pragma once

#include <linux/if_link.h>

#include <span>
#include <string>

#include "lib/netlink/receiver.h"
#include "lib/row/context.h"
#include "lib/row/field.h"

namespace nskit {

// --- the counters of every link

/// Shows the counters of a link message, with those of errors by kind if -s is given twice.
void print_statistics(Context &context, const Record &record);
/// Shows a rtnl_link_stats64 alone, with the errors by kind or without.
void print_stats64(Context &context, const nlattr *stats, bool errors);
/// A counter as text; -h and -iec shorten it.
std::string counter_text(const Settings &settings, uint64_t value);

// --- RTM_GETSTATS

/// The header of a request for the counters of one device, or (0) of all. `filter` has a bit
/// (IFLA_STATS_FILTER_BIT) for each attribute that is wanted.
inline if_stats_msg stats_header(int device, uint32_t filter)
{
    return {.ifindex = static_cast<uint32_t>(device), .filter_mask = filter};
}
/// Sends such a request, as a dump if it is for all devices. `each` gets the answer about each device.
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

/// Shows an RTM_NEWSTATS that is sent when hardware begins or ends to count, and ends its line.
void print_stats_event(Context &context, const nlmsghdr *message);

// --- the counters of some links. Each function shows one attribute in lines of its own, and begins with a
// --- line break

void print_bridge_multicast(Context &context, const nlattr *attr); ///< BRIDGE_XSTATS_MCAST
void print_bridge_stp(Context &context, const nlattr *attr);       ///< BRIDGE_XSTATS_STP
/// The BRIDGE_XSTATS_VLAN in a nest: the kernel sends one for each VLAN.
void print_bridge_vlans(Context &context, const nlattr *nest);
void print_bond_lacp(Context &context, const nlattr *attr);        ///< BOND_XSTATS_3AD
/// MPLS_STATS_LINK, indented by so many blanks.
void print_mpls(Context &context, const nlattr *attr, size_t indent);

/// A column of a table of counters, which are all u64.
struct CounterColumn {
    const char *title = nullptr, *key = nullptr;
    size_t rx = 0, tx = 0; ///< the numbers of its counters
    size_t width = 0;      ///< the least width
    bool rx_only = false;
};
/// Shows counters as two tables of two lines, RX and TX, indented by so many blanks; in JSON as two objects.
void print_counter_tables(Context &context, std::span<const CounterColumn> columns,
                          std::span<const uint64_t> counters, size_t indent);

} // namespace nskit
