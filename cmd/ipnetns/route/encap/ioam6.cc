// SPDX-License-Identifier: MIT
// In-situ OAM over IPv6 (RFC 9197): room in the packets where the nodes on the way leave a trace.
#include <endian.h>
#include <linux/ioam6.h>
#include <linux/ioam6_iptunnel.h>

#include "cmd/ipnetns/route/encap/encap.h"
#include "lib/base/number.h"
#include "lib/netlink/uapi.h"

namespace nskit {

// --- how often

/// Half of a frequency; `part` is its name, `whole` the text of both.
static uint32_t parse_part(std::string_view text, const char *whole, const char *part)
{
    auto value = parse_as<uint32_t>(text);
    if (!value)
        wrong_argument(whole, "Invalid frequency (malformed)");
    if (*value < IOAM6_IPTUNNEL_FREQ_MIN || *value > IOAM6_IPTUNNEL_FREQ_MAX)
        wrong_argument(whole, format("Out of bound \"%s\" frequency", part));
    return *value;
}

/// K/N: K of N packets.
static bool parse_frequency(Context &, Args &args, const Field &, Message &message)
{
    const char *whole = args.next();
    std::string_view text = whole;
    size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        wrong_argument(whole, "Invalid frequency (malformed)");
    uint32_t k = parse_part(text.substr(0, slash), whole, "k"),
             n = parse_part(text.substr(slash + 1), whole, "n");
    if (k > n)
        wrong_argument(whole, "Frequency with k > n is forbidden");
    message.put(IOAM6_IPTUNNEL_FREQ_K, k);
    message.put(IOAM6_IPTUNNEL_FREQ_N, n);
    return true;
}

static void print_frequency(Context &context, const Field &field, const Record &record)
{
    context.out.number({"freqk", field.word, "/"}, get<uint32_t>(record[IOAM6_IPTUNNEL_FREQ_K]));
    context.out.number({"freqn", ""}, record.attrs.value<uint32_t>(IOAM6_IPTUNNEL_FREQ_N));
}

static constexpr Type frequency{.arg = "K/N", .parse = parse_frequency, .print = print_frequency};

// --- what is traced

/// Takes the keyword, which may not be missing, and its value.
static const char *take_value(Args &args, const char *word)
{
    if (!args.take(word))
        missing_argument(word);
    return args.next();
}

template <class T> static T parse_bounded(Args &args, const char *word, uint64_t most, const char *wrong)
{
    auto value = parse_unsigned(take_value(args, word), most);
    if (!value)
        wrong_argument(args.previous(), wrong);
    return static_cast<T>(*value);
}

constexpr uint32_t most_type = (1U << 24) - 1;

/// In units of four octets.
static uint8_t parse_size(Args &args)
{
    auto size = parse_bounded<uint32_t>(args, "size", UINT32_MAX, "Invalid trace size");
    if (size == 0)
        wrong_argument(args.previous(), "Invalid trace size");
    if (size % 4)
        wrong_argument(args.previous(), "Trace size must be a 4-octet multiple");
    if (size > IOAM6_TRACE_DATA_SIZE_MAX)
        wrong_argument(args.previous(), "Trace size is too big");
    return static_cast<uint8_t>(size / 4);
}

/// `prealloc type BITS ns NAMESPACE size OCTETS`
static bool parse_trace(Context &, Args &args, const Field &field, Message &message)
{
    if (!args.take("prealloc"))
        missing_argument("prealloc");
    ioam6_trace_hdr trace{};
    auto type = parse_bounded<uint32_t>(args, "type", most_type, "Invalid trace type");
    if (type == 0)
        wrong_argument(args.previous(), "Invalid trace type");
    trace.type_be32 = htobe32(type << 8);
    trace.namespace_id = htobe16(parse_bounded<uint16_t>(args, "ns", UINT16_MAX, "Invalid namespace ID"));
    trace.remlen = parse_size(args) & 0x7f;
    message.put(field.attr, trace);
    return true;
}

static void print_trace(Context &context, const Field &field, const Record &record)
{
    auto trace = get<ioam6_trace_hdr>(record[field.attr]);
    uint32_t type = be32toh(trace.type_be32) >> 8;
    context.out.null_flag({field.word, field.word});
    context.out.null_flag({"prealloc", "prealloc"});
    context.out.literal("type", format("%#08x", type), quote(format("%x", type)));
    context.out.number("ns", be16toh(trace.namespace_id));
    context.out.number("size", trace.remlen * 4U);
}

static constexpr Type trace_type{
    .arg = "prealloc type BITS ns NAMESPACE size OCTETS", .parse = parse_trace, .print = print_trace};

// --- the whole

/// Only a header in front of the packet has addresses of its own: it must have a destination.
static void check(Message &message)
{
    require(message, IOAM6_IPTUNNEL_TRACE, "trace");
    bool is_inline = get<uint8_t>(message.find(IOAM6_IPTUNNEL_MODE)) == IOAM6_IPTUNNEL_MODE_INLINE;
    if (!is_inline)
        return require(message, IOAM6_IPTUNNEL_DST, "tundst");
    for (auto [attr, word] :
         {std::pair(IOAM6_IPTUNNEL_SRC, "tunsrc"), std::pair(int(IOAM6_IPTUNNEL_DST), "tundst")})
        if (message.find(static_cast<uint16_t>(attr)))
            wrong_argument(word, format("Inline mode does not need %s", word));
}

static constexpr Choice modes[] = {{"inline", IOAM6_IPTUNNEL_MODE_INLINE},
                                   {"encap", IOAM6_IPTUNNEL_MODE_ENCAP},
                                   {"auto", IOAM6_IPTUNNEL_MODE_AUTO}};
static constexpr Field rows[] = {
    {.word = "freq", .attr = IOAM6_IPTUNNEL_FREQ_K, .type = frequency, .initial = "1/1", .exact = true},
    {.word = "mode",
     .attr = IOAM6_IPTUNNEL_MODE,
     .type = choice8,
     .choices = modes,
     .wrong = "Invalid mode",
     .initial = "inline",
     .exact = true},
    {.word = "tunsrc", .attr = IOAM6_IPTUNNEL_SRC, .type = inet6_address, .exact = true},
    {.word = "tundst", .attr = IOAM6_IPTUNNEL_DST, .type = inet6_address, .exact = true},
    {.word = "trace", .attr = IOAM6_IPTUNNEL_TRACE, .type = trace_type, .exact = true},
};
constexpr Encap encap_ioam6{
    .name = "ioam6",
    .type = LWTUNNEL_ENCAP_IOAM6,
    .fields = {.rows = rows, .wrong = "\"%s\" value is invalid", .each_once = true},
    .check = check,
};

} // namespace nskit
