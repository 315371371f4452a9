// SPDX-License-Identifier: MIT
// Kinds of link: what a command line of each sends, byte for byte, and what it refuses. rows_test.cc reads
// and shows their rows one by one.
#include "tests/unit/kinds_golden.h"

#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link.h"
#include "tests/unit/bench.h"
#include "tests/unit/thrown.h"

namespace nskit {
namespace {

using Attributes = std::map<uint16_t, std::string>;

// --- whole requests

/// The attributes in IFLA_INFO_DATA or IFLA_INFO_SLAVE_DATA of `ip link add|set ... type KIND WORDS`.
Attributes attributes_of(const std::string &kind, std::vector<std::string> words, LinkRequest::Verb verb)
{
    DeviceBench bench;
    words.insert(words.begin(), {"type", kind});
    if (verb == LinkRequest::Verb::set)
        words.insert(words.begin(), {"dev", "d1"});
    const std::vector<Text> measured(words.begin(), words.end());
    Args args(measured);
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    LinkRequest request(message, NLMSG_HDRLEN, verb);
    parse_link(bench.session, args, request);
    Attrs info(Attrs(message.header(), sizeof(ifinfomsg))[IFLA_LINKINFO]);
    EXPECT_EQ(info.string(IFLA_INFO_KIND), kind);
    Attributes attributes;
    for (uint16_t place : {IFLA_INFO_DATA, IFLA_INFO_SLAVE_DATA})
        if (const nlattr *data = info[place])
            each_attr(data,
                      [&](const nlattr *attr) { attributes[attr_type(attr)] = digits(get_bytes(attr)); });
    return attributes;
}

std::vector<std::string> split(const std::string &line)
{
    std::istringstream stream(line);
    return {std::istream_iterator<std::string>(stream), {}};
}

Attributes attributes_of(const std::string &kind, const std::string &words, LinkRequest::Verb verb)
{
    return attributes_of(kind, split(words), verb);
}

/// The verb that golden bytes of a kind belong to.
LinkRequest::Verb verb_of(std::string_view kind)
{
    bool changes = kind.ends_with("_slave") || kind == "can" || kind == "dsa";
    return changes ? LinkRequest::Verb::set : LinkRequest::Verb::add;
}

/// `TYPE:HEX ...`
std::string written(const Attributes &attributes)
{
    std::string text;
    for (const auto &[type, value] : attributes)
        text += format("%s%u:%s", text.empty() ? "" : " ", type, value.c_str());
    return text;
}

class KindsGolden : public testing::TestWithParam<Golden> {};

TEST_P(KindsGolden, SendsWhatTheReferenceSends)
{
    const Golden &golden = GetParam();
    EXPECT_EQ(written(attributes_of(golden.kind, golden.words, verb_of(golden.kind))), golden.attributes)
        << golden.kind << ' ' << golden.words;
}

INSTANTIATE_TEST_SUITE_P(, KindsGolden, testing::ValuesIn(golden));

// --- numbers

bool is_number(const std::string &word)
{
    return word.find_first_not_of(word.starts_with("0x") ? "0123456789abcdefx" : "0123456789") == word.npos;
}

TEST_P(KindsGolden, ReadsNumbersAsStrtoulDoes)
{
    const Golden &golden = GetParam();
    const std::vector<std::string> words = split(golden.words);
    for (size_t i = 1; i < words.size(); i++) {
        if (!is_number(words[i]))
            continue;
        auto with = [&](const std::string &word) {
            std::vector<std::string> changed = words;
            changed[i] = word;
            return changed;
        };
        SCOPED_TRACE(golden.kind + (" " + words[i - 1]) + " " + words[i]);
        for (const char *front : {"+", " ", "\t+"})
            EXPECT_EQ(written(attributes_of(golden.kind, with(front + words[i]), verb_of(golden.kind))),
                      golden.attributes)
                << '"' << front << '"';
        for (const std::string &bad : {std::string(), words[i] + "x", words[i] + " ", "++" + words[i],
                                       std::string("99999999999999999999")})
            EXPECT_NE(thrown([&] { attributes_of(golden.kind, with(bad), verb_of(golden.kind)); }).status, 0)
                << '"' << bad << '"';
    }
}

/// Changing a tunnel's end to zero takes the end away: the zero is sent.
TEST(Kinds, SetTakesEndsAway)
{
    const std::string zeros(32, '0');
    const Golden lines[] = {
        {"vxlan", "remote 0.0.0.0", "2:00000000"},
        {"vxlan", "remote 0", "2:00000000"},
        {"vxlan", "local 0.0.0.0", "4:00000000"},
        {"geneve", "remote 0.0.0.0", "2:00000000"},
    };
    for (const Golden &line : lines)
        EXPECT_EQ(written(attributes_of(line.kind, line.words, LinkRequest::Verb::set)), line.attributes)
            << line.kind << ' ' << line.words;
    for (const char *kind : {"vxlan", "geneve"})
        EXPECT_EQ(written(attributes_of(kind, "remote ::", LinkRequest::Verb::set)),
                  (kind == std::string("vxlan") ? "16:" : "7:") + zeros);
}

/// Whether some line of golden bytes says a word of a kind, spelled out.
bool is_golden(const Kind &kind, const Field &row)
{
    for (const Golden &line : golden) {
        WordList words(line.words);
        auto said = words.args().rest();
        auto says_row = [&](const char *word) {
            const bool may_be_opposite = row.type.negatable && std::string_view(word).starts_with("no");
            return spells_row(word, row) || (may_be_opposite && spells_row(word + 2, row));
        };
        if (is_one_of(kind.name, line.kind) && std::any_of(said.begin(), said.end(), says_row))
            return true;
    }
    return false;
}

TEST(Kinds, HaveGoldenBytesForEveryWord)
{
    for (const Kind *kind : kinds)
        for (const Field &row : kind->fields.rows)
            EXPECT_TRUE(!row.word || !row.type.parse || is_golden(*kind, row))
                << kind->name << ' ' << row.word;
}

TEST(Kinds, WithoutWordsSendNoInfoData)
{
    // An empty IFLA_INFO_DATA is not the same as none.
    DeviceBench bench;
    WordList line("type vxlan");
    Args args = line.args();
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    LinkRequest request(message, NLMSG_HDRLEN, LinkRequest::Verb::add);
    parse_link(bench.session, args, request);
    Attrs info(Attrs(message.header(), sizeof(ifinfomsg))[IFLA_LINKINFO]);
    EXPECT_EQ(info[IFLA_INFO_DATA], nullptr);
}

// --- what is refused

struct Refusal {
    const char *kind, *words, *text;
    int status;
};
constexpr Refusal refusals[] = {
    {"vlan", "id 70000", "Error: argument \"70000\" is wrong: id is invalid", 255},
    {"vlan", "gvrp foo", "Error: argument of \"gvrp\" must be \"on\" or \"off\", not \"foo\"", 1},
    {"vrf", "table foo", "Error: argument \"foo\" is wrong: invalid table ID", 255},
    {"ipvlan", "mode foo", "Error: argument of \"mode\" must be either \"l2\", \"l3\" or \"l3s\"", 1},
    {"macvlan", "flag nopromisc", "macvlan: nopromisc flag only valid in passthru mode", 1},
    {"macvtap", "nopromisc", "macvtap: nopromisc flag only valid in passthru mode", 1},
    {"amt", "mode foo", "Error: argument of \"mode\" must be \"gateway\" or \"relay\", not \"foo\"", 1},
    {"macsec", "address x", "\"x\" is invalid lladdr.\nError: argument \"x\" is wrong: expected lladdr", 255},
    {"can", "sample-point 1.1", "Error: argument \"1.1\" is wrong: invalid \"sample-point\" value", 255},
    {"can", "sample-point -0.1", "Error: argument \"-0.1\" is wrong: invalid \"sample-point\" value", 255},
    {"erspan", "erspan_ver x", "Error: argument \"x\" is wrong: invalid erspan version", 255},
    {"erspan", "erspan_ver 3", "Error: argument \"3\" is wrong: erspan version must be 0/1/2", 255},
    {"erspan", "erspan x", "Error: argument \"x\" is wrong: invalid erspan index", 255},
    {"erspan", "erspan 1048576",
     "Error: argument \"1048576\" is wrong: erspan index must be > 0 and <= 20-bit", 255},
    {"macvlan", "mode foo",
     "Error: argument of \"mode\" must be \"private\", \"vepa\", \"bridge\", \"passthru\" or \"source\", not "
     "\"foo\"",
     1},
    {"vxlan", "dev d0", "vxlan: missing virtual network identifier", 1},
    {"vxlan", "id 5 external", "vxlan: both 'external' and vni cannot be specified", 1},
    {"vxlan", "vnifilter id 5", "vxlan: vnifilter is valid only when 'external' is set", 1},
    {"vxlan", "id 5 group 239.1.1.1", "vxlan: 'group' requires 'dev' to be specified", 1},
    {"vxlan", "id 5 remote 1.2.3.4 group 239.1.1.1", "vxlan: both group and remote cannot be specified", 1},
    {"vxlan", "id 5 id 6", "Error: either \"id\" is duplicate, or \"6\" is garbage.", 255},
    {"vxlan", "id 5 learning nolearning",
     "Error: either \"nolearning\" is duplicate, or \"nolearning\" is garbage.", 255},
    {"vxlan", "id 5 ttl 300", "Error: argument \"300\" is wrong: TTL must be <= 255", 255},
    {"vxlan", "id 5 group 0.0.0.0 dev d0", "Error: argument \"0.0.0.0\" is wrong: invalid group address",
     255},
    {"vxlan", "id 5 remote 224.0.0.1", "Error: argument \"224.0.0.1\" is wrong: invalid remote address", 255},
    {"vxlan", "id 5 remote any", "Error: argument \"any\" is wrong: invalid remote address", 255},
    {"gre", "tos 255", "Error: argument \"255\" is wrong: bad TOS value", 255}, // 0x255
    {"ip6gre", "tclass 255", "Error: argument \"255\" is wrong: invalid TClass", 255},
    {"netkit", "mode foo", "Error: argument of \"mode\" must be either \"l3\" or \"l2\"", 1},
    {"vxlan", "id 99999999", "Error: argument \"99999999\" is wrong: invalid id", 255},
    {"geneve", "id 5", "geneve: remote link partner not specified", 1},
    {"gre", "key x", "invalid value for \"key\": \"x\"; it should be an unsigned integer", 255},
    {"gre", "remote 224.0.0.1", "A broadcast tunnel requires a source address.", 1},
    {"gre", "remote ::1", "Error: inet address is expected rather than \"::1\".", 1},
    {"ip6tnl", "mode foo", "Error: argument \"foo\" is wrong: Cannot guess tunnel mode.", 255},
    {"bond", "arp_ip_target foo", "Error: an IP address is expected rather than \"foo\"", 1},
    {"bond", "num_grat_arp x", "Error: argument \"x\" is wrong: invalid num_grat_arp|num_unsol_na", 255},
    {"gtp", "hsize 5", "gtp: role of the gtp device was not specified", 1},
    {"macsec", "window 5",
     "replay window set, but replay protection not enabled. did you mean 'replay on window 5'?", 1},
    {"macsec", "end_station on scb on", "invalid combination of send_sci/end_station/scb", 1},
    {"xfrm", "dev d0", "Error: argument \"IF_ID\" is required", 255},
    {"bareudp", "dstport 5", "Error: argument \"ethertype\" is required", 255},
    {"dummy", "foo", "Garbage instead of arguments \"foo ...\". Try \"ip link help\".", 1},
    {"nosuch", "foo", "Garbage instead of arguments \"foo ...\". Try \"ip link help\".", 1},
};

TEST(Kinds, RefuseAsTheReferenceDoes)
{
    for (const Refusal &refusal : refusals) {
        Error error = thrown([&] { attributes_of(refusal.kind, refusal.words, LinkRequest::Verb::add); });
        EXPECT_EQ(error.text, refusal.text) << refusal.kind << ' ' << refusal.words;
        EXPECT_EQ(error.status, refusal.status) << refusal.kind << ' ' << refusal.words;
    }
}

TEST(Kinds, NameTheUnknownWord)
{
    for (const Kind *kind : kinds) {
        if (kind->fields.rows.empty() || !kind->unknown)
            continue;
        bool has_words = false;
        for (const Field &row : kind->fields.rows)
            has_words |= row.word && row.type.parse;
        if (!has_words)
            continue;
        Error error = thrown([&] { attributes_of(kind->name, "frob", LinkRequest::Verb::add); });
        EXPECT_TRUE(error.text.starts_with(std::string(kind->name) + ": ")) << error.text;
        EXPECT_NE(error.text.find("\"frob\""), error.text.npos) << error.text;
        EXPECT_EQ(error.status, 1) << kind->name;
    }
}

TEST(Kinds, AreFoundByTheirFullNamesOnly)
{
    for (const Kind *kind : kinds)
        EXPECT_EQ(find_kind(kind->name), kind);
    EXPECT_EQ(find_kind("vl"), nullptr);
    EXPECT_EQ(find_kind(""), nullptr);
}

} // namespace
} // namespace nskit
