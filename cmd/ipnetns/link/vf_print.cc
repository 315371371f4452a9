// SPDX-License-Identifier: MIT
// The lines about virtual functions, with their counters.
#include "cmd/ipnetns/link/link_parts.h"
#include "cmd/ipnetns/stats/stats.h"

namespace nskit {

/// One counter of a function: its attribute and its column.
struct VfCounter {
    uint16_t attr;
    const char *title, *key;
    int width;
};
static constexpr VfCounter rx[] = {
    {IFLA_VF_STATS_RX_BYTES, "bytes ", "bytes", 10},
    {IFLA_VF_STATS_RX_PACKETS, "packets ", "packets", 8},
    {IFLA_VF_STATS_MULTICAST, "mcast  ", "multicast", 7},
    {IFLA_VF_STATS_BROADCAST, "bcast", "broadcast", 7},
    {IFLA_VF_STATS_RX_DROPPED, "  dropped", "dropped", 8},
};
static constexpr VfCounter tx[] = {
    {IFLA_VF_STATS_TX_BYTES, "bytes ", "tx_bytes", 10},
    {IFLA_VF_STATS_TX_PACKETS, "packets", "tx_packets", 8},
    {IFLA_VF_STATS_TX_DROPPED, "  dropped", "dropped", 8},
};

/// Only the last counter of a row may be missing.
static void print_counters(Context &context, const char *key, const char *name,
                           std::span<const VfCounter> counters, const Attrs &stats)
{
    std::string titles = format("    %s", name), numbers = "   ";
    auto object = context.out.object(key);
    for (const VfCounter &counter : counters) {
        if (&counter == &counters.back() && !stats[counter.attr])
            continue;
        auto value = stats.value<uint64_t>(counter.attr);
        context.out.data(counter.key, value);
        titles += format(" %s", counter.title);
        numbers += format(" %*s", counter.width, counter_text(context.settings, value).c_str());
    }
    context.out.line_break();
    context.out.text(titles + ' ');
    context.out.line_break();
    context.out.text(numbers + ' ');
}

static void print_stats(Context &context, const nlattr *nest)
{
    Attrs stats(nest);
    auto object = context.out.object("stats");
    print_counters(context, "rx", "RX:", rx, stats);
    print_counters(context, "tx", "TX:", tx, stats);
}

void print_vfs(Context &context, const Record &record)
{
    if (!record[IFLA_VFINFO_LIST] || !record[IFLA_NUM_VF])
        return;
    auto list = context.out.list("vfinfo_list");
    uint32_t count = 0;
    each_attr(record[IFLA_VFINFO_LIST], [&](const nlattr *info) {
        const Record vf{Attrs(info), record.message, &record};
        if (!vf[IFLA_VF_MAC])
            return;
        count++;
        context.out.line_break();
        auto object = context.out.object();
        print_fields(context, vf_fields.rows, vf);
        if (context.settings.stats && vf[IFLA_VF_STATS])
            print_stats(context, vf[IFLA_VF_STATS]);
    });
    if (count < record.attrs.value<uint32_t>(IFLA_NUM_VF))
        warn("Truncated VF list: %s", std::string(record.attrs.string(IFLA_IFNAME)).c_str());
}

} // namespace nskit
