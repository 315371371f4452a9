// SPDX-License-Identifier: MIT
// Values that states and policies share: names of numbers, flags, limits, addresses and times.
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <netinet/in.h>

#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/row/context.h"
#include "lib/row/timestamp.h"

namespace nskit::ipsec {

// --- names

static constexpr Choice protocol_names[] = {{"esp", IPPROTO_ESP},     {"ah", IPPROTO_AH},
                                            {"comp", IPPROTO_COMP},   {"route2", IPPROTO_ROUTING},
                                            {"hao", IPPROTO_DSTOPTS}, {"ipsec-any", IPPROTO_RAW}};
static constexpr Choice mode_names[] = {{"transport", XFRM_MODE_TRANSPORT},
                                        {"tunnel", XFRM_MODE_TUNNEL},
                                        {"ro", XFRM_MODE_ROUTEOPTIMIZATION},
                                        {"in_trigger", XFRM_MODE_IN_TRIGGER},
                                        {"beet", XFRM_MODE_BEET}};
static constexpr Choice state_flag_names[] = {{"noecn", XFRM_STATE_NOECN},
                                              {"decap-dscp", XFRM_STATE_DECAP_DSCP},
                                              {"nopmtudisc", XFRM_STATE_NOPMTUDISC},
                                              {"wildrecv", XFRM_STATE_WILDRECV},
                                              {"icmp", XFRM_STATE_ICMP},
                                              {"af-unspec", XFRM_STATE_AF_UNSPEC},
                                              {"align4", XFRM_STATE_ALIGN4},
                                              {"esn", XFRM_STATE_ESN}};
static constexpr Choice extra_flag_names[] = {{"dont-encap-dscp", XFRM_SA_XFLAG_DONT_ENCAP_DSCP},
                                              {"oseq-may-wrap", XFRM_SA_XFLAG_OSEQ_MAY_WRAP}};
static constexpr Choice share_names[] = {{"any", XFRM_SHARE_ANY},
                                         {"session", XFRM_SHARE_SESSION},
                                         {"user", XFRM_SHARE_USER},
                                         {"unique", XFRM_SHARE_UNIQUE}};
static constexpr Choice policy_flag_names[] = {{"localok", XFRM_POLICY_LOCALOK}, {"icmp", XFRM_POLICY_ICMP}};

constexpr std::span<const Choice> protocols{protocol_names}, modes{mode_names}, shares{share_names},
    state_flags{state_flag_names}, extra_flags{extra_flag_names}, policy_flags{policy_flag_names};

std::string name_of(std::span<const Choice> choices, uint32_t value)
{
    const char *name = choice_name(choices, value);
    return name ? name : std::to_string(value);
}

std::string flag_names(std::span<const Choice> choices, uint32_t bits)
{
    std::string text;
    for (const Choice &choice : choices)
        if (bits & choice.value) {
            text.append(text.empty() ? "" : " ").append(choice.name);
            bits &= ~choice.value;
        }
    return bits ? text + format(text.empty() ? "%x" : " %x", bits) : text;
}

/// `NAME := { a | b }`.
static std::string describe_names(const char *name, std::span<const Choice> choices)
{
    std::string text = format("%s := {", name), names;
    for (const Choice &choice : choices)
        names += format("%s%s", names.empty() ? "" : " | ", choice.name.data());
    append_part(text, names + " }", 8);
    return text + "\n";
}

// --- words

uint64_t take_number(Args &args, const char *wrong, uint64_t most)
{
    auto value = parse_unsigned(args.next(), most);
    if (!value)
        wrong_argument(args.previous(), wrong);
    return *value;
}

std::string bad_value_after(const char *word)
{
    return format("value after \"%s\" is invalid", word);
}

uint8_t take_name(Args &args, std::span<const Choice> choices, const char *wrong)
{
    auto value = choice_value(choices, args.next());
    if (!value)
        wrong_argument(args.previous(), wrong);
    return static_cast<uint8_t>(*value);
}

uint8_t take_protocol(Args &args)
{
    return take_name(args, protocols, "XFRM-PROTO value is invalid");
}

uint8_t take_mode(Args &args)
{
    const char *word = args.next();
    completion::offer_names(word, modes);
    for (const Choice &mode : modes)
        if (is_prefix(word, mode.name))
            return static_cast<uint8_t>(mode.value);
    wrong_argument(word, "MODE value is invalid");
}

uint32_t take_flags(Args &args, std::span<const Choice> choices, uint32_t bits, uint32_t most,
                    const char *wrong)
{
    if (args.empty())
        incomplete_line();
    if (std::string_view(args.peek()).starts_with("0x"))
        return static_cast<uint32_t>(take_number(args, wrong, most));
    while (auto flag = choice_value(choices, args.peek())) {
        bits |= *flag;
        args.next();
    }
    return bits;
}

static constexpr Choice default_policy_names[] = {
    {"block", XFRM_USERPOLICY_BLOCK}, {"accept", XFRM_USERPOLICY_ACCEPT}, {"allow", XFRM_USERPOLICY_ACCEPT}};
constexpr std::span<const Choice> default_policies{default_policy_names};

static constexpr Choice limits[] = {{"time-soft", offsetof(xfrm_lifetime_cfg, soft_add_expires_seconds)},
                                    {"time-hard", offsetof(xfrm_lifetime_cfg, hard_add_expires_seconds)},
                                    {"time-use-soft", offsetof(xfrm_lifetime_cfg, soft_use_expires_seconds)},
                                    {"time-use-hard", offsetof(xfrm_lifetime_cfg, hard_use_expires_seconds)},
                                    {"byte-soft", offsetof(xfrm_lifetime_cfg, soft_byte_limit)},
                                    {"byte-hard", offsetof(xfrm_lifetime_cfg, hard_byte_limit)},
                                    {"packet-soft", offsetof(xfrm_lifetime_cfg, soft_packet_limit)},
                                    {"packet-hard", offsetof(xfrm_lifetime_cfg, hard_packet_limit)}};

void take_limit(Args &args, xfrm_lifetime_cfg &lifetime)
{
    const uint8_t place = take_name(args, limits, "LIMIT value is invalid");
    const uint64_t value = take_number(args, bad_value_after(args.previous()).c_str(), UINT64_MAX);
    memcpy(reinterpret_cast<char *>(&lifetime) + place, &value, sizeof value);
}

std::string describe_values(std::initializer_list<const char *> names)
{
    static constexpr struct {
        const char *name;
        std::span<const Choice> choices;
    } lists[] = {
        {"XFRM-PROTO", protocols},     {"MODE", modes},
        {"FLAG", state_flags},         {"EXTRA-FLAG", extra_flags},
        {"POLICY-FLAG", policy_flags}, {"LIMIT", limits},
        {"POLICY", default_policies},
    };
    std::string text;
    for (const auto &list : lists)
        if (std::find(names.begin(), names.end(), std::string_view(list.name)) != names.end())
            text += describe_names(list.name, list.choices);
    return text;
}

xfrm_lifetime_cfg no_limits()
{
    return {.soft_byte_limit = XFRM_INF,
            .hard_byte_limit = XFRM_INF,
            .soft_packet_limit = XFRM_INF,
            .hard_packet_limit = XFRM_INF};
}

int take_device(Context &context, Args &args, const char *wrong)
{
    auto index = context.links().index(args.next());
    if (!index)
        wrong_argument(args.previous(), wrong);
    return *index;
}

// --- addresses and times

Prefix take_prefix(const Context &context, Args &args)
{
    const std::string word(args.previous());
    const Prefix prefix = prefix_from(args.next(), context.settings.family);
    if (prefix.family == AF_UNSPEC)
        wrong_argument(args.previous(),
                       format("value after \"%s\" has an unrecognized address family", word.c_str()));
    return prefix;
}

xfrm_address_t address_of(const Prefix &prefix)
{
    xfrm_address_t address{};
    memcpy(&address, prefix.bytes.data(), prefix.size);
    return address;
}

std::string address_text(const xfrm_address_t &address, int family)
{
    AddressText space;
    const size_t size = family == AF_INET ? sizeof address.a4 : sizeof address.a6;
    return std::string(format_address(family == AF_INET ? AF_INET : AF_INET6,
                                      {reinterpret_cast<const uint8_t *>(&address), size}, space));
}

std::string time_text(uint64_t seconds)
{
    return seconds ? date_and_time(static_cast<time_t>(seconds)) : "-";
}

// --- lines

void print_line(Context &context, std::string_view text)
{
    context.out.text(text);
    context.out.line_break();
}

void end_lines(Context &context)
{
    if (context.out.oneline())
        context.out.line();
}

bool has_header(const nlmsghdr *message, size_t size)
{
    const bool is_long = has_fixed(message, size);
    if (!is_long)
        warn("BUG: wrong nlmsg len %ld",
             static_cast<long>(message->nlmsg_len) - static_cast<long>(NLMSG_LENGTH(size)));
    return is_long;
}

const Kind *find_kind(std::span<const Kind> kinds, const nlmsghdr *message)
{
    for (const Kind &kind : kinds)
        if (kind.type == message->nlmsg_type)
            return has_header(message, kind.header) ? &kind : nullptr;
    return nullptr;
}

static std::string limit_text(uint64_t limit, const char *unit)
{
    return limit == XFRM_INF ? format("(INF)(%s)", unit)
                             : format("%llu(%s)", static_cast<unsigned long long>(limit), unit);
}

static std::string pair_text(const char *what, uint64_t soft, uint64_t hard, const char *unit)
{
    return format("%s soft %s, hard %s", what, limit_text(soft, unit).c_str(),
                  limit_text(hard, unit).c_str());
}

static std::string seconds_text(const char *what, uint64_t soft, uint64_t hard)
{
    return format("%s soft %llu(sec), hard %llu(sec)", what, static_cast<unsigned long long>(soft),
                  static_cast<unsigned long long>(hard));
}

void print_lifetimes(Context &context, const xfrm_lifetime_cfg &limit, const xfrm_lifetime_cur &current,
                     const Style &style)
{
    if (!context.settings.stats)
        return;
    const std::string deeper = style.deeper();
    print_line(context, std::string(style.lead) + "lifetime config:");
    print_line(context, deeper + pair_text("limit:", limit.soft_byte_limit, limit.hard_byte_limit, "bytes"));
    print_line(context,
               deeper + pair_text("limit:", limit.soft_packet_limit, limit.hard_packet_limit, "packets"));
    print_line(context, deeper + seconds_text("expire add:", limit.soft_add_expires_seconds,
                                              limit.hard_add_expires_seconds));
    print_line(context, deeper + seconds_text("expire use:", limit.soft_use_expires_seconds,
                                              limit.hard_use_expires_seconds));
    print_line(context, std::string(style.lead) + "lifetime current:");
    print_line(context,
               deeper + format("%llu(bytes), %llu(packets)", static_cast<unsigned long long>(current.bytes),
                               static_cast<unsigned long long>(current.packets)));
    print_line(context,
               deeper + "add " + time_text(current.add_time) + " use " + time_text(current.use_time));
}

} // namespace nskit::ipsec
