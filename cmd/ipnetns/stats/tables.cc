// SPDX-License-Identifier: MIT
// Requests for counters, tables of counters, and the counters of MPLS.
#include <linux/mpls.h>

#include <algorithm>

#include "cmd/ipnetns/stats/stats.h"
#include "lib/row/devices.h"

namespace nskit {

void ask_stats(Context &context, Message &message, Each each)
{
    auto answer = [&](const nlmsghdr *stats) {
        if (stats->nlmsg_type == RTM_NEWSTATS && has_fixed(stats, sizeof(if_stats_msg)))
            each(stats);
    };
    if (message.fixed<if_stats_msg>().ifindex)
        context.socket().get(message, answer);
    else
        context.socket().dump(message, answer);
}

// --- tables

/// Shows the titles and the numbers of one direction. Both directions have the same widths: those of the
/// wider numbers.
static void print_direction(Context &context, std::span<const CounterColumn> columns,
                            std::span<const uint64_t> counters, size_t indent, bool rx)
{
    auto object = context.out.object(rx ? "rx" : "tx");
    std::string titles = std::string(indent, ' ') + (rx ? "RX:" : "TX:"), numbers(indent, ' ');
    for (const CounterColumn &column : columns) {
        if (column.rx_only && !rx)
            continue;
        auto text = [&](size_t place) { return counter_text(context.settings, counters[place]); };
        const size_t width = std::max({column.width, text(column.rx).size(), text(column.tx).size()});
        const size_t place = rx ? column.rx : column.tx;
        const bool first = &column == columns.data(); // it takes the place of `RX: ` as well
        titles += format(" %*s", static_cast<int>(width - (first ? 4 : 0)), column.title);
        numbers += format("%*s ", static_cast<int>(width), text(place).c_str());
        context.out.data(column.key, counters[place]);
    }
    context.out.line_break();
    context.out.text(titles);
    context.out.line_break();
    context.out.text(numbers);
}

void print_counter_tables(Context &context, std::span<const CounterColumn> columns,
                          std::span<const uint64_t> counters, size_t indent)
{
    print_direction(context, columns, counters, indent, true);
    print_direction(context, columns, counters, indent, false);
}

// --- MPLS

#define PLACE(member) offsetof(mpls_link_stats, member) / sizeof(uint64_t)
static constexpr CounterColumn mpls_columns[] = {
    {"bytes", "bytes", PLACE(rx_bytes), PLACE(tx_bytes), 9},
    {"packets", "packets", PLACE(rx_packets), PLACE(tx_packets), 7},
    {"errors", "errors", PLACE(rx_errors), PLACE(tx_errors), 6},
    {"dropped", "dropped", PLACE(rx_dropped), PLACE(tx_dropped), 7},
    {.title = "noroute",
     .key = "noroute",
     .rx = PLACE(rx_noroute),
     .tx = PLACE(rx_noroute),
     .width = 7,
     .rx_only = true},
};
#undef PLACE

void print_mpls(Context &context, const nlattr *attr, size_t indent)
{
    const auto counters = get<std::array<uint64_t, sizeof(mpls_link_stats) / sizeof(uint64_t)>>(attr);
    print_counter_tables(context, mpls_columns, counters, indent);
}

} // namespace nskit
