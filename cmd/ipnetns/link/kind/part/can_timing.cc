// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/can_timing.h"

#include <linux/can/netlink.h>

#include <algorithm>
#include <cstring>

#include "cmd/ipnetns/link/kind/part/can_delay.h"
#include "lib/base/number.h"

namespace nskit {

// --- words

using Timing = std::array<uint32_t, sizeof(can_bittiming) / sizeof(uint32_t)>;

static bool put_number(Message &message, const Field &field, std::optional<uint64_t> number)
{
    if (number)
        modify<Timing>(message, field.attr,
                       [&](Timing &timing) { timing[field.part] = static_cast<uint32_t>(*number); });
    return number.has_value();
}

constexpr Type can_timing_number{"NUMBER",
                                 [](Context &, Args &args, const Field &field, Message &message) {
                                     return put_number(message, field,
                                                       parse_unsigned(args.next(), UINT32_MAX));
                                 },
                                 nullptr};

/// 0.875 as 875; what is smaller than a thousandth is dropped.
static std::optional<uint64_t> thousandths(std::string_view word)
{
    size_t dot = word.find('.');
    std::string fraction(dot == word.npos ? "" : word.substr(dot + 1, 3));
    fraction.resize(3, '0');
    bool is_fraction = dot == 0 || parse_unsigned(word.substr(0, dot), 0);
    return is_fraction ? parse_unsigned(fraction, 999, 10) : std::nullopt;
}

constexpr Type can_sample_point{"FRACTION",
                                [](Context &, Args &args, const Field &field, Message &message) {
                                    return put_number(message, field, thousandths(args.next()));
                                },
                                nullptr};

// --- output

/// The attributes of one phase, and what stands in front of its words and keys.
struct Phase {
    uint16_t timing, limits, rates, delay;
    const char *letter, *key_prefix;
};
static constexpr Phase phases[] = {
    {IFLA_CAN_BITTIMING, IFLA_CAN_BITTIMING_CONST, IFLA_CAN_BITRATE_CONST, 0, "", ""},
    {IFLA_CAN_DATA_BITTIMING, IFLA_CAN_DATA_BITTIMING_CONST, IFLA_CAN_DATA_BITRATE_CONST, IFLA_CAN_TDC, "d",
     "data_"},
};

static void print_timing(Context &context, const Phase &phase, const Record &record)
{
    static constexpr Choice numbers[] = {{"tq", 2},         {"prop_seg", 3}, {"phase_seg1", 4},
                                         {"phase_seg2", 5}, {"sjw", 6},      {"brp", 7}};
    auto timing = get<Timing>(record[phase.timing]);
    auto object = context.out.object(format("%sbittiming", phase.key_prefix).c_str());
    auto word = [&](const char *name) { return phase.letter + std::string(name); };
    can_line(context);
    context.out.number({"bitrate", word("bitrate").c_str()}, timing[0]);
    context.out.string({"sample_point", word("sample-point").c_str(), ""},
                       format("%u.%03u", timing[1] / 1000, timing[1] % 1000));
    can_line(context);
    for (const Choice &number : numbers) {
        std::string text = word(number.name);
        std::replace(text.begin(), text.end(), '_', '-');
        bool is_last = &number == std::end(numbers) - 1;
        context.out.number({number.name, text.c_str(), is_last ? "" : " "}, timing[number.value]);
    }
    can_delays(context, record[phase.delay], false);
}

static void print_limits(Context &context, const Phase &phase, const Record &record)
{
    auto limits = get<can_bittiming_const>(record[phase.limits]);
    auto object = context.out.object(format("%sbittiming_const", phase.key_prefix).c_str());
    auto word = [&](const char *name) { return phase.letter + std::string(name); };
    can_line(context);
    // As long as its field, where a driver ends it with no NUL.
    context.out.string({"name", "", ": "}, {limits.name, strnlen(limits.name, sizeof limits.name)});
    can_range(context, "tseg1", word("tseg1"), limits.tseg1_min, limits.tseg1_max);
    can_range(context, "tseg2", word("tseg2"), limits.tseg2_min, limits.tseg2_max);
    can_range(context, "sjw", word("sjw"), 1, limits.sjw_max);
    can_range(context, "brp", word("brp"), limits.brp_min, limits.brp_max);
    context.out.number({"brp_inc", word("brp_inc").c_str(), ""}, limits.brp_inc);
    can_delays(context, record[phase.delay], true);
}

static void print_rates(Context &context, const Phase &phase, const Record &record)
{
    can_line(context);
    std::string key = format("%sbittiming_bitrate", phase.key_prefix),
                word = format("%sbitrate", phase.letter);
    context.out.number({key.c_str(), word.c_str(), ""}, record.attrs.value<uint32_t>(phase.timing));
    context.out.line_break();
    key = format("%sbitrate_const", phase.key_prefix);
    auto list = context.out.list(key.c_str(), "\t     [", ",", " ]");
    auto bytes = get_bytes(record[phase.rates]);
    for (size_t i = 0; i + sizeof(uint32_t) <= bytes.size(); i += sizeof(uint32_t)) {
        uint32_t rate;
        memcpy(&rate, bytes.data() + i, sizeof rate);
        context.out.literal({nullptr, "", ""}, format(i ? "%9u" : "%8u", rate), std::to_string(rate));
    }
}

constexpr Type can_timing_lines{nullptr, nullptr,
                                [](Context &context, const Field &field, const Record &record) {
                                    const Phase &phase = phases[field.part];
                                    if (record[phase.rates])
                                        return print_rates(context, phase, record);
                                    if (record[phase.timing])
                                        print_timing(context, phase, record);
                                    if (record[phase.limits])
                                        print_limits(context, phase, record);
                                }};

} // namespace nskit
