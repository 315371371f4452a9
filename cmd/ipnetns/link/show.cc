// SPDX-License-Identifier: MIT
// ip link show.
#include <cerrno>
#include <cstring>
#include <linux/if.h>

#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link_parts.h"
#include "lib/base/meaning.h"
#include "lib/netlink/records.h"
#include "lib/row/devices.h"

namespace nskit {

// --- filters

template <bool LinkFilter::*member> static void set_on(Context &, Args &, LinkFilter &filter)
{
    filter.*member = true;
}

static void parse_master(Context &context, Args &args, LinkFilter &filter)
{
    filter.master = device_argument(context, args.next());
}

static void set_no_master(Context &, Args &, LinkFilter &filter)
{
    filter.master = 0;
}

static void parse_vrf(Context &context, Args &args, LinkFilter &filter)
{
    filter.master = vrf_index(context, args.next());
}

static void parse_kind(Context &, Args &args, LinkFilter &filter)
{
    filter.kind = args.next();
    completion::offer_names(filter.kind, kinds);
}

static void parse_group(Context &context, Args &args, LinkFilter &filter)
{
    filter.group = context.names.id(link_groups, args.next());
    if (!filter.group)
        wrong_argument(args.previous(), "Invalid \"group\" value");
}

static void parse_operstate(Context &, Args &args, LinkFilter &filter)
{
    filter.operstate = operstate_from(args.next());
    if (!filter.operstate)
        wrong_argument(args.previous(), "Invalid operstate");
}

static constexpr Word<LinkFilter> words[] = {
    {.word = "up", .set = set_on<&LinkFilter::up>, .exact = true},
    {.word = "down", .set = set_on<&LinkFilter::down>, .exact = true},
    {.word = "carrier", .set = set_on<&LinkFilter::carrier>, .exact = true},
    {.word = "lower-up", .set = set_on<&LinkFilter::lower_up>, .exact = true},
    {.word = "operstate", .arg = "STATE", .set = parse_operstate, .exact = true},
    {.word = "master", .arg = "DEV", .set = parse_master, .exact = true},
    {.word = "nomaster", .set = set_no_master, .exact = true},
    {.word = "vrf", .arg = "NAME", .set = parse_vrf, .exact = true},
    {.word = "type", .arg = "KIND", .set = parse_kind, .exact = true},
    {.word = "group", .arg = "GROUP", .set = parse_group, .exact = true},
    {.word = "novf", .set = set_on<&LinkFilter::without_vfs>, .exact = true},
};
constexpr std::span<const Word<LinkFilter>> link_filter_words{words};

/// Whether the word means a kind of port, `KIND_slave`.
static bool is_port_kind(std::string_view kind)
{
    return kind.ends_with("_slave");
}

static bool has_kind(const Record &record, std::string_view kind)
{
    Attrs info(record[IFLA_LINKINFO]);
    if (!is_port_kind(kind))
        return info.string(IFLA_INFO_KIND) == kind;
    return info.string(IFLA_INFO_SLAVE_KIND) == kind.substr(0, kind.rfind('_'));
}

bool LinkFilter::wants(const Record &record) const
{
    const unsigned flags = record.fixed<ifinfomsg>().ifi_flags;
    const bool is_up = flags & IFF_UP;
    if ((up && !is_up) || (down && is_up))
        return false;
    if ((carrier && record.attrs.value<uint8_t>(IFLA_CARRIER) == 0) || (lower_up && !(flags & IFF_LOWER_UP)))
        return false;
    if (operstate && record.attrs.value<uint8_t>(IFLA_OPERSTATE) != *operstate)
        return false;
    if (master && record.attrs.value<int>(IFLA_MASTER) != *master)
        return false;
    if (group && record.attrs.value<uint32_t>(IFLA_GROUP) != *group)
        return false;
    return !kind || has_kind(record, kind);
}

void LinkFilter::ease()
{
    up = down = carrier = lower_up = false;
    operstate.reset();
    master.reset();
}

// --- requests

static uint32_t extended_mask(const Context &context, const LinkFilter &filter)
{
    uint32_t mask = filter.without_vfs ? 0 : RTEXT_FILTER_VF;
    return context.settings.stats ? mask : mask | RTEXT_FILTER_SKIP_STATS;
}

/// Asks for one link by name; if no link has this name, by what else the word may mean (`ifN`).
static void get_link(Context &context, const LinkFilter &filter, Records &records)
{
    auto keep = [&](const nlmsghdr *answer) { records.add(answer); };
    Message by_name(RTM_GETLINK, 0, ifinfomsg{.ifi_family = AF_PACKET});
    by_name.put<uint32_t>(IFLA_EXT_MASK, extended_mask(context, filter));
    by_name.put_string(strlen(filter.device) < IFNAMSIZ ? IFLA_IFNAME : IFLA_ALT_IFNAME, filter.device);
    if (context.socket().try_get(by_name, {ENODEV}, keep))
        return;
    const int index = existing_device(context, filter.device);
    Message by_index(RTM_GETLINK, 0, ifinfomsg{.ifi_family = AF_PACKET, .ifi_index = index});
    by_index.put<uint32_t>(IFLA_EXT_MASK, extended_mask(context, filter));
    context.socket().get(by_index, keep);
}

static void dump_links(Context &context, const LinkFilter &filter, Records &records)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{.ifi_family = AF_PACKET});
    message.put<uint32_t>(IFLA_EXT_MASK, extended_mask(context, filter));
    if (filter.master)
        message.put<int>(IFLA_MASTER, *filter.master ? *filter.master : -1);
    if (filter.kind && !is_port_kind(filter.kind)) {
        Nest info(message, IFLA_LINKINFO);
        message.put_text(IFLA_INFO_KIND, filter.kind);
    }
    context.socket().collect(message, records);
}

void fetch_links(Context &context, const LinkFilter &filter, Records &records)
{
    records.leave_out(unseen_attributes(context.settings.details > 0), sizeof(ifinfomsg));
    if (filter.device)
        get_link(context, filter, records);
    else
        dump_links(context, filter, records);
    // Names are needed before the first line: `v0@v1` may stand in front of v1.
    records.each([&](const nlmsghdr *message) { context.links().remember(message); });
}

// --- output

/// Shows a whole link but the brackets around it.
static void print_whole(Context &context, const Record &record, LinkView view)
{
    if (context.out.brief()) {
        print_link_brief(context, record, view);
    } else {
        print_link(context, record, view);
        print_link_lines(context, record, view);
    }
    context.out.line();
}

static void print_one(Context &context, const Record &record)
{
    auto object = context.out.object();
    print_whole(context, record, LinkView::link);
}

void print_link_event(Context &context, const nlmsghdr *message)
{
    if (!has_fixed(message, sizeof(ifinfomsg)))
        return;
    auto object = context.out.object();
    if (message->nlmsg_type == RTM_DELLINK)
        context.out.flag({"deleted", "Deleted"});
    print_whole(context, Record::of<ifinfomsg>(message), LinkView::monitor);
}

static LinkFilter parse_filter(Context &context, Args &args)
{
    LinkFilter filter;
    while (!args.empty()) {
        if (parse_word(context, args, link_filter_words, filter))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(link_usage());
        args.take("dev");
        if (filter.device)
            garbage_argument("dev", args.next());
        filter.device = args.next();
    }
    return filter;
}

/// Returns how many links are shown.
static size_t show(Session &session, const LinkFilter &filter)
{
    size_t count = 0;
    Records records;
    fetch_links(session, filter, records);
    auto list = session.out.list();
    records.each([&](const nlmsghdr *message) {
        const auto record = Record::of<ifinfomsg>(message, RTM_NEWLINK);
        if (!record || !filter.wants(*record))
            return;
        print_one(session, *record);
        count++;
    });
    return count;
}

void link_show(Session &session, Args &args)
{
    show(session, parse_filter(session, args));
}

static size_t look_for_links(Session &session, Args &args, Look look, Wakers &)
{
    LinkFilter filter = parse_filter(session, args);
    if (look == Look::state)
        filter.ease();
    return show(session, filter);
}

void link_wait(Session &session, Args &args)
{
    static constexpr unsigned groups[] = {RTNLGRP_LINK};
    wait_for(session, args, {.things = "link", .groups = groups, .show = look_for_links});
}

} // namespace nskit
