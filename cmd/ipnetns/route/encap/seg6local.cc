// SPDX-License-Identifier: MIT
// What a node does with packets of segment routing that are addressed to one of its segments.
#include <linux/seg6_local.h>

#include "cmd/ipnetns/route/encap/flavors.h"
#include "cmd/ipnetns/route/encap/segments.h"

namespace nskit {

static void print_action(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, get<uint32_t>(record[field.attr]));
    context.out.string(label(field), name ? name : "<invalid>");
}

static constexpr Type action_type{.arg = "ACTION", .parse = parse_choice<uint32_t>, .print = print_action};

// --- a header to be put in front

static bool parse_header(Context &, Args &args, const Field &field, Message &message)
{
    const char *word = args.next();
    if (word != std::string_view("segs"))
        wrong_argument(word, format("missing \"segs\" attribute for %s", field.word));
    SegmentHeader header;
    header.segments = parse_segments(args);
    if (args.take("hmac")) {
        auto key = parse_hmac(args);
        if (!key)
            wrong_argument(args.previous(), "\"hmac\" value is invalid");
        header.hmac = *key;
    }
    message.put_text(field.attr, header.bytes());
    return true;
}

static void print_header(Context &context, const Field &field, const Record &record)
{
    auto object = context.out.object(field.word);
    print_segment_header(context, SegmentHeader(get_bytes(record[field.attr])));
}

static void write_header(Context &context, const Field &field, const Record &record)
{
    const bool open = record.attrs.value<uint32_t>(SEG6_LOCAL_ACTION) == SEG6_LOCAL_ACTION_END_B6;
    const SegmentHeader header(get_bytes(record[field.attr]));
    context.out.text(std::string(field.word) + ' ' + write_segment_header(header, open));
}

static constexpr Type header_type{.arg = "segs ADDRESS[,ADDRESS...] [ hmac KEYID ]",
                                  .parse = parse_header,
                                  .print = print_header,
                                  .words = write_header};

// --- counters

/// Asks the kernel to count: the values do not matter.
static bool put_counters(Context &, Args &, const Field &field, Message &message)
{
    Nest nest(message, field.attr, true);
    for (uint16_t counter : {SEG6_LOCAL_CNT_PACKETS, SEG6_LOCAL_CNT_BYTES, SEG6_LOCAL_CNT_ERRORS})
        message.put<uint64_t>(counter, 0);
    return true;
}

static constexpr Field counters[] = {
    {.word = "packets", .attr = SEG6_LOCAL_CNT_PACKETS, .type = u64},
    {.word = "bytes", .attr = SEG6_LOCAL_CNT_BYTES, .type = u64},
    {.word = "errors", .attr = SEG6_LOCAL_CNT_ERRORS, .type = u64},
};

static void print_counters(Context &context, const Field &field, const Record &record)
{
    if (!context.settings.stats)
        return;
    auto object = context.out.object(field.json);
    print_fields(context, counters, record.nested(field.attr));
}

static constexpr Type counters_type{.parse = put_counters, .print = print_counters, .words = write_flag};

// --- the rows

/// End.B6 puts the header in front of the packet's own, whose destination is visited last: that place is left
/// open.
static void check(Message &message)
{
    const nlattr *action = message.find(SEG6_LOCAL_ACTION);
    if (!action)
        fail_with(255, "Missing action type");
    nlattr *header = message.find(SEG6_LOCAL_SRH);
    if (!header || get<uint32_t>(action) != SEG6_LOCAL_ACTION_END_B6)
        return;
    SegmentHeader longer(get_bytes(header));
    longer.segments.emplace_back();
    message.remove(header);
    message.put_text(SEG6_LOCAL_SRH, longer.bytes());
}

static constexpr Choice actions[] = {
    {"End", SEG6_LOCAL_ACTION_END},         {"End.X", SEG6_LOCAL_ACTION_END_X},
    {"End.T", SEG6_LOCAL_ACTION_END_T},     {"End.DX2", SEG6_LOCAL_ACTION_END_DX2},
    {"End.DX6", SEG6_LOCAL_ACTION_END_DX6}, {"End.DX4", SEG6_LOCAL_ACTION_END_DX4},
    {"End.DT6", SEG6_LOCAL_ACTION_END_DT6}, {"End.DT4", SEG6_LOCAL_ACTION_END_DT4},
    {"End.B6", SEG6_LOCAL_ACTION_END_B6},   {"End.B6.Encaps", SEG6_LOCAL_ACTION_END_B6_ENCAP},
    {"End.BM", SEG6_LOCAL_ACTION_END_BM},   {"End.S", SEG6_LOCAL_ACTION_END_S},
    {"End.AS", SEG6_LOCAL_ACTION_END_AS},   {"End.AM", SEG6_LOCAL_ACTION_END_AM},
    {"End.BPF", SEG6_LOCAL_ACTION_END_BPF}, {"End.DT46", SEG6_LOCAL_ACTION_END_DT46},
};
static constexpr Field rows[] = {
    {.word = "action", .attr = SEG6_LOCAL_ACTION, .type = action_type, .choices = actions, .exact = true},
    {.word = "srh", .attr = SEG6_LOCAL_SRH, .type = header_type, .exact = true},
    {.word = "table",
     .attr = SEG6_LOCAL_TABLE,
     .type = named32,
     .names = &rt_tables,
     .wrong = "invalid table id",
     .exact = true},
    {.word = "vrftable",
     .attr = SEG6_LOCAL_VRFTABLE,
     .type = named32,
     .names = &rt_tables,
     .wrong = "invalid vrf table id",
     .exact = true},
    {.word = "nh4", .attr = SEG6_LOCAL_NH4, .type = inet_address, .exact = true},
    {.word = "nh6", .attr = SEG6_LOCAL_NH6, .type = inet6_address, .exact = true},
    {.word = "iif", .attr = SEG6_LOCAL_IIF, .type = device, .exact = true},
    {.word = "oif", .attr = SEG6_LOCAL_OIF, .type = device, .exact = true},
    {.word = "endpoint", .attr = SEG6_LOCAL_BPF, .type = encap_program, .exact = true},
    {.word = "count", .attr = SEG6_LOCAL_COUNTERS, .type = counters_type, .json = "stats64", .exact = true},
    {.word = "flavors",
     .attr = SEG6_LOCAL_FLAVORS,
     .type = seg6_flavors,
     .wrong = "invalid \"flavors\" attribute",
     .exact = true},
};
constexpr Encap encap_local{
    .name = "seg6local",
    .type = LWTUNNEL_ENCAP_SEG6_LOCAL,
    .fields = {.rows = rows, .wrong = "\"%s\" value is invalid", .each_once = true},
    .check = check,
};

} // namespace nskit
