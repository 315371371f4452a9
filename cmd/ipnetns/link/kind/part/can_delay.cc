// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/can_delay.h"

#include <linux/can/netlink.h>

#include "lib/base/number.h"

namespace nskit {

static bool parse_delay(Context &, Args &args, const Field &field, Message &message)
{
    const auto number = parse_as<uint32_t>(args.next());
    extend_nest(message, field.attr, true, [&] { message.put<uint32_t>(field.part, number.value_or(0)); });
    return number.has_value();
}

constexpr Type can_delay_number{.arg = "NUMBER", .parse = parse_delay};

struct Delay {
    const char *word;
    uint16_t value, least, most;
};
static constexpr Delay delays[] = {
    {"tdcv", IFLA_CAN_TDC_TDCV, IFLA_CAN_TDC_TDCV_MIN, IFLA_CAN_TDC_TDCV_MAX},
    {"tdco", IFLA_CAN_TDC_TDCO, IFLA_CAN_TDC_TDCO_MIN, IFLA_CAN_TDC_TDCO_MAX},
    {"tdcf", IFLA_CAN_TDC_TDCF, IFLA_CAN_TDC_TDCF_MIN, IFLA_CAN_TDC_TDCF_MAX},
};

void can_range(Context &context, const char *key, const std::string &word, uint32_t least, uint32_t most,
               const char *after)
{
    auto object = context.out.object(key);
    context.out.number({"min", word.c_str(), ".."}, least);
    context.out.number({"max", "", after}, most);
}

void can_line(Context &context)
{
    context.out.line_break();
    context.out.text("\t  ");
}

/// Calls `print(delay, word, attrs)` for each delay whose attribute `member` is in the nest.
template <class Print>
static void print_each_delay(Context &context, const nlattr *nest, uint16_t Delay::*member, Print print)
{
    if (!nest)
        return;
    const Attrs attrs(nest);
    can_line(context);
    auto object = context.out.object("tdc");
    const char *blank = "";
    for (const Delay &delay : delays)
        if (attrs[delay.*member]) {
            print(delay, blank + std::string(delay.word), attrs);
            blank = " ";
        }
}

void print_delays(Context &context, const nlattr *nest)
{
    print_each_delay(
        context, nest, &Delay::value, [&](const Delay &delay, const std::string &word, const Attrs &attrs) {
            context.out.number({delay.word, word.c_str(), ""}, attrs.value<uint32_t>(delay.value));
        });
}

void print_delay_limits(Context &context, const nlattr *nest)
{
    print_each_delay(context, nest, &Delay::most,
                     [&](const Delay &delay, const std::string &word, const Attrs &attrs) {
                         can_range(context, delay.word, word, attrs.value<uint32_t>(delay.least),
                                   attrs.value<uint32_t>(delay.most), "");
                     });
}

} // namespace nskit
