// SPDX-License-Identifier: MIT
// A controller area network: the state of a controller, and how it recovers.
#include <cstddef>

#include "cmd/ipnetns/link/kind/part/can_delay.h"
#include "cmd/ipnetns/link/kind/part/can_mode.h"
#include "cmd/ipnetns/link/kind/part/can_timing.h"

namespace nskit {

static constexpr Choice states[] = {
    {"ERROR-ACTIVE", CAN_STATE_ERROR_ACTIVE},
    {"ERROR-WARNING", CAN_STATE_ERROR_WARNING},
    {"ERROR-PASSIVE", CAN_STATE_ERROR_PASSIVE},
    {"BUS-OFF", CAN_STATE_BUS_OFF},
    {"STOPPED", CAN_STATE_STOPPED},
    {"SLEEPING", CAN_STATE_SLEEPING},
};

static void print_state(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, get<uint32_t>(record[field.attr]));
    context.out.string(label(field), name ? name : "UNKNOWN");
}

static void print_counter(Context &context, const Field &field, const Record &record)
{
    const auto counter = get<can_berr_counter>(record[field.attr]);
    auto object = context.out.object(field.key());
    context.out.number({"tx", "(berr-counter tx"}, counter.txerr);
    context.out.number({"rx", "rx", ") "}, counter.rxerr);
}

/// Shows the resistance at the end of the bus, in ohms, and the values that can be chosen. Shows nothing if
/// the hardware cannot switch it.
static void print_termination(Context &context, const Field &field, const Record &record)
{
    const nlattr *choices = record[IFLA_CAN_TERMINATION_CONST];
    if (!choices)
        return;
    can_line(context);
    context.out.number(label(field), get<uint16_t>(record[field.attr]));
    auto list = context.out.list("termination_const", "[ ", ", ", " ]");
    each_number<uint16_t>(choices, [&](uint64_t ohms) { context.out.element(ohms); });
}

static void print_clock(Context &context, const Field &field, const Record &record)
{
    can_line(context);
    context.out.number(label(field), get<uint32_t>(record[field.attr]));
}

/// A counter of struct can_device_stats, in the order of its members, which are all u32.
struct ControllerCounter {
    const char *title, *key;
};
static constexpr ControllerCounter controller_counters[] = {
    {"re-started", "restarts"},      {"bus-errors", "bus_error"},     {"arbit-lost", "arbitration_lost"},
    {"error-warn", "error_warning"}, {"error-pass", "error_passive"}, {"bus-off", "bus_off"},
};

/// Shows a line of titles and one of counters (Documentation/networking/can.rst).
static void print_counters(Context &context, const nlattr *stats)
{
    const auto counters = get<std::array<uint32_t, std::size(controller_counters)>>(stats);
    std::string titles, numbers;
    for (size_t i = 0; i < counters.size(); i++) {
        const auto [title, key] = controller_counters[i];
        titles += format("%s%s", i ? " " : "", title);
        numbers += format("%s%-10u", i ? " " : "", counters[i]);
        context.out.data(key, counters[i]);
    }
    for (const std::string &line : {titles, numbers}) {
        can_line(context);
        context.out.text(line);
    }
}

static constexpr Type controller_state{.print = print_state};
static constexpr Type error_counter{.print = print_counter};
static constexpr Type resistor{.arg = "OHMS",
                               .parse = parse_number<uint16_t>,
                               .print = print_termination,
                               .words = print_number<uint16_t>};
static constexpr Type clock_rate{.print = print_clock};

static constexpr Field timing(const char *word, uint16_t attr, uint16_t offset)
{
    return {.word = word, .attr = attr, .type = can_timing_number, .part = offset, .exact = true};
}
static constexpr Field fraction(const char *word, uint16_t attr)
{
    return {.word = word,
            .attr = attr,
            .type = can_sample_point,
            .part = offsetof(can_bittiming, sample_point),
            .exact = true};
}
static constexpr Field nested(const char *word, uint16_t nest, uint16_t part)
{
    return {.word = word, .attr = nest, .type = can_nested_number, .part = part, .exact = true};
}
static constexpr Field control(const char *word, uint32_t bit)
{
    return {.word = word, .attr = IFLA_CAN_CTRLMODE, .type = can_mode_switch, .mask = bit, .exact = true};
}

static constexpr Field fields[] = {
    timing("bitrate", IFLA_CAN_BITTIMING, offsetof(can_bittiming, bitrate)),
    fraction("sample-point", IFLA_CAN_BITTIMING),
    timing("tq", IFLA_CAN_BITTIMING, offsetof(can_bittiming, tq)),
    timing("prop-seg", IFLA_CAN_BITTIMING, offsetof(can_bittiming, prop_seg)),
    timing("phase-seg1", IFLA_CAN_BITTIMING, offsetof(can_bittiming, phase_seg1)),
    timing("phase-seg2", IFLA_CAN_BITTIMING, offsetof(can_bittiming, phase_seg2)),
    timing("sjw", IFLA_CAN_BITTIMING, offsetof(can_bittiming, sjw)),
    timing("dbitrate", IFLA_CAN_DATA_BITTIMING, offsetof(can_bittiming, bitrate)),
    fraction("dsample-point", IFLA_CAN_DATA_BITTIMING),
    timing("dtq", IFLA_CAN_DATA_BITTIMING, offsetof(can_bittiming, tq)),
    timing("dprop-seg", IFLA_CAN_DATA_BITTIMING, offsetof(can_bittiming, prop_seg)),
    timing("dphase-seg1", IFLA_CAN_DATA_BITTIMING, offsetof(can_bittiming, phase_seg1)),
    timing("dphase-seg2", IFLA_CAN_DATA_BITTIMING, offsetof(can_bittiming, phase_seg2)),
    timing("dsjw", IFLA_CAN_DATA_BITTIMING, offsetof(can_bittiming, sjw)),
    nested("tdcv", IFLA_CAN_TDC, IFLA_CAN_TDC_TDCV),
    nested("tdco", IFLA_CAN_TDC, IFLA_CAN_TDC_TDCO),
    nested("tdcf", IFLA_CAN_TDC, IFLA_CAN_TDC_TDCF),
    timing("xbitrate", IFLA_CAN_XL_DATA_BITTIMING, offsetof(can_bittiming, bitrate)),
    fraction("xsample-point", IFLA_CAN_XL_DATA_BITTIMING),
    timing("xtq", IFLA_CAN_XL_DATA_BITTIMING, offsetof(can_bittiming, tq)),
    timing("xprop-seg", IFLA_CAN_XL_DATA_BITTIMING, offsetof(can_bittiming, prop_seg)),
    timing("xphase-seg1", IFLA_CAN_XL_DATA_BITTIMING, offsetof(can_bittiming, phase_seg1)),
    timing("xphase-seg2", IFLA_CAN_XL_DATA_BITTIMING, offsetof(can_bittiming, phase_seg2)),
    timing("xsjw", IFLA_CAN_XL_DATA_BITTIMING, offsetof(can_bittiming, sjw)),
    nested("xtdcv", IFLA_CAN_XL_TDC, IFLA_CAN_TDC_TDCV),
    nested("xtdco", IFLA_CAN_XL_TDC, IFLA_CAN_TDC_TDCO),
    nested("xtdcf", IFLA_CAN_XL_TDC, IFLA_CAN_TDC_TDCF),
    nested("pwms", IFLA_CAN_XL_PWM, pwms),
    nested("pwml", IFLA_CAN_XL_PWM, pwml),
    nested("pwmo", IFLA_CAN_XL_PWM, pwmo),
    control("loopback", CAN_CTRLMODE_LOOPBACK),
    control("listen-only", CAN_CTRLMODE_LISTENONLY),
    control("triple-sampling", CAN_CTRLMODE_3_SAMPLES),
    control("one-shot", CAN_CTRLMODE_ONE_SHOT),
    control("berr-reporting", CAN_CTRLMODE_BERR_REPORTING),
    control("fd", CAN_CTRLMODE_FD),
    control("fd-non-iso", CAN_CTRLMODE_FD_NON_ISO),
    control("presume-ack", CAN_CTRLMODE_PRESUME_ACK),
    control("cc-len8-dlc", CAN_CTRLMODE_CC_LEN8_DLC),
    {.word = "tdc-mode",
     .attr = IFLA_CAN_CTRLMODE,
     .type = can_delay_mode,
     .choices = can_delay_words,
     .exact = true},
    control("restricted", CAN_CTRLMODE_RESTRICTED),
    control("xl", CAN_CTRLMODE_XL),
    control("tms", CAN_CTRLMODE_XL_TMS),
    {.word = "xtdc-mode",
     .attr = IFLA_CAN_CTRLMODE,
     .type = can_delay_mode,
     .choices = can_xl_delay_words,
     .exact = true},
    {.attr = IFLA_CAN_CTRLMODE, .type = can_modes, .json = "ctrlmode", .choices = can_mode_names},
    {.attr = IFLA_CAN_CTRLMODE_EXT,
     .type = can_able_modes,
     .json = "ctrlmode_supported",
     .choices = can_mode_names},
    {.attr = IFLA_CAN_STATE, .type = controller_state, .text = "state", .choices = states},
    {.attr = IFLA_CAN_BERR_COUNTER, .type = error_counter, .json = "berr_counter"},
    {.word = "restart-ms", .attr = IFLA_CAN_RESTART_MS, .type = u32, .json = "restart_ms", .exact = true},
    {.word = "restart", .attr = IFLA_CAN_RESTART, .type = constant32, .value = 1, .exact = true},
    {.type = can_timing_lines, .part = 0},
    {.type = can_timing_lines, .part = 1},
    {.type = can_timing_lines, .part = 2},
    {.attr = IFLA_CAN_XL_PWM, .type = can_pulse_lines},
    {.word = "termination", .attr = IFLA_CAN_TERMINATION, .type = resistor, .exact = true},
    {.attr = IFLA_CAN_CLOCK, .type = clock_rate, .text = "clock"},
};
constexpr Kind can{
    .name = "can",
    .fields = {fields, "invalid \"%s\" value"},
    .about = "a controller area network",
    .unknown = "unknown option \"%s\"",
    .print_counters = print_counters,
};

} // namespace nskit
