// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/tunnel_inet6.h"

#include <endian.h>

#include <bit>

#include "lib/base/number.h"

namespace nskit {

bool parse_inet6(Context &context, Args &args, const Field &field, Message &message, uint16_t flags,
                 const Inet6Value &value)
{
    bool instead = args.take(value.instead);
    modify_bits<uint32_t>(message, flags, field.mask, instead);
    if (!instead)
        return value.parse(context, args, field, message);
    if (value.put_instead)
        value.put_instead(field, message);
    return true;
}

void print_inet6(Context &context, const Field &field, const Record &record, uint16_t flags,
                 const Inet6Value &value)
{
    if (record.attrs.value<uint32_t>(flags) & field.mask)
        context.out.flag({field.json, field.text});
    else if (record[field.attr])
        value.print(context, field, record);
}

static bool parse_dscp(Context &, Args &args, const Field &field, Message &message)
{
    modify_bits<uint32_t>(message, field.attr, field.mask, true);
    return args.next() == std::string_view("inherit");
}

constexpr Type inet6_dscp{.arg = "inherit", .parse = parse_dscp, .print = print_bit};

// --- the limit of encapsulations

constexpr uint8_t default_limit = 4; // RFC 2473

void put_encap_limit(const Field &field, Message &message)
{
    if (!message.find(field.attr))
        message.put<uint8_t>(field.attr, default_limit);
}

void print_encap_limit(Context &context, const Field &field, const Record &record)
{
    context.out.number({"encap_limit", field.word}, get<uint8_t>(record[field.attr]));
}

// --- traffic class and flow label, which share an attribute, and are hex digits with or without 0x

constexpr uint32_t class_mask = 0x0ff00000, label_mask = 0x000fffff;

static void put_flow(const Field &field, Message &message, uint32_t mask, uint64_t number)
{
    modify<uint32_t>(message, field.attr, [&](uint32_t &flow) {
        flow = htobe32((be32toh(flow) & ~mask) | static_cast<uint32_t>(number) << std::countr_zero(mask));
    });
}

static bool parse_flow(Args &args, const Field &field, Message &message, uint32_t mask)
{
    auto number = parse_unsigned(args.next(), mask >> std::countr_zero(mask), 16);
    if (number)
        put_flow(field, message, mask, *number);
    return number.has_value();
}

static void print_flow(Context &context, const Field &field, const Record &record, uint32_t mask, int digits)
{
    uint32_t flow = be32toh(get<uint32_t>(record[field.attr]));
    context.out.hex(field.word, (flow & mask) >> std::countr_zero(mask), digits);
}

bool parse_flow_class(Context &, Args &args, const Field &field, Message &message)
{
    return parse_flow(args, field, message, class_mask);
}
bool parse_flow_label(Context &, Args &args, const Field &field, Message &message)
{
    return parse_flow(args, field, message, label_mask);
}
void print_flow_class(Context &context, const Field &field, const Record &record)
{
    print_flow(context, field, record, class_mask, 2);
}
void print_flow_label(Context &context, const Field &field, const Record &record)
{
    print_flow(context, field, record, label_mask, 5);
}
void clear_flow_class(const Field &field, Message &message)
{
    put_flow(field, message, class_mask, 0);
}
void clear_flow_label(const Field &field, Message &message)
{
    put_flow(field, message, label_mask, 0);
}

} // namespace nskit
