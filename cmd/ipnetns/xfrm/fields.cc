// SPDX-License-Identifier: MIT
// Attributes of states and policies, each a line of text that begins with Field::before.
#include <endian.h>

#include <algorithm>
#include <cstring>

#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/base/number.h"
#include "lib/row/context.h"

namespace nskit::ipsec {

bool is_policy(const nlmsghdr *message)
{
    constexpr uint16_t types[] = {XFRM_MSG_NEWPOLICY, XFRM_MSG_DELPOLICY, XFRM_MSG_GETPOLICY,
                                  XFRM_MSG_UPDPOLICY, XFRM_MSG_POLEXPIRE, XFRM_MSG_ACQUIRE};
    return std::find(std::begin(types), std::end(types), message->nlmsg_type) != std::end(types);
}

/// The family of a state's addresses.
static int family_of(const nlmsghdr *message)
{
    if (message->nlmsg_type == XFRM_MSG_DELSA)
        return header_of<xfrm_usersa_id>(message).family;
    if (message->nlmsg_type == XFRM_MSG_REPORT)
        return header_of<xfrm_user_report>(message).sel.family;
    return is_policy(message) ? AF_UNSPEC : header_of<xfrm_usersa_info>(message).family;
}

static void refuse_second(const Field &field, const Args &args, const Message &message)
{
    if (message.find(field.attr))
        duplicate_argument(field.word, args.previous());
}

// --- types of lib/row, a line each

template <auto print> static void as_line(Context &context, const Field &field, const Record &record)
{
    print(context, field, record);
    context.out.line_break();
}

static bool parse_nonzero(Context &, Args &args, const Field &field, Message &message)
{
    const auto value = parse_as<uint32_t>(args.next());
    if (value && *value)
        message.put(field.attr, *value);
    return value.has_value();
}

constexpr Type hex_line{
    .arg = "NUMBER", .parse = parse_number<uint32_t>, .print = as_line<print_hex<uint32_t>>};
constexpr Type number_line{
    .arg = "NUMBER", .parse = parse_number<uint32_t>, .print = as_line<print_number<uint32_t>>};
constexpr Type nonzero_line{
    .arg = "NUMBER", .parse = parse_nonzero, .print = as_line<print_number<uint32_t>>};
constexpr Type name_line{
    .arg = "NAME", .parse = parse_choice<uint8_t>, .print = as_line<print_choice<uint8_t>>};

static void print_unsigned(Context &context, const Field &field, const Record &record)
{
    context.out.number(label(field), get_unsigned(record[field.attr]));
}

static constexpr Type shown_number{.print = as_line<print_unsigned>};

static void print_word(Context &context, const Field &field, const Record &)
{
    context.out.flag(label(field));
}

static constexpr Type shown_word{.print = as_line<print_word>};

// --- marks

static bool parse_mark(Context &, Args &args, const Field &field, Message &message)
{
    const auto value = parse_as<uint32_t>(args.next());
    if (!value)
        return false;
    xfrm_mark both{.v = *value, .m = UINT32_MAX};
    if (args.take("mask"))
        both.m = take_u32(args, "MASK value is invalid\n");
    message.put(field.attr, both);
    return true;
}

/// A mark and an output mark share a line.
static void print_mark(Context &context, const Field &field, const Record &record)
{
    const auto both = get<xfrm_mark>(record[field.attr]);
    context.out.text(std::string(field.before) + format("%s %#x/%#x ", field.word, both.v, both.m));
    if (!record[XFRMA_SET_MARK])
        context.out.line_break();
}

constexpr Type mark_type{.arg = "MARK [ mask MASK ]", .parse = parse_mark, .print = print_mark};

static bool parse_output_mark(Context &, Args &args, const Field &field, Message &message)
{
    const auto value = parse_as<uint32_t>(args.next());
    if (!value)
        return false;
    const uint32_t mask = args.take("mask") ? take_u32(args, "mask value is invalid\n") : 0;
    if (*value)
        message.put(field.attr, *value);
    if (mask)
        message.put(XFRMA_SET_MARK_MASK, mask);
    return true;
}

static void print_output_mark(Context &context, const Field &field, const Record &record)
{
    std::string text = record[XFRMA_MARK] ? "" : std::string(field.before);
    text += format("%s %#x", field.word, get<uint32_t>(record[field.attr]));
    if (const nlattr *mask = record[XFRMA_SET_MARK_MASK])
        text += format("/%#x", get<uint32_t>(mask));
    print_line(context, text);
}

constexpr Type output_mark_type{
    .arg = "MARK [ mask MASK ]", .parse = parse_output_mark, .print = print_output_mark};

// --- addresses

static constexpr Choice encap_types[] = {{"espinudp-nonike", 1}, {"espinudp", 2}, {"espintcp", 7}};

static uint16_t take_port(Args &args, const char *wrong)
{
    return htobe16(static_cast<uint16_t>(take_number(args, wrong, UINT16_MAX)));
}

static bool parse_encap(Context &, Args &args, const Field &field, Message &message)
{
    xfrm_encap_tmpl encap{.encap_type = take_name(args, encap_types, field.wrong)};
    encap.encap_sport = take_port(args, "SPORT value after \"encap\" is invalid");
    encap.encap_dport = take_port(args, "DPORT value after \"encap\" is invalid");
    encap.encap_oa = address_of(address_from(args.next(), AF_UNSPEC));
    message.put(field.attr, encap);
    return true;
}

static void print_encap(Context &context, const Field &field, const Record &record)
{
    const auto encap = get<xfrm_encap_tmpl>(record[field.attr]);
    print_line(context, std::string(field.before) +
                            format("encap type %s sport %u dport %u addr %s",
                                   name_of(encap_types, encap.encap_type).c_str(), be16toh(encap.encap_sport),
                                   be16toh(encap.encap_dport),
                                   address_text(encap.encap_oa, family_of(record.message)).c_str()));
}

constexpr Type encap_type{.arg = "{ espinudp | espinudp-nonike | espintcp } SPORT DPORT OADDR",
                          .parse = parse_encap,
                          .print = print_encap};

static bool parse_care_of(Context &context, Args &args, const Field &field, Message &message)
{
    refuse_second(field, args, message);
    message.put(field.attr, address_of(prefix_from(args.next(), context.settings.family)));
    return true;
}

static void print_care_of(Context &context, const Field &field, const Record &record)
{
    print_line(context, std::string(field.before) + "coa " +
                            address_text(get<xfrm_address_t>(record[field.attr]), family_of(record.message)));
}

constexpr Type care_of_type{.arg = "ADDR[/PLEN]", .parse = parse_care_of, .print = print_care_of};

// --- security contexts

static bool parse_context(Context &, Args &args, const Field &field, Message &message)
{
    constexpr size_t longest = 255; // without its NUL
    refuse_second(field, args, message);
    const std::string text(args.next());
    if (text.size() > longest)
        wrong_argument(text, "CTX value is too long");
    const auto size = static_cast<uint16_t>(text.size() + 1);
    const xfrm_user_sec_ctx head{.len = static_cast<uint16_t>(sizeof head + size),
                                 .exttype = XFRMA_SEC_CTX,
                                 .ctx_alg = XFRM_SC_ALG_SELINUX,
                                 .ctx_doi = XFRM_SC_DOI_LSM,
                                 .ctx_len = size};
    message.put_text(field.attr, std::string(reinterpret_cast<const char *>(&head), sizeof head) +
                                     std::string(text.c_str(), size));
    return true;
}

static void show_context(Context &context, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    if (bytes.size() < sizeof(xfrm_user_sec_ctx))
        return;
    bytes = bytes.subspan(sizeof(xfrm_user_sec_ctx));
    const auto *text = reinterpret_cast<const char *>(bytes.data());
    print_line(context, std::string(field.before) + "security context " +
                            std::string(text, strnlen(text, bytes.size())) + " ");
}

constexpr Type context_type{.arg = "CTX", .parse = parse_context, .print = show_context};

// --- offload to a device

static void take_keyword(Args &args, const char *keyword, const char *missing)
{
    const std::string_view word = args.next();
    if (word != keyword)
        wrong_argument(word, missing);
}

/// A policy is offloaded as a whole, `packet dev DEV`; a state also for one direction.
static bool parse_offload(Context &context, Args &args, const Field &field, Message &message)
{
    const bool of_policy = is_policy(message.header());
    const bool is_packet = args.take("packet");
    if (of_policy && !is_packet)
        wrong_argument(args.next(), "Invalid offload mode");
    if (!is_packet)
        args.take("crypto");
    take_keyword(args, "dev", "Missing dev keyword");
    xfrm_user_offload wanted{.ifindex = take_device(context, args, "Invalid device name")};
    wanted.flags = is_packet ? XFRM_OFFLOAD_PACKET : 0;
    if (!of_policy) {
        take_keyword(args, "dir", "Missing DIR keyword");
        const uint8_t way = take_name(args, directions, direction.wrong);
        wanted.flags |= way == directions[0].value ? XFRM_OFFLOAD_INBOUND : 0;
        modify<uint8_t>(message, direction.attr, [&](uint8_t &value) { value = way; });
    }
    message.put(field.attr, wanted);
    return true;
}

static void print_offload(Context &context, const Field &field, const Record &record)
{
    const auto offload = get<xfrm_user_offload>(record[field.attr]);
    std::string text = std::string(field.before) + "crypto offload parameters: dev ";
    text += context.links().name(offload.ifindex);
    if (!is_policy(record.message))
        text += offload.flags & XFRM_OFFLOAD_INBOUND ? " dir in" : " dir out";
    print_line(context, text + (offload.flags & XFRM_OFFLOAD_PACKET ? " mode packet" : " mode crypto"));
}

constexpr Type offload_type{
    .arg = "[ crypto | packet ] dev DEV dir DIR", .parse = parse_offload, .print = print_offload};

constexpr Type policy_offload_type{.arg = "packet dev DEV", .parse = parse_offload, .print = print_offload};

static void print_last_used(Context &context, const Field &field, const Record &record)
{
    print_line(context,
               std::string(field.before) + "lastused " + time_text(get<uint64_t>(record[field.attr])));
}

static constexpr Type last_used{.print = print_last_used};

// --- the rows

// In the order in which they are printed; the algorithms stand between the two tables.
static constexpr Field first_rows[] = {mark, output_mark};
static constexpr Field last_rows[] = {
    encap,
    {.attr = XFRMA_TMPL, .type = templates},
    care_of,
    {.attr = XFRMA_LASTUSED, .type = last_used},
    {.attr = XFRMA_REPLAY_VAL, .type = replay_state},
    {.attr = XFRMA_REPLAY_ESN_VAL, .type = replay_state_esn},
    offload,
    if_id,
    padding,
    direction,
    cpu,
    // The reference does not show these.
    {.attr = XFRMA_NAT_KEEPALIVE_INTERVAL,
     .type = shown_number,
     .text = "nat-keepalive-interval",
     .after = ""},
    {.attr = XFRMA_IPTFS_DROP_TIME, .type = shown_number, .text = "iptfs-drop-time", .after = ""},
    {.attr = XFRMA_IPTFS_REORDER_WINDOW, .type = shown_number, .text = "iptfs-reorder-window", .after = ""},
    {.attr = XFRMA_IPTFS_DONT_FRAG, .type = shown_word, .text = "iptfs-dont-frag", .after = ""},
    {.attr = XFRMA_IPTFS_INIT_DELAY, .type = shown_number, .text = "iptfs-init-delay", .after = ""},
    {.attr = XFRMA_IPTFS_MAX_QSIZE, .type = shown_number, .text = "iptfs-max-qsize", .after = ""},
    {.attr = XFRMA_IPTFS_PKT_SIZE, .type = shown_number, .text = "iptfs-pkt-size", .after = ""},
};

static void print_rows(Context &context, std::span<const Field> rows, const Record &record, const char *lead,
                       bool hides = false)
{
    for (Field row : rows) {
        row.frame(lead, row.after);
        if (hides)
            row.hide = 0;
        print_fields(context, std::span(&row, 1), record);
    }
}

std::array<Fields, 4> attribute_tables()
{
    return {Fields{first_rows}, Fields{algorithms}, Fields{last_rows}, Fields{std::span(&context_row, 1)}};
}

void print_attributes(Context &context, const Record &record, const Style &style)
{
    print_rows(context, first_rows, record, style.lead);
    print_rows(context, algorithms, record, style.lead, style.hides_keys);
    print_rows(context, last_rows, record, style.lead);
}

void print_context(Context &context, const Record &record, const Style &style)
{
    print_rows(context, std::span(&context_row, 1), record, style.lead);
}

void put_in_order(Message &message, std::span<const uint16_t> attrs)
{
    for (uint16_t attr : attrs)
        if (nlattr *there = message.find(attr))
            message.move_to_end(there);
}

} // namespace nskit::ipsec
