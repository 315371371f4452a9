// SPDX-License-Identifier: MIT
// What an address consists of: one row for each part, in the order in which they are shown.
#include "cmd/ipnetns/address/address.h"

#include <algorithm>

#include "lib/row/types.h"

namespace nskit {

// --- flags

using Setter = AddressFlag::Setter;
using Shown = AddressFlag::Shown;

static constexpr AddressFlag flag_rows[] = {
    {.name = "secondary", .bit = IFA_F_SECONDARY, .shown = Shown::inet},
    {.name = "temporary", .bit = IFA_F_TEMPORARY, .shown = Shown::inet6},
    {.name = "primary", .bit = IFA_F_SECONDARY, .shown = Shown::never, .absent = true},
    {.name = "nodad", .bit = IFA_F_NODAD, .setter = Setter::inet6_user},
    {.name = "optimistic", .bit = IFA_F_OPTIMISTIC, .setter = Setter::inet6_user},
    {.name = "dadfailed", .bit = IFA_F_DADFAILED},
    {.name = "home", .bit = IFA_F_HOMEADDRESS, .setter = Setter::inet6_user},
    {.name = "deprecated", .bit = IFA_F_DEPRECATED},
    {.name = "tentative", .bit = IFA_F_TENTATIVE},
    {.name = "permanent", .bit = IFA_F_PERMANENT, .shown = Shown::never},
    {.name = "dynamic", .bit = IFA_F_PERMANENT, .absent = true},
    {.name = "mngtmpaddr", .bit = IFA_F_MANAGETEMPADDR, .setter = Setter::inet6_user},
    {.name = "noprefixroute", .bit = IFA_F_NOPREFIXROUTE, .setter = Setter::user},
    {.name = "autojoin", .bit = IFA_F_MCAUTOJOIN, .setter = Setter::user},
    {.name = "stable-privacy", .bit = IFA_F_STABLE_PRIVACY},
};
constexpr std::span<const AddressFlag> address_flags{flag_rows};

const AddressFlag *find_address_flag(std::string_view name)
{
    for (const AddressFlag &flag : flag_rows)
        if (flag.name == name)
            return &flag;
    return nullptr;
}

uint32_t flags_of(const Record &record)
{
    return record.attrs.value<uint32_t>(IFA_FLAGS, record.fixed<ifaddrmsg>().ifa_flags);
}

static bool is_shown(const AddressFlag &flag, int family)
{
    switch (flag.shown) {
    case Shown::always:
        return true;
    case Shown::inet:
        return family != AF_INET6;
    case Shown::inet6:
        return family == AF_INET6;
    case Shown::never:
        return false;
    }
    return false;
}

/// Flags without a name are shown in hex.
static void print_flags(Context &context, const Field &field, const Record &record)
{
    const int family = record.fixed<ifaddrmsg>().ifa_family;
    uint32_t flags = flags_of(record), left = flags;
    for (const AddressFlag &flag : flag_rows) {
        left &= ~flag.bit;
        if (is_shown(flag, family) && flag.holds(flags))
            context.out.flag(flag.name);
    }
    if (left)
        context.out.string(label(field), format("%02x", left));
}

static constexpr Type flags_type{.print = print_flags};

// --- addresses

static void print_family(Context &context, const Field &field, const Record &record)
{
    const int family = record.fixed<ifaddrmsg>().ifa_family;
    context.out.text("    ");
    if (family_bits(family))
        context.out.string({field.json, ""}, family_name(family));
    else
        context.out.integer({"family_index", "family"}, family);
}

static constexpr Type family_type{.print = print_family};

/// `ADDRESS/LENGTH`, or `ADDRESS peer ADDRESS/LENGTH`. Without a peer, the kernel sends IFA_ADDRESS alone for
/// an IPv6 address, and the same address twice for an IPv4 address.
static void print_local(Context &context, const Field &field, const Record &record)
{
    const ifaddrmsg &header = record.fixed<ifaddrmsg>();
    const int family = header.ifa_family;
    const nlattr *peer = record[IFA_ADDRESS], *local = record[IFA_LOCAL] ? record[IFA_LOCAL] : peer;
    if (!local)
        return;
    const Color color = address_color(family);
    context.out.string({field.json, "", "", color}, context.host(family, get_bytes(local)));
    if (peer && !std::ranges::equal(get_bytes(local), get_bytes(peer)))
        context.out.string({"address", " peer", "", color}, context.host(family, get_bytes(peer)));
    context.out.text("/");
    context.out.number({"prefixlen", ""}, header.ifa_prefixlen);
}

static constexpr Type local_type{.print = print_local};

static bool parse_host(Context &, Args &args, const Field &field, Message &message)
{
    auto &family = message.fixed<ifaddrmsg>().ifa_family;
    Prefix address = address_from(args.next(), family);
    if (family == AF_UNSPEC)
        family = address.family;
    message.put_address(field.attr, address);
    return true;
}

static void print_host(Context &context, const Field &field, const Record &record)
{
    const int family = record.fixed<ifaddrmsg>().ifa_family;
    context.out.string(label(field, address_color(family)),
                       context.host(family, get_bytes(record[field.attr])));
}

static constexpr Type host_type{.arg = "ADDRESS", .parse = parse_host, .print = print_host};
static constexpr Type shown_host{.print = print_host};

// --- scope, lifetimes

static void print_scope(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), context.names.text(rt_scopes, record.fixed<ifaddrmsg>().ifa_scope));
}

static constexpr Type scope_type{.print = print_scope};

/// `forever` or `Nsec`. A deprecated address has a negative time, counted since it was deprecated.
static void print_lifetime(Context &context, const Label &label, uint32_t seconds, bool is_signed)
{
    const std::string number =
        is_signed ? std::to_string(static_cast<int32_t>(seconds)) : std::to_string(seconds);
    context.out.literal(label, seconds == UINT32_MAX ? "forever" : number + "sec", number);
}

static void print_lifetimes(Context &context, const Field &field, const Record &record)
{
    auto times = get<ifa_cacheinfo>(record[field.attr]);
    const bool is_overdue = flags_of(record) & IFA_F_DEPRECATED && times.ifa_prefered != UINT32_MAX;
    context.out.line_break();
    context.out.text("       ");
    print_lifetime(context, {"valid_life_time", "valid_lft"}, times.ifa_valid, false);
    print_lifetime(context, {"preferred_life_time", "preferred_lft", ""}, times.ifa_prefered, is_overdue);
}

static constexpr Type lifetimes_type{.print = print_lifetimes};

// --- the tables

static constexpr Field family_rows[] = {
    {.type = family_type, .json = "family"},
};

static constexpr Field brief_rows[] = {
    {.type = local_type, .json = "local"},
    {.word = "metric", .attr = IFA_RT_PRIORITY, .type = u32, .wrong = "\"metric\" value is invalid"},
};

static constexpr Field other_rows[] = {
    {.attr = IFA_BROADCAST, .type = shown_host, .text = "brd", .json = "broadcast"},
    {.word = "anycast",
     .attr = IFA_ANYCAST,
     .type = host_type,
     .text = "any",
     .json = "anycast",
     .exact = true,
     .once = true},
    {.attr = IFA_MULTICAST, .type = shown_host, .text = "mcast", .json = "multicast"},
    {.type = scope_type, .text = "scope"},
    {.type = flags_type, .text = "flags", .json = "ifa_flags"},
    {.word = "proto",
     .attr = IFA_PROTO,
     .type = named8,
     .json = "protocol",
     .names = &rt_addrprotos,
     .hide = 0,
     .wrong = "\"proto\" value is invalid",
     .exact = true},
    {.word = "label",
     .attr = IFA_LABEL,
     .type = string,
     .text = "",
     .json = "label",
     .after = "",
     .exact = true},
    {.attr = IFA_CACHEINFO, .type = lifetimes_type},
};

static constexpr Field alias_rows[] = {
    {.word = "priority",
     .attr = IFA_RT_PRIORITY,
     .type = u32,
     .wrong = "\"metric\" value is invalid",
     .alias = true},
    {.word = "preference",
     .attr = IFA_RT_PRIORITY,
     .type = u32,
     .wrong = "\"metric\" value is invalid",
     .alias = true},
};

constexpr std::array<Fields, 3> address_tables{{{brief_rows}, {alias_rows}, {other_rows}}};

// --- a whole address

void print_address(Context &context, const Record &record)
{
    if (!context.out.brief())
        print_fields(context, family_rows, record);
    print_fields(context, brief_rows, record);
    if (!context.out.brief())
        print_fields(context, other_rows, record);
}

void print_device_address(Context &context, const Record &record, std::string_view device)
{
    if (!context.out.brief()) {
        context.out.number({"index", "", ": "}, record.fixed<ifaddrmsg>().ifa_index);
        context.out.string({"dev", "", ""}, device);
    }
    print_address(context, record);
}

void print_address_event(Context &context, const nlmsghdr *message)
{
    if (!has_fixed(message, sizeof(ifaddrmsg)))
        return;
    auto object = context.out.object();
    // The message is of an address, a multicast group or an anycast address: the low bits say what happened.
    constexpr unsigned verb = 3, removal = 1;
    if ((message->nlmsg_type & verb) == removal)
        context.out.flag({"deleted", "Deleted"});
    const Record record = Record::of<ifaddrmsg>(message);
    print_device_address(context, record,
                         context.links().name(static_cast<int>(record.fixed<ifaddrmsg>().ifa_index)));
    context.out.line();
}

} // namespace nskit
