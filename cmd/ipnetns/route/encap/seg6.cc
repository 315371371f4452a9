// SPDX-License-Identifier: MIT
// Segment routing over IPv6: packets visit a list of segments. All of it stands in one attribute, a mode and
// the header.
#include <linux/seg6_iptunnel.h>

#include "cmd/ipnetns/route/encap/segments.h"
#include "lib/netlink/uapi.h"

namespace nskit {

/// What SEG6_IPTUNNEL_SRH holds.
struct SegmentRoute {
    int mode = 0;
    SegmentHeader header;

    explicit SegmentRoute(int of_mode) : mode(of_mode) {}
    explicit SegmentRoute(const nlattr *attr) : mode(get<int>(attr))
    {
        auto bytes = get_bytes(attr);
        header = SegmentHeader(bytes.subspan(std::min(bytes.size(), sizeof mode)));
    }
    void put(Message &message) const
    {
        std::string bytes(reinterpret_cast<const char *>(&mode), sizeof mode);
        message.put_text(SEG6_IPTUNNEL_SRH, bytes + header.bytes());
    }
};

/// Changes what an earlier word has put. Returns false if there is nothing yet.
template <class Change> static bool change_route(Message &message, Change change)
{
    nlattr *there = message.find(SEG6_IPTUNNEL_SRH);
    if (!there)
        return false;
    SegmentRoute route(there);
    message.remove(there);
    change(route);
    route.put(message);
    return true;
}

static bool parse_mode(Context &, Args &args, const Field &field, Message &message)
{
    auto mode = choice_value(field.choices, args.next());
    if (mode)
        SegmentRoute(static_cast<int>(*mode)).put(message);
    return mode.has_value();
}

static void print_mode(Context &context, const Field &field, const Record &record)
{
    const char *name =
        choice_name(field.choices, static_cast<uint32_t>(SegmentRoute(record[field.attr]).mode));
    context.out.string(label(field), name ? name : "<unknown>");
}

/// Shows the key as well.
static void print_route_segments(Context &context, const Field &field, const Record &record)
{
    print_segment_header(context, SegmentRoute(record[field.attr]).header);
}

/// Writes the whole: the words behind it read parts of the same attribute.
static void write_segment_route(Context &context, const Field &field, const Record &record)
{
    SegmentRoute route(record[field.attr]);
    if (const char *name = choice_name(field.choices, static_cast<uint32_t>(route.mode)))
        context.out.text(format("%s %s ", field.word, name) +
                         write_segment_header(route.header, route.mode == SEG6_IPTUN_MODE_INLINE));
}

static constexpr Type mode_type{
    .arg = "NAME", .parse = parse_mode, .print = print_mode, .words = write_segment_route};

/// A packet that keeps its own header visits its own destination last: that place is left open.
static void set_segments(SegmentRoute &route, Segments segments)
{
    if (route.mode == SEG6_IPTUN_MODE_INLINE)
        segments.emplace_back();
    route.header.segments = std::move(segments);
}

static bool parse_route_segments(Context &, Args &args, const Field &field, Message &message)
{
    const char *word = args.peek();
    Segments segments = parse_segments(args);
    if (!change_route(message, [&](SegmentRoute &route) { set_segments(route, std::move(segments)); }))
        wrong_argument(word, format("\"%s\" provided before \"mode\"", field.word));
    return true;
}

static constexpr Type segments_type{.arg = "ADDRESS[,ADDRESS...]",
                                    .parse = parse_route_segments,
                                    .print = print_route_segments,
                                    .words = write_nothing};

static bool parse_key(Context &, Args &args, const Field &field, Message &message)
{
    auto key = parse_hmac(args);
    if (key && !change_route(message, [&](SegmentRoute &route) { route.header.hmac = *key; }))
        wrong_argument(args.previous(), format("\"%s\" provided before \"mode\"", field.word));
    return key.has_value();
}

static constexpr Type key_type{.arg = "KEYID", .parse = parse_key, .words = write_nothing};

static bool parse_source(Context &context, Args &args, const Field &field, Message &message)
{
    if (!message.find(SEG6_IPTUNNEL_SRH))
        wrong_argument(args.next(), format("\"%s\" provided before \"mode\"", field.word));
    return inet6_address.parse(context, args, field, message);
}

static void print_source(Context &context, const Field &field, const Record &record)
{
    inet6_address.print(context, field, record);
}

static constexpr Type source_type{.arg = "ADDRESS", .parse = parse_source, .print = print_source};

static void check(Message &message)
{
    const nlattr *route = message.find(SEG6_IPTUNNEL_SRH);
    if (!route)
        missing_argument("mode");
    if (SegmentRoute(route).header.segments.empty())
        missing_argument("segs");
}

static constexpr Choice modes[] = {
    {"inline", SEG6_IPTUN_MODE_INLINE},           {"encap", SEG6_IPTUN_MODE_ENCAP},
    {"l2encap", SEG6_IPTUN_MODE_L2ENCAP},         {"encap.red", SEG6_IPTUN_MODE_ENCAP_RED},
    {"l2encap.red", SEG6_IPTUN_MODE_L2ENCAP_RED},
};
static constexpr Field rows[] = {
    {.word = "mode", .attr = SEG6_IPTUNNEL_SRH, .type = mode_type, .choices = modes, .exact = true},
    {.word = "tunsrc", .attr = SEG6_IPTUNNEL_SRC, .type = source_type, .exact = true},
    {.word = "segs", .attr = SEG6_IPTUNNEL_SRH, .type = segments_type, .exact = true},
    {.word = "hmac", .attr = SEG6_IPTUNNEL_SRH, .type = key_type, .exact = true},
    {.word = "lookup", .attr = SEG6_IPTUNNEL_TABLE, .type = named32, .names = &rt_tables, .exact = true},
};
constexpr Encap encap_seg6{
    .name = "seg6",
    .type = LWTUNNEL_ENCAP_SEG6,
    .fields = {.rows = rows, .wrong = "\"%s\" value is invalid", .each_once = true},
    .check = check,
};

} // namespace nskit
