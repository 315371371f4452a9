// SPDX-License-Identifier: MIT
// A controller area network: state and recovery of a controller.
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
static constexpr Type state_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        const char *name = choice_name(states, get<uint32_t>(record[field.attr]));
        context.out.string(field.text, name ? name : "UNKNOWN");
    }};

static constexpr Type counter_type{nullptr, nullptr,
                                   [](Context &context, const Field &field, const Record &record) {
                                       auto counter = get<can_berr_counter>(record[field.attr]);
                                       auto object = context.out.object(field.json);
                                       context.out.number({"tx", "(berr-counter tx"}, counter.txerr);
                                       context.out.number({"rx", "rx", ") "}, counter.rxerr);
                                   }};

/// The resistor at the end of the bus, where the hardware can switch one: in ohms, and what can be chosen.
static constexpr Type termination_type{
    "OHMS", parse_number<uint16_t>, [](Context &context, const Field &field, const Record &record) {
        const nlattr *able = record[IFLA_CAN_TERMINATION_CONST];
        if (!able)
            return;
        context.out.line_break();
        context.out.number({field.word, "\t  termination"}, get<uint16_t>(record[field.attr]));
        auto list = context.out.list("termination_const", "[ ", ", ", " ]");
        auto bytes = get_bytes(able);
        for (size_t i = 0; i + 1 < bytes.size(); i += sizeof(uint16_t)) {
            uint16_t ohms;
            memcpy(&ohms, bytes.data() + i, sizeof ohms);
            context.out.number({nullptr, "", ""}, ohms);
        }
    }};

static constexpr Type clock_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        context.out.line_break();
        context.out.number({field.json, "\t  clock"}, get<uint32_t>(record[field.attr]));
    }};

static constexpr Field timing(const char *word, uint16_t attr, uint16_t place)
{
    return {.word = word, .attr = attr, .type = can_timing_number, .part = place, .exact = true};
}
static constexpr Field fraction(const char *word, uint16_t attr)
{
    return {.word = word, .attr = attr, .type = can_sample_point, .part = 1, .exact = true};
}
static constexpr Field delay(const char *word, uint16_t type)
{
    return {.word = word, .attr = IFLA_CAN_TDC, .type = can_delay_number, .part = type, .exact = true};
}
static constexpr Field control(const char *word, uint32_t bit)
{
    return {.word = word, .attr = IFLA_CAN_CTRLMODE, .type = can_mode_switch, .mask = bit, .exact = true};
}

static constexpr Field fields[] = {
    timing("bitrate", IFLA_CAN_BITTIMING, 0),
    fraction("sample-point", IFLA_CAN_BITTIMING),
    timing("tq", IFLA_CAN_BITTIMING, 2),
    timing("prop-seg", IFLA_CAN_BITTIMING, 3),
    timing("phase-seg1", IFLA_CAN_BITTIMING, 4),
    timing("phase-seg2", IFLA_CAN_BITTIMING, 5),
    timing("sjw", IFLA_CAN_BITTIMING, 6),
    timing("dbitrate", IFLA_CAN_DATA_BITTIMING, 0),
    fraction("dsample-point", IFLA_CAN_DATA_BITTIMING),
    timing("dtq", IFLA_CAN_DATA_BITTIMING, 2),
    timing("dprop-seg", IFLA_CAN_DATA_BITTIMING, 3),
    timing("dphase-seg1", IFLA_CAN_DATA_BITTIMING, 4),
    timing("dphase-seg2", IFLA_CAN_DATA_BITTIMING, 5),
    timing("dsjw", IFLA_CAN_DATA_BITTIMING, 6),
    delay("tdcv", IFLA_CAN_TDC_TDCV),
    delay("tdco", IFLA_CAN_TDC_TDCO),
    delay("tdcf", IFLA_CAN_TDC_TDCF),
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
    {.attr = IFLA_CAN_CTRLMODE, .type = can_modes, .json = "ctrlmode", .choices = can_mode_names},
    {.attr = IFLA_CAN_CTRLMODE_EXT,
     .type = can_able_modes,
     .json = "ctrlmode_supported",
     .choices = can_mode_names},
    {.attr = IFLA_CAN_STATE, .type = state_type, .text = "state"},
    {.attr = IFLA_CAN_BERR_COUNTER, .type = counter_type, .json = "berr_counter"},
    {.word = "restart-ms", .attr = IFLA_CAN_RESTART_MS, .type = u32, .json = "restart_ms", .exact = true},
    {.word = "restart", .attr = IFLA_CAN_RESTART, .type = constant32, .value = 1, .exact = true},
    {.type = can_timing_lines, .part = 0},
    {.type = can_timing_lines, .part = 1},
    {.word = "termination", .attr = IFLA_CAN_TERMINATION, .type = termination_type, .exact = true},
    {.attr = IFLA_CAN_CLOCK, .type = clock_type, .json = "clock"},
};
constexpr Kind can{
    .name = "can",
    .fields = {fields, "invalid \"%s\" value"},
    .about = "a controller area network",
    .unknown = "unknown option \"%s\"",
};

} // namespace nskit
