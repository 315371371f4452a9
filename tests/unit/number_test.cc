// SPDX-License-Identifier: MIT
// Numbers from words: a word is a number as a whole or not at all.
#include "lib/base/number.h"

#include <gtest/gtest.h>

namespace nskit {
namespace {

TEST(ParseUnsigned, TakesTheBasesOfStrtoul)
{
    EXPECT_EQ(parse_unsigned("1280"), 1280u);
    EXPECT_EQ(parse_unsigned("0x500"), 1280u);
    EXPECT_EQ(parse_unsigned("0X5aF"), 1455u);
    EXPECT_EQ(parse_unsigned("024"), 20u);
    EXPECT_EQ(parse_unsigned("0"), 0u);
    EXPECT_EQ(parse_unsigned("00"), 0u);
    EXPECT_EQ(parse_unsigned("024", UINT64_MAX, 10), 24u);
    EXPECT_EQ(parse_unsigned("ff", UINT64_MAX, 16), 255u);
    EXPECT_EQ(parse_unsigned("0xff", UINT64_MAX, 16), 255u);
}

TEST(ParseUnsigned, TakesBlanksAndASign)
{
    for (const char *word : {" 1280", "+1280", "  +1280", "\t1280", "\n1280", "+0x500", " 02400"})
        EXPECT_EQ(parse_unsigned(word), 1280u) << '"' << word << '"';
    EXPECT_EQ(parse_unsigned("+ff", UINT64_MAX, 16), 255u);
    EXPECT_EQ(parse_unsigned("-0"), 0u);
    for (const char *word : {"+", " ", " +", "++1", "+ 1", "+-1", "-+1"})
        EXPECT_FALSE(parse_unsigned(word)) << '"' << word << '"';
}

TEST(TakeUnsigned, LeavesWhatFollows)
{
    std::string_view text = "10.0x1f.017.x";
    for (const unsigned value : {10U, 31U, 15U}) {
        EXPECT_EQ(take_unsigned(text, UINT64_MAX), value);
        EXPECT_TRUE(text.starts_with('.')) << text;
        text.remove_prefix(1);
    }
    EXPECT_FALSE(take_unsigned(text, UINT64_MAX));
    text = "256";
    EXPECT_FALSE(take_unsigned(text, 255));
}

TEST(ParseUnsigned, RefusesTrailingText)
{
    for (const char *word : {"", "1 ", "+1 ", "-1", "0x", "08", "1x", "x1", "1.5", "0x-1", "--1", "0x+1"})
        EXPECT_FALSE(parse_unsigned(word)) << '"' << word << '"';
    EXPECT_FALSE(parse_unsigned("0x10", UINT64_MAX, 10));
    EXPECT_FALSE(parse_unsigned(std::string_view("1\0", 2)));
}

TEST(ParseDigits, TakesDigitsAlone)
{
    EXPECT_EQ(parse_digits("0x1f"), 31u);
    EXPECT_EQ(parse_digits("1f", 255, 16), 31u);
    for (const char *word : {"", " 1", "+1", "-1", "1 "})
        EXPECT_FALSE(parse_digits(word)) << '"' << word << '"';
}

TEST(ParseUnsigned, DoesNotWrap)
{
    EXPECT_EQ(parse_unsigned("18446744073709551615"), UINT64_MAX);
    EXPECT_FALSE(parse_unsigned("18446744073709551616"));
    EXPECT_FALSE(parse_unsigned("99999999999999999999999999"));
    EXPECT_EQ(parse_unsigned("255", 255), 255u);
    EXPECT_FALSE(parse_unsigned("256", 255));
    EXPECT_EQ(parse_as<uint8_t>("0xff"), 255);
    EXPECT_FALSE(parse_as<uint8_t>("0x100"));
    EXPECT_EQ(parse_as<uint32_t>("4294967295"), UINT32_MAX);
    EXPECT_FALSE(parse_as<uint32_t>("4294967296"));
}

TEST(ParseSigned, TakesOneSign)
{
    EXPECT_EQ(parse_signed("-5", -10, 10), -5);
    EXPECT_EQ(parse_signed("-0x5", -10, 10), -5);
    EXPECT_EQ(parse_signed("5", -10, 10), 5);
    EXPECT_EQ(parse_signed("-0", -10, 10), 0);
    EXPECT_EQ(parse_signed("+5", -10, 10), 5);
    EXPECT_EQ(parse_signed(" -5", -10, 10), -5);
    for (const char *word : {"", "-", "+", "--5", "- 5", "+-5", "-+5", "5-"})
        EXPECT_FALSE(parse_signed(word, -10, 10)) << '"' << word << '"';
}

TEST(ParseSigned, KeepsItsBounds)
{
    EXPECT_EQ(parse_signed("-2147483648", INT32_MIN, INT32_MAX), INT32_MIN);
    EXPECT_FALSE(parse_signed("-2147483649", INT32_MIN, INT32_MAX));
    EXPECT_FALSE(parse_signed("2147483648", INT32_MIN, INT32_MAX));
    EXPECT_EQ(parse_signed("9223372036854775807", INT64_MIN, INT64_MAX), INT64_MAX);
    EXPECT_EQ(parse_signed("-9223372036854775808", INT64_MIN, INT64_MAX), INT64_MIN);
    EXPECT_FALSE(parse_signed("-9223372036854775809", INT64_MIN, INT64_MAX));
    EXPECT_FALSE(parse_signed("9223372036854775808", INT64_MIN, INT64_MAX));
}

} // namespace
TEST(Number, Duration)
{
    EXPECT_EQ(parse_duration("3"), 3000);
    EXPECT_EQ(parse_duration("0.5s"), 500);
    EXPECT_EQ(parse_duration("500ms"), 500);
    EXPECT_EQ(parse_duration("2m"), 120'000);
    EXPECT_EQ(parse_duration("1h"), 3'600'000);
    EXPECT_EQ(parse_duration("0"), 0);
    for (const char *word : {"", ".", "s", "-1", "+1", " 1", "1 s", "1.2.3", "1d", "1e3", "0x1", "1000h", "1ss"})
        EXPECT_FALSE(parse_duration(word)) << '"' << word << '"';
}

} // namespace nskit
