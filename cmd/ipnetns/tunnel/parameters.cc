// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/tunnel/parameters.h"

#include <linux/if_link.h>

#include "lib/row/types.h"

namespace nskit {

void print_tunnel_name(Context &context, const Field &field, const Record &tunnel)
{
    const auto &name = tunnel.fixed<ifreq>().ifr_name; // both structs begin with it
    context.out.string(label(field, Color::ifname), {name, strnlen(name, sizeof name)});
}

// --- modes

bool spells_mode(const char *word, const TunnelMode &mode)
{
    return *word && spells_row(word, mode);
}

const TunnelMode &mode_from(std::span<const TunnelMode> modes, const char *word)
{
    for (const TunnelMode &mode : modes)
        if (spells_mode(word, mode))
            return mode;
    fail_with(255, "Unknown tunnel mode \"%s\"%s", word, Nearest(word).among(modes).line().c_str());
}

static constexpr Choice protocols[] = {
    {"ip", IPPROTO_IPIP}, {"gre", IPPROTO_GRE},   {"ipv6", IPPROTO_IPV6},
    {"esp", IPPROTO_ESP}, {"mpls", IPPROTO_MPLS}, {"any", 0},
};

void print_tunnel_mode(Context &context, const Field &field, uint8_t protocol, const char *under)
{
    const char *name = choice_name(protocols, protocol);
    context.out.string({field.key(), "", " "}, format("%s/%s", name ? name : "unknown", under));
}

// --- counters

/// A column of the table.
struct TunnelCounter {
    const char *head;
    int width;
    const char *key;
    __u64 rtnl_link_stats64::*value;
};
static constexpr TunnelCounter received[] = {
    {"Packets", 10, "packets", &rtnl_link_stats64::rx_packets},
    {"Bytes", 12, "bytes", &rtnl_link_stats64::rx_bytes},
    {"Errors", 6, "errors", &rtnl_link_stats64::rx_errors},
    {"CsumErrs", 8, "csum_errors", &rtnl_link_stats64::rx_frame_errors},
    {"OutOfSeq", 8, "out_of_sequence", &rtnl_link_stats64::rx_fifo_errors},
    {"Mcasts", 8, "multicast", &rtnl_link_stats64::multicast},
};
static constexpr TunnelCounter sent[] = {
    {"Packets", 10, "packets", &rtnl_link_stats64::tx_packets},
    {"Bytes", 12, "bytes", &rtnl_link_stats64::tx_bytes},
    {"Errors", 6, "errors", &rtnl_link_stats64::tx_errors},
    {"DeadLoop", 8, "dead_loop", &rtnl_link_stats64::collisions},
    {"NoRoute", 8, "no_route", &rtnl_link_stats64::tx_carrier_errors},
    {"NoBufs", 6, "no_buffers", &rtnl_link_stats64::tx_dropped},
};

static void print_counters(Context &context, const char *key, const char *title,
                           std::span<const TunnelCounter> columns, const rtnl_link_stats64 &counters)
{
    std::string head = title, values = "   ";
    auto object = context.out.object(key);
    for (const TunnelCounter &column : columns) {
        const unsigned long long value = counters.*column.value;
        const bool is_last = &column == &columns.back();
        head += format(" %-*s", is_last ? 0 : column.width, column.head);
        values += format(" %-*llu", column.width, value);
        context.out.data(column.key, value);
    }
    for (const std::string &line : {head, values}) {
        context.out.line_break();
        context.out.text(line);
    }
}

static void print_statistics(Context &context, const Field &field, const Record &tunnel)
{
    const auto counters = get<rtnl_link_stats64>(tunnel[field.attr]);
    print_counters(context, "rx", "RX:", received, counters);
    print_counters(context, "tx", "TX:", sent, counters);
}

static constexpr Type statistics{.print = print_statistics};
static constexpr Field counter_rows[] = {{.attr = TUNNEL_STATS, .type = statistics}};
constexpr Fields counter_fields{.rows = counter_rows};

} // namespace nskit
