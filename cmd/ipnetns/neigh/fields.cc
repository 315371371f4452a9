// SPDX-License-Identifier: MIT
// What is known of a neighbour: one row for each of its words.
#include <algorithm>
#include <bit>

#include "cmd/ipnetns/neigh/neigh.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/uapi.h"
#include "lib/row/types.h"

namespace nskit {

// --- whose

/// The address, which also says of which family the entry is. It is given once.
static bool put_address(const Field &field, const char *word, Message &message)
{
    auto &header = message.fixed<ndmsg>();
    Prefix address = address_from(word, header.ndm_family);
    if (address.size == 0)
        return true; // `any` is none, which is then missed
    header.ndm_family = address.family;
    message.put(field.attr, address.bytes.data(), address.size);
    return true;
}

static void print_address(Context &context, const Field &field, const Record &record, int width)
{
    int family = record.fixed<ndmsg>().ndm_family;
    context.out.string({field.json, "", " ", address_color(family), width},
                       context.host(family, get_bytes(record[field.attr])));
}

static constexpr Type address_type{"ADDRESS",
                                   [](Context &, Args &args, const Field &field, Message &message) {
                                       if (message.find(field.attr))
                                           garbage_argument(field.word, args.peek() ? args.peek() : "");
                                       return put_address(field, args.next(), message);
                                   },
                                   [](Context &context, const Field &field, const Record &record) {
                                       print_address(context, field, record, 0);
                                   }};

/// Of no device, as a proxy entry may be, none is shown.
static void print_device(Context &context, const Field &field, const Record &record, const char *word,
                         int width)
{
    int index = record.fixed<ndmsg>().ndm_ifindex;
    if (index)
        context.out.string({field.key(), word, " ", Color::ifname, width}, context.links().name(index));
}

static constexpr Type device_type{"DEV",
                                  [](Context &context, Args &args, const Field &, Message &message) {
                                      auto &header = message.fixed<ndmsg>();
                                      header.ndm_ifindex = context.links().index_from(args.next());
                                      return true;
                                  },
                                  [](Context &context, const Field &field, const Record &record) {
                                      print_device(context, field, record, field.word, 0);
                                  }};

// --- where to

static bool parse_lladdr_or_null(Context &context, Args &args, const Field &field, Message &message)
{
    if (args.peek() && args.peek() == std::string_view("null")) {
        args.next();
        return true;
    }
    return parse_lladdr(context, args, field, message);
}

static void print_lladdr(Context &context, const Field &field, const Record &record, const char *word,
                         const char *after)
{
    const Links::Link *link = context.links().find(record.fixed<ndmsg>().ndm_ifindex);
    AddressText space;
    context.out.string({field.key(), word, after, Color::mac},
                       format_lladdr(get_bytes(record[field.attr]), link ? link->type : 0, space));
}

static constexpr Type lladdr_type{"LLADDR", parse_lladdr_or_null,
                                  [](Context &context, const Field &field, const Record &record) {
                                      print_lladdr(context, field, record, field.word, " ");
                                  }};

// --- flags

static void show_flag(Context &context, const Field &field, const Record &record)
{
    if (record.fixed<ndmsg>().ndm_flags & field.mask)
        context.out.null_flag({field.label(), field.label()});
}

static bool set_flag(Context &, Args &, const Field &field, Message &message)
{
    message.fixed<ndmsg>().ndm_flags |= static_cast<uint8_t>(field.mask);
    return true;
}

static constexpr Type flag_type{nullptr, set_flag, show_flag};
static constexpr Type hidden_flag{nullptr, set_flag, nullptr};
static constexpr Type shown_flag{nullptr, nullptr, show_flag};

/// `proxy ADDRESS` is the flag and the address in one.
static constexpr Type proxy_type{"ADDRESS",
                                 [](Context &context, Args &args, const Field &field, Message &message) {
                                     if (message.find(neigh_address.attr))
                                         duplicate_argument("address", args.next());
                                     set_flag(context, args, field, message);
                                     return put_address(neigh_address, args.next(), message);
                                 },
                                 show_flag};

/// A bit of NDA_FLAGS_EXT. An entry that the kernel is to manage has no state of its own to start with.
static bool set_extended_flag(Context &, Args &, const Field &field, Message &message)
{
    if (field.mask == NTF_EXT_MANAGED)
        message.fixed<ndmsg>().ndm_state = NUD_NONE;
    modify_bits<uint32_t>(message, field.attr, field.mask, true);
    return true;
}

static constexpr Type extended_flag{nullptr, set_extended_flag,
                                    [](Context &context, const Field &field, const Record &record) {
                                        if (get<uint32_t>(record[field.attr]) & field.mask)
                                            context.out.null_flag({field.word, field.word});
                                    }};

// --- statistics

/// In hundredths of a second; the kernel's clock ticks as often for everybody.
static constexpr Type cache_type{nullptr, nullptr,
                                 [](Context &context, const Field &field, const Record &record) {
                                     if (!context.settings.stats)
                                         return;
                                     auto cache = get<nda_cacheinfo>(record[field.attr]);
                                     if (cache.ndm_refcnt)
                                         context.out.number({"refcnt", " ref", ""}, cache.ndm_refcnt);
                                     context.out.number({"used", " used", "/"}, cache.ndm_used / 100);
                                     context.out.number({"confirmed", "", "/"}, cache.ndm_confirmed / 100);
                                     context.out.number({"updated", "", ""}, cache.ndm_updated / 100);
                                 }};

static constexpr Type probes_type{nullptr, nullptr,
                                  [](Context &context, const Field &field, const Record &record) {
                                      if (context.settings.stats)
                                          context.out.number(field.text, get<uint32_t>(record[field.attr]));
                                  }};

// --- state

/// In the order in which an abbreviation finds them.
static constexpr struct {
    const char *name;
    uint16_t state;
    bool exact;
} state_words[] = {
    {"permanent", NUD_PERMANENT, false}, {"reachable", NUD_REACHABLE, false},
    {"noarp", NUD_NOARP, true},          {"none", NUD_NONE, true},
    {"stale", NUD_STALE, true},          {"incomplete", NUD_INCOMPLETE, true},
    {"delay", NUD_DELAY, true},          {"probe", NUD_PROBE, true},
    {"failed", NUD_FAILED, false},
};

uint16_t parse_nud(std::string_view word)
{
    for (const auto &row : state_words)
        if (row.exact ? word == row.name : is_prefix(word, row.name))
            return row.state;
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

static constexpr Type state_type{"STATE",
                                 [](Context &, Args &args, const Field &, Message &message) {
                                     message.fixed<ndmsg>().ndm_state = parse_nud(args.next());
                                     return true;
                                 },
                                 [](Context &context, const Field &field, const Record &record) {
                                     unsigned state = record.fixed<ndmsg>().ndm_state;
                                     if (state == NUD_NONE)
                                         return;
                                     auto list = context.out.list(field.json);
                                     for (const Choice &bit : states)
                                         if (state & bit.value)
                                             context.out.string({nullptr, ""}, bit.name);
                                 }};

// --- the table

static constexpr size_t device_row = 1;
static constexpr Field rows[] = {
    {.word = "to", .attr = NDA_DST, .type = address_type, .json = "dst", .exact = true},
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

// --- -brief: address and device in columns

static constexpr Type brief_address{nullptr, nullptr,
                                    [](Context &context, const Field &field, const Record &record) {
                                        print_address(context, field, record, 39);
                                    }};
static constexpr Type brief_device{nullptr, nullptr,
                                   [](Context &context, const Field &field, const Record &record) {
                                       print_device(context, field, record, "", 16);
                                   }};
static constexpr Type brief_lladdr{nullptr, nullptr,
                                   [](Context &context, const Field &field, const Record &record) {
                                       print_lladdr(context, field, record, "", "");
                                   }};
static constexpr Field brief_rows[] = {
    {.attr = NDA_DST, .type = brief_address, .json = "dst"},
    {.type = brief_device, .json = "dev"},
    {.attr = NDA_LLADDR, .type = brief_lladdr, .json = "lladdr"},
};

void print_neigh(Context &context, const nlmsghdr *message, bool with_device)
{
    const std::span<const Field> table = context.out.brief() ? brief_rows : std::span<const Field>(rows);
    Record record{Attrs(message, sizeof(ndmsg)), message};
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
