// SPDX-License-Identifier: MIT
// ip ntable: the tables of neighbours, one for each protocol, and their settings on each device.
#include <ctime>
#include <linux/neighbour.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/meaning.h"
#include "lib/netlink/address_text.h"
#include "lib/row/timestamp.h"
#include "lib/row/types.h"

namespace nskit {

// --- rows

static void start_line(Context &context)
{
    context.out.line_break();
    context.out.text("    ");
}

template <const Type &type>
static bool parse_as_type(Context &context, Args &args, const Field &field, Message &message)
{
    return type.parse(context, args, field, message);
}

template <const Type &type>
static void print_first(Context &context, const Field &field, const Record &record)
{
    start_line(context);
    type.print(context, field, record);
}

/// A number whose row begins a line.
template <const Type &type>
constexpr Type leading{.arg = "NUMBER", .parse = parse_as_type<type>, .print = print_first<type>};

static bool parse_device(Context &context, Args &args, const Field &field, Message &message)
{
    message.put<int>(field.attr, context.links().index_from(args.next()));
    return true;
}

static void print_device(Context &context, const Field &field, const Record &record)
{
    start_line(context);
    context.out.string(label(field, Color::ifname), context.links().name(get<int>(record[field.attr])));
}

constexpr Type device_of_table{.arg = "DEV", .parse = parse_device, .print = print_device};

// Times are in milliseconds.
static constexpr Field device_rows[] = {
    {.word = "dev", .attr = NDTPA_IFINDEX, .type = device_of_table, .exact = true},
    {.attr = NDTPA_REFCNT, .type = leading<u32>, .text = "refcnt"},
    {.attr = NDTPA_REACHABLE_TIME, .type = u64, .text = "reachable"},
    {.word = "base_reachable", .attr = NDTPA_BASE_REACHABLE_TIME, .type = u64, .exact = true},
    {.word = "retrans", .attr = NDTPA_RETRANS_TIME, .type = u64, .exact = true},
    {.word = "gc_stale", .attr = NDTPA_GC_STALETIME, .type = leading<u64>, .exact = true},
    {.word = "delay_probe", .attr = NDTPA_DELAY_PROBE_TIME, .type = u64, .exact = true},
    {.word = "queue", .attr = NDTPA_QUEUE_LEN, .type = u32, .exact = true},
    {.word = "app_probes", .attr = NDTPA_APP_PROBES, .type = leading<u32>, .exact = true},
    {.word = "ucast_probes", .attr = NDTPA_UCAST_PROBES, .type = u32, .exact = true},
    {.word = "mcast_probes", .attr = NDTPA_MCAST_PROBES, .type = u32, .exact = true},
    {.word = "mcast_reprobes", .attr = NDTPA_MCAST_REPROBES, .type = u32, .exact = true},
    {.word = "anycast_delay", .attr = NDTPA_ANYCAST_DELAY, .type = leading<u64>, .exact = true},
    {.word = "proxy_delay", .attr = NDTPA_PROXY_DELAY, .type = u64, .exact = true},
    {.word = "proxy_queue", .attr = NDTPA_PROXY_QLEN, .type = u32, .exact = true},
    {.word = "locktime", .attr = NDTPA_LOCKTIME, .type = u64, .exact = true},
};

/// The time, to the second, that lies so many milliseconds back.
static std::string time_before_now(uint32_t milliseconds)
{
    return date_and_time(time(nullptr) - milliseconds / 1000);
}

static void print_config(Context &context, const Field &field, const Record &record)
{
    if (!context.settings.stats)
        return;
    const auto config = get<ndt_config>(record[field.attr]);
    Out &out = context.out;
    start_line(context);
    out.text("config ");
    out.number({"key_length", "key_len"}, config.ndtc_key_len);
    out.number("entry_size", config.ndtc_entry_size);
    out.number("entries", config.ndtc_entries);
    start_line(context);
    out.string({"last_flush", "    last_flush"}, time_before_now(config.ndtc_last_flush));
    out.string("last_rand", time_before_now(config.ndtc_last_rand));
    start_line(context);
    out.number({"hash_rnd", "    hash_rnd"}, config.ndtc_hash_rnd);
    out.literal("hash_mask", format("%08x", config.ndtc_hash_mask),
                quote(format("%#x", config.ndtc_hash_mask)));
    out.number("hash_chain_gc", config.ndtc_hash_chain_gc);
    out.number("proxy_qlen", config.ndtc_proxy_qlen);
}

/// One counter. They stand in the order of struct ndt_stats, whose members are all u64.
struct TableCounter {
    const char *name;
    bool first = false; ///< it begins a line
};
static constexpr TableCounter counters[] = {
    {.name = "allocs", .first = true},
    {.name = "destroys"},
    {.name = "hash_grows"},
    {.name = "res_failed", .first = true},
    {.name = "lookups"},
    {.name = "hits"},
    {.name = "rcv_probes_mcast", .first = true},
    {.name = "rcv_probes_ucast"},
    {.name = "periodic_gc_runs", .first = true},
    {.name = "forced_gc_runs"},
    {.name = "table_fulls", .first = true},
};

static void print_counters(Context &context, const Field &field, const Record &record)
{
    if (!context.settings.stats)
        return;
    const auto values = get<std::array<uint64_t, std::size(counters)>>(record[field.attr]);
    static_assert(sizeof values == sizeof(ndt_stats));
    for (size_t i = 0; i < values.size(); i++) {
        if (counters[i].first)
            start_line(context);
        if (i == 0)
            context.out.text("stats ");
        context.out.number(counters[i].name, values[i]);
    }
}

static void print_device_rows(Context &context, const Field &field, const Record &record)
{
    print_fields(context, device_rows, record.nested(field.attr));
}

constexpr Type config{.print = print_config};
constexpr Type statistics{.print = print_counters};
constexpr Type of_device{.print = print_device_rows};

static constexpr Field rows[] = {
    {.word = "thresh1", .attr = NDTA_THRESH1, .type = leading<u32>, .exact = true},
    {.word = "thresh2", .attr = NDTA_THRESH2, .type = u32, .exact = true},
    {.word = "thresh3", .attr = NDTA_THRESH3, .type = u32, .exact = true},
    {.word = "gc_int", .attr = NDTA_GC_INTERVAL, .type = u64, .json = "gc_interval", .exact = true},
    {.attr = NDTA_CONFIG, .type = config},
    {.attr = NDTA_PARMS, .type = of_device},
    {.attr = NDTA_STATS, .type = statistics},
};
constexpr const char *wrong = "\"%s\" value is invalid";

// --- show

/// Which tables are shown.
struct TableFilter {
    const char *name = nullptr;
    int device = 0;
};

static void parse_filter_device(Context &context, Args &args, TableFilter &filter)
{
    auto index = context.links().index(args.next());
    if (!index)
        wrong_argument(args.previous(), "\"DEV\" is invalid");
    filter.device = *index;
}

static const char *take_table_name(Args &args)
{
    static constexpr const char *usual[] = {"arp_cache", "ndisc_cache"};
    completion::offer_names(args.peek(), usual);
    return args.next();
}

static void parse_filter_name(Context &, Args &args, TableFilter &filter)
{
    filter.name = take_table_name(args);
}

static constexpr Word<TableFilter> filter_words[] = {
    {.word = "dev", .arg = "DEV", .set = parse_filter_device, .exact = true},
    {.word = "name", .arg = "NAME", .set = parse_filter_name, .exact = true},
};

static void print_table(Context &context, const nlmsghdr *message, const TableFilter &filter)
{
    const auto record = Record::of<ndtmsg>(message, RTM_NEWNEIGHTBL);
    if (!record)
        return;
    const std::string_view name = record->attrs.string(NDTA_NAME);
    const int device = record->nested(NDTA_PARMS).attrs.value<int>(NDTPA_IFINDEX);
    if ((filter.name && name != filter.name) || (filter.device && device != filter.device))
        return;
    auto object = context.out.object();
    context.out.string({"family", ""}, family_name(record->fixed<ndtmsg>().ndtm_family));
    context.out.string({"name", ""}, name);
    print_fields(context, rows, *record);
    context.out.line_break();
    context.out.line();
}

static void show(Session &session, Args &args)
{
    TableFilter filter;
    while (parse_word<TableFilter>(session, args, filter_words, filter))
        ;
    if (!args.empty())
        wrong_argument(args.peek(), "unknown");
    Message message(RTM_GETNEIGHTBL, 0, ndtmsg{.ndtm_family = static_cast<uint8_t>(session.settings.family)});
    auto list = session.out.list();
    session.socket().dump(message, [&](const nlmsghdr *table) { print_table(session, table, filter); });
}

// --- change

/// Reads one setting: of the whole table, or of the table on a device. Those of a device share one nest.
static bool parse_setting(Context &context, Args &args, Message &message)
{
    Seen seen, seen_of_device;
    if (parse_field(context, args, {rows, wrong}, message, seen))
        return true;
    if (!match(args.peek(), std::span<const Field>(device_rows)))
        return false;
    extend_nest(message, NDTA_PARMS, false, [&] {
        parse_field(context, args, {device_rows, wrong}, message, seen_of_device);
    });
    return true;
}

/// Whether the message has more than the table and the device.
static bool changes_something(const Message &message)
{
    const Attrs attrs(message.header(), sizeof(ndtmsg));
    bool found = false;
    for (const Field &row : rows)
        found |= row.word && attrs[row.attr];
    if (const nlattr *settings = attrs[NDTA_PARMS])
        each_attr(settings, [&](const nlattr *attr) { found |= attr->nla_type != NDTPA_IFINDEX; });
    return found;
}

static void parse_table_name(Args &args, Message &message)
{
    const char *name = take_table_name(args);
    if (message.find(NDTA_NAME))
        duplicate_argument("NAME", name);
    message.put_string(NDTA_NAME, name);
}

static void change(Session &session, Args &args)
{
    Message message(RTM_SETNEIGHTBL, NLM_F_REPLACE,
                    ndtmsg{.ndtm_family = static_cast<uint8_t>(session.settings.family)});
    while (!args.empty()) {
        if (args.take("name"))
            parse_table_name(args, message);
        else if (!parse_setting(session, args, message))
            wrong_argument(args.peek(), "unknown");
    }
    if (!message.find(NDTA_NAME))
        missing_argument("NAME");
    if (!changes_something(message))
        fail_with(255, "Not enough information: changeable attributes required.");
    session.socket().request(message);
}

// --- the verbs

static void help(Session &, Args &);

static constexpr Command verbs[] = {
    {.word = "show", .run = show, .usage = "{ show | list | lst } [ FILTER ... ]"},
    {.word = "list", .run = show},
    {.word = "lst", .run = show},
    {.word = "change", .run = change, .also = "chg", .usage = "change name NAME SETTING ..."},
    {.word = "help", .run = help},
};

static void help(Session &, Args &)
{
    usage(usage_of("ntable", verbs) + "FILTER :=\n" + describe_words<TableFilter>(filter_words, 8) +
          "SETTING :=\n" + describe_fields(rows, 8) + describe_fields(device_rows, 8));
}

void ip_ntable(Session &session, Args &args)
{
    run_verb(session, args, verbs, "ntable", show);
}

} // namespace nskit
