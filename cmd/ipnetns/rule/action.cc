// SPDX-License-Identifier: MIT
// What a rule does with the packets that it selects: one row for each word.
#include "cmd/ipnetns/rule/rule.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/row/types.h"

namespace nskit {

using rule::header, rule::print_flag;

// --- the table, and what its routes may be

uint32_t rule_table(const Record &record)
{
    return record.attrs.value<uint32_t>(FRA_TABLE, header(record).table);
}

static bool parse_table(Context &context, Args &args, const Field &field, Message &message)
{
    auto table = context.names.id(rt_tables, args.next());
    if (!table)
        return false;
    bool fits = *table < 256;
    message.fixed<fib_rule_hdr>().table = fits ? static_cast<uint8_t>(*table) : uint8_t{RT_TABLE_UNSPEC};
    message.drop(field.attr); // the kernel would prefer it to the header's table
    if (!fits)
        message.put<uint32_t>(field.attr, *table);
    return true;
}

static void print_table(Context &context, const Field &field, const Record &record)
{
    if (uint32_t table = rule_table(record))
        context.out.string(label(field), context.names.text(rt_tables, table));
}

static constexpr Type table_type{.arg = "TABLE", .parse = parse_table, .print = print_table};

static bool parse_prefix_length(Context &, Args &args, const Field &field, Message &message)
{
    auto length = parse_unsigned(args.next(), INT32_MAX);
    if (length)
        message.put(field.attr, static_cast<uint32_t>(*length));
    return length.has_value();
}

static void print_prefix_length(Context &context, const Field &field, const Record &record)
{
    auto length = get<int32_t>(record[field.attr]);
    if (length != -1 && rule_table(record))
        context.out.integer(label(field), length);
}

static constexpr Type prefix_length_type{
    .arg = "NUMBER", .parse = parse_prefix_length, .print = print_prefix_length};

/// The kernel's number for no group.
static constexpr uint32_t no_group = UINT32_MAX;

static bool parse_group(Context &context, Args &args, const Field &field, Message &message)
{
    auto group = context.names.id(link_groups, args.next());
    if (!group || *group == no_group)
        return false;
    message.put<uint32_t>(field.attr, *group);
    return true;
}

static void print_group(Context &context, const Field &field, const Record &record)
{
    auto group = get<uint32_t>(record[field.attr]);
    if (group != no_group && rule_table(record))
        context.out.string(label(field), context.names.text(link_groups, group));
}

static constexpr Type group_type{.arg = "GROUP", .parse = parse_group, .print = print_group};

// --- realms

static bool parse_rule_realms(Context &context, Args &args, const Field &field, Message &message)
{
    auto realms = parse_realms(context, args.next());
    if (realms)
        message.put<uint32_t>(field.attr, *realms);
    return realms.has_value();
}

static void print_rule_realms(Context &context, const Field &field, const Record &record)
{
    auto realms = get<uint32_t>(record[field.attr]);
    uint32_t from = realms >> 16, to = realms & 0xffff;
    context.out.text(format(" %s ", field.word));
    if (from)
        context.out.string({"flow_from", "", "/"}, context.names.text(rt_realms, from));
    context.out.string({"flow_to", "", ""}, context.names.text(rt_realms, to));
}

static constexpr Type realms_type{.arg = "[FROM/]TO", .parse = parse_rule_realms, .print = print_rule_realms};

// --- other actions

static bool parse_nat(Context &context, Args &args, const Field &field, Message &message)
{
    context.warn_line("Warning: route NAT is deprecated");
    const char *word = args.next();
    auto address = parse_address(word, AF_INET);
    if (!address)
        fail("Error: an IP address is expected rather than \"%s\"", word);
    message.put(field.attr, address->bytes.data(), 4);
    message.fixed<fib_rule_hdr>().action = RTN_NAT;
    return true;
}

static void print_nat(Context &context, const Field &field, const Record &record)
{
    if (header(record).action != RTN_NAT)
        return;
    AddressText space;
    if (record.attrs.value<uint32_t>(field.attr))
        context.out.string(label(field), format_address(AF_INET, get_bytes(record[field.attr]), space));
    else
        context.out.null_flag({"masquerade", " masquerade", ""});
}

static constexpr Type nat_type{.arg = "ADDRESS", .parse = parse_nat, .print = print_nat};

static bool parse_goto(Context &context, Args &args, const Field &field, Message &message)
{
    message.fixed<fib_rule_hdr>().action = FR_ACT_GOTO;
    return parse_number<uint32_t>(context, args, field, message);
}

static void print_goto(Context &context, const Field &field, const Record &record)
{
    if (header(record).action != FR_ACT_GOTO)
        return;
    if (const nlattr *target = record[field.attr])
        context.out.number(label(field), get<uint32_t>(target));
    else
        context.out.string(label(field), "none");
    print_flag(context, record, FIB_RULE_UNRESOLVED, "unresolved", " [unresolved]");
}

static void write_goto(Context &context, const Field &field, const Record &record)
{
    if (header(record).action == FR_ACT_GOTO && record[field.attr])
        context.out.number(label(field), get<uint32_t>(record[field.attr]));
}

static constexpr Type goto_type{
    .arg = "NUMBER", .parse = parse_goto, .print = print_goto, .words = write_goto};

static bool parse_nop(Context &, Args &, const Field &, Message &message)
{
    message.fixed<fib_rule_hdr>().action = FR_ACT_NOP;
    return true;
}

static void print_nop(Context &context, const Field &field, const Record &record)
{
    if (header(record).action == FR_ACT_NOP)
        context.out.null_flag(label(field));
}

static constexpr Type nop_type{.parse = parse_nop, .print = print_nop};

/// Shows a type of route, whose numbers (RTN_*) the kernel takes as actions of a rule as well.
static void print_action(Context &context, const Field &field, const Record &record)
{
    uint8_t action = header(record).action;
    bool has_own_row =
        action == FR_ACT_TO_TBL || action == FR_ACT_GOTO || action == FR_ACT_NOP || action == RTN_NAT;
    if (!has_own_row)
        context.out.string(label(field), route_type_text(context, action));
}

static constexpr Type action_type{.print = print_action, .words = print_action};

/// The kernel's own protocol is shown with -details alone.
static void print_protocol(Context &context, const Field &field, const Record &record)
{
    auto protocol = get<uint8_t>(record[field.attr]);
    if ((protocol && protocol != RTPROT_KERNEL) || context.settings.details)
        context.out.string(label(field), context.names.text(rt_protos, protocol));
}

static void write_protocol(Context &context, const Field &field, const Record &record)
{
    if (auto protocol = get<uint8_t>(record[field.attr]))
        context.out.string(label(field), context.names.text(rt_protos, protocol));
}

static constexpr Type protocol_type{
    .arg = "PROTO", .parse = parse_named<uint8_t>, .print = print_protocol, .words = write_protocol};

// --- the table

static constexpr auto rows = blank_first(std::to_array<Field>({
    {.word = "table",
     .attr = FRA_TABLE,
     .type = table_type,
     .text = "lookup",
     .json = "table",
     .also = "lookup",
     .wrong = "invalid table ID",
     .always = true},
    {.word = "suppress_prefixlength",
     .attr = FRA_SUPPRESS_PREFIXLEN,
     .type = prefix_length_type,
     .json = "suppress_prefixlen",
     .also = "sup_pl",
     .wrong = "suppress_prefixlength value is invalid"},
    {.word = "suppress_ifgroup", .attr = FRA_SUPPRESS_IFGROUP, .type = group_type, .also = "sup_group"},
    {.word = "realms", .attr = FRA_FLOW, .type = realms_type, .wrong = "invalid realms"},
    {.word = "map-to",
     .attr = RTA_GATEWAY,
     .type = nat_type,
     .json = "nat_gateway",
     .also = "nat",
     .always = true},
    {.word = "goto", .attr = FRA_GOTO, .type = goto_type, .wrong = "invalid target", .always = true},
    {.word = "nop", .type = nop_type},
    {.type = action_type, .json = "action"},
    {.word = "protocol",
     .attr = FRA_PROTOCOL,
     .type = protocol_type,
     .text = "proto",
     .json = "protocol",
     .names = &rt_protos,
     .wrong = "\"protocol\" value is invalid"},
}));
constexpr Fields rule_action{rows};

} // namespace nskit
