// SPDX-License-Identifier: MIT
// Kinds of link: every row of every table is read, shown as text and as JSON, and where what is shown is a
// command line again, read back; and requests are compared with the reference's.
#include "kinds_golden.h"

#include <map>
#include <sstream>

#include "../../cmd/ipnetns/link.h"
#include "json_reader.h"
#include "thrown.h"
#include "uapi.h"

namespace nskit {
namespace {

using Attributes = std::map<uint16_t, std::string>;

/// The words of a text, as a command line owns them.
struct Words {
    std::vector<std::string> words;
    std::vector<char *> pointers;

    explicit Words(const std::string &text)
    {
        std::istringstream stream(text);
        for (std::string word; stream >> word;)
            words.push_back(word);
        for (std::string &word : words)
            pointers.push_back(word.data());
    }
    Args args() { return Args(std::span<char *const>(pointers.data(), pointers.size())); }
};

/// A session in which two devices are known, so that no kernel is asked for them.
struct Bench {
    Session session;

    explicit Bench(Out::Form form = {}) : session(settings(form))
    {
        know("d0", 5);
        know("d1", 4);
    }
    static Settings settings(Out::Form form)
    {
        Settings given;
        given.form = form;
        given.details = 1;
        return given;
    }
    void know(const char *name, int index)
    {
        Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_index = index});
        link.put_string(IFLA_IFNAME, name);
        session.links().remember(link.header());
    }
};

// --- whole requests

/// The attributes in IFLA_INFO_DATA or IFLA_INFO_SLAVE_DATA of `ip link add|set ... type KIND WORDS`.
Attributes attributes_of(const std::string &kind, const std::string &words, LinkRequest::Verb verb)
{
    Bench bench;
    Words line("type " + kind + " " + words);
    Args args = line.args();
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    LinkRequest request(message, NLMSG_HDRLEN, verb);
    parse_link(bench.session, args, request);
    Attrs info(Attrs(message.header(), sizeof(ifinfomsg))[IFLA_LINKINFO]);
    EXPECT_EQ(info.string(IFLA_INFO_KIND), kind);
    Attributes attributes;
    for (uint16_t place : {IFLA_INFO_DATA, IFLA_INFO_SLAVE_DATA})
        if (const nlattr *data = info[place])
            each_attr(data, [&](const nlattr *attr) {
                auto bytes = get_bytes(attr);
                attributes[mnl_attr_get_type(attr)].assign(bytes.begin(), bytes.end());
            });
    return attributes;
}

/// Without those that are as good as absent.
Attributes significant(Attributes attributes)
{
    std::erase_if(attributes, [](const auto &attribute) {
        const std::string &value = attribute.second;
        return !value.empty() && value.find_first_not_of('\0') == value.npos;
    });
    return attributes;
}

/// `TYPE:HEX ...`
std::string written(const Attributes &attributes)
{
    std::string text;
    for (const auto &[type, value] : attributes) {
        text += format("%s%u:", text.empty() ? "" : " ", type);
        for (unsigned char byte : value)
            text += format("%02x", byte);
    }
    return text;
}

class KindsGolden : public testing::TestWithParam<Golden> {};

TEST_P(KindsGolden, SendsWhatTheReferenceSends)
{
    const Golden &golden = GetParam();
    std::string_view kind = golden.kind;
    bool changes = kind.ends_with("_slave") || kind == "can" || kind == "dsa";
    auto verb = changes ? LinkRequest::Verb::set : LinkRequest::Verb::add;
    EXPECT_EQ(written(significant(attributes_of(golden.kind, golden.words, verb))), golden.attributes)
        << golden.kind << ' ' << golden.words;
}

INSTANTIATE_TEST_SUITE_P(, KindsGolden, testing::ValuesIn(golden));

TEST(Kinds, WithoutWordsHaveNoAttributes)
{
    // An empty IFLA_INFO_DATA is not the same as none.
    Bench bench;
    Words line("type vxlan");
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

TEST(Kinds, SayWhatAnUnknownWordIs)
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

// --- rows

struct Row {
    const Kind *kind;
    const Field *field;
};

std::vector<Row> settable_rows()
{
    std::vector<Row> rows;
    for (const Kind *kind : kinds)
        for (const Field &field : kind->fields.rows)
            if (field.word && field.type.parse)
                rows.push_back({kind, &field});
    return rows;
}

/// A value for a row, by what its help says it takes.
std::string sample(const Row &row)
{
    static const std::map<std::string, std::string> by_word = {
        {"vxlan group", "239.0.0.1"}, {"macsec icvlen", "16"},       {"macsec cipher", "gcm-aes-256"},
        {"batadv ra", "BATMAN_V"},    {"bond ns_ip6_target", "::1"},
    };
    static const std::map<std::string, std::string> by_arg = {
        {"NUMBER", "1"},
        {"{ 0 | 1 }", "1"},
        {"{ on | off }", "on"},
        {"PROTOCOL", "802.1ad"},
        {"LLADDR", "02:00:00:00:00:01"},
        {"ADDRESS", "10.0.0.1"},
        {"ADDRESS,...", "10.0.0.1,10.0.0.2"},
        {"DEV", "d0"},
        {"TABLE", "10"},
        {"KEY", "5"},
        {"MIN MAX", "1 2"},
        {"{ NUMBER | inherit }", "5"},
        {"{ NUMBER | none }", "5"},
        {"{ NUMBER | unlimited }", "5"},
        {"{ NUMBER | auto | inherit }", "5"},
        {"{ SECONDS | none }", "5"},
        {"inherit", "inherit"},
        {"FROM:TO ...", "1:2 3:4"},
        {"LLADDR port NUMBER", "02:00:00:00:00:01 port 5"},
        {"{ add LLADDR | del LLADDR | set LLADDR ... | flush }", "set 02:00:00:00:00:01"},
        {"FRACTION", "0.5"},
        {"OHMS", "120"},
        {"STATE", "3"},
        {"MASK", "4"},
        {"LINK", "name peer0"},
        {"[ POLICY ] [ scrub SCRUB ] LINK", "blackhole name peer0"},
        {"{ PORT | auto }", "5"},
        {"PORT", "5"},
    };
    const Field &field = *row.field;
    std::string name = std::string(row.kind->name) + ' ' + field.word;
    if (!field.type.arg)
        return "";
    if (auto found = by_word.find(name); found != by_word.end())
        return found->second;
    if (!field.choices.empty())
        return field.choices[field.choices.size() > 1 ? 1 : 0].name;
    std::string_view kind = row.kind->name;
    std::string_view arg = field.type.arg;
    if (arg == "{ ADDRESS | any }")
        return kind.find('6') != kind.npos ? "2001:db8::1" : "10.0.0.1";
    if (arg == "PREFIX")
        return std::string_view(field.word) == "6rd-prefix" ? "2001:db8::/32" : "10.0.0.0/8";
    auto found = by_arg.find(std::string(arg));
    return found == by_arg.end() ? "" : found->second;
}

/// What a row makes of words, in a nest as INFO_DATA is one.
struct Parsed {
    Message message{RTM_NEWLINK, 0, ifinfomsg{}};

    Parsed(Session &session, const Kind &kind, const std::string &text)
    {
        Words line(text);
        Args args = line.args();
        Nest info(message, IFLA_LINKINFO), data(message, IFLA_INFO_DATA);
        Seen seen;
        while (parse_field(session, args, kind.fields, message, seen))
            continue;
        left = args.size();
    }
    const nlattr *data() const
    {
        return Attrs(Attrs(message.header(), sizeof(ifinfomsg))[IFLA_LINKINFO])[IFLA_INFO_DATA];
    }
    size_t left;
};

std::string shown(Session &session, const Kind &kind, const Parsed &parsed)
{
    {
        auto object = session.out.object();
        print_fields(session, kind.fields.rows, {Attrs(parsed.data()), parsed.message.header()});
    }
    return std::string(session.out.buffered());
}

class KindRow : public testing::TestWithParam<Row> {};

TEST_P(KindRow, IsReadAndShown)
{
    const auto &[kind, field] = GetParam();
    std::string line = std::string(field->word) + ' ' + sample(GetParam());
    SCOPED_TRACE(kind->name + std::string(": ") + line);
    Bench text, json({.json = true});
    Parsed parsed(text.session, *kind, line);
    EXPECT_EQ(parsed.left, 0U);
    ASSERT_NE(parsed.data(), nullptr);
    EXPECT_GT(get_bytes(parsed.data()).size(), 0U);
    std::string words = shown(text.session, *kind, parsed);
    std::string value = shown(json.session, *kind, parsed);
    EXPECT_TRUE(JsonReader::valid(value)) << value;
    bool own_row = field->type.print && field->attr && field->json == nullptr && field->text == nullptr;
    if (own_row && !field->hide) {
        EXPECT_NE(value.find(std::string("\"") + field->word + '"'), value.npos) << value;
    }
    // Text that begins with the word is a command line again.
    if (words.starts_with(std::string(field->word) + ' ') && words.find('\n') == words.npos) {
        Parsed again(text.session, *kind, words);
        EXPECT_TRUE(again.left || again.message.bytes() == parsed.message.bytes()) << words;
    }
}

std::string row_name(const testing::TestParamInfo<Row> &info)
{
    std::string name = info.param.kind->name + std::string("_") + info.param.field->word;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !isalnum(c); }, '_');
    return name + '_' + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(, KindRow, testing::ValuesIn(settable_rows()), row_name);

TEST(Kinds, MostRowsReadBackWhatTheyShow)
{
    size_t back = 0;
    for (const Row &row : settable_rows()) {
        Bench bench;
        Parsed parsed(bench.session, *row.kind, std::string(row.field->word) + ' ' + sample(row));
        std::string words = shown(bench.session, *row.kind, parsed);
        back += words.starts_with(std::string(row.field->word) + ' ');
    }
    EXPECT_GT(back, settable_rows().size() / 2);
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
