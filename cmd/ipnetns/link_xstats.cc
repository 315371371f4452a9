// SPDX-License-Identifier: MIT
// ip link xstats and afstats: what a kind of link (the bridge) or an address family (MPLS) counts beside the
// counters of every link.
#include <linux/if_bridge.h>
#include <linux/mpls.h>

#include <algorithm>

#include "link.h"
#include "link_xstats.h"

namespace nskit {

static void print_line(Session &session, const std::string &text)
{
    session.out.line_break();
    session.out.text(std::string(20, ' ') + text);
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
static void print_pairs(Session &session, const Pairs &pairs, const Multicast &stats)
{
    auto object = session.out.object(pairs.key);
    std::string lines[2] = {"RX:", "TX:"};
    const char *const keys[2] = {"rx", "tx"};
    for (size_t direction = 0; direction < 2; direction++)
        for (int version = pairs.versions ? 1 : 0; version <= pairs.versions; version++) {
            size_t number = pairs.first + direction + 2 * static_cast<size_t>(std::max(version - 1, 0));
            std::string name = version ? format(" v%d", version) : "";
            std::string key = version ? format("%s_v%d", keys[direction], version) : keys[direction];
            lines[direction] += name + ' ' + std::to_string(stats[number]);
            session.out.data(key.c_str(), stats[number]);
        }
    if (pairs.versions == 0)
        return print_line(session, format("%s: %s %s", pairs.title, lines[0].c_str(), lines[1].c_str()));
    print_line(session, format("%s:", pairs.title));
    for (const std::string &line : lines)
        print_line(session, "  " + line);
}

static void print_multicast(Session &session, const nlattr *attr)
{
    auto stats = get<Multicast>(attr);
    auto object = session.out.object("multicast");
    for (const Protocol &protocol : protocols) {
        for (const Pairs &pairs : protocol.messages)
            print_pairs(session, pairs, stats);
        session.out.data(protocol.errors_key, stats[protocol.errors]);
        print_line(session,
                   format("%s: %s", protocol.errors_title, std::to_string(stats[protocol.errors]).c_str()));
    }
}

// --- the spanning tree

static void print_pair(Session &session, const char *title, std::pair<const char *, uint64_t> first,
                       std::pair<const char *, uint64_t> second, const char *first_word,
                       const char *second_word)
{
    session.out.data(first.first, first.second);
    session.out.data(second.first, second.second);
    print_line(session, format("%s %s %s %s %s", title, first_word, std::to_string(first.second).c_str(),
                               second_word, std::to_string(second.second).c_str()));
}

static void print_stp(Session &session, const nlattr *attr)
{
    auto stp = get<bridge_stp_xstats>(attr);
    auto object = session.out.object("stp");
    print_pair(session, "STP BPDU: ", {"rx_bpdu", stp.rx_bpdu}, {"tx_bpdu", stp.tx_bpdu}, "RX:", "TX:");
    print_pair(session, "STP TCN:  ", {"rx_tcn", stp.rx_tcn}, {"tx_tcn", stp.tx_tcn}, "RX:", "TX:");
    print_pair(session, "STP Transitions:", {"transition_blk", stp.transition_blk},
               {"transition_fwd", stp.transition_fwd}, "Blocked:", "Forwarding:");
}

/// What is counted, by the word that asks for it.
struct Part {
    const char *word, *also;
    uint16_t attr;
    void (*print)(Session &, const nlattr *);
};
static constexpr Part parts[] = {
    {"mcast", "igmp", BRIDGE_XSTATS_MCAST, print_multicast},
    {"stp", "", BRIDGE_XSTATS_STP, print_stp},
};

// --- requests

/// Asks for one kind of counters, of one device or of all, and calls `print` for every link that has them.
template <class Print>
static void each_link(Session &session, uint16_t stats_attr, const char *device, Print print)
{
    int index = device ? session.links().index_from(device) : 0;
    Message message(RTM_GETSTATS, 0,
                    if_stats_msg{.ifindex = static_cast<uint32_t>(index),
                                 .filter_mask = static_cast<uint32_t>(IFLA_STATS_FILTER_BIT(stats_attr))});
    auto each = [&](const nlmsghdr *answer) {
        if (!has_fixed(answer, sizeof(if_stats_msg)))
            return;
        if (const nlattr *stats = Attrs(answer, sizeof(if_stats_msg))[stats_attr])
            print(static_cast<int>(fixed<if_stats_msg>(answer)->ifindex), stats);
    };
    auto list = session.out.list();
    if (device)
        session.socket().get(message, each);
    else
        session.socket().dump(message, each);
}

struct XstatsRequest {
    const char *kind = nullptr, *device = nullptr;
    const Part *part = nullptr; ///< nullptr: all of them
};

static XstatsRequest parse_xstats(Args &args)
{
    XstatsRequest request;
    if (args.empty())
        fail("xstats: missing argument");
    if (!is_prefix(args.next(), "type"))
        throw Error{"Usage: ... xstats type TYPE [ ARGS ]", 255};
    request.kind = args.next();
    if (!find_kind(request.kind))
        wrong_argument(request.kind, "invalid type");
    if (!std::string_view(request.kind).starts_with("bridge"))
        fail("xstats: link type %s doesn't support xstats", request.kind);
    while (!args.empty()) {
        if (args.take("dev")) {
            request.device = args.next();
            continue;
        }
        std::string_view word = args.next();
        if (word == "help")
            throw Error{"Usage: ... bridge [ mcast | igmp | stp ] [ dev DEVICE ]", 255};
        auto found = std::find_if(std::begin(parts), std::end(parts),
                                  [&](const Part &part) { return word == part.word || word == part.also; });
        if (found == std::end(parts))
            wrong_argument(args.previous(), "unknown attribute");
        request.part = found;
    }
    return request;
}

void link_xstats(Session &session, Args &args)
{
    XstatsRequest request = parse_xstats(args);
    bool port = std::string_view(request.kind).ends_with("_slave");
    uint16_t attr = port ? IFLA_STATS_LINK_XSTATS_SLAVE : IFLA_STATS_LINK_XSTATS;
    each_link(session, attr, request.device, [&](int index, const nlattr *stats) {
        const nlattr *of_bridge = Attrs(stats)[LINK_XSTATS_TYPE_BRIDGE];
        if (!of_bridge)
            return;
        Attrs counted{of_bridge};
        auto object = session.out.object();
        session.out.string({"ifname", "", "", Color::none, 16}, session.links().name(index));
        for (const Part &part : parts)
            if (counted[part.attr] && (!request.part || request.part == &part))
                part.print(session, counted[part.attr]);
        session.out.line();
    });
}

// --- MPLS

struct Column {
    const char *title;
    size_t rx, tx; ///< in struct mpls_link_stats, whose members are all u64
    size_t width;
    bool rx_only = false;
};
#define PLACE(member) offsetof(mpls_link_stats, member) / sizeof(uint64_t)
// The first column has the room of `RX: ` as well.
static constexpr Column mpls_columns[] = {
    {"bytes", PLACE(rx_bytes), PLACE(tx_bytes), 9},
    {"packets", PLACE(rx_packets), PLACE(tx_packets), 7},
    {"errors", PLACE(rx_errors), PLACE(tx_errors), 6},
    {"dropped", PLACE(rx_dropped), PLACE(tx_dropped), 7},
    {"noroute", PLACE(rx_noroute), PLACE(rx_noroute), 7, true},
};
#undef PLACE
using Mpls = std::array<uint64_t, sizeof(mpls_link_stats) / sizeof(uint64_t)>;

static void print_mpls(Session &session, const Mpls &stats, bool rx)
{
    auto object = session.out.object(rx ? "rx" : "tx");
    std::string titles = format("        %s:", rx ? "RX" : "TX"), numbers(8, ' ');
    for (const Column &column : mpls_columns) {
        if (column.rx_only && !rx)
            continue;
        auto text = [&](size_t place) { return counter_text(session.settings, stats[place]); };
        size_t width = std::max({column.width, text(column.rx).size(), text(column.tx).size()});
        bool first = &column == mpls_columns;
        size_t place = rx ? column.rx : column.tx;
        titles += format(" %*s", static_cast<int>(width - (first ? 4 : 0)), column.title);
        numbers += format("%*s ", static_cast<int>(width), text(place).c_str());
        session.out.data(column.title, stats[place]);
    }
    session.out.line_break();
    session.out.text(titles);
    session.out.line_break();
    session.out.text(numbers);
}

void link_afstats(Session &session, Args &args)
{
    const char *device = args.take("dev") ? args.next() : nullptr;
    if (!args.empty())
        fail_with(255, "Command \"%s\" is unknown, try \"ip link help\".", args.peek());
    each_link(session, IFLA_STATS_AF_SPEC, device, [&](int index, const nlattr *families) {
        const nlattr *attr = Attrs(Attrs(families)[AF_MPLS])[MPLS_STATS_LINK];
        if (!attr)
            return;
        auto stats = get<Mpls>(attr);
        auto object = session.out.object();
        session.out.number({"ifindex", "", ":"}, static_cast<uint64_t>(index));
        session.out.string({"ifname", "", ""}, session.links().name(index));
        session.out.line_break();
        session.out.text("    mpls:");
        print_mpls(session, stats, true);
        print_mpls(session, stats, false);
        session.out.line();
    });
}

} // namespace nskit
