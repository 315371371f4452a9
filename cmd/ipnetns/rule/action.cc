// SPDX-License-Identifier: MIT
// What a rule does: the table that it looks into, or what else, one row for each word.
#include "lib/netlink/address_text.h"
#include "lib/base/number.h"
#include "cmd/ipnetns/rule/rule.h"
#include "lib/row/types.h"

namespace nskit {

using rule::header, rule::item_label, rule::print_flag;

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
    if (nlattr *earlier = message.find(field.attr)) // which would count for more than the header
        message.remove(earlier);
    if (!fits)
        message.put<uint32_t>(field.attr, *table);
    return true;
}

static constexpr Type table_type{
    "TABLE", parse_table, [](Context &context, const Field &field, const Record &record) {
        if (uint32_t table = rule_table(record))
            context.out.string(item_label(field), context.names.text(rt_tables, table));
    }};

static constexpr Type prefix_length_type{"NUMBER",
                                         [](Context &, Args &args, const Field &field, Message &message) {
                                             auto length = parse_unsigned(args.next(), INT32_MAX);
                                             if (length)
                                                 message.put(field.attr, static_cast<uint32_t>(*length));
                                             return length.has_value();
                                         },
                                         [](Context &context, const Field &field, const Record &record) {
                                             auto length = get<int32_t>(record[field.attr]);
                                             if (length != -1 && rule_table(record))
                                                 context.out.integer(item_label(field), length);
                                         }};

static constexpr Type group_type{"GROUP",
                                 [](Context &context, Args &args, const Field &field, Message &message) {
                                     auto group = context.names.id(link_groups, args.next());
                                     bool is_one = group && *group != UINT32_MAX; // which is none
                                     if (is_one)
                                         message.put<uint32_t>(field.attr, *group);
                                     return is_one;
                                 },
                                 [](Context &context, const Field &field, const Record &record) {
                                     auto group = get<uint32_t>(record[field.attr]);
                                     if (group != UINT32_MAX && rule_table(record))
                                         context.out.string(item_label(field),
                                                            context.names.text(link_groups, group));
                                 }};

static constexpr Type realms_type{
    "[FROM/]TO",
    [](Context &context, Args &args, const Field &field, Message &message) {
        auto realms = parse_realms(context, args.next());
        if (realms)
            message.put<uint32_t>(field.attr, *realms);
        return realms.has_value();
    },
    [](Context &context, const Field &field, const Record &record) {
        auto realms = get<uint32_t>(record[field.attr]);
        context.out.text(field.text);
        context.out.text(" ");
        if (uint32_t from = realms >> 16)
            context.out.string({"flow_from", "", "/"}, context.names.text(rt_realms, from));
        context.out.string({"flow_to", "", ""}, context.names.text(rt_realms, realms & 0xffff));
    }};

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
        context.out.string({field.json, field.text, ""},
                           format_address(AF_INET, get_bytes(record[field.attr]), space));
    else
        context.out.null_flag({"masquerade", " masquerade", ""});
}

static constexpr Type nat_type{"ADDRESS", parse_nat, print_nat};

static constexpr Type goto_type{"NUMBER",
                                [](Context &context, Args &args, const Field &field, Message &message) {
                                    message.fixed<fib_rule_hdr>().action = FR_ACT_GOTO;
                                    return u32.parse(context, args, field, message);
                                },
                                [](Context &context, const Field &field, const Record &record) {
                                    if (header(record).action != FR_ACT_GOTO)
                                        return;
                                    if (const nlattr *target = record[field.attr])
                                        context.out.number(item_label(field), get<uint32_t>(target));
                                    else
                                        context.out.string(item_label(field), "none");
                                    print_flag(context, record, FIB_RULE_UNRESOLVED, "unresolved",
                                               " [unresolved]");
                                }};

static constexpr Type nop_type{nullptr,
                               [](Context &, Args &, const Field &, Message &message) {
                                   message.fixed<fib_rule_hdr>().action = FR_ACT_NOP;
                                   return true;
                               },
                               [](Context &context, const Field &field, const Record &record) {
                                   if (header(record).action == FR_ACT_NOP)
                                       context.out.null_flag({field.word, field.text, ""});
                               }};

/// The types of route that a rule can have: its action has the same numbers.
static constexpr Type action_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        uint8_t action = header(record).action;
        if (action == FR_ACT_TO_TBL || action == FR_ACT_GOTO || action == FR_ACT_NOP || action == RTN_NAT)
            return;
        context.out.text(" ");
        context.out.string({field.json, "", ""}, route_type_text(context, action));
    }};

static constexpr Type protocol_type{
    "PROTO",
    [](Context &context, Args &args, const Field &field, Message &message) {
        return named8.parse(context, args, field, message);
    },
    [](Context &context, const Field &field, const Record &record) {
        auto protocol = get<uint8_t>(record[field.attr]);
        if ((protocol && protocol != RTPROT_KERNEL) || context.settings.details)
            context.out.string(item_label(field), context.names.text(rt_protos, protocol));
    }};

// --- the table

static constexpr Field rows[] = {
    {.word = "table",
     .attr = FRA_TABLE,
     .type = table_type,
     .text = " lookup",
     .json = "table",
     .also = "lookup",
     .wrong = "invalid table ID",
     .always = true},
    {.word = "suppress_prefixlength",
     .attr = FRA_SUPPRESS_PREFIXLEN,
     .type = prefix_length_type,
     .text = " suppress_prefixlength",
     .json = "suppress_prefixlen",
     .also = "sup_pl",
     .wrong = "suppress_prefixlength value is invalid"},
    {.word = "suppress_ifgroup",
     .attr = FRA_SUPPRESS_IFGROUP,
     .type = group_type,
     .text = " suppress_ifgroup",
     .json = "suppress_ifgroup",
     .also = "sup_group",
     .wrong = "Invalid \"suppress_ifgroup\" value"},
    {.word = "realms", .attr = FRA_FLOW, .type = realms_type, .text = " realms", .wrong = "invalid realms"},
    {.word = "map-to",
     .attr = RTA_GATEWAY,
     .type = nat_type,
     .text = " map-to",
     .json = "nat_gateway",
     .also = "nat",
     .always = true},
    {.word = "goto",
     .attr = FRA_GOTO,
     .type = goto_type,
     .text = " goto",
     .json = "goto",
     .wrong = "invalid target",
     .always = true},
    {.word = "nop", .type = nop_type, .text = " nop"},
    {.type = action_type, .json = "action"},
    {.word = "protocol",
     .attr = FRA_PROTOCOL,
     .type = protocol_type,
     .text = " proto",
     .json = "protocol",
     .names = &rt_protos,
     .wrong = "\"protocol\" value is invalid"},
};
constexpr Fields rule_action{rows};

} // namespace nskit
