// SPDX-License-Identifier: MIT
// Which packets a rule selects, and its priority: one row for each word.
#include "cmd/ipnetns/rule/rule.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/uapi.h"
#include "lib/row/devices.h"
#include "lib/row/types.h"
#include "lib/row/words.h"

namespace nskit {

using rule::dport_type, rule::dscp_type, rule::flowlabel_type, rule::fwmark_type, rule::sport_type;
using rule::header, rule::first_label, rule::print_flag;

// --- priority

static void print_priority(Context &context, const Field &field, const Record &record)
{
    auto priority = record.attrs.value<uint32_t>(field.attr);
    context.out.number({field.json, "", ":\t"}, priority);
}

/// The kernel leaves a priority of 0 out.
static void write_priority(Context &context, const Field &field, const Record &record)
{
    context.out.number(label(field), record.attrs.value<uint32_t>(field.attr));
}

static constexpr Type priority_type{
    .arg = "NUMBER", .parse = parse_number<uint32_t>, .print = print_priority, .words = write_priority};
static constexpr Type priority_alias{
    .arg = "NUMBER", .parse = parse_number<uint32_t>, .words = write_priority};

static bool parse_not(Context &, Args &, const Field &, Message &message)
{
    message.fixed<fib_rule_hdr>().flags |= FIB_RULE_INVERT;
    return true;
}

static void print_not(Context &context, const Field &field, const Record &record)
{
    print_flag(context, record, FIB_RULE_INVERT, field.word, "not ");
}

static constexpr Type not_type{.parse = parse_not, .print = print_not};

// --- from and to

template <uint8_t fib_rule_hdr::*length>
static bool parse_prefix(Context &, Args &args, const Field &field, Message &message)
{
    auto &rule = message.fixed<fib_rule_hdr>();
    Prefix prefix = prefix_from(args.next(), rule.family);
    rule.*length = prefix.length;
    message.put_address(field.attr, prefix);
    return true;
}

/// `ADDRESS[/LENGTH]`, or `0/LENGTH` without an address. JSON has the length under a key of its own.
static void print_prefix(Context &context, const Field &field, const Record &record, unsigned length,
                         const char *length_key)
{
    int family = header(record).family;
    const nlattr *attr = record[field.attr];
    AddressText space;
    std::string_view address = attr ? format_address(family, get_bytes(attr), space) : "0";
    context.out.string(label(field, address_color(family)), address);
    if (!attr || length != family_bits(family)) {
        context.out.text("/");
        context.out.number({length_key, "", ""}, length);
    }
}

static void print_from(Context &context, const Field &field, const Record &record)
{
    unsigned length = header(record).src_len;
    if (record[field.attr] || length)
        print_prefix(context, field, record, length, "srclen");
    else
        context.out.string(label(field), "all");
}

static void print_to(Context &context, const Field &field, const Record &record)
{
    unsigned length = header(record).dst_len;
    if (record[field.attr] || length)
        print_prefix(context, field, record, length, "dstlen");
}

/// `all` and `any`, which put an empty attribute, say as little as no word.
template <uint8_t fib_rule_hdr::*length>
static void write_prefix(Context &context, const Field &field, const Record &record)
{
    const unsigned bits = header(record).*length;
    const nlattr *attr = record[field.attr];
    if (bits || (attr && !get_bytes(attr).empty()))
        print_prefix(context, field, record, bits, nullptr);
}

static constexpr Type from_type{.arg = "PREFIX",
                                .parse = parse_prefix<&fib_rule_hdr::src_len>,
                                .print = print_from,
                                .words = write_prefix<&fib_rule_hdr::src_len>};
static constexpr Type to_type{.arg = "PREFIX",
                              .parse = parse_prefix<&fib_rule_hdr::dst_len>,
                              .print = print_to,
                              .words = write_prefix<&fib_rule_hdr::dst_len>};

// --- devices, users, protocols

/// The device need not exist yet: the rule goes by the name.
static bool parse_device(Context &context, Args &args, const Field &field, Message &message)
{
    if (!is_device_name(take_device_name(context, args)))
        return false;
    message.put_string(field.attr, args.previous());
    return true;
}

/// `detached` is the flag of a rule whose device does not exist.
template <uint32_t detached>
static void print_device(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field, Color::ifname), get_string(record[field.attr]));
    print_flag(context, record, detached, detached == FIB_RULE_IIF_DETACHED ? "iif_detached" : "oif_detached",
               " [detached]");
}

static constexpr Type iif_type{
    .arg = "NAME", .parse = parse_device, .print = print_device<FIB_RULE_IIF_DETACHED>, .words = print_word};
static constexpr Type oif_type{
    .arg = "NAME", .parse = parse_device, .print = print_device<FIB_RULE_OIF_DETACHED>, .words = print_word};

static bool parse_l3mdev(Context &, Args &, const Field &field, Message &message)
{
    message.put<uint8_t>(field.attr, 1);
    return true;
}

static void print_l3mdev(Context &context, const Field &field, const Record &record)
{
    if (get<uint8_t>(record[field.attr]))
        context.out.null_flag(label(field));
}

static constexpr Type l3mdev_type{.parse = parse_l3mdev, .print = print_l3mdev};

static bool parse_users(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view word = args.next();
    size_t dash = std::min(word.find('-'), word.size());
    auto start = parse_as<uint32_t>(word.substr(0, dash), 10);
    auto end = parse_as<uint32_t>(word.substr(std::min(dash + 1, word.size())), 10);
    if (start && end)
        message.put(field.attr, fib_rule_uid_range{*start, *end});
    return start && end;
}

static void print_users(Context &context, const Field &field, const Record &record)
{
    auto range = get<fib_rule_uid_range>(record[field.attr]);
    context.out.number(first_label(field, "uid_start", "-"), range.start);
    context.out.number({"uid_end", "", ""}, range.end);
}

static constexpr Type users_type{.arg = "NUMBER-NUMBER", .parse = parse_users, .print = print_users};

static void print_ipproto(Context &context, const Field &field, const Record &record)
{
    auto number = get<uint8_t>(record[field.attr]);
    auto name = context.names.name(*field.names, number);
    context.out.string(label(field), name ? *name : format("ipproto-%u", number));
}

static void write_ipproto(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), context.names.text(*field.names, get<uint8_t>(record[field.attr])));
}

static constexpr Type ipproto_type{
    .arg = "PROTOCOL", .parse = parse_named<uint8_t>, .print = print_ipproto, .words = write_ipproto};

// --- TOS

static constexpr char tos_wrong[] = "TOS value is invalid";

static bool parse_tos(Context &context, Args &args, const Field &, Message &message)
{
    auto tos = context.names.id(rt_dsfield, args.next());
    if (tos)
        message.fixed<fib_rule_hdr>().tos = static_cast<uint8_t>(*tos);
    return tos.has_value();
}

static void print_tos(Context &context, const Field &field, const Record &record)
{
    if (uint8_t tos = header(record).tos)
        context.out.string(label(field), context.names.text(rt_dsfield, tos));
}

static constexpr Type tos_type{.arg = "TOS", .parse = parse_tos, .print = print_tos};
static constexpr Type tos_alias{.arg = "TOS", .parse = parse_tos, .words = print_tos};

// --- the tables

static constexpr char priority_wrong[] = "preference value is invalid";

/// What a line begins with: no row needs a blank in front.
static constexpr auto first_rows = std::to_array<Field>({
    {.word = "preference",
     .attr = FRA_PRIORITY,
     .type = priority_type,
     .json = "priority",
     .also = "pref",
     .wrong = priority_wrong,
     .always = true},
    {.word = "order", .attr = FRA_PRIORITY, .type = priority_alias, .wrong = priority_wrong, .alias = true},
    {.word = "priority",
     .attr = FRA_PRIORITY,
     .type = priority_alias,
     .wrong = priority_wrong,
     .alias = true},
    {.word = "not", .type = not_type, .exact = true},
    {.word = "from",
     .attr = FRA_SRC,
     .type = from_type,
     .json = "src",
     .after = "",
     .exact = true,
     .always = true},
});

static constexpr auto other_rows = blank_first(std::to_array<Field>({
    {.word = "to", .attr = FRA_DST, .type = to_type, .json = "dst", .exact = true, .always = true},
    {.word = "tos", .type = tos_type, .wrong = tos_wrong, .exact = true},
    {.word = "dsfield", .type = tos_alias, .wrong = tos_wrong, .alias = true},
    {.word = "fwmark",
     .attr = FRA_FWMARK,
     .type = fwmark_type,
     .wrong = "fwmark value is invalid",
     .exact = true,
     .always = true},
    {.word = "iif",
     .attr = FRA_IIFNAME,
     .type = iif_type,
     .also = "dev",
     .wrong = "\"iif\"/\"dev\" not a valid ifname",
     .exact = true},
    {.word = "oif",
     .attr = FRA_OIFNAME,
     .type = oif_type,
     .wrong = "\"oif\" not a valid ifname",
     .exact = true},
    {.word = "l3mdev",
     .attr = FRA_L3MDEV,
     .type = l3mdev_type,
     .text = "lookup [l3mdev-table]",
     .json = "l3mdev",
     .exact = true},
    {.word = "uidrange",
     .attr = FRA_UID_RANGE,
     .type = users_type,
     .wrong = "invalid UID range",
     .exact = true},
    {.word = "ipproto", .attr = FRA_IP_PROTO, .type = ipproto_type, .names = &ip_protocols, .exact = true},
    {.word = "sport", .attr = FRA_SPORT_RANGE, .type = sport_type, .exact = true},
    {.word = "dport", .attr = FRA_DPORT_RANGE, .type = dport_type, .exact = true},
    {.word = "tun_id", .attr = FRA_TUN_ID, .type = be64, .wrong = "\"tun_id\" value is invalid"},
}));
static constexpr auto rows = join(first_rows, other_rows);
constexpr Fields rule_selector{rows};

static constexpr auto late_rows = blank_first(std::to_array<Field>({
    {.word = "dscp", .attr = FRA_DSCP, .type = dscp_type, .wrong = "invalid dscp", .exact = true},
    {.word = "flowlabel",
     .attr = FRA_FLOWLABEL,
     .type = flowlabel_type,
     .wrong = "invalid flowlabel",
     .exact = true},
}));
constexpr Fields rule_late_selector{late_rows};

} // namespace nskit
