// SPDX-License-Identifier: MIT
// ip tcp_metrics: what TCP remembers of the hosts that it was connected with.
#include <linux/tcp_metrics.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/command/flush.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/hex.h"
#include "lib/row/address_pair.h"
#include "lib/row/types.h"

namespace nskit {

// --- rows

constexpr double thousand = 1000;

/// Milliseconds, as seconds.
static void print_seconds(Context &context, const Label &label, uint64_t milliseconds)
{
    const double seconds = static_cast<double>(milliseconds) / thousand;
    context.out.literal(label, format("%.3f", seconds), format("%.15g", seconds));
}

static void print_age(Context &context, const Field &field, const Record &record)
{
    print_seconds(context, label(field), get<uint64_t>(record[field.attr]));
}

/// The last timestamp of the peer, and how many seconds ago it came.
static void print_timewait(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), format("%u/%d", record.attrs.value<uint32_t>(TCP_METRICS_ATTR_TW_TSVAL),
                                            get<int32_t>(record[field.attr])));
}

/// One value of the nest, which Field::part names (TCP_METRIC_*); 0 if it is not there.
static uint32_t metric_of(const Record &record, const Field &field, unsigned metric)
{
    return record.nested(field.attr).attrs.value<uint32_t>(static_cast<uint16_t>(metric + 1));
}

static void print_metric(Context &context, const Field &field, const Record &record)
{
    if (const uint32_t value = metric_of(record, field, field.part))
        context.out.number(label(field), value);
}

/// A mean that the kernel holds multiplied by `scale`, in microseconds or, long ago, milliseconds.
template <unsigned microseconds, unsigned scale>
static void print_time(Context &context, const Field &field, const Record &record)
{
    const uint64_t fine = metric_of(record, field, microseconds);
    const uint64_t time = (fine ? fine : metric_of(record, field, field.part) * uint64_t{1000}) / scale;
    constexpr double million = 1e6;
    if (time)
        context.out.literal(label(field), std::to_string(time),
                            format("%g", static_cast<double>(time) / million));
}

/// How many connections lost their first packet, and how long ago the last did.
static void print_drops(Context &context, const Field &field, const Record &record)
{
    const auto drops = get<uint16_t>(record[field.attr]);
    if (field.hides(drops))
        return;
    context.out.number(label(field), drops);
    print_seconds(context, {"fopen_syn_drop_ts", "", "sec ago", Color::none, 0},
                  record.attrs.value<uint64_t>(TCP_METRICS_ATTR_FOPEN_SYN_DROP_TS));
}

static void print_cookie(Context &context, const Field &field, const Record &record)
{
    constexpr size_t longest = 16; // TCP_FASTOPEN_COOKIE_MAX
    const auto bytes = get_bytes(record[field.attr]);
    context.out.string(label(field), format_hex(bytes.first(std::min(bytes.size(), longest))));
}

constexpr Type host_address{.print = print_paired_address};
constexpr Type own_address{.print = print_plain_address};
constexpr Type age{.print = print_age};
constexpr Type timewait{.print = print_timewait};
constexpr Type metric{.print = print_metric};
constexpr Type round_trip{.print = print_time<TCP_METRIC_RTT_US, 8>};
constexpr Type variation{.print = print_time<TCP_METRIC_RTTVAR_US, 4>};
constexpr Type drops{.print = print_drops};
constexpr Type cookie{.print = print_cookie};

constexpr uint16_t values = TCP_METRICS_ATTR_VALS;

static constexpr Field rows[] = {
    {.attr = TCP_METRICS_ATTR_ADDR_IPV4,
     .type = host_address,
     .text = "",
     .json = "dst",
     .after = "",
     .always = true},
    {.attr = TCP_METRICS_ATTR_AGE, .type = age, .text = "age", .before = " ", .after = "sec"},
    {.attr = TCP_METRICS_ATTR_TW_TS_STAMP,
     .type = timewait,
     .text = "tw_ts",
     .json = "tw_ts_stamp",
     .before = " ",
     .after = " ago"},
    {.attr = values,
     .type = metric,
     .text = "ssthresh",
     .before = " ",
     .after = "",
     .part = TCP_METRIC_SSTHRESH},
    {.attr = values, .type = metric, .text = "cwnd", .before = " ", .after = "", .part = TCP_METRIC_CWND},
    {.attr = values,
     .type = metric,
     .text = "reordering",
     .before = " ",
     .after = "",
     .part = TCP_METRIC_REORDERING},
    {.attr = values, .type = round_trip, .text = "rtt", .before = " ", .after = "us", .part = TCP_METRIC_RTT},
    {.attr = values,
     .type = variation,
     .text = "rttvar",
     .before = " ",
     .after = "us",
     .part = TCP_METRIC_RTTVAR},
    {.attr = TCP_METRICS_ATTR_FOPEN_MSS,
     .type = u16,
     .text = "fo_mss",
     .json = "fopen_miss",
     .before = " ",
     .after = "",
     .hide = 0},
    {.attr = TCP_METRICS_ATTR_FOPEN_SYN_DROPS,
     .type = drops,
     .text = "fo_syn_drops",
     .json = "fopen_syn_drops",
     .before = " ",
     .after = "/",
     .hide = 0},
    {.attr = TCP_METRICS_ATTR_FOPEN_COOKIE, .type = cookie, .text = "fo_cookie", .before = " ", .after = ""},
    {.attr = TCP_METRICS_ATTR_SADDR_IPV4,
     .type = own_address,
     .text = "source",
     .before = " ",
     .after = "",
     .always = true},
};
constexpr Fields tcp_metrics_fields{.rows = rows};

// --- words

/// Which entries a command is about.
struct Selector {
    int family = AF_UNSPEC;
    std::optional<Prefix> address, source;
    const char *address_word = nullptr;
};

[[noreturn]] static void show_usage();

static const char *next_or_help(Args &args)
{
    if (is_prefix(args.peek(), "help"))
        show_usage();
    return args.next();
}

static bool is_host(const Prefix &prefix)
{
    return prefix.size && prefix.length == family_bits(prefix.family);
}

static void expect_host(const Prefix &prefix, const char *word)
{
    if (!is_host(prefix))
        fail("Error: a specific IP address is expected rather than \"%s\"", word);
}

static void set_source(Context &, Args &args, Selector &selector)
{
    const char *word = next_or_help(args);
    if (selector.source)
        garbage_argument("source", word);
    selector.source = prefix_from(word, selector.family);
    expect_host(*selector.source, word);
}

static void set_address(Context &, Args &args, Selector &selector)
{
    const char *word = next_or_help(args);
    if (selector.address)
        garbage_argument("address", word);
    selector.address = prefix_from(word, selector.family);
    selector.address_word = word;
}

static constexpr Word<Selector> words[] = {
    {.word = "source", .arg = "ADDRESS", .set = set_source, .also = "src", .exact = true},
    {.word = "address", .arg = "PREFIX", .set = set_address, .also = "addr", .exact = true},
};

static Selector parse_selector(Context &context, Args &args)
{
    Selector selector{.family = context.settings.family};
    if (selector.family != AF_UNSPEC && selector.family != AF_INET && selector.family != AF_INET6)
        fail("Unsupported protocol family: %d", selector.family);
    while (!args.empty())
        if (!parse_word<Selector>(context, args, words, selector))
            set_address(context, args, selector);
    return selector;
}

static bool names_one(const Selector &selector)
{
    return selector.address && is_host(*selector.address);
}

/// Whether an attribute is an address of the prefix. None of another family is.
static bool is_in(const nlattr *attr, uint16_t inet, const std::optional<Prefix> &prefix)
{
    if (!prefix || prefix->family == AF_UNSPEC)
        return true;
    return attr && paired_family(attr, inet) == prefix->family && payload_size(attr) >= prefix->size &&
           same_bits(get_bytes(attr).data(), prefix->bytes.data(), prefix->length);
}

static bool wants(const Selector &selector, const Record &entry)
{
    const nlattr *address = paired_address(entry.attrs, TCP_METRICS_ATTR_ADDR_IPV4);
    const nlattr *source = paired_address(entry.attrs, TCP_METRICS_ATTR_SADDR_IPV4);
    return address &&
           (selector.family == AF_UNSPEC ||
            paired_family(address, TCP_METRICS_ATTR_ADDR_IPV4) == selector.family) &&
           is_in(address, TCP_METRICS_ATTR_ADDR_IPV4, selector.address) &&
           is_in(source, TCP_METRICS_ATTR_SADDR_IPV4, selector.source);
}

// --- list

static void print_entry(Context &context, const Record &entry)
{
    print_fields(context, rows, entry);
    context.out.line();
}

/// Calls `each(const Record &)` for the entries of a selection.
template <class Each>
static void find_entries(Session &session, const Selector &selector, Purpose purpose, Each each)
{
    Message message = generic_message(TCP_METRICS_CMD_GET);
    auto visit = [&](const nlmsghdr *answer) {
        const Record entry = Record::of<genlmsghdr>(answer);
        if (wants(selector, entry))
            each(entry);
    };
    session.generic(TCP_METRICS_GENL_NAME).dump(message, visit, purpose);
}

/// A request about the entry of one host.
static void put_host(Message &message, const Selector &selector)
{
    put_paired_address(message, TCP_METRICS_ATTR_ADDR_IPV4, *selector.address);
    if (selector.source)
        put_paired_address(message, TCP_METRICS_ATTR_SADDR_IPV4, *selector.source);
}

static void list(Session &session, Args &args)
{
    const Selector selector = parse_selector(session, args);
    auto print = [&](const Record &entry) {
        auto object = session.out.object();
        print_entry(session, entry);
    };
    auto list = session.out.list();
    if (!names_one(selector))
        return find_entries(session, selector, Purpose::show, print);
    Message message = generic_message(TCP_METRICS_CMD_GET);
    put_host(message, selector);
    session.generic(TCP_METRICS_GENL_NAME).get(message, [&](const nlmsghdr *answer) {
        print(Record::of<genlmsghdr>(answer));
    });
}

// --- delete, flush

static void delete_host(Session &session, const Selector &selector)
{
    Message message = generic_message(TCP_METRICS_CMD_DEL);
    put_host(message, selector);
    session.generic(TCP_METRICS_GENL_NAME).request(message);
}

static void remove(Session &session, Args &args)
{
    const Selector selector = parse_selector(session, args);
    if (!selector.address)
        missing_argument("address");
    expect_host(*selector.address, selector.address_word);
    delete_host(session, selector);
}

static void copy_address(Message &message, const Record &entry, uint16_t inet)
{
    if (const nlattr *address = paired_address(entry.attrs, inet))
        message.put(attr_type(address), payload(address), payload_size(address));
}

static void remove_entry(Session &session, const Record &entry, Flush &flush)
{
    if (session.settings.stats > 1) {
        auto object = session.out.object();
        session.out.flag({"deleted", "Deleted"});
        print_entry(session, entry);
    }
    Message message = generic_message(TCP_METRICS_CMD_DEL);
    copy_address(message, entry, TCP_METRICS_ATTR_ADDR_IPV4);
    copy_address(message, entry, TCP_METRICS_ATTR_SADDR_IPV4);
    flush.remove(message.header());
}

/// The kernel can delete all entries of all families at once.
static void delete_all(Session &session)
{
    Message message = generic_message(TCP_METRICS_CMD_DEL);
    session.generic(TCP_METRICS_GENL_NAME).request(message);
}

static void flush(Session &session, Args &args)
{
    const Selector selector = parse_selector(session, args);
    const bool has_prefix = selector.address && selector.address->family != AF_UNSPEC;
    if (names_one(selector))
        return delete_host(session, selector);
    if (selector.family == AF_UNSPEC && !has_prefix && !selector.source)
        return delete_all(session);
    Flush flush(session.generic(TCP_METRICS_GENL_NAME).id(), 2, nullptr, NETLINK_GENERIC);
    flush_rounds(
        session, flush, "entries", 0,
        [&](Flush &found) {
            find_entries(session, selector, Purpose::flush,
                         [&](const Record &entry) { remove_entry(session, entry, found); });
        },
        [](Session &of, int rounds) { rounds ? tell_end(of, rounds) : of.warn_line("Nothing to flush."); });
}

// --- the verbs

static void help(Session &, Args &)
{
    show_usage();
}

static constexpr Command verbs[] = {
    {.word = "list", .run = list},     {.word = "lst", .run = list},      {.word = "show", .run = list},
    {.word = "delete", .run = remove}, {.word = "remove", .run = remove}, {.word = "flush", .run = flush},
    {.word = "help", .run = help},
};

static void show_usage()
{
    usage("Usage:\tip tcp_metrics/tcpmetrics { COMMAND | help }\n"
          "\tip tcp_metrics { show | flush } SELECTOR\n"
          "\tip tcp_metrics delete [ address ] ADDRESS\n"
          "SELECTOR := [ [ address ] PREFIX ]\n");
}

void ip_tcp_metrics(Session &session, Args &args)
{
    run_verb(session, args, verbs, "tcp_metrics", list);
}

} // namespace nskit
