// SPDX-License-Identifier: MIT
// ID maps: the grammar of ranges, the look-up of subordinate IDs, and how a single ID cuts a hole into a
// range.
#include "lib/namespace/idmap.h"

#include <gtest/gtest.h>

#include "lib/base/error.h"

using namespace nskit;

namespace {

using Map = std::vector<IdExtent>;
using Subids = std::optional<std::pair<uint32_t, uint32_t>>;

Map joined(std::optional<uint32_t> single, uint32_t outer, IdExtent extent, bool fixed = true)
{
    return join_map({single, {{extent, fixed}}}, outer);
}

template <class Function> std::string error_of(Function function)
{
    try {
        function();
    } catch (const Error &error) {
        return error.text;
    }
    return "none";
}

} // namespace

TEST(ParseExtent, ColonsGiveTheInnerFirst)
{
    EXPECT_EQ(parse_extent("5:6:7"), (IdExtent{5, 6, 7}));
    EXPECT_EQ(parse_extent("0:1000:4294966296"), (IdExtent{0, 1000, 4294966296}));
    EXPECT_EQ(parse_extent(" 5: 6: +7"), (IdExtent{5, 6, 7}));
}

TEST(ParseExtent, CommasGiveTheOuterFirst)
{
    EXPECT_EQ(parse_extent("5,6,7"), (IdExtent{6, 5, 7}));
}

TEST(ParseExtent, RefusesAnythingButThreeNumbers)
{
    for (const char *text : {"", "5", "5:6", "5,6", "5:6:7:8", "5:6:7:", "5:6,7", "5,6:7", "5::7", "5:6:7 ",
                             "a:1:2", "5:6:0x7", "-1:0:1", "0:-1:1", "+ 1:2:3", "root:0:1"})
        EXPECT_EQ(error_of([&] { parse_extent(text); }), std::string("invalid mapping '") + text + "'");
}

TEST(ParseExtent, RefusesNumbersOutOfRangeInsteadOfWrapping)
{
    for (const char *text :
         {"4294967296:0:1", "0:4294967296:1", "0:0:4294967297", "1:0:4294967296", "0:2:4294967295"})
        EXPECT_EQ(error_of([&] { parse_extent(text); }), std::string("invalid mapping '") + text + "'");
}

TEST(JoinMap, ASingleIdCutsAHoleIntoTheRange)
{
    EXPECT_EQ(joined(5, 0, {0, 0, 10}), (Map{{5, 0, 1}, {0, 1, 5}, {6, 6, 4}}));
    EXPECT_EQ(joined(5, 0, {0, 1000, 10}), (Map{{5, 0, 1}, {0, 1000, 5}, {6, 1005, 4}}));
    EXPECT_EQ(joined(0, 0, {0, 0, UINT32_MAX}), (Map{{0, 0, 1}, {1, 1, UINT32_MAX - 1}}));
    EXPECT_EQ(joined(7, 1005, {0, 1000, 10}), (Map{{7, 1005, 1}, {0, 1000, 5}, {5, 1006, 2}, {8, 1008, 2}}));
}

TEST(JoinMap, TheEndOfARangeCountsAsInside)
{
    EXPECT_EQ(joined(10, 0, {0, 1000, 10}), (Map{{10, 0, 1}, {0, 1000, 9}}));
    EXPECT_EQ(joined(11, 0, {0, 1000, 10}), (Map{{11, 0, 1}, {0, 1000, 10}}));
    EXPECT_EQ(joined(50, 1010, {0, 1000, 10}), (Map{{50, 1010, 1}, {0, 1000, 9}}));
    EXPECT_EQ(joined(5, 0, {5, 1000, 1}), (Map{{5, 0, 1}}));
}

TEST(JoinMap, AutomaticRangesLoseNoId)
{
    EXPECT_EQ(joined(0, 0, {0, 100000, 1000}, false), (Map{{0, 0, 1}, {1, 100000, 1000}}));
    EXPECT_EQ(joined(0, 65534, {0, 300000, 1}, false), (Map{{0, 65534, 1}, {1, 300000, 1}}));
}

TEST(JoinMap, WithoutASingleIdRangesStayAsTheyAre)
{
    EXPECT_EQ(join_map({{}, {{{0, 1000, 10}}, {{100, 5000, 10}}, {{7, 8, 0}}}}, 0),
              (Map{{0, 1000, 10}, {100, 5000, 10}}));
    EXPECT_EQ(join_map({{}, {{{7, 8, 0}}}}, 0), Map{});
    EXPECT_EQ(join_map({3, {}}, 1000), (Map{{3, 1000, 1}}));
    EXPECT_EQ(join_map({3, {{{7, 8, 0}}}}, 1000), (Map{{3, 1000, 1}}));
}

TEST(FindSubids, ReadsWholeNamesAndNumbers)
{
    const char *database = "#comment:1:2\nalice:100000:65536\n12ab:1:1\nroot:300000:1000\n1000:5:6\n";
    EXPECT_EQ(find_subids(database, "root", 0), Subids({300000, 1000}));
    EXPECT_EQ(find_subids(database, "nobody", 1000), Subids({5, 6}));
    EXPECT_EQ(find_subids(database, "ab", 12), std::nullopt);
    EXPECT_EQ(find_subids(database, "alic", 7), std::nullopt);
}

TEST(FindSubids, TakesTheFirstLineThatHasThreeFields)
{
    EXPECT_EQ(find_subids("bob\nbob:1\nbob:2:3\nbob:4:5", "bob", 7), Subids({2, 3}));
    EXPECT_EQ(find_subids("bob:2:3", "bob", 7), Subids({2, 3}));
    EXPECT_EQ(find_subids("", "bob", 7), std::nullopt);
}

TEST(FindSubids, RefusesNumbersWithTrailingText)
{
    auto look = [](const char *line) { return error_of([=] { find_subids(line, "bob", 7); }); };
    EXPECT_EQ(look("bob:1x:2"), "failed to parse subid map: '1x'");
    EXPECT_EQ(look("bob:1: 2"), "failed to parse subid map: ' 2'");
    EXPECT_EQ(look("bob:1:"), "failed to parse subid map: ''");
    EXPECT_EQ(look("bob:1:2:extra"), "failed to parse subid map: '2:extra'");
    EXPECT_EQ(look("bob:1:2:"), "failed to parse subid map: '2:'");
    EXPECT_EQ(look("bob:4294967296:2"), "failed to parse subid map: '4294967296'");
}

TEST(IdentityOf, MapsEachInnerIdToItself)
{
    EXPECT_EQ(identity_of("         0       1000         10\n       100          5          1\n"),
              (Map{{0, 0, 10}, {100, 100, 1}}));
    EXPECT_EQ(identity_of(""), Map{});
}

TEST(MapText, HasOneLinePerExtent)
{
    Map map{{0, 1000, 1}, {1, 100000, 65536}};
    EXPECT_EQ(map_text(user_ids, map), "0 1000 1\n1 100000 65536\n");
    EXPECT_EQ(map_helper_words(group_ids, 42, map),
              (std::vector<std::string>{"newgidmap", "42", "0", "1000", "1", "1", "100000", "65536"}));
}

TEST(MapText, RefusesMoreThanTheKernelTakesInOneWrite)
{
    Map map(400, IdExtent{1000000, 2000000, 1});
    EXPECT_EQ(error_of([&] { map_text(user_ids, map); }), "uid_map too large for kernel 4k limit");
}
