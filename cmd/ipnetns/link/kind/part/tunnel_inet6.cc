// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/tunnel_inet6.h"

#include "lib/row/tunnel_values.h"

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

void write_inet6(Context &context, const Field &field, const Record &record, uint16_t flags,
                 const Inet6Value &value)
{
    if (record.attrs.value<uint32_t>(flags) & field.mask)
        context.out.string(label(field), value.instead);
    else if (record[field.attr])
        value.print(context, field, record);
}

static bool parse_dscp(Context &, Args &args, const Field &field, Message &message)
{
    modify_bits<uint32_t>(message, field.attr, field.mask, true);
    return args.next() == std::string_view("inherit");
}

static void write_dscp(Context &context, const Field &field, const Record &record)
{
    if (get<uint32_t>(record[field.attr]) & field.mask)
        context.out.string(label(field), "inherit");
}

constexpr Type inet6_dscp{.arg = "inherit", .parse = parse_dscp, .print = print_bit, .words = write_dscp};

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

// --- traffic class and flow label, which share an attribute

template <uint32_t mask> static bool parse_part(Args &args, const Field &field, Message &message)
{
    bool is_number = false;
    modify<uint32_t>(message, field.attr, [&](uint32_t &flow) { is_number = parse_flow(args, mask, flow); });
    return is_number;
}

template <uint32_t mask> static void clear_part(const Field &field, Message &message)
{
    modify<uint32_t>(message, field.attr, [](uint32_t &flow) { set_flow(mask, 0, flow); });
}

bool parse_flow_class(Context &, Args &args, const Field &field, Message &message)
{
    return parse_part<flow_class_mask>(args, field, message);
}
bool parse_flow_label(Context &, Args &args, const Field &field, Message &message)
{
    return parse_part<flow_label_mask>(args, field, message);
}
void print_flow_class(Context &context, const Field &field, const Record &record)
{
    print_flow(context, field.word, flow_class_mask, get<uint32_t>(record[field.attr]), 2);
}
void print_flow_label(Context &context, const Field &field, const Record &record)
{
    print_flow(context, field.word, flow_label_mask, get<uint32_t>(record[field.attr]), 5);
}
void clear_flow_class(const Field &field, Message &message)
{
    clear_part<flow_class_mask>(field, message);
}
void clear_flow_label(const Field &field, Message &message)
{
    clear_part<flow_label_mask>(field, message);
}

} // namespace nskit
