// SPDX-License-Identifier: MIT
// ip link xstats: what a kind of link (bridge, bond) counts beside the counters of every link.
#include <linux/if_bonding.h>
#include <linux/if_bridge.h>

#include <algorithm>

#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/stats/xstats.h"

namespace nskit {

static void print_line(Context &context, const std::string &text)
{
    context.out.line_break();
    context.out.text(std::string(20, ' ') + text);
}

// --- group memberships that a bridge has seen

/// RX and TX of each of some versions of a message: pairs in struct br_mcast_stats.
struct Pairs {
    const char *title, *key;
    size_t first; ///< of its members, which are all u64
    int versions; ///< 0: a pair without a version
};
/// A protocol, and the member for what could not be understood of it.
struct Protocol {
    std::array<Pairs, 3> messages;
    const char *errors_title, *errors_key;
    size_t errors;
};

#define PLACE(member) offsetof(br_mcast_stats, member) / sizeof(uint64_t)
static constexpr Protocol protocols[] = {
    {{{{"IGMP queries", "igmp_queries", PLACE(igmp_v1queries), 3},
       {"IGMP reports", "igmp_reports", PLACE(igmp_v1reports), 3},
       {"IGMP leaves", "igmp_leaves", PLACE(igmp_leaves), 0}}},
     "IGMP parse errors",
     "igmp_parse_errors",
     PLACE(igmp_parse_errors)},
    {{{{"MLD queries", "mld_queries", PLACE(mld_v1queries), 2},
       {"MLD reports", "mld_reports", PLACE(mld_v1reports), 2},
       {"MLD leaves", "mld_leaves", PLACE(mld_leaves), 0}}},
     "MLD parse errors",
     "mld_parse_errors",
     PLACE(mld_parse_errors)},
};
#undef PLACE
using Multicast = std::array<uint64_t, sizeof(br_mcast_stats) / sizeof(uint64_t)>;

/// `RX: v1 0 v2 0` and the same of TX; without versions both stand on the title's line.
static void print_pairs(Context &context, const Pairs &pairs, const Multicast &stats)
{
    auto object = context.out.object(pairs.key);
    std::string lines[2] = {"RX:", "TX:"};
    const char *const keys[2] = {"rx", "tx"};
    for (size_t direction = 0; direction < 2; direction++)
        for (int version = pairs.versions ? 1 : 0; version <= pairs.versions; version++) {
            size_t number = pairs.first + direction + 2 * static_cast<size_t>(std::max(version - 1, 0));
            std::string name = version ? format(" v%d", version) : "";
            std::string key = version ? format("%s_v%d", keys[direction], version) : keys[direction];
            lines[direction] += name + ' ' + std::to_string(stats[number]);
            context.out.data(key.c_str(), stats[number]);
        }
    if (pairs.versions == 0)
        return print_line(context, format("%s: %s %s", pairs.title, lines[0].c_str(), lines[1].c_str()));
    print_line(context, format("%s:", pairs.title));
    for (const std::string &line : lines)
        print_line(context, "  " + line);
}

void print_bridge_multicast(Context &context, const nlattr *attr)
{
    auto stats = get<Multicast>(attr);
    auto object = context.out.object("multicast");
    for (const Protocol &protocol : protocols) {
        for (const Pairs &pairs : protocol.messages)
            print_pairs(context, pairs, stats);
        context.out.data(protocol.errors_key, stats[protocol.errors]);
        print_line(context,
                   format("%s: %s", protocol.errors_title, std::to_string(stats[protocol.errors]).c_str()));
    }
}

// --- the spanning tree

static void print_pair(Context &context, const char *title, std::pair<const char *, uint64_t> first,
                       std::pair<const char *, uint64_t> second, const char *first_word,
                       const char *second_word)
{
    context.out.data(first.first, first.second);
    context.out.data(second.first, second.second);
    print_line(context, format("%s %s %s %s %s", title, first_word, std::to_string(first.second).c_str(),
                               second_word, std::to_string(second.second).c_str()));
}

void print_bridge_stp(Context &context, const nlattr *attr)
{
    auto stp = get<bridge_stp_xstats>(attr);
    auto object = context.out.object("stp");
    print_pair(context, "STP BPDU: ", {"rx_bpdu", stp.rx_bpdu}, {"tx_bpdu", stp.tx_bpdu}, "RX:", "TX:");
    print_pair(context, "STP TCN:  ", {"rx_tcn", stp.rx_tcn}, {"tx_tcn", stp.tx_tcn}, "RX:", "TX:");
    print_pair(context, "STP Transitions:", {"transition_blk", stp.transition_blk},
               {"transition_fwd", stp.transition_fwd}, "Blocked:", "Forwarding:");
}

// --- the link aggregation protocol

/// In the order of their attributes (BOND_3AD_STAT_*), which is that of the reference as well.
static constexpr std::pair<const char *, const char *> lacp_counters[] = {
    {"LACPDU Rx", "lacpdu_rx"},
    {"LACPDU Tx", "lacpdu_tx"},
    {"LACPDU Unknown type Rx", "lacpdu_unknown_rx"},
    {"LACPDU Illegal Rx", "lacpdu_illegal_rx"},
    {"Marker Rx", "marker_rx"},
    {"Marker Tx", "marker_tx"},
    {"Marker response Rx", "marker_response_rx"},
    {"Marker response Tx", "marker_response_tx"},
    {"Marker unknown type Rx", "marker_unknown_rx"},
};

void print_bond_lacp(Context &context, const nlattr *attr)
{
    const Attrs counted(attr);
    auto object = context.out.object("802.3ad");
    uint16_t number = BOND_3AD_STAT_LACPDU_RX;
    for (const auto &[title, key] : lacp_counters) {
        if (counted[number]) {
            const auto value = counted.value<uint64_t>(number);
            print_line(context, format("%s %s", title, std::to_string(value).c_str()));
            context.out.data(key, value);
        }
        number++;
    }
}

// --- requests

/// What is counted, by the kind and by the word that asks for it.
struct Part {
    std::string_view kind, word, also;
    uint16_t kind_attr, attr;
    void (*print)(Context &, const nlattr *);
};
static constexpr Part parts[] = {
    {"bond", "802.3ad", "lacp", LINK_XSTATS_TYPE_BOND, BOND_XSTATS_3AD, print_bond_lacp},
    {"bridge", "mcast", "igmp", LINK_XSTATS_TYPE_BRIDGE, BRIDGE_XSTATS_MCAST, print_bridge_multicast},
    {"bridge", "stp", "", LINK_XSTATS_TYPE_BRIDGE, BRIDGE_XSTATS_STP, print_bridge_stp},
};

struct XstatsRequest {
    std::string_view kind;
    bool port = false; ///< of a device that the kind is the master of
    int device = 0;
    const Part *part = nullptr; ///< nullptr: all of the kind
};

static std::string xstats_usage(std::string_view kind)
{
    std::string words;
    for (const Part &part : parts)
        if (kind == part.kind)
            for (std::string_view word : {part.word, part.also})
                if (!word.empty())
                    words.append(words.empty() ? "" : " | ").append(word);
    return format("Usage: ... %s [ %s ] [ dev DEVICE ]", std::string(kind).c_str(), words.c_str());
}

/// `type KIND`, or `type KIND_slave` for the ports of one.
static void parse_kind(Args &args, XstatsRequest &request)
{
    if (args.empty())
        fail("xstats: missing argument");
    const char *word = args.next();
    if (is_prefix(word, "help"))
        throw Error{"Usage: ... xstats type TYPE [ ARGS ]", 255};
    if (!is_prefix(word, "type"))
        wrong_argument(word, "unknown argument");
    const char *kind = args.next();
    if (!find_kind(kind))
        wrong_argument(kind, "invalid type");
    request.kind = kind;
    request.port = request.kind.ends_with("_slave");
    if (request.port)
        request.kind.remove_suffix(strlen("_slave"));
    if (std::none_of(std::begin(parts), std::end(parts),
                     [&](const Part &part) { return part.kind == request.kind; }))
        fail("xstats: link type %s doesn't support xstats", kind);
}

static XstatsRequest parse_xstats(Context &context, Args &args)
{
    XstatsRequest request;
    parse_kind(args, request);
    while (!args.empty()) {
        if (args.take("dev")) {
            request.device = context.links().index_from(args.next());
            continue;
        }
        std::string_view word = args.next();
        if (word == "help")
            throw Error{xstats_usage(request.kind), 255};
        auto found = std::find_if(std::begin(parts), std::end(parts), [&](const Part &part) {
            return request.kind == part.kind && (word == part.word || word == part.also);
        });
        if (found == std::end(parts))
            wrong_argument(args.previous(), "unknown attribute");
        request.part = found;
    }
    return request;
}

static void print_xstats(Context &context, const XstatsRequest &request, int index, const nlattr *xstats)
{
    const Attrs counted(xstats);
    auto is_counted = [&](const Part &part) { return part.kind == request.kind && counted[part.kind_attr]; };
    if (std::none_of(std::begin(parts), std::end(parts), is_counted))
        return;
    auto object = context.out.object();
    context.out.string({"ifname", "", "", Color::none, 16}, context.links().name(index));
    for (const Part &part : parts) {
        const bool is_wanted = is_counted(part) && (!request.part || request.part == &part);
        if (const nlattr *attr = is_wanted ? Attrs(counted[part.kind_attr])[part.attr] : nullptr)
            part.print(context, attr);
    }
    context.out.line();
}

void link_xstats(Session &session, Args &args)
{
    const XstatsRequest request = parse_xstats(session, args);
    const uint16_t attr = request.port ? IFLA_STATS_LINK_XSTATS_SLAVE : IFLA_STATS_LINK_XSTATS;
    auto list = session.out.list();
    each_stats(session, attr, request.device,
               [&](int index, const nlattr *xstats) { print_xstats(session, request, index, xstats); });
}

} // namespace nskit
