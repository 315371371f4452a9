// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/can_delay.h"

#include <linux/can/netlink.h>

#include "lib/base/number.h"

namespace nskit {

constexpr Type can_delay_number{
    "NUMBER",
    [](Context &, Args &args, const Field &field, Message &message) {
        auto number = parse_as<uint32_t>(args.next());
        extend_nest(message, field.attr, true,
                    [&] { message.put<uint32_t>(field.part, number.value_or(0)); });
        return number.has_value();
    },
    nullptr};

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

void can_delays(Context &context, const nlattr *nest, bool limits)
{
    if (!nest)
        return;
    Attrs attrs(nest);
    can_line(context);
    auto object = context.out.object("tdc");
    const char *blank = "";
    for (const Delay &delay : delays) {
        std::string word = blank + std::string(delay.word);
        auto value = [&](uint16_t attr) { return attrs.value<uint32_t>(attr); };
        if (!attrs[limits ? delay.most : delay.value])
            continue;
        if (limits)
            can_range(context, delay.word, word, value(delay.least), value(delay.most), "");
        else
            context.out.number({delay.word, word.c_str(), ""}, value(delay.value));
        blank = " ";
    }
}

} // namespace nskit
