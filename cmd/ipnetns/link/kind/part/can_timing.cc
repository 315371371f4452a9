// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/can_timing.h"

#include <linux/can/netlink.h>

#include <algorithm>
#include <cstddef>

#include "cmd/ipnetns/link/kind/part/can_delay.h"
#include "cmd/ipnetns/link/kind/part/can_xl.h"
#include "lib/base/number.h"

namespace nskit {

// --- words

/// A struct can_bittiming as the numbers that it consists of.
using Timing = std::array<uint32_t, sizeof(can_bittiming) / sizeof(uint32_t)>;

static bool put_timing(Message &message, const Field &field, std::optional<uint64_t> number)
{
    if (number)
        modify<Timing>(message, field.attr, [&](Timing &timing) {
            timing[field.part / sizeof(uint32_t)] = static_cast<uint32_t>(*number);
        });
    return number.has_value();
}

static bool parse_timing(Context &, Args &args, const Field &field, Message &message)
{
    return put_timing(message, field, parse_unsigned(args.next(), UINT32_MAX));
}

/// Reads a part of 1 in thousandths: `0.875` is 875. A fourth digit and more are dropped.
static std::optional<uint64_t> thousandths(std::string_view word)
{
    size_t dot = word.find('.');
    std::string fraction(dot == word.npos ? "" : word.substr(dot + 1, 3));
    fraction.resize(3, '0');
    auto whole = dot == 0 ? 0 : parse_unsigned(word.substr(0, dot), 1);
    auto part = parse_unsigned(fraction, 999, 10);
    if (!whole || !part || word.front() == '-' || *whole * 1000 + *part > 1000)
        return std::nullopt;
    return *whole * 1000 + *part;
}

static bool parse_sample_point(Context &, Args &args, const Field &field, Message &message)
{
    return put_timing(message, field, thousandths(args.next()));
}

/// A number of 0 says nothing: the kernel computes it.
static void write_timing(Context &context, const Field &field, const Record &record)
{
    if (uint32_t number = get<Timing>(record[field.attr])[field.part / sizeof(uint32_t)])
        context.out.number(label(field), number);
}

static void write_sample_point(Context &context, const Field &field, const Record &record)
{
    if (uint32_t number = get<Timing>(record[field.attr])[field.part / sizeof(uint32_t)])
        context.out.string(label(field), format("%u.%03u", number / 1000, number % 1000));
}

constexpr Type can_timing_number{.arg = "NUMBER", .parse = parse_timing, .words = write_timing};
constexpr Type can_sample_point{.arg = "FRACTION", .parse = parse_sample_point, .words = write_sample_point};

// --- output

/// The attributes of a phase, and the prefixes of its words and keys.
struct Phase {
    uint16_t timing, limits, rates, delay;
    const char *letter, *key_prefix, *delay_key;
};
/// The phases: arbitration, the data of CAN FD, those of CAN XL. Only the data phases compensate a delay.
static constexpr Phase phases[] = {
    {.timing = IFLA_CAN_BITTIMING,
     .limits = IFLA_CAN_BITTIMING_CONST,
     .rates = IFLA_CAN_BITRATE_CONST,
     .delay = 0,
     .letter = "",
     .key_prefix = "",
     .delay_key = ""},
    {.timing = IFLA_CAN_DATA_BITTIMING,
     .limits = IFLA_CAN_DATA_BITTIMING_CONST,
     .rates = IFLA_CAN_DATA_BITRATE_CONST,
     .delay = IFLA_CAN_TDC,
     .letter = "d",
     .key_prefix = "data_",
     .delay_key = "tdc"},
    {.timing = IFLA_CAN_XL_DATA_BITTIMING,
     .limits = IFLA_CAN_XL_DATA_BITTIMING_CONST,
     .rates = IFLA_CAN_XL_DATA_BITRATE_CONST,
     .delay = IFLA_CAN_XL_TDC,
     .letter = "x",
     .key_prefix = "xl_data_",
     .delay_key = "xl_tdc"},
};

/// The words for the delay of CAN FD are older than those of CAN XL, and have no letter.
static const char *delay_letter(const Phase &phase)
{
    return phase.delay == IFLA_CAN_TDC ? "" : phase.letter;
}

/// The numbers of the second line, as members of struct can_bittiming.
struct TimingNumber {
    const char *key;
    uint32_t can_bittiming::*member;
};
static constexpr TimingNumber timing_numbers[] = {
    {"tq", &can_bittiming::tq},
    {"prop_seg", &can_bittiming::prop_seg},
    {"phase_seg1", &can_bittiming::phase_seg1},
    {"phase_seg2", &can_bittiming::phase_seg2},
    {"sjw", &can_bittiming::sjw},
    {"brp", &can_bittiming::brp},
};

static void print_timing(Context &context, const Phase &phase, const Record &record)
{
    const auto timing = get<can_bittiming>(record[phase.timing]);
    auto object = context.out.object(format("%sbittiming", phase.key_prefix).c_str());
    auto word = [&](const char *name) { return phase.letter + std::string(name); };
    can_line(context);
    context.out.number({"bitrate", word("bitrate").c_str()}, timing.bitrate);
    context.out.string({"sample_point", word("sample-point").c_str(), ""},
                       format("%u.%03u", timing.sample_point / 1000, timing.sample_point % 1000));
    can_line(context);
    for (const TimingNumber &number : timing_numbers) {
        std::string text = word(number.key);
        std::replace(text.begin(), text.end(), '_', '-');
        const bool is_last = &number == std::end(timing_numbers) - 1;
        context.out.number({number.key, text.c_str(), is_last ? "" : " "}, timing.*number.member);
    }
    print_can_numbers(context, phase.delay_key, delay_letter(phase), can_delays, record[phase.delay]);
}

static void print_limits(Context &context, const Phase &phase, const Record &record)
{
    auto limits = get<can_bittiming_const>(record[phase.limits]);
    auto object = context.out.object(format("%sbittiming_const", phase.key_prefix).c_str());
    auto word = [&](const char *name) { return phase.letter + std::string(name); };
    can_line(context);
    // A name as long as the field has no NUL.
    context.out.string({"name", "", ": "}, {limits.name, strnlen(limits.name, sizeof limits.name)});
    can_range(context, "tseg1", word("tseg1"), limits.tseg1_min, limits.tseg1_max);
    can_range(context, "tseg2", word("tseg2"), limits.tseg2_min, limits.tseg2_max);
    can_range(context, "sjw", word("sjw"), 1, limits.sjw_max);
    can_range(context, "brp", word("brp"), limits.brp_min, limits.brp_max);
    context.out.number({"brp_inc", word("brp_inc").c_str(), ""}, limits.brp_inc);
    print_can_limits(context, phase.delay_key, delay_letter(phase), can_delays, record[phase.delay]);
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
    int width = 8; // the first rate; the others are one wider
    each_number<uint32_t>(record[phase.rates], [&](uint32_t rate) {
        context.out.literal({nullptr, "", ""}, format("%*u", width, rate), std::to_string(rate));
        width = 9;
    });
}

/// A controller with a list of rates has no other timing to show.
static void print_phase(Context &context, const Field &field, const Record &record)
{
    const Phase &phase = phases[field.part];
    if (record[phase.rates])
        return print_rates(context, phase, record);
    if (record[phase.timing])
        print_timing(context, phase, record);
    if (record[phase.limits])
        print_limits(context, phase, record);
}

constexpr Type can_timing_lines{.print = print_phase};

} // namespace nskit
