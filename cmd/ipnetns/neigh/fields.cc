// SPDX-License-Identifier: MIT
// What a neighbour entry consists of: one row for each word.
#include "cmd/ipnetns/neigh/neigh.h"

#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/uapi.h"
#include "lib/row/types.h"
#include "lib/row/words.h"

namespace nskit {

// --- whose: the address and the device

/// Puts the address, which also gives the entry its family. `any` puts none, so that the address is missing
/// later.
static void put_address(const Field &field, const char *word, Message &message)
{
    auto &header = message.fixed<ndmsg>();
    Prefix address = address_from(word, header.ndm_family);
    if (address.size == 0)
        return;
    header.ndm_family = address.family;
    message.put_address(field.attr, address);
}

static bool parse_destination(Context &, Args &args, const Field &field, Message &message)
{
    if (message.find(field.attr))
        garbage_argument(field.word, args.peek());
    put_address(field, args.next(), message);
    return true;
}

/// Introduces a value that is at least `width` columns wide.
static Label column(const Field &field, Color color, int width)
{
    Label column = label(field, color);
    column.width = width;
    return column;
}

template <int width> static void print_destination(Context &context, const Field &field, const Record &record)
{
    int family = record.fixed<ndmsg>().ndm_family;
    context.out.string(column(field, address_color(family), width),
                       context.host(family, get_bytes(record[field.attr])));
}

/// The word `proxy` has the address of a proxy entry.
static void write_destination(Context &context, const Field &field, const Record &record)
{
    if (!(record.fixed<ndmsg>().ndm_flags & NTF_PROXY))
        print_destination<0>(context, field, record);
}

static constexpr Type destination_type{
    .arg = "ADDRESS", .parse = parse_destination, .print = print_destination<0>, .words = write_destination};

static bool parse_device(Context &context, Args &args, const Field &, Message &message)
{
    message.fixed<ndmsg>().ndm_ifindex = context.links().index_from(args.next());
    return true;
}

/// A proxy entry may have no device.
template <int width> static void print_device(Context &context, const Field &field, const Record &record)
{
    if (int index = record.fixed<ndmsg>().ndm_ifindex)
        context.out.string(column(field, Color::ifname, width), context.links().name(index));
}

static constexpr Type device_type{.arg = "DEV", .parse = parse_device, .print = print_device<0>};

// --- its link-layer address

static bool parse_lladdr_or_null(Context &context, Args &args, const Field &field, Message &message)
{
    return args.take("null") || parse_lladdr(context, args, field, message);
}

static void print_lladdr(Context &context, const Field &field, const Record &record)
{
    const Links::Link *link = context.links().find(record.fixed<ndmsg>().ndm_ifindex);
    AddressText space;
    context.out.string(label(field, Color::mac),
                       format_lladdr(get_bytes(record[field.attr]), link ? link->type : 0, space));
}

static constexpr Type lladdr_type{.arg = "LLADDR", .parse = parse_lladdr_or_null, .print = print_lladdr};

// --- flags

static bool set_flag(Context &, Args &, const Field &field, Message &message)
{
    message.fixed<ndmsg>().ndm_flags |= static_cast<uint8_t>(field.mask);
    return true;
}

static void print_flag(Context &context, const Field &field, const Record &record)
{
    if (record.fixed<ndmsg>().ndm_flags & field.mask)
        context.out.null_flag(label(field));
}

static constexpr Type flag_type{.parse = set_flag, .print = print_flag};
static constexpr Type hidden_flag{.parse = set_flag, .words = write_nothing};
static constexpr Type shown_flag{.print = print_flag};

/// `proxy ADDRESS` sets the flag and the address.
static bool parse_proxy(Context &context, Args &args, const Field &field, Message &message)
{
    if (message.find(neigh_address.attr))
        duplicate_argument("address", args.next());
    set_flag(context, args, field, message);
    put_address(neigh_address, args.next(), message);
    return true;
}

/// The address stands behind this word, instead of `to`.
static void write_proxy(Context &context, const Field &field, const Record &record)
{
    const ndmsg &header = record.fixed<ndmsg>();
    if (header.ndm_flags & field.mask && record[neigh_address.attr])
        context.out.string(label(field),
                           context.host(header.ndm_family, get_bytes(record[neigh_address.attr])));
}

static constexpr Type proxy_type{
    .arg = "ADDRESS", .parse = parse_proxy, .print = print_flag, .words = write_proxy};

/// Sets a bit of NDA_FLAGS_EXT. An entry that the kernel is to manage begins without a state.
static bool set_extended_flag(Context &, Args &, const Field &field, Message &message)
{
    if (field.mask == NTF_EXT_MANAGED)
        message.fixed<ndmsg>().ndm_state = NUD_NONE;
    modify_bits<uint32_t>(message, field.attr, field.mask, true);
    return true;
}

static void print_extended_flag(Context &context, const Field &field, const Record &record)
{
    if (get<uint32_t>(record[field.attr]) & field.mask)
        context.out.null_flag(label(field));
}

static constexpr Type extended_flag{.parse = set_extended_flag, .print = print_extended_flag};

// --- statistics

/// The kernel sends times in hundredths of a second, whatever its own clock is.
static void print_cache(Context &context, const Field &field, const Record &record)
{
    if (!context.settings.stats)
        return;
    auto cache = get<nda_cacheinfo>(record[field.attr]);
    if (cache.ndm_refcnt)
        context.out.number({"refcnt", " ref", ""}, cache.ndm_refcnt);
    context.out.number({"used", " used", "/"}, cache.ndm_used / 100);
    context.out.number({"confirmed", "", "/"}, cache.ndm_confirmed / 100);
    context.out.number({"updated", "", ""}, cache.ndm_updated / 100);
}

static constexpr Type cache_type{.print = print_cache};

static void print_probes(Context &context, const Field &field, const Record &record)
{
    if (context.settings.stats)
        context.out.number(label(field), get<uint32_t>(record[field.attr]));
}

static constexpr Type probes_type{.print = print_probes};

// --- state

/// An abbreviation means the first row that it fits.
static constexpr struct {
    const char *name;
    uint16_t state;
    bool exact = true;
} state_words[] = {
    {.name = "permanent", .state = NUD_PERMANENT, .exact = false},
    {.name = "reachable", .state = NUD_REACHABLE, .exact = false},
    {.name = "noarp", .state = NUD_NOARP},
    {.name = "none", .state = NUD_NONE},
    {.name = "stale", .state = NUD_STALE},
    {.name = "incomplete", .state = NUD_INCOMPLETE},
    {.name = "delay", .state = NUD_DELAY},
    {.name = "probe", .state = NUD_PROBE},
    {.name = "failed", .state = NUD_FAILED, .exact = false},
};

uint16_t parse_nud(const char *word)
{
    for (const auto &row : state_words)
        if (row.exact ? std::string_view(word) == row.name : is_prefix(word, row.name))
            return row.state;
    completion::offer_names(word, state_words);
    auto number = parse_unsigned(word, 0xff);
    if (!number || (*number & (*number - 1)) != 0)
        wrong_argument(word, "nud state is bad");
    return static_cast<uint16_t>(*number);
}

std::string nud_names()
{
    std::string text;
    for (const auto &row : state_words)
        text += format("%s %s", &row == state_words ? "" : " |", row.name);
    return text;
}

static constexpr Choice states[] = {
    {"INCOMPLETE", NUD_INCOMPLETE}, {"REACHABLE", NUD_REACHABLE}, {"STALE", NUD_STALE},
    {"DELAY", NUD_DELAY},           {"PROBE", NUD_PROBE},         {"FAILED", NUD_FAILED},
    {"NOARP", NUD_NOARP},           {"PERMANENT", NUD_PERMANENT},
};

static bool parse_state(Context &, Args &args, const Field &, Message &message)
{
    message.fixed<ndmsg>().ndm_state = parse_nud(args.next());
    return true;
}

static void print_state(Context &context, const Field &field, const Record &record)
{
    unsigned state = record.fixed<ndmsg>().ndm_state;
    if (state == NUD_NONE)
        return;
    auto list = context.out.list(field.json);
    for (const Choice &bit : states)
        if (state & bit.value)
            context.out.string({nullptr, ""}, bit.name);
}

static void write_state(Context &context, const Field &field, const Record &record)
{
    for (const auto &row : state_words)
        if (row.state == record.fixed<ndmsg>().ndm_state)
            return context.out.string(label(field), row.name);
}

static constexpr Type state_type{
    .arg = "STATE", .parse = parse_state, .print = print_state, .words = write_state};

// --- the table

static constexpr size_t device_row = 1;
static constexpr Field rows[] = {
    {.word = "to", .attr = NDA_DST, .type = destination_type, .text = "", .json = "dst", .exact = true},
    {.word = "dev", .type = device_type, .exact = true},
    {.word = "lladdr", .attr = NDA_LLADDR, .type = lladdr_type, .once = true},
    {.word = "use", .type = hidden_flag, .mask = NTF_USE, .exact = true},
    {.word = "router", .type = flag_type, .mask = NTF_ROUTER, .exact = true},
    {.word = "proxy", .type = proxy_type, .mask = NTF_PROXY},
    {.word = "managed", .attr = NDA_FLAGS_EXT, .type = extended_flag, .mask = NTF_EXT_MANAGED, .exact = true},
    {.word = "extern_learn", .type = flag_type, .mask = NTF_EXT_LEARNED},
    {.type = shown_flag, .text = "offload", .mask = NTF_OFFLOADED},
    {.word = "extern_valid",
     .attr = NDA_FLAGS_EXT,
     .type = extended_flag,
     .mask = NTF_EXT_EXT_VALIDATED,
     .exact = true},
    {.attr = NDA_CACHEINFO, .type = cache_type},
    {.attr = NDA_PROBES, .type = probes_type, .text = "probes"},
    {.word = "nud", .type = state_type, .json = "state", .exact = true},
    {.word = "protocol",
     .attr = NDA_PROTOCOL,
     .type = named8,
     .text = "proto",
     .json = "protocol",
     .names = &rt_protos,
     .wrong = "\"protocol\" value is invalid"},
};
constexpr Fields neigh_fields{rows};
constexpr const Field &neigh_address = rows[0];

// --- as words

std::string write_neigh(Context &context, const Record &record)
{
    std::string line;
    append_rows(context, rows, record, line);
    return line;
}

std::string neigh_identity(Context &context, const Record &record)
{
    std::string line;
    for (const Field &row : rows)
        if (row.attr == NDA_DST || &row.type == &device_type || &row.type == &proxy_type)
            append_rows(context, std::span(&row, 1), record, line);
    return line;
}

// --- -brief: address and device in columns

static constexpr Type brief_destination{.print = print_destination<39>};
static constexpr Type brief_device{.print = print_device<16>};
static constexpr Type brief_lladdr{.print = print_lladdr};
static constexpr Field brief_rows[] = {
    {.attr = NDA_DST, .type = brief_destination, .text = "", .json = "dst"},
    {.type = brief_device, .text = "", .json = "dev"},
    {.attr = NDA_LLADDR, .type = brief_lladdr, .text = "", .json = "lladdr", .after = ""},
};

void print_neigh(Context &context, const nlmsghdr *message, bool with_device)
{
    const std::span<const Field> table = context.out.brief() ? brief_rows : std::span<const Field>(rows);
    const Record record = Record::of<ndmsg>(message);
    auto object = context.out.object();
    if (message->nlmsg_type == RTM_DELNEIGH)
        context.out.flag({"deleted", "Deleted"});
    else if (message->nlmsg_type == RTM_GETNEIGH)
        context.out.null_flag({"miss", "miss"});
    print_fields(context, table.first(device_row), record);
    if (with_device)
        print_fields(context, table.subspan(device_row, 1), record);
    print_fields(context, table.subspan(device_row + 1), record);
    context.out.line();
}

} // namespace nskit
