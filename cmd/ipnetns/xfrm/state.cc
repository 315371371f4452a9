// SPDX-License-Identifier: MIT
// States (SAs): their words, what the words must have in common, and how one is printed.
#include <endian.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/row/context.h"

namespace nskit::ipsec {

static xfrm_usersa_info &info(Message &message)
{
    return message.fixed<xfrm_usersa_info>(); // an xfrm_userspi_info begins with one
}

xfrm_usersa_info new_state()
{
    return {.lft = no_limits()};
}

// --- words of the header

static bool parse_mode(Context &, Args &args, const Field &, Message &message)
{
    info(message).mode = take_mode(args);
    return true;
}

static bool parse_reqid(Context &, Args &args, const Field &field, Message &message)
{
    info(message).reqid = take_u32(args, field.wrong);
    return true;
}

static bool parse_seq(Context &, Args &args, const Field &field, Message &message)
{
    info(message).seq = htobe32(take_u32(args, field.wrong));
    return true;
}

static bool parse_flag(Context &, Args &args, const Field &field, Message &message)
{
    uint8_t &flags = info(message).flags;
    flags = static_cast<uint8_t>(take_flags(args, state_flags, flags, UINT8_MAX, field.wrong));
    return true;
}

static bool parse_extra_flag(Context &, Args &args, const Field &field, Message &message)
{
    modify<uint32_t>(message, field.attr, [&](uint32_t &flags) {
        flags = take_flags(args, extra_flags, flags, UINT32_MAX, field.wrong);
    });
    return true;
}

static bool parse_sel(Context &context, Args &args, const Field &, Message &message)
{
    if (args.empty())
        incomplete_line();
    context.settings.family = AF_UNSPEC; // it need not be the state's
    if (SelectorWords words; !parse_selector(context, args, info(message).sel, words))
        wrong_argument(args.peek(), "unknown");
    return true;
}

static bool parse_limit(Context &, Args &args, const Field &, Message &message)
{
    take_limit(args, info(message).lft);
    return true;
}

static constexpr Type mode_type{.arg = "MODE", .parse = parse_mode};
static constexpr Type reqid_type{.arg = "REQID", .parse = parse_reqid};
static constexpr Type seq_type{.arg = "SEQ", .parse = parse_seq};
static constexpr Type flag_type{.arg = "FLAG-LIST", .parse = parse_flag};
static constexpr Type extra_flag_type{.arg = "EXTRA-FLAG-LIST", .parse = parse_extra_flag};
static constexpr Type sel_type{.arg = "SELECTOR", .parse = parse_sel};
static constexpr Type limit_type{.arg = "LIMIT NUMBER", .parse = parse_limit};

static constexpr Field mode{.word = "mode", .type = mode_type, .exact = true};
static constexpr Field reqid{
    .word = "reqid", .type = reqid_type, .wrong = "REQID value is invalid", .exact = true};
static constexpr Field seq{.word = "seq", .type = seq_type, .wrong = "SEQ value is invalid", .exact = true};
static constexpr Field flag_row{
    .word = "flag", .type = flag_type, .wrong = "FLAG value is invalid", .exact = true};

static constexpr Field state_rows[] = {
    mode,
    mark,
    reqid,
    seq,
    {.word = "replay-window",
     .type = replay_word,
     .part = offsetof(xfrm_replay_state_esn, replay_window),
     .exact = true},
    {.word = "replay-seq", .type = replay_word, .part = offsetof(xfrm_replay_state_esn, seq), .exact = true},
    {.word = "replay-seq-hi",
     .type = replay_word,
     .part = offsetof(xfrm_replay_state_esn, seq_hi),
     .exact = true},
    {.word = "replay-oseq",
     .type = replay_word,
     .part = offsetof(xfrm_replay_state_esn, oseq),
     .exact = true},
    {.word = "replay-oseq-hi",
     .type = replay_word,
     .part = offsetof(xfrm_replay_state_esn, oseq_hi),
     .exact = true},
    flag_row,
    {.word = "extra-flag",
     .attr = XFRMA_SA_EXTRA_FLAGS,
     .type = extra_flag_type,
     .wrong = "\"EXTRA-FLAG\" is invalid",
     .exact = true},
    {.word = "sel", .type = sel_type, .exact = true},
    {.word = "limit", .type = limit_type, .exact = true},
    encap,
    care_of,
    context_row,
    offload,
    output_mark,
    if_id,
    padding,
    direction,
    cpu,
};
constexpr Fields state_fields{state_rows, "value after \"%s\" is invalid"};

// --- the ID

static int family_of(const Context &context, const Id &id)
{
    return id.family ? id.family : context.family_or(AF_INET);
}

static void put_id(const Context &context, const Id &id, Message &message)
{
    info(message).id = id.id;
    info(message).saddr = id.source;
    info(message).family = static_cast<uint16_t>(family_of(context, id));
}

[[noreturn]] static void refuse_without_id()
{
    fail("Not enough information: ID is required");
}

// --- what goes together

static void check_mode(uint8_t mode, uint8_t protocol, std::initializer_list<int> allowed)
{
    if (std::find(allowed.begin(), allowed.end(), mode) == allowed.end())
        fail("MODE value is invalid with XFRM-PROTO value \"%s\"", name_of(protocols, protocol).c_str());
}

static void check_ipsec(Message &message, uint8_t protocol)
{
    const uint8_t mode = info(message).mode;
    if (protocol == IPPROTO_ESP)
        check_mode(mode, protocol, {XFRM_MODE_TRANSPORT, XFRM_MODE_TUNNEL, XFRM_MODE_BEET});
    else
        check_mode(mode, protocol, {XFRM_MODE_TRANSPORT, XFRM_MODE_TUNNEL});
    check_algorithms(message, protocol);
}

/// Mobile IPv6: route2 and hao.
static void check_mobility(Message &message, uint8_t protocol)
{
    const std::string name = name_of(protocols, protocol);
    if (info(message).mode == 0)
        fail("\"mode\" is required with XFRM-PROTO value \"%s\"", name.c_str());
    check_mode(info(message).mode, protocol, {XFRM_MODE_ROUTEOPTIMIZATION, XFRM_MODE_IN_TRIGGER});
    if (!message.find(XFRMA_COADDR))
        fail("\"coa\" is required with XFRM-PROTO value \"%s\"", name.c_str());
}

static void check_state(Message &message)
{
    const uint8_t protocol = info(message).id.proto;
    const std::string name = name_of(protocols, protocol);
    const bool is_mobility = protocol == IPPROTO_ROUTING || protocol == IPPROTO_DSTOPTS;
    if (is_ipsec(protocol))
        check_ipsec(message, protocol);
    else if (has_algorithm(message))
        fail("ALGO is invalid with XFRM-PROTO value \"%s\"", name.c_str());
    if (is_mobility)
        check_mobility(message, protocol);
    else if (message.find(XFRMA_COADDR))
        fail("\"coa\" is invalid with XFRM-PROTO value \"%s\"", name.c_str());
}

/// The reference leaves out what means nothing: a mark that selects no bits, and all CPUs.
static void drop_idle(Message &message)
{
    if (nlattr *there = message.find(mark.attr); there && get<xfrm_mark>(there).m == 0)
        message.remove(there);
    if (nlattr *there = message.find(cpu.attr); there && get<uint32_t>(there) == UINT32_MAX)
        message.remove(there);
}

// --- requests

void parse_state(Context &context, Args &args, Message &message)
{
    static constexpr uint16_t order[] = {XFRMA_OFFLOAD_DEV,    XFRMA_REPLAY_ESN_VAL, XFRMA_REPLAY_VAL,
                                         XFRMA_SA_EXTRA_FLAGS, XFRMA_MARK,           XFRMA_IF_ID,
                                         XFRMA_TFCPAD,         XFRMA_SET_MARK,       XFRMA_SET_MARK_MASK,
                                         XFRMA_SA_DIR,         XFRMA_SA_PCPU};
    const Fields tables[] = {state_fields, {algorithms}};
    Seen seen;
    Id id;
    while (!args.empty())
        if (!parse_field(context, args, tables, message, seen))
            parse_id(context, args, id);
    settle_replay(message);
    if (!id.is_given)
        refuse_without_id();
    put_id(context, id, message);
    check_state(message);
    drop_idle(message);
    put_in_order(message, order);
}

constexpr xfrm_userspi_info no_bounds{.min = UINT32_MAX, .max = 0};

xfrm_userspi_info new_allocspi()
{
    return no_bounds;
}

/// `min` and `max` of the SPI that the kernel chooses.
static bool parse_bound(Context &, Args &args, const Field &field, Message &message)
{
    auto &[state, min, max] = message.fixed<xfrm_userspi_info>();
    const bool is_min = field.part == offsetof(xfrm_userspi_info, min);
    if (is_min ? min != no_bounds.min : max != no_bounds.max)
        duplicate_argument(field.word, args.previous());
    (is_min ? min : max) = take_u32(args, bad_value_after(field.word).c_str());
    return true;
}

static constexpr Type bound{.arg = "SPI", .parse = parse_bound};
static constexpr Field allocspi_rows[] = {
    mode,
    mark,
    reqid,
    direction,
    seq,
    {.word = "min", .type = bound, .part = offsetof(xfrm_userspi_info, min), .exact = true},
    {.word = "max", .type = bound, .part = offsetof(xfrm_userspi_info, max), .exact = true},
    cpu,
};
constexpr Fields allocspi_fields{allocspi_rows, "value after \"%s\" is invalid"};

static void settle_bounds(Message &message)
{
    constexpr uint32_t least = 0x100, most = 0x0fffffff, most_of_comp = 0xffff;
    auto &[state, min, max] = message.fixed<xfrm_userspi_info>();
    const bool has_min = min != no_bounds.min, has_max = max != no_bounds.max;
    if (has_min != has_max)
        fail("\"%s\" is missing", has_min ? "max" : "min");
    if (has_min && min > max)
        fail("value after \"min\" is larger than value after \"max\"");
    if (has_min)
        return;
    min = least;
    max = state.id.proto == IPPROTO_COMP ? most_of_comp : most;
}

void parse_allocspi(Context &context, Args &args, Message &message)
{
    static constexpr uint16_t order[] = {XFRMA_SA_DIR, XFRMA_MARK, XFRMA_SA_PCPU};
    Seen seen;
    Id id;
    while (!args.empty())
        if (!parse_field(context, args, allocspi_fields, message, seen))
            parse_id(context, args, id);
    if (!id.is_given)
        refuse_without_id();
    if (id.id.spi)
        fail("\"spi\" is invalid");
    put_id(context, id, message);
    settle_bounds(message);
    put_in_order(message, order);
}

static constexpr Field id_rows[] = {mark};
constexpr Fields state_id_fields{id_rows};

static constexpr Field filter_rows[] = {mode, reqid, flag_row};
constexpr Fields state_filter_fields{filter_rows};

void parse_state_id(Context &context, Args &args, Message &message)
{
    static constexpr uint16_t order[] = {XFRMA_SRCADDR, XFRMA_MARK};
    Seen seen;
    Id id;
    while (!args.empty())
        if (!parse_field(context, args, state_id_fields, message, seen))
            parse_id(context, args, id);
    auto &header = message.fixed<xfrm_usersa_id>();
    header = {.daddr = id.id.daddr,
              .spi = id.id.spi,
              .family = static_cast<uint16_t>(family_of(context, id)),
              .proto = id.id.proto};
    if (id.is_given)
        message.put(XFRMA_SRCADDR, id.source);
    put_in_order(message, order);
}

// --- printing

/// `replay-window 0 flag esn`, and with -s the sequence number and the flags as a number.
static void print_flags(Context &context, const xfrm_usersa_info &state, const Record &record,
                        const Style &style)
{
    const bool stats = context.settings.stats;
    const auto extra = record.attrs.value<uint32_t>(XFRMA_SA_EXTRA_FLAGS);
    std::string text = style.lead + format("replay-window %u ", state.replay_window);
    if (stats)
        text += format("seq 0x%08x ", be32toh(state.seq));
    if (state.flags || stats)
        text += "flag " + flag_names(state_flags, state.flags);
    if (extra)
        text += (text.ends_with(' ') ? "extra_flag " : " extra_flag ") + flag_names(extra_flags, extra);
    if (stats)
        text += format(" (0x%08x)", state.flags);
    print_line(context, text);
}

static void print_stats(Context &context, const xfrm_stats &stats, const Style &style)
{
    if (!context.settings.stats)
        return;
    print_line(context, std::string(style.lead) + "stats:");
    print_line(context, style.deeper() + format("replay-window %u replay %u failed %u", stats.replay_window,
                                                stats.replay, stats.integrity_failed));
}

static void print_info(Context &context, const xfrm_usersa_info &state, const Record &record,
                       const Style &style)
{
    print_line(context, format("src %s dst %s", address_text(state.saddr, state.family).c_str(),
                               address_text(state.id.daddr, state.family).c_str()));
    print_line(context,
               style.lead + id_text(context, state.id, state.reqid, state.mode, is_ipsec(state.id.proto)));
    print_flags(context, state, record, style);
    print_attributes(context, record, style);
    if (!is_empty(state.sel)) {
        const std::string title = std::string(style.lead) + "sel ";
        print_selector(context, title.c_str(), state.sel, state.family);
    }
    print_lifetimes(context, state.lft, state.curlft, style);
    print_stats(context, state.stats, style);
    print_context(context, record, style);
}

static constexpr Kind kinds[] = {
    {XFRM_MSG_NEWSA, sizeof(xfrm_usersa_info), ""},
    {XFRM_MSG_DELSA, sizeof(xfrm_usersa_id), "Deleted "},
    {XFRM_MSG_UPDSA, sizeof(xfrm_usersa_info), "Updated "},
    {XFRM_MSG_EXPIRE, sizeof(xfrm_user_expire), "Expired "},
};

void print_state(Context &context, const nlmsghdr *message, bool hides_keys)
{
    const Kind *kind = find_kind(kinds, message);
    if (!kind)
        return;
    const Record record(message, kind->header);
    const Style style{.hides_keys = hides_keys};
    context.out.text(kind->title);
    if (auto state = info_of<xfrm_usersa_info>(record, XFRM_MSG_DELSA, XFRMA_SA))
        print_info(context, *state, record, style);
    if (kind->type == XFRM_MSG_EXPIRE)
        print_line(context, style.lead + format("hard %u", header_of<xfrm_user_expire>(message).hard));
    end_lines(context);
}

} // namespace nskit::ipsec
