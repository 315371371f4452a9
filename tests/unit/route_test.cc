// SPDX-License-Identifier: MIT
// ip route: from words to a request, the defaults of absent words, from a message to text and
// JSON. The bytes are those of a little-endian machine.
#include "lib/netlink/uapi.h"
#include "tests/unit/route_bench.h"
#include "tests/unit/route_golden.h"

namespace nskit {
namespace {

// --- requests

/// The request of a whole command line with -4, -6 or -M and the verb.
std::string whole_request(std::string line)
{
    Settings settings;
    if (line[0] == '-') {
        settings.family = line[1] == '4' ? AF_INET : line[1] == '6' ? AF_INET6 : AF_MPLS;
        line.erase(0, 3);
    }
    WordList words(line);
    const std::string &verb = words.list().at(1);
    std::string rest;
    for (size_t i = 2; i < words.list().size(); i++)
        rest += words.list()[i] + ' ';
    return RouteBench(settings).request(rest, verb[0] == 'd' ? RTM_DELROUTE : RTM_NEWROUTE);
}

TEST(RouteRequest, MatchesTheReferenceByteForByte)
{
    each_golden(route_requests, [](const std::string &line, const std::string &bytes) {
        EXPECT_EQ(whole_request(line), bytes) << line;
    });
}

const rtmsg &header(const RouteRequest &request)
{
    return *fixed<rtmsg>(request.message.header());
}

TEST(RouteRequest, DefaultsFollowFromTheWords)
{
    struct {
        const char *words;
        uint16_t type;
        int family, scope, table, route_type;
    } static constexpr rows[] = {
        {"10.1.0.0/16 dev v0", RTM_NEWROUTE, AF_INET, RT_SCOPE_LINK, RT_TABLE_MAIN, RTN_UNICAST},
        {"10.1.0.0/16 via 10.0.0.2", RTM_NEWROUTE, AF_INET, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_UNICAST},
        {"10.1.0.0/16 via inet6 ::1", RTM_NEWROUTE, AF_INET, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_UNICAST},
        {"10.1.0.0/16 dev v0 nhid 0", RTM_NEWROUTE, AF_INET, RT_SCOPE_LINK, RT_TABLE_MAIN, RTN_UNICAST},
        {"10.1.0.0/16 nhid 5", RTM_NEWROUTE, AF_INET, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_UNICAST},
        {"10.1.0.0/16 nexthop dev v0", RTM_NEWROUTE, AF_INET, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_UNICAST},
        {"default via ::1", RTM_NEWROUTE, AF_INET6, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_UNICAST},
        {"default from ::/0 dev v0", RTM_NEWROUTE, AF_INET6, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_UNICAST},
        {"default src ::1 dev v0", RTM_NEWROUTE, AF_INET6, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_UNICAST},
        {"local 10.1.0.1 dev v0", RTM_NEWROUTE, AF_INET, RT_SCOPE_HOST, RT_TABLE_LOCAL, RTN_LOCAL},
        {"nat 10.1.0.1 dev v0", RTM_NEWROUTE, AF_INET, RT_SCOPE_HOST, RT_TABLE_LOCAL, RTN_NAT},
        {"broadcast 10.1.0.1 dev v0", RTM_NEWROUTE, AF_INET, RT_SCOPE_LINK, RT_TABLE_LOCAL, RTN_BROADCAST},
        {"anycast 10.1.0.1 dev v0", RTM_NEWROUTE, AF_INET, RT_SCOPE_LINK, RT_TABLE_LOCAL, RTN_ANYCAST},
        {"multicast 224.0.0.0/4 dev v0", RTM_NEWROUTE, AF_INET, RT_SCOPE_LINK, RT_TABLE_MAIN, RTN_MULTICAST},
        {"blackhole 10.1.0.0/16", RTM_NEWROUTE, AF_INET, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_BLACKHOLE},
        {"local 10.1.0.1 table 100", RTM_NEWROUTE, AF_INET, RT_SCOPE_HOST, 100, RTN_LOCAL},
        {"local 10.1.0.1 table 1000", RTM_NEWROUTE, AF_INET, RT_SCOPE_HOST, RT_TABLE_UNSPEC, RTN_LOCAL},
        {"10.1.0.0/16", RTM_DELROUTE, AF_INET, RT_SCOPE_NOWHERE, RT_TABLE_MAIN, RTN_UNSPEC},
        {"10.1.0.0/16 via 10.0.0.2", RTM_DELROUTE, AF_INET, RT_SCOPE_NOWHERE, RT_TABLE_MAIN, RTN_UNSPEC},
        {"unicast 10.1.0.0/16", RTM_DELROUTE, AF_INET, RT_SCOPE_NOWHERE, RT_TABLE_MAIN, RTN_UNICAST},
        {"throw 10.1.0.0/16", RTM_DELROUTE, AF_INET, RT_SCOPE_NOWHERE, RT_TABLE_MAIN, RTN_THROW},
        {"local 10.1.0.1", RTM_DELROUTE, AF_INET, RT_SCOPE_HOST, RT_TABLE_LOCAL, RTN_LOCAL},
        {"2001:db8::/32", RTM_DELROUTE, AF_INET6, RT_SCOPE_UNIVERSE, RT_TABLE_MAIN, RTN_UNSPEC},
        {"10.1.0.0/16 scope site dev v0", RTM_NEWROUTE, AF_INET, RT_SCOPE_SITE, RT_TABLE_MAIN, RTN_UNICAST},
    };
    for (const auto &row : rows) {
        RouteBench bench;
        RouteRequest request(row.type, 0, AF_UNSPEC);
        bench.parse(request, row.words);
        const rtmsg &got = header(request);
        EXPECT_EQ(got.rtm_family, row.family) << row.words;
        EXPECT_EQ(got.rtm_scope, row.scope) << row.words;
        EXPECT_EQ(got.rtm_table, row.table) << row.words;
        EXPECT_EQ(got.rtm_type, row.route_type) << row.words;
        EXPECT_EQ(got.rtm_protocol, row.type == RTM_NEWROUTE ? RTPROT_BOOT : RTPROT_UNSPEC) << row.words;
    }
}

TEST(RouteRequest, AbbreviationsMeanTheFirstRow)
{
    auto request = [](const std::string &words) {
        return RouteBench().request(words + " dev v0 10.1.0.0/16");
    };
    struct {
        const char *whole, *value, *abbreviations;
    } static constexpr rows[] = {
        {"dsfield", "10", "d ds dsfield tos"},
        {"metric", "5", "m me metric preference p pr prio priority"},
        {"protocol", "static", "pro prot proto"},
        {"table", "100", "t ta tab"},
        {"realms", "5", "realm real"},
        {"reordering", "5", "r re reo"},
        {"window", "5", "w win"},
        {"cwnd", "5", "c cw"},
        {"initcwnd", "5", "i init initc"},
        {"initrwnd", "5", "initr"},
        {"features", "ecn", "f feat"},
        {"quickack", "1", "q"},
        {"congctl", "x", "co"},
        {"rttvar", "5", "rttv"},
        {"ssthresh", "5", "s ss"},
        {"fastopen_no_cookie", "1", "fa"},
    };
    for (const auto &row : rows) {
        const WordList abbreviations(row.abbreviations);
        for (const std::string &word : abbreviations.list())
            EXPECT_EQ(request(word + " " + row.value), request(std::string(row.whole) + " " + row.value))
                << word;
    }
    EXPECT_EQ(RouteBench().request("2001:db8::/32 pre high"),
              RouteBench().request("2001:db8::/32 pref high"));
    // These must be spelled out: an abbreviation would be taken for a prefix.
    for (const char *words : {"sr 10.0.0.1", "vi 10.0.0.1", "fro ::", "expire 5", "sc host", "hop 5", "adv 5",
                              "rto 5", "onl", "nexth dev v0", "nhi 5", "de v0", "enca mpls 5", "ttl enabled"})
        EXPECT_FALSE(RouteBench().refusal(std::string("10.0.0.0/8 ") + words).text.empty()) << words;
}

TEST(RouteRequest, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status;
    } static constexpr rows[] = {
        {"10.1.0.0/33", "Error: any valid prefix is expected rather than \"10.1.0.0/33\".", 1},
        {"10.1.0.0/255.0.255.0", "Error: any valid prefix is expected rather than \"10.1.0.0/255.0.255.0\".",
         1},
        {"default/8", "Error: any valid prefix is expected rather than \"default/8\".", 1},
        {"10.1.0.0/16 via ::1", "Error: inet address is expected rather than \"::1\".", 1},
        {"10.1.0.0/16 via inet6 10.0.0.1", "Error: inet6 address is expected rather than \"10.0.0.1\".", 1},
        {"10.1.0.0/16 via 10.0.0.1 via 10.0.0.2",
         "Error: argument \"via\" is wrong: use nexthop syntax to specify multiple via", 255},
        {"10.1.0.0/16 10.2.0.0/16", "Error: either \"to\" is duplicate, or \"10.2.0.0/16\" is garbage.", 255},
        {"10.1.0.0/16 mtu x", "Error: argument \"x\" is wrong: \"mtu\" value is invalid", 255},
        {"10.1.0.0/16 advmss x", "Error: argument \"x\" is wrong: \"mss\" value is invalid", 255},
        {"10.1.0.0/16 hoplimit 256", "Error: argument \"256\" is wrong: \"hoplimit\" value is invalid", 255},
        {"10.1.0.0/16 rtt x", "Error: argument \"x\" is wrong: \"rtt\" value is invalid", 255},
        {"10.1.0.0/16 rtt 5m", "Error: argument \"5m\" is wrong: \"rtt\" value is invalid", 255},
        {"10.1.0.0/16 rto_min x", "Error: argument \"x\" is wrong: \"rto_min\" value is invalid", 255},
        {"10.1.0.0/16 initcwnd x", "Error: argument \"x\" is wrong: \"initcwnd\" value is invalid", 255},
        {"10.1.0.0/16 features x", "Error: argument \"x\" is wrong: \"features\" value not valid", 255},
        {"10.1.0.0/16 quickack 2", "Error: argument \"2\" is wrong: \"quickack\" value should be 0 or 1",
         255},
        {"10.1.0.0/16 metric x", "Error: argument \"x\" is wrong: \"metric\" value is invalid", 255},
        {"10.1.0.0/16 prio x", "Error: argument \"x\" is wrong: \"metric\" value is invalid", 255},
        {"10.1.0.0/16 tos x", "Error: argument \"x\" is wrong: \"tos\" value is invalid", 255},
        {"10.1.0.0/16 scope x", "Error: argument \"x\" is wrong: invalid \"scope\" value", 255},
        {"10.1.0.0/16 realms x", "Error: argument \"x\" is wrong: \"realm\" value is invalid", 255},
        {"10.1.0.0/16 nhid x", "Error: argument \"x\" is wrong: \"id\" value is invalid", 255},
        {"10.1.0.0/16 proto x", "Error: argument \"x\" is wrong: \"protocol\" value is invalid", 255},
        {"10.1.0.0/16 table x", "Error: argument \"x\" is wrong: \"table\" value is invalid", 255},
        {"10.1.0.0/16 pref x", "Error: argument \"x\" is wrong: \"pref\" value is invalid", 255},
        {"10.1.0.0/16 expires x", "Error: argument \"x\" is wrong: \"expires\" value is invalid", 255},
        {"10.1.0.0/16 via", "Command line is not complete. Try option \"help\"", 255},
        {"10.1.0.0/16 nexthop", "Error: unexpected end of line after \"nexthop\"", 255},
        {"10.1.0.0/16 nexthop via 10.0.0.1 foo",
         "Error: \"nexthop\" or end of line is expected instead of \"foo\"", 255},
        {"10.1.0.0/16 nexthop via 10.0.0.1 nexthop", "Error: unexpected end of line after \"nexthop\"", 255},
        {"10.1.0.0/16 nexthop weight 0", "Error: argument \"0\" is wrong: \"weight\" is invalid", 255},
        {"10.1.0.0/16 nexthop weight 257", "Error: argument \"257\" is wrong: \"weight\" is invalid", 255},
    };
    for (const auto &row : rows) {
        Error error = RouteBench().refusal(row.words);
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
    for (const char *words : {"", "dev v0", "help", "to help"}) // without a prefix: a summary
        EXPECT_TRUE(RouteBench().refusal(words).text.starts_with("Usage: ip route")) << words;
}

// --- shown

constexpr Out::Form json{.json = true}, oneline{.oneline = true};

/// A message as the kernel sends it.
struct Route {
    Message message;

    explicit Route(rtmsg header, uint16_t type = RTM_NEWROUTE) : message(type, 0, header) {}
    template <class T> Route &with(uint16_t attr, const T &value)
    {
        message.put(attr, value);
        return *this;
    }
    template <class... T> Route &bytes(uint16_t attr, T... byte)
    {
        return with(attr, std::array<uint8_t, sizeof...(T)>{static_cast<uint8_t>(byte)...});
    }
};

constexpr rtmsg plain{.rtm_family = AF_INET,
                      .rtm_dst_len = 16,
                      .rtm_table = RT_TABLE_MAIN,
                      .rtm_protocol = RTPROT_BOOT,
                      .rtm_type = RTN_UNICAST};

/// A route to 10.1.0.0/16, with changes to its header.
template <class Change> Route route(Change change, uint16_t type = RTM_NEWROUTE)
{
    rtmsg header = plain;
    change(header);
    return Route(header, type);
}
Route route()
{
    return Route(plain);
}

TEST(RouteShown, EachAttributeInItsPlace)
{
    Route all = route([](rtmsg &header) {
        header.rtm_tos = 0x20;
        header.rtm_protocol = RTPROT_STATIC;
        header.rtm_scope = RT_SCOPE_LINK;
        header.rtm_src_len = 24;
        header.rtm_table = 100;
        header.rtm_flags = RTNH_F_ONLINK | RTNH_F_LINKDOWN;
    });
    // In any order, as the kernel may send them.
    all.with<uint8_t>(RTA_TTL_PROPAGATE, 1).with<uint8_t>(RTA_PREF, 1).with<int>(RTA_IIF, 8);
    all.with<uint32_t>(RTA_UID, 1000).with<uint32_t>(RTA_FLOW, 3 << 16 | 4).with<uint32_t>(RTA_MARK, 0x20);
    all.with<uint32_t>(RTA_PRIORITY, 5).bytes(RTA_PREFSRC, 10, 0, 0, 1).with<int>(RTA_OIF, 7);
    all.bytes(RTA_GATEWAY, 10, 0, 0, 2).bytes(RTA_NEWDST, 10, 9, 0, 1).with<uint32_t>(RTA_NH_ID, 9);
    all.bytes(RTA_SRC, 10, 2, 0, 0).bytes(RTA_DST, 10, 1, 0, 0);
    all.with(RTA_CACHEINFO, rta_cacheinfo{.rta_expires = 9900, .rta_error = 5});
    EXPECT_EQ(shown(all.message),
              "10.1.0.0/16 from 10.2.0.0/24 nhid 9 as to 10.9.0.1 tos CS1 via 10.0.0.2 dev v0 table 100 "
              "proto static scope link src 10.0.0.1 metric 5 onlink linkdown mark 0x20 realms 3/4 uid 1000 "
              "expires 99sec error 5 iif v8 pref highttl-propogate enabled\n");
    EXPECT_EQ(shown(all.message, {}, json),
              R"({"dst":"10.1.0.0/16","from":"10.2.0.0/24","nhid":9,"to":"10.9.0.1","tos":"CS1",)"
              R"("gateway":"10.0.0.2","dev":"v0","table":"100","protocol":"static","scope":"link",)"
              R"("prefsrc":"10.0.0.1","metric":5,"flags":["onlink","linkdown"],"mark":32,)"
              R"("flow":{"from":"3","to":"4"},"uid":1000,"expires":99,"error":5,"iif":"v8","pref":"high",)"
              R"("ttl-propogate":true})"
              "\n");
    Settings numeric;
    numeric.numeric = true;
    EXPECT_EQ(shown(all.message, numeric).substr(0, 130),
              "10.1.0.0/16 from 10.2.0.0/24 nhid 9 as to 10.9.0.1 tos 0x20 via 10.0.0.2 dev v0 table 100 "
              "proto 4 scope 253 src 10.0.0.1 metric 5 ");
}

TEST(RouteShown, DetailsShowWhatTextLeavesOut)
{
    Route usual = route();
    usual.bytes(RTA_DST, 10, 1, 0, 0).with<int>(RTA_OIF, 7);
    EXPECT_EQ(shown(usual.message), "10.1.0.0/16 dev v0 \n");
    EXPECT_EQ(shown(usual.message, {.details = 1}),
              "unicast 10.1.0.0/16 dev v0 table main proto boot scope global \n");
    EXPECT_EQ(shown(usual.message, {.details = 1}, json),
              R"({"type":"unicast","dst":"10.1.0.0/16","dev":"v0","table":"main","protocol":"boot",)"
              R"("scope":"global","flags":[]})"
              "\n");
}

TEST(RouteShown, Destinations)
{
    auto with_length = [](uint8_t length) {
        return route([=](rtmsg &header) { header.rtm_dst_len = length; });
    };
    EXPECT_EQ(shown(with_length(32).bytes(RTA_DST, 10, 1, 0, 1).message), "10.1.0.1 \n");
    EXPECT_EQ(shown(with_length(0).bytes(RTA_DST, 0, 0, 0, 0).message), "0.0.0.0/0 \n");
    EXPECT_EQ(shown(with_length(0).message), "default \n");
    EXPECT_EQ(shown(with_length(5).message), "0/5  \n");
    EXPECT_EQ(shown(with_length(0).message, {}, json), "{\"dst\":\"default\",\"flags\":[]}\n");
    Route source = route([](rtmsg &header) { header.rtm_dst_len = 0, header.rtm_src_len = 8; });
    EXPECT_EQ(shown(source.message), "default from 0/8 \n");
    EXPECT_EQ(shown(source.message, {}, json), R"({"dst":"default","src":"0/8","flags":[]})"
                                               "\n");
}

TEST(RouteShown, TypesAndDeletions)
{
    struct {
        int type;
        const char *name;
    } static constexpr rows[] = {
        {RTN_LOCAL, "local"},         {RTN_BROADCAST, "broadcast"}, {RTN_ANYCAST, "anycast"},
        {RTN_MULTICAST, "multicast"}, {RTN_BLACKHOLE, "blackhole"}, {RTN_UNREACHABLE, "unreachable"},
        {RTN_PROHIBIT, "prohibit"},   {RTN_THROW, "throw"},         {RTN_NAT, "nat"},
        {RTN_XRESOLVE, "xresolve"},   {RTN_UNSPEC, "none"},         {77, "77"},
    };
    for (auto [type, name] : rows) {
        Route one = route([type = type](rtmsg &header) { header.rtm_type = static_cast<uint8_t>(type); });
        one.bytes(RTA_DST, 10, 1, 0, 0);
        EXPECT_EQ(shown(one.message), format("%s 10.1.0.0/16 \n", name));
    }
    Route gone = route([](rtmsg &header) { header.rtm_type = RTN_THROW; }, RTM_DELROUTE);
    gone.bytes(RTA_DST, 10, 1, 0, 0);
    EXPECT_EQ(shown(gone.message), "Deleted throw 10.1.0.0/16 \n");
    EXPECT_EQ(shown(gone.message, {}, json),
              R"({"deleted":true,"type":"throw","dst":"10.1.0.0/16","flags":[]})"
              "\n");
}

TEST(RouteShown, FlagsAsWords)
{
    struct {
        uint32_t flag;
        const char *word;
    } static constexpr rows[] = {
        {RTNH_F_DEAD, "dead"},
        {RTNH_F_ONLINK, "onlink"},
        {RTNH_F_PERVASIVE, "pervasive"},
        {RTNH_F_OFFLOAD, "offload"},
        {RTNH_F_TRAP, "trap"},
        {RTM_F_NOTIFY, "notify"},
        {RTNH_F_LINKDOWN, "linkdown"},
        {RTNH_F_UNRESOLVED, "unresolved"},
        {RTM_F_OFFLOAD, "rt_offload"},
        {RTM_F_TRAP, "rt_trap"},
        {RTM_F_OFFLOAD_FAILED, "rt_offload_failed"},
    };
    uint32_t all = 0;
    std::string words;
    for (const auto &row : rows) {
        Route one = route([&](rtmsg &header) { header.rtm_flags = row.flag, header.rtm_dst_len = 0; });
        EXPECT_EQ(shown(one.message), format("default %s \n", row.word));
        all |= row.flag;
        words += std::string(row.word) + " ";
    }
    Route one = route([&](rtmsg &header) { header.rtm_flags = all, header.rtm_dst_len = 0; });
    EXPECT_EQ(shown(one.message), "default " + words + "\n");
}

TEST(RouteShown, GatewaysOfAnotherFamily)
{
    Route one = route();
    one.bytes(RTA_DST, 10, 1, 0, 0);
    std::array<uint8_t, 18> via{AF_INET6, 0, 0xfe, 0x80};
    via[17] = 2;
    one.with(RTA_VIA, via);
    EXPECT_EQ(shown(one.message), "10.1.0.0/16 via inet6 fe80::2 \n");
    EXPECT_EQ(shown(one.message, {}, json),
              R"({"dst":"10.1.0.0/16","via":{"family":"inet6","host":"fe80::2"},"flags":[]})"
              "\n");
}

TEST(RouteShown, MplsRoutes)
{
    const Settings mpls{.family = AF_MPLS};
    EXPECT_EQ(shown("100 as to 200/300 via inet 10.0.0.2 dev v0 proto static", mpls),
              "100 as to 200/300 via inet 10.0.0.2 dev v0 proto static \n");
    EXPECT_EQ(shown("100 as 200 via inet6 fe80::2 dev v0 ttl-propagate enabled", mpls, json),
              R"({"dst":"100","to":"200","via":{"family":"inet6","host":"fe80::2"},"dev":"v0","flags":[],)"
              R"("ttl-propogate":true})"
              "\n");
    EXPECT_EQ(shown("100 nexthop as 200 via inet 10.0.0.2 dev v0 nexthop dev v8", mpls),
              "100 \n\tnexthop as to 200 via inet 10.0.0.2 dev v0 \n\tnexthop dev v8 \n");
    EXPECT_EQ(RouteBench(mpls).refusal("100/200 dev v0").text,
              "Error: mpls prefix is expected rather than \"100/200\".");
    EXPECT_EQ(RouteBench(mpls).refusal("100 via 10.0.0.2").text,
              "Error: mpls address is expected rather than \"10.0.0.2\".");
    EXPECT_EQ(RouteBench(mpls).refusal("100 as 1048576").text,
              "Error: mpls address is expected rather than \"1048576\".");
    EXPECT_EQ(RouteBench(mpls).refusal("default dev v0").text,
              "Error: mpls prefix is expected rather than \"default\".");
}

TEST(RouteShown, MetricsInTheOrderOfTheirNumbers)
{
    const char *line =
        "10.1.0.0/16 dev v0 congctl lock cubic quickack 1 initrwnd 12 rto_min 200ms "
        "features tcp_usec_ts initcwnd 10 hoplimit 64 reordering 5 advmss 1300 cwnd 20 ssthresh 10 "
        "rttvar 100ms rtt 1500ms window 1000 mtu lock 1400 fastopen_no_cookie 1";
    EXPECT_EQ(
        shown(line),
        "10.1.0.0/16 dev v0 scope link mtu lock 1400 window 1000 rtt 1.5s rttvar 100ms ssthresh 10 "
        "cwnd 20 advmss 1300 reordering 5 hoplimit 64 initcwnd 10 features tcp_usec_ts rto_min lock 200ms "
        "initrwnd 12 quickack 1 congctl lock cubic fastopen_no_cookie 1 \n");
    EXPECT_EQ(shown(line, {}, json),
              R"({"dst":"10.1.0.0/16","dev":"v0","scope":"link","flags":[],"metrics":[{"mtu":1400,)"
              R"("window":1000,"rtt":1500,"rttvar":100,"ssthresh":10,"cwnd":20,"advmss":1300,"reordering":5,)"
              R"("hoplimit":64,"initcwnd":10,"tcp_usec_ts":null,"rto_min":200,"initrwnd":12,"quickack":1,)"
              R"("congestion":"cubic","fastopen_no_cookie":1}]})"
              "\n");
    EXPECT_EQ(
        shown("10.1.0.0/16 dev v0 features ecn tcp_usec_ts rtt 300"),
        "10.1.0.0/16 dev v0 scope link rtt 37ms features ecn tcp_usec_ts \n"); // a bare number counts eighths
}

TEST(RouteShown, ALockedMetricIsShownWithoutItsValueToo)
{
    Route one = route();
    {
        Nest nest(one.message, RTA_METRICS);
        one.message.put<uint32_t>(RTAX_LOCK, 1U << RTAX_MTU | 1U << RTAX_RTO_MIN | 1U << RTAX_FEATURES |
                                                 1U << RTAX_CC_ALGO);
    }
    EXPECT_EQ(shown(one.message), "0/16  mtu lock 0 features lock rto_min lock 0ms congctl lock  \n");
}

TEST(RouteRequest, HasOneDevice)
{
    EXPECT_EQ(RouteBench().request("10.1.0.0/16 dev v0 oif v8"), RouteBench().request("10.1.0.0/16 dev v8"));
}

TEST(RouteRequest, AGatewayMayBeALinkLayerAddress)
{
    EXPECT_TRUE(RouteBench()
                    .request("10.1.0.0/16 via link 02:00:00:00:00:01")
                    .ends_with("0c001200 11000200 00000001"))
        << RouteBench().request("10.1.0.0/16 via link 02:00:00:00:00:01");
    EXPECT_EQ(RouteBench().refusal("10.1.0.0/16 via link x").text,
              "\"x\" is invalid lladdr.\nError: link address is expected rather than \"x\".");
}

TEST(RouteShown, UnknownMetricsAreNumbers)
{
    Route one = route();
    {
        Nest nest(one.message, RTA_METRICS);
        one.message.put<uint32_t>(RTAX_HOPLIMIT, UINT32_MAX); // not set
        one.message.put<uint32_t>(RTAX_FEATURES, 0x100 | RTAX_FEATURE_ECN);
        for (uint32_t value : {7, 8}) // a damaged answer may have one twice, JSON may not: the first counts
            one.message.put<uint32_t>(40, value);
    }
    EXPECT_EQ(shown(one.message), "0/16  features ecn 0x100 metric 40 7 \n");
    EXPECT_EQ(shown(one.message, {}, json), R"({"dst":"0/16","flags":[],"metrics":[{"ecn":null,"40":7}]})"
                                            "\n");
}

TEST(RouteShown, NextHops)
{
    const char *line =
        "10.1.0.0/16 nexthop via 10.0.0.2 dev v0 weight 2 onlink nexthop via inet6 fe80::2 dev v8 "
        "realms 3/4 nexthop dev v0 as to 10.9.0.1";
    EXPECT_EQ(shown(line), "10.1.0.0/16 \n\tnexthop via 10.0.0.2 dev v0 weight 2 onlink \n"
                           "\tnexthop via inet6 fe80::2 realms 3/4 dev v8 weight 1 \n"
                           "\tnexthop as to 10.9.0.1 dev v0 weight 1 \n");
    EXPECT_EQ(shown(line, {}, oneline),
              "10.1.0.0/16 \\\tnexthop via 10.0.0.2 dev v0 weight 2 onlink \\\tnexthop via inet6 fe80::2 "
              "realms 3/4 dev v8 weight 1 \\\tnexthop as to 10.9.0.1 dev v0 weight 1 \n");
    EXPECT_EQ(
        shown(line, {}, json),
        R"({"dst":"10.1.0.0/16","flags":[],"nexthops":[{"gateway":"10.0.0.2","dev":"v0","weight":2,)"
        R"("flags":["onlink"]},{"via":{"family":"inet6","host":"fe80::2"},"flow":{"from":"3","to":"4"},)"
        R"("dev":"v8","weight":1,"flags":[]},{"to":"10.9.0.1","dev":"v0","weight":1,"flags":[]}]})"
        "\n");
}

TEST(RouteShown, AnEntryOfTheCache)
{
    Route one = route([](rtmsg &header) {
        header.rtm_flags = RTM_F_CLONED | 1U << 31 | 1U << 28;
        header.rtm_scope = RT_SCOPE_LINK;
        header.rtm_dst_len = 32;
    });
    one.bytes(RTA_DST, 10, 0, 0, 255).with<uint32_t>(RTA_UID, 0);
    one.with(RTA_CACHEINFO,
             rta_cacheinfo{.rta_clntref = 2, .rta_lastuse = 500, .rta_expires = 6000, .rta_used = 3});
    EXPECT_EQ(shown(one.message), "10.0.0.255 uid 0 \n    cache <local,brd> expires 60sec \n");
    EXPECT_EQ(shown(one.message, {}, oneline), "10.0.0.255 uid 0 \\    cache <local,brd> expires 60sec \n");
    EXPECT_EQ(shown(one.message, {.stats = 1}),
              "10.0.0.255 uid 0 \n    cache <local,brd> expires 60sec users 2 used 3 age 5sec \n");
    EXPECT_EQ(shown(one.message, {}, json),
              R"({"dst":"10.0.0.255","flags":[],"uid":0,"cache":["local","brd"],"expires":60})"
              "\n");
    Route bare = route([](rtmsg &header) { header.rtm_flags = RTM_F_CLONED; });
    EXPECT_EQ(shown(bare.message), "0/16  \n    cache \n");
    EXPECT_EQ(shown(bare.message, {}, json), R"({"dst":"0/16","flags":[],"cache":[]})"
                                             "\n");
}

TEST(RouteShown, SurvivesTruncatedMessages)
{
    const char bytes[24] = {2, 0, 5, 1, 1, 1};
    // Of a length that no family has, after more labels than fit.
    Route labels = route([](rtmsg &header) { header.rtm_family = AF_MPLS, header.rtm_dst_len = 255; });
    const std::string many(400, '\xf0');
    labels.message.put(RTA_DST, many.data(), many.size());
    EXPECT_TRUE(shown(labels.message).starts_with("986895/986895/"));
    for (int family : {AF_INET, AF_INET6, AF_MPLS, AF_UNSPEC})
        for (uint16_t attr = 1; attr <= RTA_NH_ID; attr++)
            for (size_t size = 0; size <= sizeof bytes; size++) {
                Route one = route([&](rtmsg &header) { header.rtm_family = static_cast<uint8_t>(family); });
                one.message.put(attr, bytes, size);
                EXPECT_TRUE(shown(one.message, {.details = 1, .stats = 2}).ends_with("\n"))
                    << attr << " " << size;
            }
}

} // namespace
} // namespace nskit
