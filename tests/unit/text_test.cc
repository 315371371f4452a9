// SPDX-License-Identifier: MIT
// Measured texts, searched and copied a few bytes at a time.
#include "lib/base/text.h"

#include <gtest/gtest.h>

namespace nskit {
namespace {

constexpr size_t longest = 40;

TEST(FindChar, FindsTheFirstOne)
{
    for (size_t size = 0; size < longest; size++)
        for (size_t place = 0; place < size; place++) {
            std::string text(size, 'x');
            EXPECT_EQ(find_char(text, '#'), size);
            text[place] = text.back() = '#';
            EXPECT_EQ(find_char(text, '#'), place) << size;
        }
}

TEST(FindChar, TakesNoOtherByteForIt)
{
    for (int byte = 0; byte < 256; byte++) {
        const std::string text(longest, static_cast<char>(byte));
        for (const char c : {'\n', '#', '\0', '\x80', '\xff'})
            EXPECT_EQ(find_char(text, c), static_cast<char>(byte) == c ? 0 : longest) << byte;
    }
}

TEST(CopyShort, CopiesAllBytesAndNoMore)
{
    const std::string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN";
    for (size_t size = 0; size <= longest; size++) {
        std::string copy(longest + 1, '.');
        EXPECT_EQ(copy_short(copy.data(), std::string_view(letters).substr(0, size)), copy.data() + size);
        EXPECT_EQ(copy, letters.substr(0, size) + std::string(longest + 1 - size, '.'));
    }
}

TEST(Text, IsAStringAndAPointer)
{
    constexpr Text word = "word";
    static_assert(word.size() == 4 && word == "word");
    const char *pointer = word;
    EXPECT_STREQ(pointer, "word");
    EXPECT_TRUE(Text(nullptr).empty());
    EXPECT_FALSE(word == "wor");
}

TEST(TakeUntil, TakesTheSeparatorToo)
{
    std::string_view text = "a::longer than eight";
    EXPECT_EQ(take_until(text, ':'), "a");
    EXPECT_EQ(take_until(text, ':'), "");
    EXPECT_EQ(take_until(text, ':'), "longer than eight");
    EXPECT_EQ(text, "");
}

} // namespace
} // namespace nskit
