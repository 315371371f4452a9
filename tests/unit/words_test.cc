// SPDX-License-Identifier: MIT
// Every word of every table stands in the help. tests/bats/words.bats tests that every word of the help
// stands in the manual page.
#include <cctype>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/l2tp/l2tp.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/macsec/macsec.h"
#include "cmd/ipnetns/neigh/neigh.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/route/encap/encap.h"
#include "cmd/ipnetns/route/route.h"
#include "cmd/ipnetns/rule/rule.h"
#include "cmd/ipnetns/tunnel/tunnel.h"
#include "cmd/ipnetns/xfrm/xfrm.h"
#include "cmd/unshare/plan.h"
#include "lib/base/text.h"

namespace nskit {
namespace {

bool part_of_word(char c)
{
    return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.';
}

/// Whether the word stands in the text, not as a part of another word.
bool stands_in(std::string_view text, std::string_view word)
{
    for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const size_t end = at + word.size();
        if ((at == 0 || !part_of_word(text[at - 1])) && (end == text.size() || !part_of_word(text[end])))
            return true;
    }
    return false;
}

void expect_keyword_in(const char *word, const char *also, const std::string &help, const char *table)
{
    EXPECT_TRUE(stands_in(help, word)) << table << ": " << word;
    std::string spellings = also ? also : "";
    std::erase_if(spellings, [](char c) { return c == '[' || c == ']'; });
    for (std::string_view rest = spellings; !rest.empty();) {
        const std::string_view spelling = take_until(rest, '|');
        EXPECT_TRUE(stands_in(help, spelling)) << table << ": " << spelling << " of " << word;
    }
}

/// Keywords, other spellings and names of values.
void expect_rows_in(std::span<const Field> rows, const std::string &help, const char *table)
{
    for (const Field &row : rows) {
        if (!row.word || !row.type.parse)
            continue; // only shown
        expect_keyword_in(row.word, row.also, help, table);
        for (const Choice &choice : row.choices)
            EXPECT_TRUE(!row.type.arg || stands_in(help, choice.name)) << row.word << ": " << choice.name;
    }
}

template <class Plan>
void expect_words_in(std::span<const Word<Plan>> words, const std::string &help, const char *table)
{
    for (const Word<Plan> &word : words)
        expect_keyword_in(word.word, word.also, help, table);
}

/// No line is wider than a terminal.
void expect_narrow(std::string_view help, const char *of)
{
    while (!help.empty()) {
        const std::string_view line = take_until(help, '\n');
        EXPECT_LE(line.size(), 79U) << of << ": " << line;
    }
}

TEST(Words, PartsOfWordsDoNotCount)
{
    EXPECT_TRUE(stands_in("[ group NAME ]", "group"));
    EXPECT_TRUE(stands_in("mtu", "mtu"));
    EXPECT_FALSE(stands_in("gso_ipv4_max_size", "max_size"));
    EXPECT_FALSE(stands_in("link-netnsid", "link-netns"));
}

TEST(Words, OfUnshareStandInItsHelp)
{
    const std::vector<OptionWords> words = option_words(unshare::options());
    const std::string help = help_text("", "", words);
    for (const OptionWords &word : words)
        EXPECT_TRUE(stands_in(help, std::string("--") + word.name)) << word.name;
}

TEST(Words, ObjectsStandInTheHelpOfIp)
{
    for (const Command &object : objects)
        EXPECT_EQ(stands_in(global_usage(), object.word), object.run != nullptr) << object.word;
}

TEST(Words, OfTablesThatAreReadAsOneFitIntoSeen)
{
    auto count = [](const auto &tables) {
        size_t rows = 0;
        for (const Fields &table : tables)
            rows += table.rows.size();
        return rows;
    };
    EXPECT_LE(count(link_tables), Seen::limit);
    EXPECT_LE(count(address_tables), Seen::limit);
    EXPECT_LE(count(rule_tables()), Seen::limit);
}

TEST(Words, OfTunnelsStandInTheirHelp)
{
    for (const TunnelFamily *family : {&tunnels_inet, &tunnels_inet6})
        for (const Fields &table : family->words)
            expect_rows_in(table.rows, tunnel_usage(*family), "tunnel");
    for (const Fields *table : {&router_fields, &relay_fields})
        expect_rows_in(table->rows, tunnel_usage(tunnels_inet), "tunnel");
    expect_rows_in(l2tp_tunnel_fields.rows, l2tp_usage(), "l2tp");
    expect_rows_in(l2tp_session_fields.rows, l2tp_usage(), "l2tp");
    expect_rows_in(macsec_sa_fields.rows, macsec_usage(), "macsec");
    expect_rows_in(macsec_channel_fields.rows, macsec_usage(), "macsec");
    for (const std::string &help :
         {tunnel_usage(tunnels_inet), tunnel_usage(tunnels_inet6), l2tp_usage(), macsec_usage()})
        expect_narrow(help, "tunnels");
}

TEST(Words, OfLinksStandInTheirHelp)
{
    for (const Fields &table : link_tables)
        expect_rows_in(table.rows, link_usage(), "link");
    expect_words_in(link_words, link_usage(), "link");
    expect_words_in(link_filter_words, address_usage(), "links of addresses");
    EXPECT_FALSE(stands_in(link_usage(), "object")); // XDP programs are not loaded from object files
}

TEST(Words, OfAddressesStandInTheirHelp)
{
    for (const Fields &table : address_tables)
        expect_rows_in(table.rows, address_usage(), "address");
    expect_words_in(address_words, address_usage(), "address");
    expect_words_in(address_filter_words, address_usage(), "filter");
    for (const AddressFlag &flag : address_flags)
        EXPECT_TRUE(stands_in(address_usage(), flag.name)) << flag.name;
}

TEST(Words, OfRulesStandInTheirHelp)
{
    for (const Fields &table : rule_tables())
        expect_rows_in(table.rows, rule_usage(), "rule");
}

TEST(Words, OfNeighboursStandInTheirHelp)
{
    expect_rows_in(neigh_fields.rows, neigh_usage(), "neigh");
    expect_words_in(neigh_filter_words, neigh_usage(), "filter");
}

TEST(Words, OfRoutesStandInTheirHelp)
{
    const std::string help = route_usage();
    expect_words_in(route_filter_words, help, "filter");
    expect_words_in(route_words, help, "route");
    expect_words_in(hop_words, help, "next hop");
    for (const Fields &table : {route_fields, metric_fields, hop_fields})
        expect_rows_in(table.rows, help, "route");
    for (const Encap *kind : {&encap_mpls, &encap_ip, &encap_ip6, &encap_ila, &encap_bpf, &encap_seg6,
                              &encap_local, &encap_rpl, &encap_ioam6, &encap_xfrm}) {
        EXPECT_TRUE(stands_in(help, kind->name)) << kind->name;
        EXPECT_TRUE(stands_in(nexthop_usage(), kind->name)) << kind->name;
        expect_rows_in(kind->fields.rows, help, kind->name);
    }
}

TEST(Words, OfNextHopsStandInTheirHelp)
{
    expect_rows_in(nexthop_fields.rows, nexthop_usage(), "nexthop");
    expect_rows_in(resilient_fields.rows, nexthop_usage(), "resilient");
}

TEST(Words, OfStatesAndPoliciesStandInTheirHelp)
{
    for (const Fields &table : {ipsec::state_fields, ipsec::allocspi_fields, ipsec::state_id_fields,
                                ipsec::state_filter_fields, Fields{ipsec::algorithms}})
        expect_rows_in(table.rows, xfrm_state_usage(), "state");
    for (const Fields &table : {ipsec::policy_fields, ipsec::policy_id_fields, ipsec::policy_filter_fields})
        expect_rows_in(table.rows, xfrm_policy_usage(), "policy");
    for (const auto &names : {ipsec::protocols, ipsec::modes, ipsec::state_flags, ipsec::extra_flags})
        for (const Choice &choice : names)
            EXPECT_TRUE(stands_in(xfrm_state_usage(), choice.name)) << choice.name;
    for (const Choice &choice : ipsec::policy_flags)
        EXPECT_TRUE(stands_in(xfrm_policy_usage(), choice.name)) << choice.name;
}

/// Words that have no row of their own, because a type or a file of names reads them. Scripts look for them
/// in the help, to learn what an `ip` can do.
TEST(Words, ThatScriptsLookForStandInTheHelp)
{
    const struct {
        std::string help;
        const char *words;
    } lists[] = {
        {route_usage(),
         "next-csid psp usp usd proto local main default host link global kernel boot static nat xresolve "
         "inet inet6 mpls nexthop weight onlink lock del change"},
        {rule_usage(), "main default local pref nat unicast blackhole unreachable prohibit del from"},
        {nexthop_usage(), "mpls weight mpath resilient del inet6"},
        {xfrm_state_usage(),
         "src dst proto spi sel dev sport dport type code key nokeys min max mask crypto packet espinudp "
         "espinudp-nonike espintcp time-soft time-hard time-use-soft time-use-hard byte-soft byte-hard "
         "packet-soft packet-hard in out"},
        {xfrm_policy_usage(),
         "src dst proto spi dev sport dport type code key nosock mask packet mode reqid level required use "
         "time-soft time-hard time-use-soft time-use-hard byte-soft byte-hard packet-soft packet-hard "
         "in out fwd main sub allow block hthresh4 hthresh6 accept"},
        {address_usage(), "global host link veth bridge vlan vrf wireguard change del forever"},
        {link_usage(), "change pinned off altname up down vf eui64"},
        {neigh_usage(), "permanent reachable noarp stale del"},
        {kind_usage(bond), "num_unsol_na num_grat_arp actor_port_prio 802.3ad"},
        {kind_usage(vlan), "802.1Q 802.1ad"},
        {kind_usage(bridge), "802.1Q 802.1ad"},
        {kind_usage(sit), "6rd-prefix 6rd-relay_prefix 6rd-reset"},
        {kind_usage(macsec), "default gcm-aes-128 gcm-aes-256 gcm-aes-xpn-128 gcm-aes-xpn-256"},
        {kind_usage(erspan), "erspan_hwid erspan_ver"},
        {kind_usage(hsr), "version proto"},
    };
    for (const auto &list : lists)
        for (std::string_view rest = list.words, word; !(word = take_word(rest)).empty();)
            EXPECT_TRUE(stands_in(list.help, word)) << word;
}

TEST(Words, NoHelpIsWiderThanATerminal)
{
    const std::pair<const char *, std::string> helps[] = {{"ip", global_usage()},
                                                          {"link", link_usage()},
                                                          {"address", address_usage()},
                                                          {"route", route_usage()},
                                                          {"rule", rule_usage()},
                                                          {"neigh", neigh_usage()},
                                                          {"nexthop", nexthop_usage()},
                                                          {"xfrm state", xfrm_state_usage()},
                                                          {"xfrm policy", xfrm_policy_usage()}};
    for (const auto &[object, help] : helps)
        expect_narrow(help, object);
    for (const Kind *kind : kinds)
        expect_narrow(kind_usage(*kind), kind->name);
}

TEST(Words, OfKindsStandInTheirHelp)
{
    for (const Kind *kind : kinds) {
        EXPECT_TRUE(stands_in(link_usage(), kind->name)) << kind->name;
        expect_rows_in(kind->fields.rows, kind_usage(*kind), kind->name);
    }
}

} // namespace
} // namespace nskit
