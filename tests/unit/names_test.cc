// SPDX-License-Identifier: MIT
// Names that are built in. The bats files test what /etc/iproute2 adds.
#include "lib/netlink/names.h"

#include <gtest/gtest.h>

namespace nskit {
namespace {

constexpr NameTable::Entry entries[] = {{0, "zero"}, {1, "one"}, {200, "many"}};
constexpr NameTable bytes{.file = "no-such-file", .directory = true, .most = 255, .built_in = entries};
constexpr NameTable words{.file = "no-such-file", .most = UINT32_MAX, .built_in = entries};
constexpr NameTable hexadecimal{.file = "no-such-file", .most = 255, .hex_digits = 2};

TEST(Names, IdsHaveNames)
{
    Names names(false);
    for (const NameTable *table : {&bytes, &words}) {
        EXPECT_EQ(names.text(*table, 1), "one");
        EXPECT_EQ(names.text(*table, 200), "many");
        EXPECT_EQ(names.text(*table, 7), "7");
    }
    EXPECT_EQ(names.text(words, UINT32_MAX), "4294967295");
    EXPECT_EQ(names.text(hexadecimal, 5), "0x05");
}

TEST(Names, NumericOutputShowsNumbers)
{
    Names names(true);
    EXPECT_EQ(names.text(bytes, 1), "1");
    EXPECT_EQ(names.text(hexadecimal, 16), "0x10");
    EXPECT_EQ(names.id(bytes, "one"), 1u); // but read all the same
}

TEST(Names, ReadNamesAndNumbers)
{
    Names names(false);
    EXPECT_EQ(names.id(bytes, "many"), 200u);
    EXPECT_EQ(names.id(bytes, "255"), 255u);
    EXPECT_EQ(names.id(bytes, "0x10"), 16u);
    EXPECT_EQ(names.id(words, "4294967295"), UINT32_MAX);
    for (const char *word : {"256", "man", "many ", "", "-1", "+1"})
        EXPECT_FALSE(names.id(bytes, word)) << word;
    EXPECT_FALSE(names.id(words, "4294967296"));
}

TEST(Names, SomeAreBuiltIn)
{
    Names names(false);
    EXPECT_EQ(names.text(rt_scopes, 253), "link");
    EXPECT_EQ(names.text(rt_protos, 2), "kernel");
    EXPECT_EQ(names.id(rt_scopes, "host"), 254u);
    EXPECT_EQ(names.id(rt_tables, "main"), 254u);
}

} // namespace
} // namespace nskit
