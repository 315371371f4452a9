// SPDX-License-Identifier: MIT
// The parsers take the ranges that the help names: both limits, and nothing beyond. A value of an
// object's word is taken if completion, which reads the same words, offers some behind it.
#include <map>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "cmd/ipnetns/about/about.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/base/completion.h"
#include "lib/base/text.h"
#include "tests/unit/bench.h"

using namespace nskit;

namespace {

constexpr std::string_view of_kind = "type ";

/// How a word is used: a command line with VALUE in the place of the value. The key is `TABLE` or `TABLE
/// WORD`.
const std::map<std::string, std::string, std::less<>> lines = {
    {"address", "address add 192.0.2.1/24 dev v0 WORD VALUE"},
    {"addrlabel", "addrlabel add prefix 2001:db8::/32 WORD VALUE"},
    {"fou", "fou add gue WORD VALUE"},
    {"l2tp", "l2tp add tunnel WORD VALUE"},
    {"link", "link set dev v0 WORD VALUE"},
    {"link index", "link add name x0 index VALUE"},
    {"link vlan", "link set dev v0 vf 0 vlan VALUE"},
    {"link qos", "link set dev v0 vf 0 vlan 1 qos VALUE"},
    {"link protodown_reason", "link set dev v0 protodown_reason VALUE on"},
    {"link arp_announce", "link set dev v0 inet arp_announce VALUE"},
    {"link arp_ignore", "link set dev v0 inet arp_ignore VALUE"},
    {"macsec", "macsec add v0 rx WORD VALUE"},
    {"macsec sa", "macsec add v0 tx sa VALUE"},
    {"macsec pn", "macsec add v0 tx sa 0 pn VALUE"},
    {"mptcp", "mptcp endpoint add 192.0.2.1 WORD VALUE"},
    {"mrule", "mrule add WORD VALUE"},
    {"neighbor", "neighbor add 192.0.2.1 dev v0 WORD VALUE"},
    {"neighbour", "neighbour add 192.0.2.1 dev v0 WORD VALUE"},
    {"nexthop", "nexthop add WORD VALUE"},
    {"nexthop idle_timer", "nexthop add id 1 group 2 type resilient idle_timer VALUE"},
    {"route", "route add 192.0.2.0/24 dev v0 WORD VALUE"},
    {"route weight", "route add 192.0.2.0/24 nexthop dev v0 weight VALUE"},
    {"route ttl", "route add 192.0.2.0/24 encap ip id 1 ttl VALUE"},
    {"route headroom", "route add 192.0.2.0/24 encap bpf headroom VALUE"},
    {"rule", "rule add WORD VALUE"},
    {"tunnel", "tunnel add x0 mode gre WORD VALUE"},
    {"xfrm priority", "xfrm policy add dir in priority VALUE"},
    {"xfrm", "xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp WORD VALUE"},
};

/// Words whose parser takes more than has a meaning, as the reference's does: the kernel refuses the rest or
/// takes the nearest, 0 means that nothing is given, or a check of the whole line refuses it.
const std::set<std::string, std::less<>> wider = {
    "link arp_announce",
    "link arp_ignore",

    "mptcp id",
    "l2tp tunnel_id",
    "mrule dscp",
    "nexthop id",
    "route headroom",
    "route hoplimit",
    "route table",
    "rule dscp",
    "tunnel ttl",
    "type bareudp dstport",
    "type bond ad_actor_sys_prio",
    "type bond ad_user_port_key",
    "type bond arp_missed_max",
    "type bond resend_igmp",
    "type bridge vlan_default_pvid",
    "type bridge_slave cost",
    "type bridge_slave priority",
    "type can sample-point",
    "type erspan erspan_hwid",
    "type ip6erspan erspan_hwid",
    "type ipoib pkey",
    "type rmnet mux_id",
    "type tunnels ttl",
    "type vlan egress-qos-map",
    "type vlan id",
    "type vlan ingress-qos-map",
    "type vrf table",
    "xfrm spi",
};

/// Whether a word of a kind takes a value. `type tunnels` explains words of several kinds.
bool is_taken_by_kind(std::string_view kind, const std::string &word, const std::string &value)
{
    Bench bench;
    const Kind *row = find_kind(kind == "tunnels" ? (word == "ttl" ? "gre" : "ip6gre") : kind);
    EXPECT_TRUE(row) << kind;
    WordList words(word + (word.ends_with("-qos-map") ? " 0:" : " ") + value);
    Args args = words.args();
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    Seen seen;
    try {
        return row && parse_field(bench.session, args, row->fields, message, seen) && args.empty();
    } catch (const Error &) {
        return false;
    }
}

std::string line_of(const std::string &table, const std::string &word, const std::string &value)
{
    auto found = lines.find(table + " " + word);
    if (found == lines.end())
        found = lines.find(table);
    std::string line = found != lines.end() ? found->second : "";
    for (const auto &[name, text] : {std::pair("WORD", word), std::pair("VALUE", value)})
        if (const size_t at = line.find(name); at != line.npos)
            line.replace(at, strlen(name), text);
    return line;
}

bool is_taken(const std::string &table, const std::string &word, const std::string &value)
{
    if (table.starts_with(of_kind))
        return is_taken_by_kind(table.substr(of_kind.size()), word, value);
    const std::string line = line_of(table, word, value) + " " + completion::mark;
    EXPECT_FALSE(line.starts_with(' ')) << "no line for " << table << " " << word;
    WordList words(line);
    const auto offered = completion::collect([&] {
        Bench bench;
        Args args = words.args();
        run_object(bench.session, args);
    });
    return !offered.empty();
}

/// The number beside a limit, written as that is: 0x100 and -1: 0xff.
std::string beside(const std::string &limit, int by)
{
    if (limit.find('.') != limit.npos)
        return by > 0 ? "1.000" : "-0.001";
    const bool is_hex = limit.starts_with("0x");
    const long long number = std::stoll(limit, nullptr, 0) + by;
    return format(is_hex ? "0x%llx" : "%lld", number);
}

/// Calls `each(TABLE, WORD, TEXT)` for each line of all tables, and for the range that `ip tunnel` shares
/// with kinds of link.
template <class Each> void each_text(Each each)
{
    for (const auto &[lead, tables] :
         std::initializer_list<std::pair<std::string_view, std::span<const AboutTable>>>{
             {of_kind, about_kinds},
             {of_kind, about_tunnels},
             {"", about_link},
             {"", about_route},
             {"", about_addresses},
             {"", about_protocols},
             {"", about_objects}})
        for (const AboutTable &table : tables)
            for (std::string_view rest = table.text; !rest.empty();) {
                std::string_view text = take_until(rest, '\n');
                const std::string word(take_until(text, ' '));
                each(std::string(lead).append(table.of), word, std::string(text));
            }
    const Text tunnel[] = {"tunnel"};
    each("tunnel", "ttl", About(tunnel).word("ttl"));
}

} // namespace

TEST(About, RangesAreThoseOfTheParsers)
{
    const std::regex range(R"((^|, )([0-9][0-9a-fx.]*) to (0x[0-9a-f]+|[0-9.]*[0-9]))");
    size_t seen = 0;
    each_text([&](const std::string &table, const std::string &word, const std::string &text) {
        std::smatch match;
        if (!std::regex_search(text, match, range) || table.ends_with(" verbs"))
            return;
        const std::string least = match[2], most = match[3], where = table + " " + word + ": " + text;
        seen++;
        EXPECT_TRUE(is_taken(table, word, least)) << where;
        EXPECT_TRUE(is_taken(table, word, most)) << where;
        const bool takes_more = (least != "0" && is_taken(table, word, beside(least, -1))) ||
                                is_taken(table, word, beside(most, 1));
        EXPECT_EQ(takes_more, wider.contains(table + " " + word)) << where;
    });
    EXPECT_GT(seen, 70U);
}

TEST(About, DefaultsAreTaken)
{
    const std::regex usual("; (?:IPv6 )?default ([0-9.]+)$");
    size_t seen = 0;
    each_text([&](const std::string &table, const std::string &word, const std::string &text) {
        std::smatch match;
        if (table.ends_with(" verbs") || table == "ip" || !std::regex_search(text, match, usual))
            return;
        seen++;
        EXPECT_TRUE(is_taken(table, word, match[1])) << table << " " << word << ": " << text;
    });
    EXPECT_GT(seen, 25U);
}
