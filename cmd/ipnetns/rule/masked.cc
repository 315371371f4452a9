// SPDX-License-Identifier: MIT
// Values of a rule's selector that have a mask behind a slash, in an attribute of its own.
#include <endian.h>

#include "cmd/ipnetns/rule/rule.h"
#include "lib/base/number.h"
#include "lib/base/quote.h"
#include "lib/netlink/uapi.h"
#include "lib/row/types.h"

namespace nskit::rule {

static std::string_view before_slash(std::string_view word)
{
    return word.substr(0, word.find('/'));
}

/// Returns nullopt if the word has no slash.
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

/// The kernel leaves a mark of 0 out, even if its mask selects such marks.
static void print_fwmark(Context &context, const Field &field, const Record &record)
{
    auto mask = record.attrs.value<uint32_t>(FRA_FWMASK);
    if (!record[field.attr] && mask == 0)
        return;
    context.out.hex(label(field), record.attrs.value<uint32_t>(field.attr));
    if (mask == UINT32_MAX)
        return;
    context.out.text("/");
    context.out.hex({"fwmask", "", ""}, mask);
}

/// A request without a mask means all bits, but for a mark of 0, which means no mark.
static void write_fwmark(Context &context, const Field &field, const Record &record)
{
    const auto mark = record.attrs.value<uint32_t>(field.attr);
    const auto mask = record.attrs.value<uint32_t>(FRA_FWMASK, mark ? UINT32_MAX : 0);
    if (mask == UINT32_MAX)
        context.out.text(format("%s 0x%x", field.word, mark));
    else if (mark || mask)
        context.out.text(format("%s 0x%x/0x%x", field.word, mark, mask));
}

constexpr Type fwmark_type{
    .arg = "MARK[/MASK]", .parse = parse_fwmark, .print = print_fwmark, .words = write_fwmark};

/// Shows a mask that has an attribute of its own. Text leaves out a mask of all ones.
static void print_mask(Context &context, const char *key, uint64_t mask, uint64_t ones)
{
    context.out.data(key, mask ? format("0x%llx", static_cast<unsigned long long>(mask)) : "0");
    if (mask != ones)
        context.out.text(format("/0x%llx", static_cast<unsigned long long>(mask)));
}

static bool parse_dscp(Context &context, Args &args, const Field &field, Message &message)
{
    constexpr uint8_t most = UINT8_MAX; // the kernel refuses what is above 63
    std::string_view word = args.next(), text = before_slash(word);
    // Names are those of a whole TOS. A number is not looked up: it would be taken for a TOS in hex.
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

static void print_dscp(Context &context, const Field &field, const Record &record)
{
    constexpr unsigned ones = 0x3f;
    unsigned value = get<uint8_t>(record[field.attr]),
             mask = record.attrs.value<uint8_t>(FRA_DSCP_MASK, ones);
    auto name = context.names.name(rt_dsfield, value << 2);
    const std::string text = name ? std::string(*name) : std::to_string(value);
    // In text a value with a mask is a number like the mask.
    context.out.literal(label(field), mask == ones ? text : format(value ? "0x%x" : "0", value), quote(text));
    if (record[FRA_DSCP_MASK])
        print_mask(context, "dscp_mask", mask, ones);
}

constexpr Type dscp_type{.arg = "DSCP[/MASK]", .parse = parse_dscp, .print = print_dscp};

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

static void print_flowlabel(Context &context, const Field &field, const Record &record)
{
    context.out.hex(label(field), be32toh(get<uint32_t>(record[field.attr])));
    if (const nlattr *mask = record[FRA_FLOWLABEL_MASK])
        print_mask(context, "flowlabel_mask", be32toh(get<uint32_t>(mask)), 0xfffff);
}

constexpr Type flowlabel_type{.arg = "LABEL[/MASK]", .parse = parse_flowlabel, .print = print_flowlabel};

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
        context.out.number(first_label(field, (name + "_start").c_str(), "-"), range.start);
        context.out.number({(name + "_end").c_str(), "", ""}, range.end);
        return;
    }
    auto mask = record.attrs.value<uint16_t>(mask_attr, ones);
    context.out.literal(label(field), format(mask == ones ? "%u" : "0x%x", range.start),
                        std::to_string(range.start));
    if (record[mask_attr])
        print_mask(context, (name + "_mask").c_str(), mask, ones);
}

constexpr Type sport_type{
    .arg = "PORT", .parse = parse_ports<FRA_SPORT_MASK>, .print = print_ports<FRA_SPORT_MASK>};
constexpr Type dport_type{
    .arg = "PORT", .parse = parse_ports<FRA_DPORT_MASK>, .print = print_ports<FRA_DPORT_MASK>};

} // namespace nskit::rule
