// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/can_delay.h"

#include <linux/can/netlink.h>

#include "lib/base/number.h"

namespace nskit {

static bool parse_nested(Context &, Args &args, const Field &field, Message &message)
{
    const auto number = parse_as<uint32_t>(args.next());
    extend_nest(message, field.attr, true, [&] { message.put<uint32_t>(field.part, number.value_or(0)); });
    return number.has_value();
}

static void write_nested(Context &context, const Field &field, const Record &record)
{
    const Attrs numbers = record.attrs.nested(field.attr);
    if (numbers[field.part])
        context.out.number(label(field), numbers.value<uint32_t>(field.part));
}

constexpr Type can_nested_number{.arg = "NUMBER", .parse = parse_nested, .words = write_nested};

static constexpr CanNumber delays[] = {
    {"tdcv", IFLA_CAN_TDC_TDCV, IFLA_CAN_TDC_TDCV_MIN, IFLA_CAN_TDC_TDCV_MAX},
    {"tdco", IFLA_CAN_TDC_TDCO, IFLA_CAN_TDC_TDCO_MIN, IFLA_CAN_TDC_TDCO_MAX},
    {"tdcf", IFLA_CAN_TDC_TDCF, IFLA_CAN_TDC_TDCF_MIN, IFLA_CAN_TDC_TDCF_MAX},
};
const std::span<const CanNumber> can_delays = delays;

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

/// Calls `print(number, word, attrs)` for each number whose attribute `member` is in the nest.
template <class Print>
static void print_each(Context &context, const char *key, const char *letter,
                       std::span<const CanNumber> numbers, const nlattr *nest, uint16_t CanNumber::*member,
                       Print print)
{
    if (!nest)
        return;
    const Attrs attrs(nest);
    can_line(context);
    auto object = context.out.object(key);
    const char *blank = "";
    for (const CanNumber &number : numbers)
        if (attrs[number.*member]) {
            print(number, std::string(blank) + letter + number.word, attrs);
            blank = " ";
        }
}

void print_can_numbers(Context &context, const char *key, const char *letter,
                       std::span<const CanNumber> numbers, const nlattr *nest)
{
    print_each(context, key, letter, numbers, nest, &CanNumber::value,
               [&](const CanNumber &number, const std::string &word, const Attrs &attrs) {
                   context.out.number({number.word, word.c_str(), ""}, attrs.value<uint32_t>(number.value));
               });
}

void print_can_limits(Context &context, const char *key, const char *letter,
                      std::span<const CanNumber> numbers, const nlattr *nest)
{
    print_each(context, key, letter, numbers, nest, &CanNumber::most,
               [&](const CanNumber &number, const std::string &word, const Attrs &attrs) {
                   can_range(context, number.word, word, attrs.value<uint32_t>(number.least),
                             attrs.value<uint32_t>(number.most), "");
               });
}

} // namespace nskit
