// SPDX-License-Identifier: MIT
// What a rule goes by: its priority and its selector, one row for each word.

#include <endian.h>

#include "lib/netlink/address_text.h"
#include "lib/base/number.h"
#include "cmd/ipnetns/rule/rule.h"
#include "lib/row/types.h"
#include "lib/netlink/uapi.h"

namespace nskit {

using rule::header, rule::item_label, rule::print_flag;

// --- priority

static bool parse_u32(Context &context, Args &args, const Field &field, Message &message)
{
    return u32.parse(context, args, field, message);
}

static constexpr Type priority_type{"NUMBER", parse_u32,
                                    [](Context &context, const Field &field, const Record &record) {
                                        auto priority = record.attrs.value<uint32_t>(field.attr);
                                        context.out.number({field.json, "", ":\t"}, priority);
                                    }};
static constexpr Type priority_alias{"NUMBER", parse_u32, nullptr};

static constexpr Type not_type{nullptr,
                               [](Context &, Args &, const Field &, Message &message) {
                                   message.fixed<fib_rule_hdr>().flags |= FIB_RULE_INVERT;
                                   return true;
                               },
                               [](Context &context, const Field &field, const Record &record) {
                                   print_flag(context, record, FIB_RULE_INVERT, field.word, "not ");
                               }};

// --- from and to

template <uint8_t fib_rule_hdr::*length>
static bool parse_prefix(Context &, Args &args, const Field &field, Message &message)
{
    auto &rule = message.fixed<fib_rule_hdr>();
    Prefix prefix = prefix_from(args.next(), rule.family);
    rule.*length = prefix.length;
    message.put(field.attr, prefix.bytes.data(), prefix.size);
    return true;
}

/// `ADDRESS[/LENGTH]`, `0/LENGTH` without an address; JSON has the length apart, under `length_key`.
static void print_prefix(Context &context, const Field &field, const Record &record, unsigned length,
                         const char *length_key)
{
    int family = header(record).family;
    Color color = address_color(family);
    const nlattr *attr = record[field.attr];
    AddressText space;
    std::string_view address = attr ? format_address(family, get_bytes(attr), space) : "0";
    context.out.string({field.json, field.text, "", color}, address);
    if (!attr || length != family_bits(family)) {
        context.out.text("/");
        context.out.number({length_key, "", ""}, length);
    }
}

static constexpr Type from_type{"PREFIX", parse_prefix<&fib_rule_hdr::src_len>,
                                [](Context &context, const Field &field, const Record &record) {
                                    unsigned length = header(record).src_len;
                                    if (record[field.attr] || length)
                                        print_prefix(context, field, record, length, "srclen");
                                    else
                                        context.out.string({field.json, field.text, ""}, "all");
                                }};
static constexpr Type to_type{"PREFIX", parse_prefix<&fib_rule_hdr::dst_len>,
                              [](Context &context, const Field &field, const Record &record) {
                                  unsigned length = header(record).dst_len;
                                  if (record[field.attr] || length)
                                      print_prefix(context, field, record, length, "dstlen");
                              }};

// --- masked numbers

static std::string_view before_slash(std::string_view word)
{
    return word.substr(0, word.find('/'));
}

/// What stands behind the slash; empty where there is none.
static std::optional<std::string_view> behind_slash(std::string_view word)
{
    size_t slash = word.find('/');
    return slash == std::string_view::npos ? std::nullopt : std::optional(word.substr(slash + 1));
}

static bool parse_fwmark(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view word = args.next();
    auto mark = parse_as<uint32_t>(before_slash(word));
    if (!mark)
        return false;
    message.put<uint32_t>(field.attr, *mark);
    if (auto text = behind_slash(word)) {
        auto mask = parse_as<uint32_t>(*text);
        if (!mask)
            wrong_argument(*text, "fwmask value is invalid");
        message.put<uint32_t>(FRA_FWMASK, *mask);
    }
    return true;
}

/// The kernel leaves a mark of 0 out, even where its mask selects such marks.
static void print_fwmark(Context &context, const Field &field, const Record &record)
{
    auto mask = record.attrs.value<uint32_t>(FRA_FWMASK);
    if (!record[field.attr] && mask == 0)
        return;
    context.out.hex(item_label(field), record.attrs.value<uint32_t>(field.attr));
    if (mask == UINT32_MAX)
        return;
    context.out.text("/");
    context.out.hex({"fwmask", "", ""}, mask);
}

static constexpr Type fwmark_type{"MARK[/MASK]", parse_fwmark, print_fwmark};

/// The mask of a value whose mask has an attribute of its own; all ones are not shown in text.
static void print_mask(Context &context, const char *key, uint64_t mask, uint64_t ones)
{
    context.out.data(key, mask ? format("0x%llx", static_cast<unsigned long long>(mask)) : "0");
    if (mask != ones)
        context.out.text(format("/0x%llx", static_cast<unsigned long long>(mask)));
}

static bool parse_dscp(Context &context, Args &args, const Field &field, Message &message)
{
    constexpr uint8_t most = 0x3f;
    std::string_view word = args.next(), text = before_slash(word);
    // A name is that of a whole TOS, as a number in hex would be.
    const bool is_number = !text.empty() && text[0] >= '0' && text[0] <= '9';
    auto value = parse_unsigned(text, most);
    auto named = is_number ? std::nullopt : context.names.id(rt_dsfield, text);
    if (!value && !named)
        return false;
    message.put<uint8_t>(field.attr, static_cast<uint8_t>(value ? *value : *named >> 2));
    if (auto mask_text = behind_slash(word)) {
        auto mask = parse_unsigned(*mask_text, most);
        if (!mask)
            wrong_argument(*mask_text, "invalid dscp mask");
        message.put<uint8_t>(FRA_DSCP_MASK, static_cast<uint8_t>(*mask));
    }
    return true;
}

static constexpr Type dscp_type{
    "DSCP[/MASK]", parse_dscp, [](Context &context, const Field &field, const Record &record) {
        constexpr unsigned ones = 0x3f;
        unsigned value = get<uint8_t>(record[field.attr]),
                 mask = record.attrs.value<uint8_t>(FRA_DSCP_MASK, ones);
        auto name = context.names.name(rt_dsfield, value << 2);
        if (mask == ones)
            context.out.string(item_label(field), name ? *name : std::to_string(value));
        else
            context.out.hex(item_label(field), value);
        if (record[FRA_DSCP_MASK])
            print_mask(context, "dscp_mask", mask, ones);
    }};

static bool parse_flowlabel(Context &, Args &args, const Field &field, Message &message)
{
    constexpr uint32_t most = 0xfffff;
    std::string_view word = args.next();
    auto value = parse_unsigned(before_slash(word), most);
    if (!value)
        return false;
    auto mask_text = behind_slash(word);
    auto mask = mask_text ? parse_unsigned(*mask_text, most) : most;
    if (!mask)
        wrong_argument(*mask_text, "invalid flowlabel mask");
    message.put<uint32_t>(field.attr, htobe32(static_cast<uint32_t>(*value)));
    message.put<uint32_t>(FRA_FLOWLABEL_MASK, htobe32(static_cast<uint32_t>(*mask)));
    return true;
}

static constexpr Type flowlabel_type{
    "LABEL[/MASK]", parse_flowlabel, [](Context &context, const Field &field, const Record &record) {
        context.out.hex(item_label(field), be32toh(get<uint32_t>(record[field.attr])));
        if (const nlattr *mask = record[FRA_FLOWLABEL_MASK])
            print_mask(context, "flowlabel_mask", be32toh(get<uint32_t>(mask)), 0xfffff);
    }};

// --- ports

static uint16_t parse_port(std::string_view word, std::string_view text, const char *wrong)
{
    auto port = parse_as<uint16_t>(text);
    if (!port)
        wrong_argument(word, wrong);
    return *port;
}

/// `N`, `N-M` or `N/MASK`.
template <uint16_t mask_attr>
static bool parse_ports(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view word = args.next();
    size_t dash = word.find('-');
    fib_rule_port_range range;
    if (dash != std::string_view::npos) {
        range.start = parse_port(word, word.substr(0, dash), "invalid port range start");
        range.end = parse_port(word, word.substr(dash + 1), "invalid port range end");
    } else {
        range.start = range.end = parse_port(word, before_slash(word), "invalid port");
    }
    message.put(field.attr, range);
    auto mask = dash == std::string_view::npos ? behind_slash(word) : std::nullopt;
    if (mask)
        message.put<uint16_t>(mask_attr, parse_port(word, *mask, "invalid mask"));
    return true;
}

template <uint16_t mask_attr>
static void print_ports(Context &context, const Field &field, const Record &record)
{
    constexpr uint16_t ones = 0xffff;
    const std::string name = field.word;
    auto range = get<fib_rule_port_range>(record[field.attr]);
    if (range.start != range.end) {
        context.out.number({(name + "_start").c_str(), field.text, "-"}, range.start);
        context.out.number({(name + "_end").c_str(), "", ""}, range.end);
        return;
    }
    auto mask = record.attrs.value<uint16_t>(mask_attr, ones);
    context.out.data(field.word, range.start);
    context.out.text(format(mask == ones ? "%s %u" : "%s 0x%x", field.text, range.start));
    if (record[mask_attr])
        print_mask(context, (name + "_mask").c_str(), mask, ones);
}

static constexpr Type sport_type{"PORT", parse_ports<FRA_SPORT_MASK>, print_ports<FRA_SPORT_MASK>};
static constexpr Type dport_type{"PORT", parse_ports<FRA_DPORT_MASK>, print_ports<FRA_DPORT_MASK>};

// --- devices, users, protocols

/// The device need not exist: the name waits for it.
static bool parse_device(Context &, Args &args, const Field &field, Message &message)
{
    if (!is_device_name(args.next()))
        return false;
    message.put_string(field.attr, args.previous());
    return true;
}

template <uint32_t detached>
static void print_device(Context &context, const Field &field, const Record &record)
{
    context.out.string({field.key(), field.text, "", Color::ifname}, get_string(record[field.attr]));
    print_flag(context, record, detached, detached == FIB_RULE_IIF_DETACHED ? "iif_detached" : "oif_detached",
               " [detached]");
}

static constexpr Type iif_type{"NAME", parse_device, print_device<FIB_RULE_IIF_DETACHED>};
static constexpr Type oif_type{"NAME", parse_device, print_device<FIB_RULE_OIF_DETACHED>};

static constexpr Type l3mdev_type{nullptr,
                                  [](Context &, Args &, const Field &field, Message &message) {
                                      message.put<uint8_t>(field.attr, 1);
                                      return true;
                                  },
                                  [](Context &context, const Field &field, const Record &record) {
                                      if (get<uint8_t>(record[field.attr]))
                                          context.out.null_flag(item_label(field));
                                  }};

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

static constexpr Type users_type{"NUMBER-NUMBER", parse_users,
                                 [](Context &context, const Field &field, const Record &record) {
                                     auto range = get<fib_rule_uid_range>(record[field.attr]);
                                     context.out.number({"uid_start", field.text, "-"}, range.start);
                                     context.out.number({"uid_end", "", ""}, range.end);
                                 }};

static constexpr Type ipproto_type{
    "PROTOCOL", parse_named<uint8_t>, [](Context &context, const Field &field, const Record &record) {
        auto number = get<uint8_t>(record[field.attr]);
        auto name = context.names.name(*field.names, number);
        context.out.string(item_label(field), name ? *name : format("ipproto-%u", number));
    }};

static constexpr Type tun_id_type{"NUMBER",
                                  [](Context &, Args &args, const Field &field, Message &message) {
                                      auto id = parse_unsigned(args.next());
                                      if (id)
                                          message.put<uint64_t>(field.attr, htobe64(*id));
                                      return id.has_value();
                                  },
                                  [](Context &context, const Field &field, const Record &record) {
                                      auto id = be64toh(get<uint64_t>(record[field.attr]));
                                      context.out.number(item_label(field), id);
                                  }};

static constexpr char tos_wrong[] = "TOS value is invalid";

static bool parse_tos(Context &context, Args &args, const Field &, Message &message)
{
    auto tos = context.names.id(rt_dsfield, args.next());
    if (tos)
        message.fixed<fib_rule_hdr>().tos = static_cast<uint8_t>(*tos);
    return tos.has_value();
}

static constexpr Type tos_type{"TOS", parse_tos,
                               [](Context &context, const Field &field, const Record &record) {
                                   if (uint8_t tos = header(record).tos)
                                       context.out.string(item_label(field), context.names.text(rt_dsfield, tos));
                               }};
static constexpr Type tos_alias{"TOS", parse_tos, nullptr};

// --- the tables

static constexpr Field rows[] = {
    {.word = "preference",
     .attr = FRA_PRIORITY,
     .type = priority_type,
     .json = "priority",
     .wrong = "preference value is invalid",
     .always = true},
    {.word = "order", .attr = FRA_PRIORITY, .type = priority_alias, .wrong = "preference value is invalid"},
    {.word = "priority",
     .attr = FRA_PRIORITY,
     .type = priority_alias,
     .wrong = "preference value is invalid"},
    {.word = "not", .type = not_type, .exact = true},
    {.word = "from",
     .attr = FRA_SRC,
     .type = from_type,
     .text = "from",
     .json = "src",
     .exact = true,
     .always = true},
    {.word = "to",
     .attr = FRA_DST,
     .type = to_type,
     .text = " to",
     .json = "dst",
     .exact = true,
     .always = true},
    {.word = "tos", .type = tos_type, .text = " tos", .json = "tos", .wrong = tos_wrong, .exact = true},
    {.word = "dsfield", .type = tos_alias, .wrong = tos_wrong},
    {.word = "fwmark",
     .attr = FRA_FWMARK,
     .type = fwmark_type,
     .text = " fwmark",
     .json = "fwmark",
     .wrong = "fwmark value is invalid",
     .exact = true,
     .always = true},
    {.word = "iif",
     .attr = FRA_IIFNAME,
     .type = iif_type,
     .text = " iif",
     .json = "iif",
     .also = "dev",
     .wrong = "\"iif\"/\"dev\" not a valid ifname",
     .exact = true},
    {.word = "oif",
     .attr = FRA_OIFNAME,
     .type = oif_type,
     .text = " oif",
     .json = "oif",
     .wrong = "\"oif\" not a valid ifname",
     .exact = true},
    {.word = "l3mdev",
     .attr = FRA_L3MDEV,
     .type = l3mdev_type,
     .text = " lookup [l3mdev-table]",
     .json = "l3mdev",
     .exact = true},
    {.word = "uidrange",
     .attr = FRA_UID_RANGE,
     .type = users_type,
     .text = " uidrange",
     .wrong = "invalid UID range",
     .exact = true},
    {.word = "ipproto",
     .attr = FRA_IP_PROTO,
     .type = ipproto_type,
     .text = " ipproto",
     .json = "ipproto",
     .names = &ip_protocols,
     .wrong = "Invalid \"ipproto\" value",
     .exact = true},
    {.word = "sport", .attr = FRA_SPORT_RANGE, .type = sport_type, .text = " sport", .exact = true},
    {.word = "dport", .attr = FRA_DPORT_RANGE, .type = dport_type, .text = " dport", .exact = true},
    {.word = "tun_id",
     .attr = FRA_TUN_ID,
     .type = tun_id_type,
     .text = " tun_id",
     .json = "tun_id",
     .wrong = "\"tun_id\" value is invalid"},
};
constexpr Fields rule_selector{rows};

static constexpr Field late_rows[] = {
    {.word = "dscp",
     .attr = FRA_DSCP,
     .type = dscp_type,
     .text = " dscp",
     .json = "dscp",
     .wrong = "invalid dscp",
     .exact = true},
    {.word = "flowlabel",
     .attr = FRA_FLOWLABEL,
     .type = flowlabel_type,
     .text = " flowlabel",
     .json = "flowlabel",
     .wrong = "invalid flowlabel",
     .exact = true},
};
constexpr Fields rule_late_selector{late_rows};

} // namespace nskit
