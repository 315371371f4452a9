// SPDX-License-Identifier: MIT
// ip route show: which routes a filter selects, and what is not shown of them.
#include "tests/unit/route_bench.h"

namespace nskit {
namespace {

RouteFilter filter(const std::string &line, Settings settings = {})
{
    RouteBench bench(settings);
    WordList words(line);
    Args args = words.args();
    return parse_route_filter(bench.session, args);
}

/// Whether a filter selects the route of a command line.
bool wants(const std::string &line, const std::string &of)
{
    RouteBench bench;
    RouteRequest request(RTM_NEWROUTE, 0, AF_UNSPEC);
    bench.parse(request, of);
    return filter(line).wants({request.message.header(), sizeof(rtmsg)});
}

TEST(RouteFilter, EveryWordSelectsTheRightRoutes)
{
    struct {
        const char *words, *wanted, *unwanted;
    } static constexpr rows[] = {
        {"", "10.0.0.0/8 dev v0", "10.0.0.0/8 dev v0 table 100"},
        {"table 100", "10.0.0.0/8 dev v0 table 100", "10.0.0.0/8 dev v0"},
        {"table 100000", "10.0.0.0/8 dev v0 table 100000", "10.0.0.0/8 dev v0"},
        {"tos 0x10", "10.0.0.0/8 dev v0 tos 0x10", "10.0.0.0/8 dev v0"},
        {"proto static", "10.0.0.0/8 dev v0 proto static", "10.0.0.0/8 dev v0"},
        {"scope link", "10.0.0.0/8 dev v0", "10.0.0.0/8 via 10.1.1.1"},
        {"table all type local", "local 10.0.0.1 dev v0", "10.0.0.1 dev v0"},
        {"dev v0", "10.0.0.0/8 dev v0", "10.0.0.0/8 dev v8"},
        {"dev v0", "10.0.0.0/8 nexthop dev v8 nexthop dev v0", "10.0.0.0/8 nexthop dev v8"},
        {"dev v0", "10.0.0.0/8 nhid 5", "blackhole 10.0.0.0/8"},
        {"nhid 5", "10.0.0.0/8 nhid 5", "10.0.0.0/8 nhid 6"},
        {"nhid 5", "10.0.0.0/8 nhid 5", "10.0.0.0/8 dev v0"},
        {"metric 5", "10.0.0.0/8 dev v0 metric 5", "10.0.0.0/8 dev v0 metric 6"},
        {"via 10.1.1.0/24", "10.0.0.0/8 via 10.1.1.1", "10.0.0.0/8 via 10.1.2.1"},
        {"via 10.1.1.0/24", "10.0.0.0/8 via 10.1.1.1", "10.0.0.0/8 dev v0"},
        {"via 10.1.1.1", "10.0.0.0/8 nexthop via 10.1.2.1 nexthop via 10.1.1.1",
         "10.0.0.0/8 nexthop via 10.1.2.1 nexthop dev v0"},
        {"via inet6 fe80::/64", "10.0.0.0/8 via inet6 fe80::1", "10.0.0.0/8 via inet6 fe81::1"},
        {"src 10.0.0.1", "10.0.0.0/8 dev v0 src 10.0.0.1", "10.0.0.0/8 dev v0"},
        {"realms 3/4", "10.0.0.0/8 dev v0 realms 3/4", "10.0.0.0/8 dev v0 realms 2/4"},
        {"realms 4", "10.0.0.0/8 dev v0 realms 3/4", "10.0.0.0/8 dev v0 realms 3/5"},
        {"realms 3/", "10.0.0.0/8 dev v0 realms 3/4", "10.0.0.0/8 dev v0 realms 2/4"},
        {"root 10.0.0.0/8", "10.1.0.0/16 dev v0", "11.1.0.0/16 dev v0"},
        {"root 10.0.0.0/8", "10.0.0.0/8 dev v0", "default dev v0"},
        {"match 10.1.0.0/16", "10.0.0.0/8 dev v0", "10.1.1.0/24 dev v0"},
        {"match 10.1.0.0/16", "default dev v0", "11.0.0.0/8 dev v0"},
        {"match 0/0", "default dev v0", "10.0.0.0/8 dev v0"},
        {"exact 10.1.0.0/16", "10.1.0.0/16 dev v0", "10.1.0.0/24 dev v0"},
        {"10.1.0.0/16", "10.1.0.0/16 dev v0", "10.0.0.0/8 dev v0"},
        {"to root 10.0.0.0/8 match 10.1.0.0/16", "10.0.0.0/8 dev v0", "10.1.2.0/24 dev v0"},
        {"default", "default dev v0", "10.0.0.0/8 dev v0"},
        {"root 0/0", "10.0.0.0/8 dev v0", "10.0.0.0/8 dev v0 table 100"},
        {"table all from 10.2.0.0/16", "10.0.0.0/8 from 10.2.0.0/16 dev v0", "10.0.0.0/8 dev v0"},
    };
    for (const auto &row : rows) {
        EXPECT_TRUE(wants(row.words, row.wanted)) << row.words << ": " << row.wanted;
        EXPECT_FALSE(wants(row.words, row.unwanted)) << row.words << ": " << row.unwanted;
    }
    for (const char *words : {"all", "any", "table 0 all", "table all", "proto all", "scope all"})
        EXPECT_TRUE(wants(words, "10.0.0.0/8 dev v0")) << words;
    EXPECT_TRUE(filter("cached").cloned && filter("table cache").cloned);
    EXPECT_FALSE(wants("cached", "10.0.0.0/8 dev v0"));
}

TEST(RouteFilter, ATableMayImplyTheFamily)
{
    EXPECT_EQ(filter("").family, AF_INET);
    EXPECT_EQ(filter("2001:db8::/32").family, AF_INET); // as the reference does, and so finds nothing
    EXPECT_EQ(filter("table all").family, AF_UNSPEC);
    EXPECT_EQ(filter("", {.family = AF_INET6}).family, AF_INET6);
    EXPECT_EQ(filter("table all", {.family = AF_INET6}).family, AF_INET6);
}

TEST(RouteFilter, ASelectedValueIsNotRepeated)
{
    struct {
        const char *words, *route, *text;
    } static constexpr rows[] = {
        {"", "10.0.0.0/8 dev v0 table 100", "10.0.0.0/8 dev v0 scope link \n"},
        {"table all", "10.0.0.0/8 dev v0 table 100", "10.0.0.0/8 dev v0 table 100 scope link \n"},
        {"dev v0", "10.0.0.0/8 dev v0", "10.0.0.0/8 scope link \n"},
        {"scope link", "10.0.0.0/8 dev v0", "10.0.0.0/8 dev v0 \n"},
        {"tos 0x10", "10.0.0.0/8 via 10.1.1.1 tos 0x10", "10.0.0.0/8 via 10.1.1.1 \n"},
        {"proto static", "10.0.0.0/8 via 10.1.1.1 proto static", "10.0.0.0/8 via 10.1.1.1 \n"},
        {"metric 5", "10.0.0.0/8 via 10.1.1.1 metric 5", "10.0.0.0/8 via 10.1.1.1 \n"},
        {"realms 3/4", "10.0.0.0/8 via 10.1.1.1 realms 3/4", "10.0.0.0/8 via 10.1.1.1 \n"},
        {"realms 4", "10.0.0.0/8 via 10.1.1.1 realms 3/4", "10.0.0.0/8 via 10.1.1.1 realms 3/4 \n"},
        {"via 10.1.1.1", "10.0.0.0/8 via 10.1.1.1", "10.0.0.0/8 \n"},
        {"via 10.1.1.0/24", "10.0.0.0/8 via 10.1.1.1", "10.0.0.0/8 via 10.1.1.1 \n"},
        {"src 10.0.0.1", "10.0.0.0/8 via 10.1.1.1 src 10.0.0.1", "10.0.0.0/8 via 10.1.1.1 \n"},
        {"nhid 5", "10.0.0.0/8 nhid 5", "10.0.0.0/8 \n"},
        {"10.0.0.0/8", "10.0.0.0/8 via 10.1.1.1", "10.0.0.0/8 via 10.1.1.1 \n"},
    };
    for (const auto &row : rows) {
        RouteBench bench;
        RouteRequest request(RTM_NEWROUTE, 0, AF_UNSPEC);
        bench.parse(request, row.route);
        print_route(bench.session, {request.message.header(), sizeof(rtmsg)}, filter(row.words).shown());
        EXPECT_EQ(bench.session.out.buffered(), row.text) << row.words;
    }
}

TEST(RouteFilter, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status;
    } static constexpr rows[] = {
        {"foo", "Error: any valid prefix is expected rather than \"foo\".", 1},
        {"help", "Error: any valid prefix is expected rather than \"help\".", 1},
        {"table foo", "Error: argument \"foo\" is wrong: table id value is invalid", 255},
        {"tos foo", "Error: argument \"foo\" is wrong: TOS value is invalid", 255},
        {"proto foo", "Error: argument \"foo\" is wrong: invalid \"protocol\"", 255},
        {"scope foo", "Error: argument \"foo\" is wrong: invalid \"scope\"", 255},
        {"type foo", "Error: argument \"foo\" is wrong: node type value is invalid", 255},
        {"realms foo", "Error: argument \"foo\" is wrong: invalid realms", 255},
        {"mark foo", "Error: argument \"foo\" is wrong: invalid mark value", 255},
        {"metric foo", "Error: argument \"foo\" is wrong: \"metric\" value is invalid", 255},
        {"root", "Command line is not complete. Try option \"help\"", 255},
    };
    for (const auto &row : rows) {
        Error error = thrown([&] { filter(row.words); });
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
    EXPECT_TRUE(thrown([] { filter("table help"); }).text.starts_with("Usage: ip route"));
}

TEST(RouteFilter, AcceptsAbbreviations)
{
    EXPECT_EQ(filter("t 100").table, 100u);
    EXPECT_TRUE(filter("c").cloned);
    EXPECT_EQ(filter("m 5").metric, 5u);
    EXPECT_EQ(filter("p static").protocol, RTPROT_STATIC);
    EXPECT_EQ(filter("pr static").protocol, RTPROT_STATIC);
    EXPECT_EQ(filter("pri 5").metric, 5u);
    EXPECT_EQ(filter("s link").scope, RT_SCOPE_LINK);
    EXPECT_EQ(filter("d 10").tos, 0x10);
    EXPECT_EQ(filter("r 5").realms, 5u);
    EXPECT_EQ(filter("ty local").type, RTN_LOCAL);
}

} // namespace
} // namespace nskit
