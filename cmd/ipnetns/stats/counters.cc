// SPDX-License-Identifier: MIT
// The counters of a link (-s, -s -s): aligned tables in text, one object in JSON.
#include <algorithm>
#include <cstddef>

#include "cmd/ipnetns/stats/stats.h"

namespace nskit {

/// One counter: in text a column under `title`, in JSON a member `key`. Either may be missing.
struct Counter {
    const char *title, *key;
    size_t index;            ///< in rtnl_link_stats64, whose members are all u64
    bool if_nonzero = false; ///< left out if it is zero
};

constexpr size_t counters = sizeof(rtnl_link_stats64) / sizeof(uint64_t);
/// One more, which has an attribute of its own.
constexpr size_t carrier_changes = counters;

#define COUNTER(member) offsetof(rtnl_link_stats64, member) / sizeof(uint64_t)
static constexpr Counter rx[] = {
    {"bytes", "bytes", COUNTER(rx_bytes)},
    {"packets", "packets", COUNTER(rx_packets)},
    {"errors", "errors", COUNTER(rx_errors)},
    {"dropped", "dropped", COUNTER(rx_dropped)},
    {"missed", nullptr, COUNTER(rx_missed_errors)},
    {nullptr, "over_errors", COUNTER(rx_over_errors)},
    {"mcast", "multicast", COUNTER(multicast)},
    {.title = "compressed", .key = "compressed", .index = COUNTER(rx_compressed), .if_nonzero = true},
};
static constexpr Counter rx_errors[] = {
    {"length", "length_errors", COUNTER(rx_length_errors)},
    {"crc", "crc_errors", COUNTER(rx_crc_errors)},
    {"frame", "frame_errors", COUNTER(rx_frame_errors)},
    {"fifo", "fifo_errors", COUNTER(rx_fifo_errors)},
    {"overrun", nullptr, COUNTER(rx_over_errors)},
    {nullptr, "missed_errors", COUNTER(rx_missed_errors)},
    {.title = "nohandler", .key = "nohandler", .index = COUNTER(rx_nohandler), .if_nonzero = true},
    {.title = "otherhost", .key = "otherhost", .index = COUNTER(rx_otherhost_dropped), .if_nonzero = true},
};
static constexpr Counter tx[] = {
    {"bytes", "bytes", COUNTER(tx_bytes)},
    {"packets", "packets", COUNTER(tx_packets)},
    {"errors", "errors", COUNTER(tx_errors)},
    {"dropped", "dropped", COUNTER(tx_dropped)},
    {"carrier", "carrier_errors", COUNTER(tx_carrier_errors)},
    {"collsns", "collisions", COUNTER(collisions)},
    {.title = "compressed", .key = "compressed", .index = COUNTER(tx_compressed), .if_nonzero = true},
};
static constexpr Counter tx_errors[] = {
    {"aborted", "aborted_errors", COUNTER(tx_aborted_errors)},
    {"fifo", "fifo_errors", COUNTER(tx_fifo_errors)},
    {"window", "window_errors", COUNTER(tx_window_errors)},
    {"heartbt", "heartbeat_errors", COUNTER(tx_heartbeat_errors)},
    {"transns", "carrier_changes", carrier_changes},
};
#undef COUNTER

/// The counters of one link, from IFLA_STATS64 or, if the kernel did not send it, IFLA_STATS.
struct Values {
    std::array<uint64_t, counters + 1> value{};
    bool has_changes = false; ///< whether carrier changes are known

    explicit Values(const nlattr *wide)
    {
        auto bytes = get_bytes(wide);
        memcpy(value.data(), bytes.data(), std::min(bytes.size(), counters * sizeof(uint64_t)));
    }
    explicit Values(const Record &record)
    {
        if (const nlattr *wide = record[IFLA_STATS64]) {
            *this = Values(wide);
        } else if (const nlattr *narrow = record[IFLA_STATS]) {
            auto bytes = get_bytes(narrow);
            for (size_t i = 0; i < std::min(bytes.size() / sizeof(uint32_t), counters); i++) {
                uint32_t number;
                memcpy(&number, bytes.data() + i * sizeof number, sizeof number);
                value[i] = number;
            }
        }
        has_changes = record[IFLA_CARRIER_CHANGES];
        value[carrier_changes] = record.attrs.value<uint32_t>(IFLA_CARRIER_CHANGES);
    }
    bool shows(const Counter &counter) const
    {
        if (counter.index == carrier_changes)
            return has_changes;
        return !counter.if_nonzero || value[counter.index] != 0;
    }
};

// --- text

constexpr size_t columns = 8;
using Widths = std::array<size_t, columns>;

/// Three significant digits and a power of 1000, or of 1024.
static std::string scaled(uint64_t value, bool binary)
{
    const uint64_t base = binary ? 1024 : 1000;
    double number = static_cast<double>(value);
    size_t power = 0;
    for (; number >= static_cast<double>(base) && power < 6; power++)
        number /= static_cast<double>(base);
    if (power == 0)
        return std::to_string(value);
    int decimals = number < 10 ? 2 : number < 100 ? 1 : 0;
    return format("%.*f%c%s", decimals, number, " kMGTPE"[power], binary ? "i" : "");
}

std::string counter_text(const Settings &settings, uint64_t value)
{
    return settings.human ? scaled(value, settings.iec) : std::to_string(value);
}

/// Makes the columns as wide as the numbers of one table, which starts in column `first`.
static void widen(Widths &widths, std::span<const Counter> table, size_t first, const Values &values)
{
    size_t column = first;
    for (const Counter &counter : table)
        if (counter.title && values.shows(counter)) {
            widths[column] = std::max(widths[column], std::to_string(values.value[counter.index]).size());
            column++;
        }
}

/// Adds a text to a line, with blanks in front to fill its column.
static void add_cell(std::string &line, std::string_view text, size_t width)
{
    if (text.size() < width)
        line.append(width - text.size(), ' ');
    line += text;
}

/// One table: its titles behind `name`, its numbers in the line below. A table of errors starts in the second
/// column.
static void print_table(Context &context, const char *name, std::span<const Counter> table, size_t first,
                        const Widths &widths, const Values &values)
{
    std::string titles = format("    %s", name), numbers(first ? widths[0] + 5 : 4, ' ');
    if (first)
        titles.append(widths[0] - 10, ' ');
    size_t column = first;
    for (const Counter &counter : table) {
        if (!counter.title)
            continue;
        bool has = values.shows(counter);
        // `compressed` and `transns` leave their place empty if they are not shown; the other errors do not.
        if (has || !first || counter.index == carrier_changes)
            add_cell(titles += ' ', has ? counter.title : "", widths[column] - (column == 0 ? 4 : 0));
        if (has) {
            add_cell(numbers, counter_text(context.settings, values.value[counter.index]), widths[column]);
            numbers += ' ';
        }
        column++;
    }
    context.out.line_break();
    context.out.text(titles);
    context.out.line_break();
    context.out.text(numbers);
}

static void print_text(Context &context, const Values &values, bool errors)
{
    Widths widths{10, 7, 6, 7, 7, 7, 10, 9};
    if (!context.settings.human) {
        widen(widths, rx, 0, values);
        widen(widths, tx, 0, values);
        if (errors) {
            widen(widths, rx_errors, 1, values);
            widen(widths, tx_errors, 1, values);
        }
    }
    print_table(context, "RX:", rx, 0, widths, values);
    if (errors)
        print_table(context, "RX errors:", rx_errors, 1, widths, values);
    print_table(context, "TX:", tx, 0, widths, values);
    if (errors)
        print_table(context, "TX errors:", tx_errors, 1, widths, values);
}

// --- JSON

static void print_data(Context &context, const char *key, std::span<const Counter> table,
                       std::span<const Counter> more, const Values &values)
{
    auto object = context.out.object(key);
    for (auto part : {table, more})
        for (const Counter &counter : part)
            if (counter.key && values.shows(counter))
                context.out.data(counter.key, values.value[counter.index]);
}

static void print_values(Context &context, const char *key, const Values &values, bool errors)
{
    if (context.out.is_text())
        return print_text(context, values, errors);
    constexpr std::span<const Counter> none;
    auto object = context.out.object(key);
    print_data(context, "rx", rx, errors ? rx_errors : none, values);
    print_data(context, "tx", tx, errors ? tx_errors : none, values);
}

void print_statistics(Context &context, const Record &record)
{
    if (record[IFLA_STATS64] || record[IFLA_STATS])
        print_values(context, record[IFLA_STATS64] ? "stats64" : "stats", Values(record),
                     context.settings.stats > 1);
}

void print_stats64(Context &context, const nlattr *stats, bool errors)
{
    print_values(context, "stats64", Values(stats), errors);
}

} // namespace nskit
