// SPDX-License-Identifier: MIT
#include "lib/base/visible.h"

#include <gtest/gtest.h>

#include "lib/base/quote.h"

namespace nskit {
namespace {

TEST(Visible, PrintableIsAsciiWithoutControlCharacters)
{
    EXPECT_TRUE(is_printable(""));
    EXPECT_TRUE(is_printable(" ~azAZ09\\\"@:./%"));
    for (const char *text : {"\x1f", "a\n", "\t", "\x7f", "\xc3\xbc", "longer text with \x80"})
        EXPECT_FALSE(is_printable(text)) << text;
}

/// Texts are read eight bytes at a time: each byte counts, wherever it stands.
TEST(Visible, EachByteOfATextIsLookedAt)
{
    for (size_t size = 1; size <= 20; size++)
        for (size_t place = 0; place < size; place++)
            for (int byte = 0; byte < 256; byte++) {
                std::string text(size, '~');
                text[place] = static_cast<char>(byte);
                const bool printable = byte >= ' ' && byte < 0x7f;
                ASSERT_EQ(is_printable(text), printable) << size << ' ' << place << ' ' << byte;
                ASSERT_EQ(is_plain_json(text), printable && byte != '"' && byte != '\\')
                    << size << ' ' << place << ' ' << byte;
            }
}

TEST(Visible, ControlCharactersAreOctal)
{
    EXPECT_EQ(visible("a\033[31m"), "a\\033[31m");
    EXPECT_EQ(visible("\x01\x7f"), "\\001\\177");
    EXPECT_EQ(visible("\xc2\x80\xc2\x9f\xc2\xa0"),
              "\\302\\200\\302\\237\xc2\xa0"); // C1, and a space that is none
    EXPECT_EQ(visible("ü€😀"), "ü€😀");
    EXPECT_EQ(visible("\x9b\xc3"), "\\233\\303"); // no UTF-8
    EXPECT_EQ(visible("a\nb\tc", "\n\t"), "a\nb\tc");
    EXPECT_EQ(visible("a\nb", ""), "a\\012b");
    EXPECT_EQ(visible(std::string_view("\0", 1), "\n"), "\\000");
}

} // namespace
} // namespace nskit
