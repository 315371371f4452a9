// SPDX-License-Identifier: MIT
// The lines of a batch file, and the words of a line.
#include "cmd/ipnetns/command/batch_lines.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "lib/base/fd.h"
#include "lib/base/file.h"
#include "tests/unit/thrown.h"

namespace nskit {
namespace {

using Strings = std::vector<std::string>;

/// Each command with the number of its last line: "N: COMMAND", and whether its continuation is missing.
Strings commands(std::string_view text)
{
    Fd file(memfd_create("batch", MFD_CLOEXEC));
    EXPECT_TRUE(write_all(file.get(), text));
    lseek(file.get(), 0, SEEK_SET);
    BatchLines lines(file.get());
    Strings all;
    while (const char *command = lines.next())
        all.push_back(std::to_string(lines.number()) + ": " + command +
                      (lines.is_complete() ? "" : " (not complete)"));
    return all;
}

TEST(BatchLines, EachLineIsACommand)
{
    EXPECT_EQ(commands(""), Strings());
    EXPECT_EQ(commands("\n"), Strings({"1: "}));
    EXPECT_EQ(commands("a\nb c\n"), Strings({"1: a", "2: b c"}));
    EXPECT_EQ(commands("a\n\nb"), Strings({"1: a", "2: ", "3: b"}));
}

TEST(BatchLines, CommentsAreCut)
{
    EXPECT_EQ(commands("# all\na # b\nc 'd # e'\n"), Strings({"1: ", "2: a ", "3: c 'd "}));
    EXPECT_EQ(commands("#"), Strings({"1: "}));
}

TEST(BatchLines, ABackslashContinuesALine)
{
    EXPECT_EQ(commands("a \\\n b\\\nc\nd\n"), Strings({"3: a  bc", "4: d"}));
    EXPECT_EQ(commands("a \\\nb # c \\\nd\n"),
              Strings({"2: a b ", "3: d"}));                  // a backslash in a comment does not count
    EXPECT_EQ(commands("a \\# b\nc\n"), Strings({"2: a c"})); // `\#` continues, though a comment follows
    EXPECT_EQ(commands("a \\ \nb\n"), Strings({"1: a \\ ", "2: b"}));
}

TEST(BatchLines, AnUnfinishedContinuationIsNotComplete)
{
    EXPECT_EQ(commands("a\nb \\\n"), Strings({"1: a", "2: b  (not complete)"}));
    EXPECT_EQ(commands("b \\"), Strings({"1: b  (not complete)"}));
}

TEST(BatchLines, MayBeLongerThanTheBuffer)
{
    std::string text;
    Strings expected;
    for (size_t i = 1; i < 300; i++) {
        std::string line((i * 97) % 1000, static_cast<char>('a' + i % 26));
        text += line + '\n';
        expected.push_back(std::to_string(i) + ": " + line);
    }
    std::string longer(50000, 'x'); // longer than the buffer
    text += longer;
    expected.push_back("300: " + longer);
    EXPECT_EQ(commands(text), expected);
}

TEST(BatchLines, ContinuationsMayCrossTheEndOfTheBuffer)
{
    // Each command has three lines; the ends of the buffer fall on every part of one.
    std::string text;
    Strings expected;
    for (size_t i = 1; i < 4000; i++) {
        const std::string word(i % 23, 'w');
        text += word + "\\\n" + word + " \\# cut\n" + word + "# cut \\\n";
        expected.push_back(std::to_string(3 * i) + ": " + word + word + " " + word);
    }
    EXPECT_EQ(commands(text), expected);
}

TEST(BatchLines, AnUnreadableFileIsAnError)
{
    Fd directory(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    BatchLines lines(directory.get());
    EXPECT_EQ(thrown([&] { lines.next(); }).code, EISDIR);
}

Strings words(std::string command)
{
    std::vector<Text> found;
    split_words(command.data(), found);
    return Strings(found.begin(), found.end());
}

TEST(SplitWords, AtBlanks)
{
    EXPECT_EQ(words(""), Strings());
    EXPECT_EQ(words(" \t\r\n "), Strings());
    EXPECT_EQ(words("  link\tadd \r"), Strings({"link", "add"}));
}

TEST(SplitWords, QuotesCountAtTheStartOfAWord)
{
    EXPECT_EQ(words("alias 'two words' x"), Strings({"alias", "two words", "x"}));
    EXPECT_EQ(words("\"it's\" '\"'"), Strings({"it's", "\""}));
    EXPECT_EQ(words("''"), Strings({""}));
    EXPECT_EQ(words("'lo'x"), Strings({"lo", "x"}));    // the closing quote ends the word
    EXPECT_EQ(words("l'o'"), Strings({"l'o'"}));        // inside a word a quote is a character
    EXPECT_EQ(words("'a\\' b"), Strings({"a\\", "b"})); // a backslash escapes nothing
}

TEST(SplitWords, AnOpenQuoteIsAnError)
{
    for (const char *command : {"'", "a 'b", "\"b'"})
        EXPECT_EQ(thrown([&] { words(command); }).text, "Unterminated quoted string") << command;
}

} // namespace
} // namespace nskit
