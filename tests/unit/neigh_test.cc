// SPDX-License-Identifier: MIT
// ip neigh: from words to a request, from a message to text and JSON, and which entries a filter selects.
// The bytes are those of a little-endian machine.
#include "cmd/ipnetns/neigh/neigh.h"

#include <endian.h>
#include <linux/if_arp.h>

#include "lib/netlink/uapi.h"
#include "tests/unit/bench.h"

namespace nskit {
namespace {

struct NeighBench : Bench {
    using Bench::Bench;

    /// The bytes of the request behind the netlink header.
    std::string request(std::string_view line)
    {
        return with(line, [&](Args &args) {
            Message message(RTM_NEWNEIGH, 0, ndmsg{.ndm_state = NUD_PERMANENT});
            parse_neigh(session, args, message);
            return hex(message.bytes().substr(NLMSG_HDRLEN));
        });
    }
    Error refusal(std::string_view line)
    {
        return thrown([&] { request(line); });
    }
    NeighFilter filter(std::string_view line, Purpose purpose = Purpose::show)
    {
        return with(line, [&](Args &args) { return parse_neigh_filter(session, args, purpose); });
    }
};

// --- requests

/// A command line, and its request: the header (family; device; state, flags, type) and the attributes.
constexpr struct {
    const char *words, *bytes;
} requests[] = {
    {"10.0.0.2 lladdr 02:00:00:00:00:12 dev v0",
     "02000000 07000000 80000000 08000100 0a000002 0a000200 02000000 00120000"},
    {"to 2001:db8::1 dev v8", "0a000000 08000000 80000000 14000100 20010db8 00000000 00000000 00000001"},
    {"10.0.0.2 dev v0 nud reachable", "02000000 07000000 02000000 08000100 0a000002"},
    {"10.0.0.2 dev v0 use router", "02000000 07000000 80008100 08000100 0a000002"},
    {"proxy 10.0.0.2", "02000000 00000000 80000800 08000100 0a000002"},
    {"10.0.0.2 dev v0 managed", "02000000 07000000 00000000 08000100 0a000002 08000f00 01000000"},
    {"10.0.0.2 dev v0 managed nud stale", "02000000 07000000 04000000 08000100 0a000002 08000f00 01000000"},
    {"10.0.0.2 dev v0 nud stale managed extern_valid",
     "02000000 07000000 00000000 08000100 0a000002 08000f00 05000000"},
    {"10.0.0.2 dev v0 extern_learn", "02000000 07000000 80001000 08000100 0a000002"},
    {"10.0.0.2 dev v0 extern_valid", "02000000 07000000 80000000 08000100 0a000002 08000f00 04000000"},
    {"10.0.0.2 dev v0 protocol static", "02000000 07000000 80000000 08000100 0a000002 05000c00 04000000"},
    {"10.0.0.2 lladdr null dev v0", "02000000 07000000 80000000 08000100 0a000002"},
    {"10.0.0.2 lladdr 1.2.3.4 dev v0", "02000000 07000000 80000000 08000100 0a000002 08000200 01020304"},
};

TEST(NeighRequest, MatchesTheReferenceByteForByte)
{
    for (const auto &row : requests)
        EXPECT_EQ(NeighBench().request(row.words), row.bytes) << row.words;
}

TEST(NeighRequest, EveryWordIsAmongThoseAbove)
{
    for (const Field &row : neigh_fields.rows) {
        auto uses = [&](const auto &request) {
            const WordList line(request.words);
            return std::find(line.list().begin(), line.list().end(), row.word) != line.list().end();
        };
        const bool is_set = row.word && row.type.parse;
        EXPECT_TRUE(!is_set || std::any_of(std::begin(requests), std::end(requests), uses)) << row.word;
    }
}

TEST(NeighRequest, EveryState)
{
    static constexpr std::pair<const char *, unsigned> rows[] = {
        {"incomplete", 1}, {"reachable", 2},    {"stale", 4}, {"delay", 8}, {"probe", 0x10}, {"failed", 0x20},
        {"noarp", 0x40},   {"permanent", 0x80}, {"none", 0},  {"p", 0x80},  {"r", 2},        {"f", 0x20},
        {"0x40", 0x40},    {"64", 0x40},        {"0", 0},     {"1", 1},
    };
    for (auto [name, state] : rows)
        EXPECT_EQ(parse_nud(name), state) << name;
    for (const char *bad : {"stal", "no", "non", "inc", "d", "pro", "3", "256", "-1", "", "frob", "all"}) {
        Error error = thrown([&] { parse_nud(bad); });
        EXPECT_EQ(error.text, format("Error: argument \"%s\" is wrong: nud state is bad", bad));
        EXPECT_EQ(error.status, 255);
    }
}

TEST(NeighRequest, AbbreviationsMeanTheFirstRow)
{
    NeighBench bench;
    const std::string whole = bench.request("10.0.0.2 lladdr 1:2 dev v0 extern_learn protocol 5");
    EXPECT_EQ(bench.request("10.0.0.2 l 1:2 dev v0 e proto 5"), whole);
    EXPECT_EQ(bench.request("10.0.0.2 ll 1:2 dev v0 ext protoc 5"), whole);
    EXPECT_EQ(bench.request("p 10.0.0.2"), bench.request("proxy 10.0.0.2"));
    EXPECT_EQ(bench.request("pro 10.0.0.2"), bench.request("proxy 10.0.0.2"));
    for (const char *words : {"10.0.0.2 rout", "10.0.0.2 us", "10.0.0.2 manage", "10.0.0.2 nu stale"})
        EXPECT_EQ(bench.refusal(words).status, 255) << words; // must be spelled out
}

TEST(NeighRequest, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status = 255;
    } static constexpr rows[] = {
        {"frob", "Error: any valid address is expected rather than \"frob\".", 1},
        {"10.0.0.1/24", "Error: any valid address is expected rather than \"10.0.0.1/24\".", 1},
        {"10.0.0.1 10.0.0.2", "Error: either \"to\" is duplicate, or \"10.0.0.2\" is garbage."},
        {"to 10.0.0.1 to 10.0.0.2", "Error: either \"to\" is duplicate, or \"10.0.0.2\" is garbage."},
        {"proxy 10.0.0.1 10.0.0.2", "Error: either \"to\" is duplicate, or \"10.0.0.2\" is garbage."},
        {"10.0.0.1 proxy 10.0.0.2", "Error: duplicate \"address\": \"10.0.0.2\" is the second value."},
        {"10.0.0.1 lladdr zz", "\"zz\" is invalid lladdr.", 1},
        {"10.0.0.1 lladdr 02:00:00:00:00:0g", "\"02:00:00:00:00:0g\" is invalid lladdr.", 1},
        {"10.0.0.1 lladdr 1:2 lladdr 3:4", "Error: duplicate \"lladdr\": \"3:4\" is the second value."},
        {"10.0.0.1 nud frob", "Error: argument \"frob\" is wrong: nud state is bad"},
        {"10.0.0.1 protocol nosuch", "Error: argument \"nosuch\" is wrong: \"protocol\" value is invalid"},
        {"10.0.0.1 lladdr", "Command line is not complete. Try option \"help\""},
    };
    for (const auto &row : rows) {
        Error error = NeighBench().refusal(row.words);
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
    EXPECT_EQ(NeighBench({.family = AF_INET6}).refusal("10.0.0.1").text,
              "Error: inet6 address is expected rather than \"10.0.0.1\".");
}

// --- shown

const Out::Form json{.json = true};

struct Neighbour {
    Message message;

    explicit Neighbour(ndmsg header, uint16_t type = RTM_NEWNEIGH) : message(type, 0, header)
    {
        if (header.ndm_family == AF_INET)
            message.put<uint32_t>(NDA_DST, htobe32(0x0a000002));
        else
            message.put(NDA_DST, std::array<uint8_t, 16>{0x20, 0x01, 0x0d, 0xb8});
    }
    template <class T> Neighbour &with(uint16_t attr, const T &value)
    {
        message.put(attr, value);
        return *this;
    }
    Neighbour &mac() { return with(NDA_LLADDR, std::array<uint8_t, 6>{2, 0, 0, 0, 0, 0x12}); }

    std::string shown(Out::Form form = {}, Settings settings = {}, bool with_device = true) const
    {
        settings.form = form;
        Bench bench(settings);
        print_neigh(bench.session, message.header(), with_device);
        return bench.shown();
    }
};

TEST(NeighShown, EveryPart)
{
    Neighbour all(
        {.ndm_family = AF_INET, .ndm_ifindex = 7, .ndm_state = NUD_STALE | NUD_PERMANENT, .ndm_flags = 0xff});
    all.mac().with<uint32_t>(NDA_FLAGS_EXT, NTF_EXT_MANAGED | NTF_EXT_EXT_VALIDATED);
    all.with(NDA_CACHEINFO,
             nda_cacheinfo{.ndm_confirmed = 250, .ndm_used = 199, .ndm_updated = 300, .ndm_refcnt = 4});
    all.with<uint32_t>(NDA_PROBES, 3).with<uint8_t>(NDA_PROTOCOL, RTPROT_STATIC);
    EXPECT_EQ(all.shown(),
              "10.0.0.2 dev v0 lladdr 02:00:00:00:00:12 router proxy managed extern_learn offload "
              "extern_valid STALE PERMANENT proto static \n");
    EXPECT_EQ(all.shown({}, {.stats = 1}), "10.0.0.2 dev v0 lladdr 02:00:00:00:00:12 router proxy managed "
                                           "extern_learn offload extern_valid  ref 4 "
                                           "used 1/2/3probes 3 STALE PERMANENT proto static \n");
    EXPECT_EQ(all.shown({}, {.numeric = true}, false),
              "10.0.0.2 lladdr 02:00:00:00:00:12 router proxy managed extern_learn offload "
              "extern_valid STALE PERMANENT proto 4 \n");
    EXPECT_EQ(
        all.shown(json, {.stats = 1}),
        R"({"dst":"10.0.0.2","dev":"v0","lladdr":"02:00:00:00:00:12","router":null,"proxy":null,"managed":null,)"
        R"("extern_learn":null,"offload":null,"extern_valid":null,"refcnt":4,"used":1,"confirmed":2,"updated":3,)"
        R"("probes":3,"state":["STALE","PERMANENT"],"protocol":"static"})"
        "\n");
    EXPECT_EQ(all.shown({.brief = true}),
              "10.0.0.2                                v0               02:00:00:00:00:12\n");
    EXPECT_EQ(all.shown({.brief = true}, {}, false),
              "10.0.0.2                                02:00:00:00:00:12\n");
    EXPECT_EQ(all.shown({.json = true, .brief = true}),
              R"({"dst":"10.0.0.2","dev":"v0","lladdr":"02:00:00:00:00:12"})"
              "\n");
    EXPECT_EQ(all.shown({.palette = Palette::light}).substr(0, 69),
              "\x1b[35m10.0.0.2 \x1b[0mdev \x1b[36mv0 \x1b[0mlladdr \x1b[33m02:00:00:00:00:12 \x1b[0mr");
}

TEST(NeighShown, OmitsAbsentParts)
{
    Neighbour bare({.ndm_family = AF_INET, .ndm_ifindex = 7});
    EXPECT_EQ(bare.shown(), "10.0.0.2 dev v0 \n");
    EXPECT_EQ(bare.shown(json), "{\"dst\":\"10.0.0.2\",\"dev\":\"v0\"}\n");
    EXPECT_EQ(bare.shown({.brief = true}), "10.0.0.2                                v0               \n");
    Neighbour proxy({.ndm_family = AF_INET6, .ndm_flags = NTF_PROXY});
    EXPECT_EQ(proxy.shown(), "2001:db8:: proxy \n");
    bare.with(NDA_CACHEINFO, nda_cacheinfo{});
    EXPECT_EQ(bare.shown({}, {.stats = 1}), "10.0.0.2 dev v0  used 0/0/0\n");
}

TEST(NeighShown, DeletionsAndMisses)
{
    Neighbour gone({.ndm_family = AF_INET, .ndm_ifindex = 7, .ndm_state = NUD_FAILED}, RTM_DELNEIGH);
    EXPECT_EQ(gone.shown(), "Deleted 10.0.0.2 dev v0 FAILED \n");
    EXPECT_EQ(gone.shown(json), R"({"deleted":true,"dst":"10.0.0.2","dev":"v0","state":["FAILED"]})"
                                "\n");
    EXPECT_EQ(gone.shown({.brief = true}),
              "Deleted 10.0.0.2                                v0               \n");
    Neighbour missed({.ndm_family = AF_INET, .ndm_ifindex = 8}, RTM_GETNEIGH);
    EXPECT_EQ(missed.shown(), "miss 10.0.0.2 dev v8 \n");
    EXPECT_EQ(missed.shown(json), R"({"miss":null,"dst":"10.0.0.2","dev":"v8"})"
                                  "\n");
}

TEST(NeighShown, LinkLayerAddressesOfTunnelsAreIpAddresses)
{
    Bench bench;
    auto learn = [&](int index, uint16_t type) {
        Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_type = type, .ifi_index = index});
        link.put_string(IFLA_IFNAME, format("t%d", index).c_str());
        bench.session.links().remember(link.header());
    };
    learn(20, ARPHRD_IPGRE);
    learn(21, ARPHRD_TUNNEL6);
    learn(22, ARPHRD_ETHER);
    auto shown = [&](int index, const auto &lladdr) {
        Neighbour entry({.ndm_family = AF_INET, .ndm_ifindex = index});
        entry.with(NDA_LLADDR, lladdr);
        const size_t before = bench.shown().size();
        print_neigh(bench.session, entry.message.header(), false);
        return bench.shown().substr(before);
    };
    const std::array<uint8_t, 4> four{192, 0, 2, 1};
    std::array<uint8_t, 16> sixteen{0x20, 0x01, 0x0d, 0xb8};
    EXPECT_EQ(shown(20, four), "10.0.0.2 lladdr 192.0.2.1 \n");
    EXPECT_EQ(shown(22, four), "10.0.0.2 lladdr c0:00:02:01 \n");
    EXPECT_EQ(shown(21, sixteen), "10.0.0.2 lladdr 2001:db8:: \n");
}

// --- filters

/// The entries below that a filter selects, one letter each.
std::string meant(const NeighFilter &filter)
{
    static constexpr struct {
        char letter;
        ndmsg header;
        uint32_t references;
        uint8_t protocol;
    } entries[] = {
        {'p', {.ndm_family = AF_INET, .ndm_ifindex = 7, .ndm_state = NUD_PERMANENT}, 0, RTPROT_STATIC},
        {'r', {.ndm_family = AF_INET, .ndm_ifindex = 8, .ndm_state = NUD_REACHABLE}, 1, 0},
        {'s', {.ndm_family = AF_INET6, .ndm_ifindex = 7, .ndm_state = NUD_STALE}, 0, 77},
        {'a', {.ndm_family = AF_INET, .ndm_ifindex = 7, .ndm_state = NUD_NOARP}, 0, 0},
        {'0', {.ndm_family = AF_INET, .ndm_ifindex = 7}, 0, 0},
        {'x',
         {.ndm_family = AF_INET, .ndm_ifindex = 7, .ndm_state = NUD_NOARP, .ndm_flags = NTF_EXT_LEARNED},
         0,
         0},
        {'y', {.ndm_family = AF_INET, .ndm_ifindex = 7, .ndm_flags = NTF_PROXY}, 0, 0},
    };
    std::string letters;
    for (const auto &entry : entries) {
        Neighbour neighbour(entry.header);
        neighbour.with(NDA_CACHEINFO, nda_cacheinfo{.ndm_refcnt = entry.references});
        if (entry.protocol)
            neighbour.with(NDA_PROTOCOL, entry.protocol);
        if (filter.wants(neighbour.message.header()))
            letters += entry.letter;
    }
    return letters;
}

TEST(NeighFilter, EveryWordSelectsTheRightEntries)
{
    static constexpr std::pair<const char *, const char *> rows[] = {
        {"", "prsxy"}, // all but noarp and none; extern_learn and proxies in any state
        {"nud all", "prsa0xy"},
        {"nud none", "0y"}, // a proxy has no state
        {"nud 0", "0y"},
        {"nud noarp", "ax"},
        {"nud permanent nud stale", "ps"},
        {"nud permanent nud all", "prsa0xy"},
        {"nud incomplete", ""},
        {"dev v0", "psxy"},
        {"dev v8", "r"},
        {"unused", "psxy"},
        {"protocol static", "p"},
        {"prot 77", "s"},
        {"to 10.0.0.0/8", "prxy"},
        {"10.0.0.2", "prxy"},
        {"10.0.0.3", ""},
        {"to 2001:db8::/64", "s"},
        {"to 0/0 nud all", "pra0xy"},
        {"nud all dev v0 unused to 10/8 protocol 4", "p"},
    };
    for (auto [words, letters] : rows)
        EXPECT_EQ(meant(NeighBench().filter(words)), letters) << words;
    EXPECT_EQ(meant(NeighBench({.family = AF_INET6}).filter("nud all")), "s");
    EXPECT_EQ(NeighBench().filter("nomaster").master, -1);
    EXPECT_EQ(NeighBench().filter("master v8").master, 8);
    EXPECT_TRUE(NeighBench().filter("proxy").proxies);
}

TEST(NeighFilter, AFlushLeavesPermanentAndNoarp)
{
    static constexpr std::pair<const char *, const char *> rows[] = {
        {"dev v0", "s0xy"}, {"nud all", "prs0xy"}, {"nud permanent", "p"},
        {"nud none", "0y"}, {"nud noarp", "ax"},   {"nud all nud noarp", "prsa0xy"},
    };
    for (auto [words, letters] : rows)
        EXPECT_EQ(meant(NeighBench().filter(words, Purpose::flush)), letters) << words;
}

TEST(NeighFilter, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status = 255;
    } static constexpr rows[] = {
        {"dev v0 dev v8", "Error: duplicate \"dev\": \"v8\" is the second value."},
        {"nud frob", "Error: argument \"frob\" is wrong: nud state is bad"},
        {"protocol nosuch", "Error: argument \"nosuch\" is wrong: invalid \"protocol\""},
        {"frob", "Error: any valid prefix is expected rather than \"frob\".", 1},
        {"10.0.0.0/33", "Error: any valid prefix is expected rather than \"10.0.0.0/33\".", 1},
        {"10.0.0.1 frob", "Error: inet prefix is expected rather than \"frob\".", 1},
        {"nud", "Command line is not complete. Try option \"help\""},
    };
    for (const auto &row : rows) {
        Error error = thrown([&] { NeighBench().filter(row.words); });
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
}

} // namespace
} // namespace nskit
