// SPDX-License-Identifier: MIT
// ip nexthop list, get and flush: the selected next hops. The words of a filter go into the request, and the
// kernel sends what agrees with them, but does not filter by all of them.
#include "cmd/ipnetns/command/flush.h"
#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "lib/base/number.h"
#include "lib/netlink/uapi.h"
#include "lib/row/devices.h"

namespace nskit {

// --- the words

static bool parse_vrf(Context &context, Args &args, const Field &field, Message &message)
{
    message.put(field.attr, vrf_index(context, args.next(), "Invalid VRF"));
    return true;
}

constexpr Type nexthop::vrf{.arg = "NAME", .parse = parse_vrf};

static constexpr Field rows[] = {
    nexthop::selected_device,
    {.word = "groups", .attr = NHA_GROUPS, .type = command},
    nexthop::selected_master,
    nexthop::selected_vrf,
    nexthop::id,
    {.word = "fdb", .attr = NHA_FDB, .type = command},
};
static constexpr Fields selector{rows};

/// The kernel filters by `fdb` only together with a device.
bool NexthopSelection::wants(const Record &nexthop) const
{
    return (!id || nexthop.attrs.value<uint32_t>(NHA_ID) == *id) &&
           (!protocol || nexthop.fixed<nhmsg>().nh_protocol == *protocol) &&
           (!request.find(NHA_FDB) || nexthop[NHA_FDB]);
}

static void parse_protocol(Context &, Args &args, NexthopSelection &selection)
{
    selection.protocol = parse_as<uint32_t>(args.next());
    if (!selection.protocol)
        wrong_argument(args.previous(), "invalid protocol value");
}

static constexpr Word<NexthopSelection> words[] = {
    {.word = "protocol", .arg = "NUMBER", .set = parse_protocol},
};

std::string nexthop_selector(int indent)
{
    return describe_fields(rows, indent) + describe_words<NexthopSelection>(words, indent);
}

void end_selection(const Args &args)
{
    if (args.empty())
        return;
    if (is_prefix(args.peek(), "help"))
        usage(nexthop_usage());
    wrong_argument(args.peek(), "");
}

/// Takes the id out of the request, as a dump has no place for one.
static void take_id(NexthopSelection &selection)
{
    selection.request.keep_last();
    if (nlattr *id = selection.request.find(NHA_ID)) {
        selection.id = get<uint32_t>(id);
        selection.request.remove(id);
    }
}

void parse_nexthop_selection(Context &context, Args &args, NexthopSelection &selection)
{
    Seen seen;
    while (parse_field(context, args, selector, selection.request, seen) ||
           parse_word<NexthopSelection>(context, args, words, selection))
        continue;
    end_selection(args);
    take_id(selection);
}

// --- list and get

void dump_nexthops(Context &context, Message &message, Purpose purpose, Each each)
{
    with_status(2, [&] { context.socket().dump(message, each, purpose); });
}

static void each_wanted(Context &context, NexthopSelection &selection, Purpose purpose, Each each)
{
    dump_nexthops(context, selection.request, purpose, [&](const nlmsghdr *found) {
        const auto nexthop = Record::of<nhmsg>(found, RTM_NEWNEXTHOP);
        if (nexthop && selection.wants(*nexthop))
            each(found);
    });
}

/// The kernel counts the packets of a group's members only on demand; of packets sent by hardware, with more
/// work.
static void ask_for_statistics(const Context &context, Message &request)
{
    const int stats = context.settings.stats;
    if (stats)
        request.put(NHA_OP_FLAGS, NHA_OP_FLAG_DUMP_STATS | (stats > 1 ? NHA_OP_FLAG_DUMP_HW_STATS : 0));
}

static void show_one(Context &context, Message &request)
{
    ask_for_statistics(context, request);
    context.socket().get(request, [&](const nlmsghdr *answer) {
        auto list = context.out.list();
        if (has_fixed(answer, sizeof(nhmsg)))
            print_nexthop(context, answer);
    });
}

void nexthop_list(Session &session, Args &args)
{
    NexthopSelection selection(session);
    parse_nexthop_selection(session, args, selection);
    if (selection.is_one()) {
        selection.request.put(NHA_ID, *selection.id);
        return show_one(session, selection.request);
    }
    ask_for_statistics(session, selection.request);
    auto list = session.out.list();
    each_wanted(session, selection, Purpose::show,
                [&](const nlmsghdr *found) { print_nexthop(session, found); });
}

/// By a dump also for one id, since the kernel refuses to show one that is not there.
static size_t look_for_nexthops(Session &session, Args &args, Look, Wakers &)
{
    NexthopSelection selection(session);
    parse_nexthop_selection(session, args, selection);
    ask_for_statistics(session, selection.request);
    size_t count = 0;
    auto list = session.out.list();
    each_wanted(session, selection, Purpose::show, [&](const nlmsghdr *found) {
        print_nexthop(session, found);
        count++;
    });
    return count;
}

/// The kernel does not tell of the next hops that go with a link.
void nexthop_wait(Session &session, Args &args)
{
    static constexpr unsigned groups[] = {RTNLGRP_LINK, RTNLGRP_NEXTHOP};
    wait_for(session, args, {.things = "next hop", .groups = groups, .show = look_for_nexthops});
}

/// Takes `id ID` and answers anything else with the help.
void nexthop_get(Session &session, Args &args)
{
    static constexpr Fields only_id{{&nexthop::id, 1}};
    NexthopSelection selection(session);
    Seen seen;
    while (parse_field(session, args, only_id, selection.request, seen))
        continue;
    if (!args.empty() || !selection.has_attributes())
        usage(nexthop_usage());
    show_one(session, selection.request);
}

// --- flush

/// A refusal has another status here than it has for `delete`.
static void remove_one(Context &context, uint32_t id)
{
    Message request(RTM_DELNEXTHOP, 0, nhmsg{});
    request.put(NHA_ID, id);
    with_status(1, [&] { context.socket().request(request); });
}

/// Deletes by id alone, since the kernel refuses a request that says more. Returns how many were found.
static size_t remove_wanted(Context &context, NexthopSelection &selection, Flush &flush)
{
    each_wanted(context, selection, Purpose::flush, [&](const nlmsghdr *found) {
        Message request(RTM_DELNEXTHOP, 0, nhmsg{});
        request.put(NHA_ID, Attrs(found, sizeof(nhmsg)).value<uint32_t>(NHA_ID));
        flush.remove(request.header());
    });
    return flush.end_round();
}

void nexthop_flush(Session &session, Args &args)
{
    NexthopSelection selection(session);
    parse_nexthop_selection(session, args, selection);
    if (selection.is_one())
        return remove_one(session, *selection.id);
    Flush flush(RTM_DELNEXTHOP, 2);
    auto list = session.out.list();
    size_t found = 0;
    // Groups first: the kernel takes a deleted next hop out of its groups, and deletes a group that is empty
    // then.
    if (selection.is_all()) {
        NexthopSelection groups(session);
        groups.request.put(NHA_GROUPS, nullptr, 0);
        found = remove_wanted(session, groups, flush);
    }
    found += remove_wanted(session, selection, flush);
    const size_t removed = found - flush.gone();
    session.out.text(removed ? format("Flushed %zu nexthops\n", removed) : "Nothing to flush\n");
}

} // namespace nskit
