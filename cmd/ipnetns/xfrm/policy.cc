// SPDX-License-Identifier: MIT
// Policies: their words, and how one is printed.
#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/row/context.h"

namespace nskit::ipsec {

constexpr uint8_t no_direction = 0xff; // until a word says one

static constexpr Choice policy_directions[] = {
    {"in", XFRM_POLICY_IN}, {"out", XFRM_POLICY_OUT}, {"fwd", XFRM_POLICY_FWD}};
static constexpr Choice types[] = {{"main", XFRM_POLICY_TYPE_MAIN}, {"sub", XFRM_POLICY_TYPE_SUB}};
static constexpr Choice actions[] = {{"allow", XFRM_POLICY_ALLOW}, {"block", XFRM_POLICY_BLOCK}};

xfrm_userpolicy_info new_policy()
{
    return {.lft = no_limits(), .dir = no_direction};
}

/// A request for one policy has a shorter header, with other places.
static bool is_short(const Message &message)
{
    const uint16_t type = message.header()->nlmsg_type;
    return type == XFRM_MSG_GETPOLICY || type == XFRM_MSG_DELPOLICY;
}

static xfrm_userpolicy_info &info(Message &message)
{
    return message.fixed<xfrm_userpolicy_info>();
}

static uint8_t &direction_of(Message &message)
{
    return is_short(message) ? message.fixed<xfrm_userpolicy_id>().dir : info(message).dir;
}

static uint32_t &index_of(Message &message)
{
    return is_short(message) ? message.fixed<xfrm_userpolicy_id>().index : info(message).index;
}

// --- words

static bool parse_direction(Context &, Args &args, const Field &field, Message &message)
{
    uint8_t &direction = direction_of(message);
    if (direction != no_direction)
        duplicate_argument(field.word, args.previous());
    direction = take_name(args, policy_directions, field.wrong);
    return true;
}

static bool parse_index(Context &, Args &args, const Field &field, Message &message)
{
    index_of(message) = take_u32(args, field.wrong);
    return true;
}

uint8_t take_policy_type(Args &args)
{
    return take_name(args, types, "PTYPE value is invalid");
}

std::string policy_type_name(uint8_t type)
{
    return name_of(types, type);
}

static bool parse_type(Context &, Args &args, const Field &field, Message &message)
{
    if (message.find(field.attr))
        duplicate_argument(field.word, args.previous());
    message.put(field.attr, xfrm_userpolicy_type{.type = take_policy_type(args)});
    return true;
}

static bool parse_action(Context &, Args &args, const Field &field, Message &message)
{
    info(message).action = take_name(args, actions, field.wrong);
    return true;
}

static bool parse_priority(Context &, Args &args, const Field &field, Message &message)
{
    info(message).priority = take_u32(args, field.wrong);
    return true;
}

static bool parse_flag(Context &, Args &args, const Field &field, Message &message)
{
    uint8_t &flags = info(message).flags;
    flags = static_cast<uint8_t>(take_flags(args, policy_flags, flags, UINT8_MAX, field.wrong));
    return true;
}

static bool parse_limit(Context &, Args &args, const Field &, Message &message)
{
    take_limit(args, info(message).lft);
    return true;
}

static constexpr Type direction_type{.arg = "DIR", .parse = parse_direction};
static constexpr Type index_type{.arg = "INDEX", .parse = parse_index};
static constexpr Type type_type{.arg = "PTYPE", .parse = parse_type};
static constexpr Type action_type{.arg = "ACTION", .parse = parse_action};
static constexpr Type priority_type{.arg = "PRIORITY", .parse = parse_priority};
static constexpr Type flag_type{.arg = "FLAG-LIST", .parse = parse_flag};
static constexpr Type limit_type{.arg = "LIMIT NUMBER", .parse = parse_limit};

/// A row with another error for a bad value.
static consteval Field with_error(Field row, const char *wrong)
{
    row.wrong = wrong;
    return row;
}

static constexpr Field dir{.word = "dir",
                           .type = direction_type,
                           .choices = policy_directions,
                           .wrong = "DIR value is invalid",
                           .exact = true};
static constexpr Field index_row{
    .word = "index", .type = index_type, .wrong = "INDEX value is invalid", .exact = true};
static constexpr Field ptype{
    .word = "ptype", .attr = XFRMA_POLICY_TYPE, .type = type_type, .choices = types, .exact = true};
static constexpr Field action{.word = "action",
                              .type = action_type,
                              .choices = actions,
                              .wrong = "ACTION value is invalid\n",
                              .exact = true};
static constexpr Field priority{
    .word = "priority", .type = priority_type, .wrong = "PRIORITY value is invalid", .exact = true};
static constexpr Field flag_row{
    .word = "flag", .type = flag_type, .wrong = "FLAG value is invalid", .exact = true};
static constexpr Field policy_offload{
    .word = offload.word, .attr = offload.attr, .type = policy_offload_type, .exact = true};
static constexpr Field policy_if_id = with_error(if_id, "IF_ID value is invalid");

static constexpr Field policy_rows[] = {
    dir,
    context_row,
    mark,
    index_row,
    ptype,
    action,
    priority,
    flag_row,
    {.word = "limit", .type = limit_type, .exact = true},
    {.word = "tmpl", .attr = XFRMA_TMPL, .type = templates, .exact = true},
    policy_if_id,
    policy_offload,
};
constexpr Fields policy_fields{policy_rows};

static constexpr Field id_rows[] = {dir, context_row, mark, index_row, ptype, policy_if_id};
constexpr Fields policy_id_fields{id_rows};

static constexpr Field filter_rows[] = {dir, index_row, ptype, action, priority, flag_row};
constexpr Fields policy_filter_fields{filter_rows};

// --- requests

bool take_selector(Context &context, Args &args, xfrm_selector &selector, SelectorWords &words)
{
    return !words.any && parse_selector(context, args, selector, words);
}

/// Reads the words of a table and a selector, with which the header begins. Returns whether there is one.
static bool parse_request(Context &context, Args &args, const Fields &table, Message &message)
{
    auto &selector = message.fixed<xfrm_selector>();
    SelectorWords words;
    for (Seen seen; !args.empty();)
        if (!parse_field(context, args, table, message, seen) &&
            !take_selector(context, args, selector, words))
            is_short(message) ? wrong_argument(args.peek(), "unknown")
                              : duplicate_argument("unknown", args.peek());
    if (direction_of(message) == no_direction)
        fail("Not enough information: DIR is required.");
    if (selector.family == AF_UNSPEC)
        selector.family = static_cast<uint16_t>(context.family_or(AF_INET));
    return words.any;
}

static void settle(Message &message)
{
    static constexpr uint16_t order[] = {XFRMA_POLICY_TYPE, XFRMA_TMPL,  XFRMA_MARK,
                                         XFRMA_SEC_CTX,     XFRMA_IF_ID, XFRMA_OFFLOAD_DEV};
    put_in_order(message, order);
}

void parse_policy(Context &context, Args &args, Message &message)
{
    parse_request(context, args, policy_fields, message);
    if (nlattr *there = message.find(mark.attr); there && get<xfrm_mark>(there).m == 0)
        message.remove(there); // as the reference, which leaves out a mark that selects no bits
    settle(message);
}

void parse_policy_id(Context &context, Args &args, Message &message)
{
    message.fixed<xfrm_userpolicy_id>().dir = no_direction;
    const bool has_selector = parse_request(context, args, policy_id_fields, message);
    const bool has_index = message.fixed<xfrm_userpolicy_id>().index != 0;
    if (has_selector && has_index)
        garbage_argument("SELECTOR", "INDEX");
    if (!has_selector && !has_index)
        fail("Not enough information: either SELECTOR or INDEX is required.");
    settle(message);
}

// --- printing

static std::string direction_text(uint8_t direction)
{
    const bool is_socket = direction >= XFRM_POLICY_MAX && direction < 2 * XFRM_POLICY_MAX;
    return (is_socket ? "socket " : "dir ") +
           name_of(policy_directions, is_socket ? direction - uint8_t{XFRM_POLICY_MAX} : direction) + " ";
}

/// The bits of a byte, as digits.
static std::string binary_text(uint8_t bits)
{
    std::string text;
    for (int bit = 7; bit >= 0; bit--)
        text += bits >> bit & 1 ? '1' : '0';
    return text;
}

static void print_what(Context &context, const xfrm_userpolicy_info &policy, const Record &record,
                       const Style &style)
{
    const bool stats = context.settings.stats;
    std::string text = style.lead + direction_text(policy.dir);
    if (policy.action != XFRM_POLICY_ALLOW || stats)
        text += "action " + name_of(actions, policy.action) + " ";
    if (stats)
        text += format("index %u ", policy.index);
    text += format("priority %u ", policy.priority);
    if (const nlattr *type = record[XFRMA_POLICY_TYPE])
        text += "ptype " + policy_type_name(get<xfrm_userpolicy_type>(type).type) + " ";
    if (stats)
        text += "share " + name_of(shares, policy.share) + " ";
    if (policy.flags || stats)
        text += "flag " + flag_names(policy_flags, policy.flags);
    if (stats)
        text += " (0x" + binary_text(policy.flags) + ")";
    print_line(context, text);
}

void print_policy(Context &context, const char *title, const xfrm_userpolicy_info &policy,
                  const Record &record, const Style &style)
{
    print_selector(context, title, policy.sel, AF_UNSPEC);
    print_context(context, record, style);
    print_what(context, policy, record, style);
    print_lifetimes(context, policy.lft, policy.curlft, style);
    print_attributes(context, record, style);
}

static constexpr Kind kinds[] = {
    {XFRM_MSG_NEWPOLICY, sizeof(xfrm_userpolicy_info), ""},
    {XFRM_MSG_DELPOLICY, sizeof(xfrm_userpolicy_id), "Deleted "},
    {XFRM_MSG_UPDPOLICY, sizeof(xfrm_userpolicy_info), "Updated "},
    {XFRM_MSG_POLEXPIRE, sizeof(xfrm_user_polexpire), "Expired "},
};

void print_policy(Context &context, const nlmsghdr *message)
{
    const Kind *kind = find_kind(kinds, message);
    if (!kind)
        return;
    const Record record(message, kind->header);
    const Style style;
    if (auto policy = info_of<xfrm_userpolicy_info>(record, XFRM_MSG_DELPOLICY, XFRMA_POLICY))
        print_policy(context, kind->title, *policy, record, style);
    if (kind->type == XFRM_MSG_POLEXPIRE)
        print_line(context, style.lead + format("hard %u", header_of<xfrm_user_polexpire>(message).hard));
    end_lines(context);
}

// --- how policies are found: prefixes that are longer than the thresholds are hashed

static uint8_t take_bits(Args &args, const Field &field, const char *which)
{
    const std::string wrong = format("%s %s value is invalid", field.word, which);
    return static_cast<uint8_t>(take_number(args, wrong.c_str(), field.most));
}

static bool parse_threshold(Context &, Args &args, const Field &field, Message &message)
{
    if (message.find(field.attr))
        duplicate_argument(field.word, args.previous());
    xfrmu_spdhthresh bits{};
    bits.lbits = take_bits(args, field, "LBITS");
    bits.rbits = take_bits(args, field, "RBITS");
    message.put(field.attr, bits);
    return true;
}

static constexpr Type threshold{.arg = "LBITS RBITS", .parse = parse_threshold};
static constexpr Field threshold_rows[] = {
    {.word = "hthresh4", .attr = XFRMA_SPD_IPV4_HTHRESH, .type = threshold, .most = 32, .exact = true},
    {.word = "hthresh6", .attr = XFRMA_SPD_IPV6_HTHRESH, .type = threshold, .most = 128, .exact = true},
};
static constexpr Fields threshold_fields{threshold_rows};

void parse_thresholds(Context &context, Args &args, Message &message)
{
    for (Seen seen; !args.empty();)
        if (!parse_field(context, args, threshold_fields, message, seen))
            wrong_argument(args.peek(), "unknown");
}

// --- defaults

template <auto place> static void parse_default(Context &, Args &args, xfrm_userpolicy_default &defaults)
{
    const std::string word(args.previous());
    if (defaults.*place != XFRM_USERPOLICY_UNSPEC)
        duplicate_argument(word.c_str(), word);
    defaults.*place = take_name(args, default_policies, (word + " policy value is invalid").c_str());
}

static constexpr Word<xfrm_userpolicy_default> default_words[] = {
    {.word = "in", .arg = "POLICY", .set = parse_default<&xfrm_userpolicy_default::in>, .exact = true},
    {.word = "fwd", .arg = "POLICY", .set = parse_default<&xfrm_userpolicy_default::fwd>, .exact = true},
    {.word = "out", .arg = "POLICY", .set = parse_default<&xfrm_userpolicy_default::out>, .exact = true},
};

void parse_defaults(Context &context, Args &args, Message &message)
{
    auto &defaults = message.fixed<xfrm_userpolicy_default>();
    while (!args.empty())
        if (!parse_word<xfrm_userpolicy_default>(context, args, default_words, defaults))
            wrong_argument(args.peek(), "unknown direction");
    cut_padding<xfrm_userpolicy_default>(message);
}

static const char *default_name(uint8_t policy)
{
    if (policy == XFRM_USERPOLICY_UNSPEC)
        return "unspec";
    const char *name = choice_name(default_policies, policy);
    return name ? name : "unknown";
}

void print_defaults(Context &context, const nlmsghdr *message)
{
    if (!has_header(message, sizeof(xfrm_userpolicy_default)))
        return;
    const auto defaults = header_of<xfrm_userpolicy_default>(message);
    context.out.text(format("Default policies:\n in:  %s\n fwd: %s\n out: %s\n", default_name(defaults.in),
                            default_name(defaults.fwd), default_name(defaults.out)));
}

} // namespace nskit::ipsec
