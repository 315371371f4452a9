// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/can_mode.h"

namespace nskit {

static void put_mode(Message &message, uint16_t attr, uint32_t mask, uint32_t values)
{
    modify<can_ctrlmode>(message, attr, [&](can_ctrlmode &mode) {
        mode.mask |= mask;
        mode.flags = (mode.flags & ~mask) | values;
    });
}

static bool parse_mode(Context &, Args &args, const Field &field, Message &message)
{
    const bool on = parse_switch(args, field.word, 255);
    put_mode(message, field.attr, field.mask, on ? field.mask : 0);
    return true;
}

/// The bits of all values of a word.
static uint32_t all_modes(const Field &field)
{
    uint32_t all = 0;
    for (const Choice &choice : field.choices)
        all |= choice.value;
    return all;
}

static bool parse_delay_mode(Context &, Args &args, const Field &field, Message &message)
{
    const auto mode = choice_value(field.choices, args.next());
    if (!mode)
        fail_with(255, "Error: argument of \"%s\" must be \"auto\", \"manual\" or \"off\", not \"%s\"",
                  field.word, args.previous().data());
    const uint32_t all = all_modes(field);
    put_mode(message, field.attr, *mode ? *mode : all, *mode);
    return true;
}

static void print_modes(Context &context, const Field &field, const Record &record)
{
    if (uint32_t modes = get<can_ctrlmode>(record[field.attr]).flags)
        print_bits(context, field, modes);
}

static void print_able_modes(Context &context, const Field &field, const Record &record)
{
    const auto modes = record.attrs.nested(field.attr).value<uint32_t>(IFLA_CAN_CTRLMODE_SUPPORTED);
    if (modes && !context.out.is_text())
        print_bits(context, field, modes);
}

/// The kernel says the modes that are on, without a mask.
static void write_mode(Context &context, const Field &field, const Record &record)
{
    const auto mode = get<can_ctrlmode>(record[field.attr]);
    if ((mode.mask | mode.flags) & field.mask)
        context.out.on_off(label(field), mode.flags & field.mask);
}

static void write_delay_mode(Context &context, const Field &field, const Record &record)
{
    const auto mode = get<can_ctrlmode>(record[field.attr]);
    const uint32_t all = all_modes(field);
    const char *name = choice_name(field.choices, mode.flags & all);
    if ((mode.mask | mode.flags) & all && name)
        context.out.string(label(field), name);
}

constexpr Type can_mode_switch{.arg = "{ on | off }", .parse = parse_mode, .words = write_mode};
constexpr Type can_delay_mode{.arg = "MODE", .parse = parse_delay_mode, .words = write_delay_mode};
constexpr Type can_modes{.print = print_modes};
constexpr Type can_able_modes{.print = print_able_modes};

} // namespace nskit
