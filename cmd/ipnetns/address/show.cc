// SPDX-License-Identifier: MIT
// ip address show: links, each with its addresses.
#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/stats/stats.h"

#include <algorithm>

#include "lib/netlink/records.h"

namespace nskit {

/// An address and its link. `message` is nullptr if the filter does not want the address.
struct Entry {
    int index;
    const nlmsghdr *message;
};
using Entries = std::span<const Entry>;

static bool by_index(const Entry &one, const Entry &other)
{
    return one.index < other.index;
}

/// All addresses, sorted by link; those of one link stay in the kernel's order.
static std::vector<Entry> judge(Context &context, const AddressFilter &filter, const Records &records)
{
    std::vector<Entry> entries;
    records.each([&](const nlmsghdr *message) {
        if (auto record = address_record(message))
            entries.push_back({static_cast<int>(record->fixed<ifaddrmsg>().ifa_index),
                               filter.wants(context, *record) ? message : nullptr});
    });
    std::stable_sort(entries.begin(), entries.end(), by_index);
    return entries;
}

static Entries entries_of(const std::vector<Entry> &entries, int index)
{
    auto [begin, end] = std::equal_range(entries.begin(), entries.end(), Entry{index, nullptr}, by_index);
    return {begin, end};
}

static bool is_wanted(const Entry &entry)
{
    return entry.message != nullptr;
}

// --- output

/// Whether links have lines of their own. If only addresses are asked for, they have none.
static bool shows_links(const Context &context, const AddressFilter &filter)
{
    return filter.family == AF_PACKET || (!filter.label && (context.out.brief() || !context.out.oneline()));
}

static void print_addresses(Context &context, const AddressFilter &filter, Entries entries,
                            std::string_view device)
{
    const bool brief = context.out.brief(), own_lines = !brief && !shows_links(context, filter);
    auto list = context.out.list("addr_info");
    for (const Entry &entry : entries) {
        if (!is_wanted(entry))
            continue;
        auto object = context.out.object();
        const Record record = Record::of<ifaddrmsg>(entry.message);
        if (!brief && !own_lines)
            context.out.line_break();
        if (context.out.oneline())
            print_device_address(context, record, device);
        else
            print_address(context, record);
        if (own_lines)
            context.out.line();
    }
}

static void print_one(Context &context, const AddressFilter &filter, const Record &link, Entries entries)
{
    auto object = context.out.object();
    const bool with_link = shows_links(context, filter);
    const bool any_family = filter.family == AF_UNSPEC || filter.family == AF_PACKET;
    if (with_link && context.out.brief()) {
        // Without protocol addresses, the link-layer addresses are shown.
        print_link_brief(context, link, filter.family == AF_PACKET ? LinkView::link : LinkView::address);
    } else if (with_link) {
        print_link(context, link, any_family ? LinkView::address : LinkView::family);
        print_link_lines(context, link, LinkView::address);
    }
    if (filter.family != AF_PACKET)
        print_addresses(context, filter, entries, link.attrs.string(IFLA_IFNAME));
    if (with_link && !context.out.brief() && context.settings.stats)
        print_statistics(context, link);
    if (with_link || context.out.brief())
        context.out.line();
}

/// `3: v0    inet ...`, a line each.
static void print_lines(Context &context, Entries entries)
{
    for (const Entry &entry : entries)
        if (is_wanted(entry)) {
            const Record record = Record::of<ifaddrmsg>(entry.message);
            print_device_address(context, record, context.links().name(entry.index));
            context.out.line();
        }
}

// --- links

/// IPv6 has a short dump of links of its own, which `ip -6 address` shows. It has neither the attributes that
/// links are filtered by nor counters.
static void fetch_inet6_links(Context &context, Records &records)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{.ifi_family = AF_INET6});
    context.socket().collect(message, records);
    records.each([&](const nlmsghdr *link) { context.links().remember(link); });
}

static void fetch_links_for(Context &context, const AddressFilter &filter, Records &records)
{
    const LinkFilter &link = filter.link;
    const bool needs_more =
        link.device || link.master || link.kind || link.group || link.carrier || context.settings.stats;
    if (context.settings.family == AF_INET6 && !needs_more)
        fetch_inet6_links(context, records);
    else
        fetch_links(context, link, records);
}

/// A link is shown with its wanted addresses. Without a wanted address it is shown only if it has no address
/// at all and no family is named.
static bool is_shown(const AddressFilter &filter, Entries entries)
{
    if (filter.family == AF_PACKET)
        return true;
    return std::ranges::any_of(entries, is_wanted) || (filter.family == AF_UNSPEC && entries.empty());
}

/// Returns how many addresses are shown.
static size_t show_links(Context &context, const AddressFilter &filter, Records &links,
                         const std::vector<Entry> &entries)
{
    size_t count = 0;
    links.each([&](const nlmsghdr *message) {
        auto link = Record::of<ifinfomsg>(message, RTM_NEWLINK);
        if (!link)
            return;
        Entries own = entries_of(entries, link->fixed<ifinfomsg>().ifi_index);
        if (!filter.link.wants(*link) || !is_shown(filter, own))
            return;
        print_one(context, filter, *link, own);
        count += static_cast<size_t>(std::ranges::count_if(own, is_wanted));
    });
    return count;
}

/// Whether only the names of links are needed: then links are not dumped.
static bool names_suffice(const Context &context, const AddressFilter &filter)
{
    return context.out.is_text() && !shows_links(context, filter) && context.out.oneline() &&
           !context.out.brief() && !filter.link.judges();
}

/// Returns how many addresses are shown.
static size_t show(Session &session, const AddressFilter &filter)
{
    const bool by_name = names_suffice(session, filter);
    Records links, addresses;
    if (!by_name)
        fetch_links_for(session, filter, links);
    if (filter.family != AF_PACKET) {
        Message message(RTM_GETADDR, 0, address_query(filter));
        session.socket().collect(message, addresses);
    }
    const std::vector<Entry> entries = judge(session, filter, addresses);
    auto list = session.out.list();
    if (!by_name)
        return show_links(session, filter, links, entries);
    print_lines(session, entries);
    return static_cast<size_t>(std::ranges::count_if(entries, is_wanted));
}

void address_show(Session &session, Args &args)
{
    show(session, parse_address_filter(session, args));
}

// --- wait

/// Whether duplicate address detection still runs for an address that is otherwise wanted. Throws if it has
/// found a duplicate: the kernel does not try again.
static bool is_settling(Context &context, AddressFilter filter)
{
    filter.ready = false;
    filter.find_links(context);
    Message message(RTM_GETADDR, 0, address_query(filter));
    Records addresses;
    context.socket().collect(message, addresses);
    bool settling = false;
    addresses.each([&](const nlmsghdr *found) {
        const auto record = address_record(found);
        if (!record || !filter.wants(context, *record))
            return;
        const uint32_t flags = flags_of(*record);
        AddressText space;
        if (flags & IFA_F_DADFAILED)
            fail("Another host on the link of %s has the address %s.",
                 std::string(context.links().name(static_cast<int>(record->fixed<ifaddrmsg>().ifa_index)))
                     .c_str(),
                 std::string(format_address(record->fixed<ifaddrmsg>().ifa_family,
                                            get_bytes((*record)[IFA_ADDRESS]), space))
                     .c_str());
        settling = settling || flags & IFA_F_TENTATIVE;
    });
    return settling;
}

/// `ready` means all of the addresses: each by itself would be shown as soon as it is ready.
static size_t look_for_addresses(Session &session, Args &args, Look look, Wakers &)
{
    AddressFilter filter = parse_address_filter(session, args);
    if (look == Look::state)
        filter.ease();
    else if (filter.ready && is_settling(session, filter))
        return 0;
    return show(session, filter);
}

void address_wait(Session &session, Args &args)
{
    static constexpr unsigned groups[] = {RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR};
    wait_for(session, args, {.things = "address", .groups = groups, .show = look_for_addresses});
}

} // namespace nskit
