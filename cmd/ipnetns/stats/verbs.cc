// SPDX-License-Identifier: MIT
// ip stats: all counters of a link, by groups, and whether hardware shall count.
#include "cmd/ipnetns/stats/stats.h"

#include <linux/if_bonding.h>
#include <linux/if_bridge.h>
#include <linux/mpls.h>

#include <algorithm>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/meaning.h"
#include "lib/row/types.h"

namespace nskit {

// --- the counters of hardware

#define PLACE(member) offsetof(rtnl_hw_stats64, member) / sizeof(uint64_t)
static constexpr CounterColumn l3_columns[] = {
    {"bytes", "bytes", PLACE(rx_bytes), PLACE(tx_bytes), 9},
    {"packets", "packets", PLACE(rx_packets), PLACE(tx_packets), 7},
    {"errors", "errors", PLACE(rx_errors), PLACE(tx_errors), 6},
    {"dropped", "dropped", PLACE(rx_dropped), PLACE(tx_dropped), 7},
    {.title = "mcast",
     .key = "multicast",
     .rx = PLACE(multicast),
     .tx = PLACE(multicast),
     .width = 7,
     .rx_only = true},
};
#undef PLACE

/// Shows whether counting was requested, and whether a driver does it.
static void print_state(Context &context, const nlattr *state)
{
    const Attrs attrs(state);
    context.out.text(" ");
    context.out.on_off({"request", "", ""}, attrs.value<uint8_t>(IFLA_OFFLOAD_XSTATS_HW_S_INFO_REQUEST));
    context.out.on_off({"used", " used", ""}, attrs.value<uint8_t>(IFLA_OFFLOAD_XSTATS_HW_S_INFO_USED));
}

static void print_l3(Context &context, const nlattr *offload)
{
    const Attrs attrs(offload);
    if (const nlattr *state = attrs.nested(IFLA_OFFLOAD_XSTATS_HW_S_INFO)[IFLA_OFFLOAD_XSTATS_L3_STATS]) {
        auto info = context.out.object("info");
        print_state(context, state);
    }
    if (const nlattr *stats = attrs[IFLA_OFFLOAD_XSTATS_L3_STATS]) {
        auto object = context.out.object("stats64");
        const auto counters = get<std::array<uint64_t, sizeof(rtnl_hw_stats64) / sizeof(uint64_t)>>(stats);
        print_counter_tables(context, l3_columns, counters, 4);
    }
}

static void print_info(Context &context, const nlattr *info)
{
    const nlattr *state = Attrs(info)[IFLA_OFFLOAD_XSTATS_L3_STATS];
    if (!state)
        return;
    auto all = context.out.object("info");
    context.out.line_break();
    context.out.text("    l3_stats");
    auto object = context.out.object("l3_stats");
    print_state(context, state);
}

static void print_link_stats(Context &context, const nlattr *stats)
{
    print_stats64(context, stats, context.settings.stats > 0 || context.settings.details > 0);
}

static void print_mpls_stats(Context &context, const nlattr *stats)
{
    auto object = context.out.object("mpls_stats");
    print_mpls(context, stats, 4);
}

// --- groups

constexpr size_t levels = 3;
static constexpr const char *level_words[levels] = {"group", "subgroup", "suite"};
/// The names of a group, a subgroup and a suite. A level that is not there is empty.
using Selection = std::array<std::string_view, levels>;

/// One set of counters: a group, or a part of a group. Rows stand in the order in which they are shown.
struct Leaf {
    Selection names;
    /// The nests that lead to the counters, from the message down, and their own attribute; 0: no more.
    std::array<uint16_t, 3> path;
    void (*print)(Context &, const nlattr *);
    uint32_t offload = 0; ///< bits of IFLA_OFFLOAD_XSTATS_* that ask the kernel for it
};

static constexpr uint32_t offload_bit(uint16_t attr)
{
    return IFLA_STATS_FILTER_BIT(attr);
}

static constexpr Leaf leaves[] = {
    {.names = {"afstats", "mpls"},
     .path = {IFLA_STATS_AF_SPEC, AF_MPLS, MPLS_STATS_LINK},
     .print = print_mpls_stats},
    {.names = {"link"}, .path = {IFLA_STATS_LINK_64}, .print = print_link_stats},
    {.names = {"offload", "l3_stats"},
     .path = {IFLA_STATS_LINK_OFFLOAD_XSTATS},
     .print = print_l3,
     .offload = offload_bit(IFLA_OFFLOAD_XSTATS_HW_S_INFO) | offload_bit(IFLA_OFFLOAD_XSTATS_L3_STATS)},
    {.names = {"offload", "hw_stats_info"},
     .path = {IFLA_STATS_LINK_OFFLOAD_XSTATS, IFLA_OFFLOAD_XSTATS_HW_S_INFO},
     .print = print_info,
     .offload = offload_bit(IFLA_OFFLOAD_XSTATS_HW_S_INFO)},
    {.names = {"offload", "cpu_hit"},
     .path = {IFLA_STATS_LINK_OFFLOAD_XSTATS, IFLA_OFFLOAD_XSTATS_CPU_HIT},
     .print = print_link_stats,
     .offload = offload_bit(IFLA_OFFLOAD_XSTATS_CPU_HIT)},
    {.names = {"xstats_slave", "bond", "802.3ad"},
     .path = {IFLA_STATS_LINK_XSTATS_SLAVE, LINK_XSTATS_TYPE_BOND, BOND_XSTATS_3AD},
     .print = print_bond_lacp},
    {.names = {"xstats", "bond", "802.3ad"},
     .path = {IFLA_STATS_LINK_XSTATS, LINK_XSTATS_TYPE_BOND, BOND_XSTATS_3AD},
     .print = print_bond_lacp},
    {.names = {"xstats_slave", "bridge", "mcast"},
     .path = {IFLA_STATS_LINK_XSTATS_SLAVE, LINK_XSTATS_TYPE_BRIDGE, BRIDGE_XSTATS_MCAST},
     .print = print_bridge_multicast},
    {.names = {"xstats_slave", "bridge", "stp"},
     .path = {IFLA_STATS_LINK_XSTATS_SLAVE, LINK_XSTATS_TYPE_BRIDGE, BRIDGE_XSTATS_STP},
     .print = print_bridge_stp},
    {.names = {"xstats_slave", "bridge", "vlan"},
     .path = {IFLA_STATS_LINK_XSTATS_SLAVE, LINK_XSTATS_TYPE_BRIDGE},
     .print = print_bridge_vlans},
    {.names = {"xstats", "bridge", "mcast"},
     .path = {IFLA_STATS_LINK_XSTATS, LINK_XSTATS_TYPE_BRIDGE, BRIDGE_XSTATS_MCAST},
     .print = print_bridge_multicast},
    {.names = {"xstats", "bridge", "stp"},
     .path = {IFLA_STATS_LINK_XSTATS, LINK_XSTATS_TYPE_BRIDGE, BRIDGE_XSTATS_STP},
     .print = print_bridge_stp},
    {.names = {"xstats", "bridge", "vlan"},
     .path = {IFLA_STATS_LINK_XSTATS, LINK_XSTATS_TYPE_BRIDGE},
     .print = print_bridge_vlans},
};

static const nlattr *find_counters(const nlmsghdr *message, const Leaf &leaf)
{
    const nlattr *attr = find_attr(message, sizeof(if_stats_msg), leaf.path[0]);
    for (size_t depth = 1; depth < leaf.path.size() && leaf.path[depth] && attr; depth++)
        attr = Attrs(attr)[leaf.path[depth]];
    return attr;
}

/// Whether a leaf has these names; an empty name fits every leaf.
static bool is_under(const Leaf &leaf, const Selection &names)
{
    for (size_t level = 0; level < levels; level++)
        if (!names[level].empty() && names[level] != leaf.names[level])
            return false;
    return true;
}

/// The first leaf under the names; nullptr if there is none.
static const Leaf *first_under(const Selection &names)
{
    auto found = std::find_if(std::begin(leaves), std::end(leaves),
                              [&](const Leaf &leaf) { return is_under(leaf, names); });
    return found == std::end(leaves) ? nullptr : found;
}

struct StatsRequest {
    int device = 0;
    std::vector<Selection> choices; ///< each `group` with the words that narrow it; none: all leaves

    bool wants(const Leaf &leaf) const
    {
        return choices.empty() || std::any_of(choices.begin(), choices.end(), [&](const Selection &choice) {
                   return is_under(leaf, choice);
               });
    }
};

// --- show: the command line

constexpr int refused = 22; // what the reference exits with

template <class Plan> static void parse_device(Context &context, Args &args, Plan &plan)
{
    const char *name = args.next();
    if (plan.device)
        garbage_argument("dev", name);
    plan.device = context.links().index_from(name);
}

/// The names above `level`, taken from the last choice: a word of that level is looked for under them.
static Selection names_above(const StatsRequest &request, size_t level, const char *name)
{
    Selection above = request.choices.empty() || level == 0 ? Selection{} : request.choices.back();
    std::fill(above.begin() + static_cast<ptrdiff_t>(level), above.end(), "");
    if (level == 0)
        return above;
    const char *word = level_words[level], *parent = level_words[request.choices.empty() ? 0 : level - 1];
    const std::string parent_name(above[level - 1]);
    if (parent_name.empty())
        fail_with(refused, "Error: %s %s requested without selecting a %s first", word, name, parent);
    if (first_under(above)->names[level].empty())
        fail_with(refused, "Error: %s %s requested inside leaf %s %s", word, name, parent,
                  parent_name.c_str());
    return above;
}

/// What can stand at a level under the names above it.
static std::vector<std::string_view> names_under(const Selection &above, size_t level)
{
    std::vector<std::string_view> names;
    for (const Leaf &leaf : leaves)
        if (is_under(leaf, above))
            names.push_back(leaf.names[level]);
    return names;
}

/// The first word of a level narrows the last choice; a second one is a choice beside it.
template <size_t level> static void parse_level(Context &, Args &args, StatsRequest &request)
{
    const char *name = args.next();
    Selection choice = names_above(request, level, name);
    const std::string inside(level ? choice[level - 1] : "top-level");
    completion::offer_names(name, names_under(choice, level));
    choice[level] = name;
    if (!first_under(choice))
        fail_with(refused, "Error: no %s named %s found inside %s", level_words[level], name, inside.c_str());
    if (level && request.choices.back()[level].empty())
        request.choices.back() = choice;
    else
        request.choices.push_back(choice);
}

static constexpr Word<StatsRequest> show_words[] = {
    {.word = "dev", .arg = "DEV", .set = parse_device<StatsRequest>, .exact = true},
    {.word = level_words[0], .arg = "GROUP", .set = parse_level<0>, .exact = true},
    {.word = level_words[1], .arg = "SUBGROUP", .set = parse_level<1>, .exact = true},
    {.word = level_words[2], .arg = "SUITE", .set = parse_level<2>, .exact = true},
};

static std::string stats_usage();

/// Unlike the other objects' help, this one is no failure.
static void help(Session &session, Args &)
{
    session.warn_line(stats_usage());
}

static bool is_help(const Args &args)
{
    return args.peek() == std::string_view("help");
}

[[noreturn]] static void what_is(const char *word)
{
    fail_with(refused, "What is \"%s\"?\n%s", word, stats_usage().c_str());
}

// --- show

static void print_name(Context &context, const nlmsghdr *message)
{
    const int index = static_cast<int>(fixed<if_stats_msg>(message)->ifindex);
    context.out.number({"ifindex", "", ":"}, static_cast<uint64_t>(index));
    // The blank has the colour, too.
    const std::string_view name = context.links().name(index);
    context.out.literal({"ifname", "", ":", Color::ifname}, " " + std::string(name), quote(name));
}

static void print_leaf(Context &context, const Leaf &leaf, const nlmsghdr *message)
{
    auto object = context.out.object();
    print_name(context, message);
    for (size_t level = 0; level < levels; level++)
        if (!leaf.names[level].empty())
            context.out.string({level_words[level], format(" %s", level_words[level]).c_str(), ""},
                               leaf.names[level]);
    if (const nlattr *counters = find_counters(message, leaf))
        leaf.print(context, counters);
    context.out.line();
}

/// Puts what is wanted into the request. Without a nested filter the kernel sends the whole offload group.
static void put_filter(const StatsRequest &request, Message &message)
{
    uint32_t asked = 0, every = 0;
    for (const Leaf &leaf : leaves) {
        every |= leaf.offload;
        if (!request.wants(leaf))
            continue;
        message.fixed<if_stats_msg>().filter_mask |= IFLA_STATS_FILTER_BIT(leaf.path[0]);
        asked |= leaf.offload;
    }
    if (!asked || asked == every)
        return;
    Nest filters(message, IFLA_STATS_GET_FILTERS, true);
    message.put<uint32_t>(IFLA_STATS_LINK_OFFLOAD_XSTATS, asked);
}

static void show(Session &session, Args &args)
{
    StatsRequest request;
    while (!args.empty() && !is_help(args))
        if (!parse_word<StatsRequest>(session, args, show_words, request))
            what_is(args.peek());
    if (!args.empty())
        return help(session, args);
    Message message(RTM_GETSTATS, 0, stats_header(request.device, 0));
    put_filter(request, message);
    auto list = session.out.list();
    ask_stats(session, message, [&](const nlmsghdr *stats) {
        for (const Leaf &leaf : leaves)
            if (request.wants(leaf))
                print_leaf(session, leaf, stats);
        if (!request.device && !session.out.oneline())
            session.out.text("\n"); // between devices
    });
}

void print_stats_event(Context &context, const nlmsghdr *message)
{
    auto object = context.out.object();
    print_name(context, message);
    const Attrs offload(find_attr(message, sizeof(if_stats_msg), IFLA_STATS_LINK_OFFLOAD_XSTATS));
    if (const nlattr *info = offload[IFLA_OFFLOAD_XSTATS_HW_S_INFO])
        print_info(context, info);
    context.out.line();
}

// --- set

/// The words of `set`.
struct StatsChange {
    int device = 0;
    std::optional<bool> l3;
};

static void parse_l3(Context &, Args &args, StatsChange &change)
{
    if (change.l3)
        fail_with(refused, "A statistics suite to toggle was already given.");
    const char *word = args.previous();
    change.l3 = parse_on_off(word, args.next(), refused);
}

static constexpr Word<StatsChange> set_words[] = {
    {.word = "dev", .arg = "DEV", .set = parse_device<StatsChange>, .exact = true},
    {.word = "l3_stats", .arg = "{ on | off }", .set = parse_l3, .exact = true},
};

static void set(Session &session, Args &args)
{
    StatsChange change;
    while (!args.empty() && !is_help(args))
        if (!parse_word<StatsChange>(session, args, set_words, change))
            what_is(args.peek());
    if (!args.empty())
        return help(session, args);
    if (!change.device)
        fail_with(255, "Not enough information: \"dev\" argument is required.");
    if (!change.l3)
        fail_with(255, "Not enough information: stat type to toggle is required.");
    Message message(RTM_SETSTATS, 0, stats_header(change.device, 0));
    message.put<uint8_t>(IFLA_STATS_SET_OFFLOAD_XSTATS_L3_STATS, *change.l3);
    session.socket().request(message);
}

static constexpr Command verbs[] = {
    {.word = "show",
     .run = show,
     .exact = true,
     .usage = "show [ dev DEV ]\n"
              "           [ group GROUP [ subgroup SUBGROUP [ suite SUITE ] ... ] ... ] ..."},
    {.word = "set", .run = set, .exact = true, .usage = "set dev DEV l3_stats { on | off }"},
    {.word = "help", .run = help, .exact = true, .usage = "help"},
};

static std::string stats_usage()
{
    std::string text = usage_of("stats", verbs) + "GROUP :=\n";
    for (const Leaf &leaf : leaves) {
        text += "       ";
        for (size_t level = 0; level < levels && !leaf.names[level].empty(); level++)
            text.append(level ? format(" %s ", level_words[level]) : " ").append(leaf.names[level]);
        text += '\n';
    }
    text.pop_back();
    return text;
}

void ip_stats(Session &session, Args &args)
{
    run_verb(session, args, verbs, "stats", show, 1);
}

} // namespace nskit
