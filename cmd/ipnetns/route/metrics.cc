// SPDX-License-Identifier: MIT
// The metrics of a route (RTA_METRICS), one row each, shown in the order of the kernel's numbers. Most can be
// locked: RTAX_LOCK has a bit for each.
#include <strings.h>

#include "cmd/ipnetns/route/route.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/netlink/uapi.h"

namespace nskit {

// --- locks

static void add_lock(uint16_t metric, Message &metrics)
{
    modify_bits<uint32_t>(metrics, RTAX_LOCK, 1U << metric, true);
}

static void take_lock(Args &args, uint16_t metric, Message &metrics)
{
    if (args.take("lock"))
        add_lock(metric, metrics);
}

static bool is_locked(const Field &field, const Record &metrics)
{
    return metrics.attrs.value<uint32_t>(RTAX_LOCK) >> field.attr & 1;
}

/// Writes `WORD [ lock ] ` in text (JSON has no place for the lock). Returns the label of the value.
static Label print_lock(Context &context, const Field &field, const Record &metrics)
{
    context.out.text(field.label());
    context.out.text(is_locked(field, metrics) ? " lock " : " ");
    return {field.key(), ""};
}

/// The kernel leaves out a value of 0, which counts only if it is locked.
static bool is_set(const Field &field, const Record &metrics)
{
    return metrics[field.attr] || is_locked(field, metrics);
}

// --- numbers

static bool parse_plain(Context &, Args &args, const Field &field, Message &metrics)
{
    auto value = parse_unsigned(args.next(), std::min<uint64_t>(UINT32_MAX, field.most));
    if (value)
        metrics.put<uint32_t>(field.attr, static_cast<uint32_t>(*value));
    return value.has_value();
}

static bool parse_lockable(Context &context, Args &args, const Field &field, Message &metrics)
{
    take_lock(args, field.attr, metrics);
    return parse_plain(context, args, field, metrics);
}

static void print_number(Context &context, const Field &field, const Record &metrics)
{
    auto value = metrics.attrs.value<uint32_t>(field.attr);
    if (!field.hides(value))
        context.out.number(print_lock(context, field, metrics), value);
}

static constexpr Type number{.arg = "[ lock ] NUMBER", .parse = parse_lockable, .print = print_number};
/// The two halves of reordering, which is shown late, but whose row comes first: `r` means it, not rttvar.
static constexpr Type parsed_number{.arg = "[ lock ] NUMBER", .parse = parse_lockable, .words = print_number};
static constexpr Type shown_number{.print = print_number};

static bool parse_zero_or_one(Context &context, Args &args, const Field &field, Message &metrics)
{
    if (!parse_plain(context, args, field, metrics))
        return false;
    if (get<uint32_t>(metrics.find(field.attr)) > 1)
        wrong_argument(args.previous(), format("\"%s\" value should be 0 or 1", field.word));
    return true;
}

static constexpr Type zero_or_one{.arg = "{ 0 | 1 }", .parse = parse_zero_or_one, .print = print_number};

// --- times

struct Unit {
    std::string_view name;
    uint32_t milliseconds;
};
/// Longer names first: each ends in a shorter one.
static constexpr Unit units[] = {{"msecs", 1},   {"msec", 1},   {"ms", 1},
                                 {"secs", 1000}, {"sec", 1000}, {"s", 1000}};

/// Takes a unit, in any case, off the end of `text`. Returns nullptr if there is none.
static const Unit *take_unit(std::string_view &text)
{
    for (const Unit &unit : units) {
        if (text.size() < unit.name.size())
            continue;
        std::string_view number = text.substr(0, text.size() - unit.name.size());
        if (strncasecmp(text.data() + number.size(), unit.name.data(), unit.name.size()) == 0) {
            text = number;
            return &unit;
        }
    }
    return nullptr;
}

/// NUMBER[.FRACTION], times `scale`, rounded up. Returns nullopt for another text.
static std::optional<uint64_t> scaled(std::string_view text, uint32_t scale)
{
    const size_t dot = text.find('.');
    if (dot == std::string_view::npos) {
        auto number = parse_unsigned(text, UINT32_MAX);
        return number ? std::optional(*number * scale) : std::nullopt;
    }
    std::string digits(text.substr(0, dot)), fraction(text.substr(dot + 1, 6)); // millionths are enough
    uint64_t parts = 1;
    for (size_t i = 0; i < fraction.size(); i++)
        parts *= 10;
    auto number = parse_unsigned(digits + fraction, UINT32_MAX * parts, 10);
    return number ? std::optional((*number * scale + parts - 1) / parts) : std::nullopt;
}

/// TIME, in units of 1/`parts` ms: the kernel keeps rtt in eighths and rttvar in quarters. A number without a
/// unit counts these parts. Returns nullopt for another text.
static std::optional<uint32_t> parse_time(std::string_view text, uint32_t parts)
{
    const Unit *unit = take_unit(text);
    auto time = scaled(text, unit ? unit->milliseconds : 1);
    if (time && unit)
        *time *= parts;
    return time && *time <= UINT32_MAX ? std::optional(static_cast<uint32_t>(*time)) : std::nullopt;
}

template <uint32_t parts>
static bool parse_locked_time(Context &, Args &args, const Field &field, Message &metrics)
{
    take_lock(args, field.attr, metrics);
    auto time = parse_time(args.next(), parts);
    if (time)
        metrics.put(field.attr, *time);
    return time.has_value();
}

template <uint32_t parts> static void print_time(Context &context, const Field &field, const Record &metrics)
{
    uint32_t time = metrics.attrs.value<uint32_t>(field.attr) / parts;
    std::string text = time < 1000 ? format("%ums", time) : format("%gs", time / 1000.0);
    context.out.literal(print_lock(context, field, metrics), text, std::to_string(time));
}

template <uint32_t parts>
constexpr Type time_type{.arg = "[ lock ] TIME",
                         .parse = parse_locked_time<parts>,
                         .print = print_time<parts>,
                         .words = print_number};

/// Reads a time that is always locked, with the word `lock` or without.
static bool parse_always_locked(Context &context, Args &args, const Field &field, Message &metrics)
{
    add_lock(field.attr, metrics);
    return parse_locked_time<1>(context, args, field, metrics);
}

static constexpr Type locked_time{
    .arg = "TIME", .parse = parse_always_locked, .print = print_time<1>, .words = print_number};

// --- names

static constexpr Choice feature_names[] = {{"ecn", RTAX_FEATURE_ECN},
                                           {"tcp_usec_ts", RTAX_FEATURE_TCP_USEC_TS}};

/// Reads one or more names, up to a word that is none.
static bool parse_features(Context &, Args &args, const Field &field, Message &metrics)
{
    uint32_t bits = 0;
    do {
        auto bit = choice_value(field.choices, args.next());
        if (!bit)
            return false;
        bits |= *bit;
    } while (!args.empty() && choice_value(field.choices, args.peek()));
    metrics.put(field.attr, bits);
    return true;
}

static void print_features(Context &context, const Field &field, const Record &metrics)
{
    auto bits = metrics.attrs.value<uint32_t>(field.attr);
    print_lock(context, field, metrics);
    for (const Choice &feature : field.choices)
        if (bits & feature.value) {
            context.out.null_flag(feature.name);
            bits &= ~feature.value;
        }
    if (bits)
        context.out.hex({nullptr, ""}, bits);
}

static constexpr Type features_type{.arg = "FEATURE ...", .parse = parse_features, .print = print_features};

/// Those that the kernel has loaded: a line of words.
static void offer_algorithms(std::string_view word)
{
    if (!completion::is_at_cursor(word))
        return;
    const std::string names = read_file("/proc/sys/net/ipv4/tcp_available_congestion_control").value_or("");
    for (std::string_view rest = names, line = take_until(rest, '\n'); !line.empty();)
        completion::offer_value(take_until(line, ' '));
}

static bool parse_algorithm(Context &, Args &args, const Field &field, Message &metrics)
{
    take_lock(args, field.attr, metrics);
    offer_algorithms(args.peek());
    metrics.put_text(field.attr, args.next());
    return true;
}

static void print_algorithm(Context &context, const Field &field, const Record &metrics)
{
    context.out.string(print_lock(context, field, metrics), metrics.attrs.string(field.attr));
}

static constexpr Type algorithm{.arg = "[ lock ] NAME", .parse = parse_algorithm, .print = print_algorithm};

// --- the rows

static constexpr Field rows[] = {
    {.word = "reordering", .attr = RTAX_REORDERING, .type = parsed_number},
    {.word = "mtu", .attr = RTAX_MTU, .type = number, .exact = true},
    {.word = "window", .attr = RTAX_WINDOW, .type = number},
    {.word = "rtt", .attr = RTAX_RTT, .type = time_type<8>, .exact = true},
    {.word = "rttvar", .attr = RTAX_RTTVAR, .type = time_type<4>},
    {.word = "ssthresh", .attr = RTAX_SSTHRESH, .type = number},
    {.word = "cwnd", .attr = RTAX_CWND, .type = number},
    {.word = "advmss",
     .attr = RTAX_ADVMSS,
     .type = number,
     .wrong = "\"mss\" value is invalid",
     .exact = true},
    {.attr = RTAX_REORDERING, .type = shown_number, .text = "reordering"},
    {.word = "hoplimit",
     .attr = RTAX_HOPLIMIT,
     .type = number,
     .hide = UINT32_MAX,
     .most = 255,
     .exact = true},
    {.word = "initcwnd", .attr = RTAX_INITCWND, .type = number},
    {.word = "features",
     .attr = RTAX_FEATURES,
     .type = features_type,
     .choices = feature_names,
     .wrong = "\"features\" value not valid"},
    {.word = "rto_min", .attr = RTAX_RTO_MIN, .type = locked_time, .exact = true},
    {.word = "initrwnd", .attr = RTAX_INITRWND, .type = number},
    {.word = "quickack", .attr = RTAX_QUICKACK, .type = zero_or_one},
    {.word = "congctl", .attr = RTAX_CC_ALGO, .type = algorithm, .json = "congestion"},
    {.word = "fastopen_no_cookie", .attr = RTAX_FASTOPEN_NO_COOKIE, .type = zero_or_one},
};
constexpr Fields metric_fields{rows, "\"%s\" value is invalid"};

/// Shows a metric that is newer than this table by its number.
static void print_unknown(Context &context, const nlattr *metric)
{
    uint16_t type = attr_type(metric);
    if (type <= RTAX_FASTOPEN_NO_COOKIE)
        return;
    context.out.text(format("metric %u ", type));
    context.out.number({std::to_string(type).c_str(), ""}, get<uint32_t>(metric));
}

void print_metrics(Context &context, const Field &field, const Record &route)
{
    auto list = context.out.list("metrics");
    auto object = context.out.object();
    const Record metrics = route.nested(field.attr);
    for (const Field &row : rows)
        if (row.type.print && is_set(row, metrics))
            row.type.print(context, row, metrics);
    metrics.attrs.each([&](const nlattr *metric) { print_unknown(context, metric); });
}

} // namespace nskit
