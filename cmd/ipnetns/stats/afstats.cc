// SPDX-License-Identifier: MIT
// ip link afstats: what an address family (MPLS) counts on a link, and tables of such counters.
#include <linux/mpls.h>

#include <algorithm>

#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/stats/xstats.h"

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

/// The titles and the numbers of one direction. The columns of both are as wide as the wider number.
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
        const bool first = &column == columns.data(); // it has the room of `RX: ` as well
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
    {"noroute", "noroute", PLACE(rx_noroute), PLACE(rx_noroute), 7, true},
};
#undef PLACE

void print_mpls(Context &context, const nlattr *attr, size_t indent)
{
    const auto counters = get<std::array<uint64_t, sizeof(mpls_link_stats) / sizeof(uint64_t)>>(attr);
    print_counter_tables(context, mpls_columns, counters, indent);
}

/// `dev DEVICE`; 0 where all are meant.
static int parse_device(Context &context, Args &args)
{
    const char *name = nullptr;
    while (!args.empty()) {
        if (is_prefix(args.peek(), "help"))
            usage(link_usage());
        if (!args.take("dev"))
            fail_with(255, "Command \"%s\" is unknown, try \"ip link help\".", args.peek());
        if (name)
            garbage_argument("dev", args.next());
        name = args.next();
    }
    return name ? existing_device(context, name) : 0;
}

void link_afstats(Session &session, Args &args)
{
    const int device = parse_device(session, args);
    auto list = session.out.list();
    each_stats(session, IFLA_STATS_AF_SPEC, device, [&](int index, const nlattr *families) {
        const nlattr *attr = Attrs(Attrs(families)[AF_MPLS])[MPLS_STATS_LINK];
        if (!attr)
            return;
        auto object = session.out.object();
        session.out.number({"ifindex", "", ":"}, static_cast<uint64_t>(index));
        session.out.string({"ifname", "", ""}, session.links().name(index));
        session.out.line_break();
        session.out.text("    mpls:");
        print_mpls(session, attr, 8);
        session.out.line();
    });
}

} // namespace nskit
