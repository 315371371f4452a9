// SPDX-License-Identifier: MIT
// Sets of small numbers, and words of a line.
#include "lib/base/bits.h"

#include <gtest/gtest.h>
#include <vector>

#include "lib/base/text.h"

namespace nskit {
namespace {

TEST(Bits, IteratesInAscendingOrder)
{
    Bits some, more;
    for (size_t number : {127, 64, 0, 63})
        some.set(number);
    more.set(5);
    more.set(64);
    EXPECT_TRUE(some.test(63));
    EXPECT_FALSE(some.test(62));
    EXPECT_FALSE(some.test(65));
    some |= more;
    std::vector<size_t> numbers;
    some.each([&](size_t number) { numbers.push_back(number); });
    EXPECT_EQ(numbers, (std::vector<size_t>{0, 5, 63, 64, 127}));
}

TEST(TakeWord, SplitsAtBlanks)
{
    std::string_view line = " \tone two# three\n";
    EXPECT_EQ(take_word(line), "one");
    EXPECT_EQ(take_word(line, " #"), "two");
    EXPECT_EQ(take_word(line, " #"), ""); // a stop that is no blank stays
    EXPECT_EQ(line, "# three\n");
    line = "  ";
    EXPECT_EQ(take_word(line), "");
    EXPECT_EQ(line, "");
}

} // namespace
} // namespace nskit
