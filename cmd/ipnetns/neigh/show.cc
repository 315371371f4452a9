// SPDX-License-Identifier: MIT
// ip neigh show and flush: the filter, of which the kernel does what it can.
#include "cmd/ipnetns/neigh/neigh.h"

#include "cmd/ipnetns/command/flush.h"
#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/link/link.h"
#include "lib/row/devices.h"

namespace nskit {

bool NeighFilter::wants(const nlmsghdr *message) const
{
    const Record record = Record::of<ndmsg>(message);
    auto &header = record.fixed<ndmsg>();
    unsigned state = header.ndm_state ? header.ndm_state : state_none;
    if (family != AF_UNSPEC && header.ndm_family != family)
        return false;
    if (device && header.ndm_ifindex != *device)
        return false;
    // Unless a state is named, proxies and what others have learnt pass in any.
    const bool any_state = !names_state && header.ndm_flags & (NTF_PROXY | NTF_EXT_LEARNED);
    if (!any_state && !(states & state))
        return false;
    if (protocol && record.attrs.value<uint8_t>(NDA_PROTOCOL) != *protocol)
        return false;
    if (unused && record.attrs.value<nda_cacheinfo>(NDA_CACHEINFO).ndm_refcnt != 0)
        return false;
    if (to.family == AF_UNSPEC)
        return true;
    const nlattr *address = record[NDA_DST];
    return address && header.ndm_family == to.family && get_bytes(address).size() >= to.size &&
           same_bits(get_bytes(address).data(), to.bytes.data(), to.length);
}

void NeighFilter::ease()
{
    states = all_states;
    names_state = unused = false;
}

// --- the words of a filter

static void parse_device(Context &context, Args &args, NeighFilter &filter)
{
    const char *name = args.next();
    if (filter.device)
        duplicate_argument("dev", name);
    filter.device = context.links().index_from(name);
}

static void parse_master(Context &context, Args &args, NeighFilter &filter)
{
    filter.master = device_argument(context, args.next());
}

static void parse_vrf(Context &context, Args &args, NeighFilter &filter)
{
    filter.master = vrf_index(context, args.next());
}

static void set_no_master(Context &, Args &, NeighFilter &filter)
{
    filter.master = -1;
}

static void set_unused(Context &, Args &, NeighFilter &filter)
{
    filter.unused = true;
}

static void set_proxies(Context &, Args &, NeighFilter &filter)
{
    filter.proxies = true;
}

static void parse_state(Context &, Args &args, NeighFilter &filter)
{
    const char *word = args.next();
    if (!filter.states_given)
        filter.states = 0;
    filter.states_given = true;
    if (std::string_view(word) == "all") {
        filter.states = filter.all_states;
        return;
    }
    filter.names_state = true;
    unsigned state = parse_nud(word);
    filter.states |= state ? state : NeighFilter::state_none;
}

static void parse_protocol(Context &context, Args &args, NeighFilter &filter)
{
    filter.protocol = context.names.id(rt_protos, args.next());
    if (!filter.protocol)
        wrong_argument(args.previous(), "invalid \"protocol\"");
}

static void parse_to(Context &, Args &args, NeighFilter &filter)
{
    filter.to = prefix_from(args.next(), filter.family);
    if (filter.to.family != AF_UNSPEC)
        filter.family = filter.to.family;
}

static constexpr Word<NeighFilter> words[] = {
    {.word = "dev", .arg = "DEV", .set = parse_device, .exact = true},
    {.word = "master", .arg = "DEV", .set = parse_master, .exact = true},
    {.word = "vrf", .arg = "NAME", .set = parse_vrf, .exact = true},
    {.word = "nomaster", .set = set_no_master, .exact = true},
    {.word = "unused", .set = set_unused, .exact = true},
    {.word = "nud", .arg = "{ STATE | all }", .set = parse_state, .exact = true},
    {.word = "proxy", .set = set_proxies, .exact = true},
    {.word = "protocol", .arg = "PROTO", .set = parse_protocol},
    {.word = "to", .arg = "PREFIX", .set = parse_to, .exact = true},
};
constexpr std::span<const Word<NeighFilter>> neigh_filter_words{words};

NeighFilter parse_neigh_filter(Context &context, Args &args, Purpose purpose)
{
    NeighFilter filter;
    filter.family = context.settings.family;
    if (purpose == Purpose::flush) {
        filter.all_states &= ~unsigned{NUD_NOARP};
        filter.states = filter.all_states & ~unsigned{NUD_PERMANENT};
    }
    while (!args.empty()) {
        if (parse_word(context, args, neigh_filter_words, filter))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(neigh_usage());
        parse_to(context, args, filter);
    }
    return filter;
}

// --- the dump

static void dump(Context &context, const NeighFilter &filter, Purpose purpose, Each wanted)
{
    Message message(RTM_GETNEIGH, 0, ndmsg{.ndm_family = static_cast<uint8_t>(filter.family)});
    if (filter.proxies)
        message.fixed<ndmsg>().ndm_flags = NTF_PROXY;
    if (filter.device)
        message.put<int>(NDA_IFINDEX, *filter.device);
    if (filter.master)
        message.put<int>(NDA_MASTER, *filter.master);
    auto judge = [&](const nlmsghdr *found) {
        if (found->nlmsg_type != RTM_NEWNEIGH || !has_fixed(found, sizeof(ndmsg)))
            return;
        if (filter.wants(found))
            wanted(found);
    };
    context.socket().dump(message, judge, purpose);
}

/// Returns how many entries are shown.
static size_t show(Session &session, const NeighFilter &filter)
{
    size_t count = 0;
    auto list = session.out.list();
    dump(session, filter, Purpose::show, [&](const nlmsghdr *found) {
        print_neigh(session, found, !filter.device);
        count++;
    });
    return count;
}

void neigh_show(Session &session, Args &args)
{
    show(session, parse_neigh_filter(session, args, Purpose::show));
}

static size_t look_for_entries(Session &session, Args &args, Look look, Wakers &)
{
    NeighFilter filter = parse_neigh_filter(session, args, Purpose::show);
    if (look == Look::state)
        filter.ease();
    return show(session, filter);
}

void neigh_wait(Session &session, Args &args)
{
    static constexpr unsigned groups[] = {RTNLGRP_LINK, RTNLGRP_NEIGH};
    wait_for(session, args, {.things = "neighbour", .groups = groups, .show = look_for_entries});
}

void neigh_flush(Session &session, Args &args)
{
    constexpr int most_rounds = 10;
    if (args.empty())
        fail("Flush requires arguments.");
    NeighFilter filter = parse_neigh_filter(session, args, Purpose::flush);
    Flush flush(RTM_DELNEIGH, 1);
    auto list = session.out.list();
    bool done = flush_rounds(session, flush, "entries", most_rounds, [&](Flush &round) {
        dump(session, filter, Purpose::flush, [&](const nlmsghdr *found) {
            if (session.settings.stats > 1)
                print_neigh(session, found, !filter.device);
            round.remove(found);
        });
        // A reachable entry that is deleted fails first, and then vanishes by itself.
        filter.states &= ~unsigned{NUD_FAILED};
    });
    if (!done)
        fail_with(255, "*** Flush not complete bailing out after %d rounds", most_rounds);
}

} // namespace nskit
