// SPDX-License-Identifier: MIT
// The cursor over a command line, and how words are abbreviated.
#include "lib/base/args.h"

#include "tests/unit/thrown.h"

namespace nskit {
namespace {

struct Words {
    std::vector<std::string> text;
    std::vector<Text> measured;
    explicit Words(std::vector<std::string> words)
        : text(std::move(words)), measured(text.begin(), text.end())
    {}
    Args args() const { return Args(measured); }
};

TEST(Args, YieldsWordsInOrder)
{
    Words words({"link", "add", ""});
    Args args = words.args();
    EXPECT_EQ(args.size(), 3u);
    EXPECT_STREQ(args.previous(), "");
    EXPECT_STREQ(args.peek(), "link");
    EXPECT_STREQ(args.next(), "link");
    EXPECT_STREQ(args.previous(), "link");
    EXPECT_STREQ(args.next(), "add");
    EXPECT_FALSE(args.empty());
    EXPECT_STREQ(args.next(), "");
    EXPECT_STREQ(args.previous(), "");
    EXPECT_TRUE(args.empty());
    EXPECT_STREQ(args.peek(), "");
}

TEST(Args, AMissingWordIsAnArgumentError)
{
    Words words({"x"});
    Args args = words.args();
    args.next();
    Error error = thrown([&] { args.next(); });
    EXPECT_EQ(error.text, "Command line is not complete. Try option \"help\"");
    EXPECT_EQ(error.status, 255);
    EXPECT_STREQ(args.previous(), "x");
}

TEST(Args, TakesAKeywordOnlyIfItIsSpelledOut)
{
    Words words({"dev", "lo"});
    Args args = words.args();
    EXPECT_FALSE(args.take("de"));
    EXPECT_FALSE(args.take("device"));
    EXPECT_TRUE(args.take("dev"));
    EXPECT_STREQ(args.peek(), "lo");
    EXPECT_TRUE(args.take("lo"));
    EXPECT_FALSE(args.take("lo"));
}

TEST(Args, AProgramGetsTheRestWithANullPointerBehindIt)
{
    Words words({"exec", "ns0", "sh", "-c", "true"});
    Args args = words.args();
    args.next();
    args.next();
    EXPECT_EQ(args.rest().size(), 3u);
    auto rest = args.program();
    ASSERT_EQ(rest.size(), 4u);
    EXPECT_STREQ(rest[0], "sh");
    EXPECT_EQ(rest[3], nullptr);
}

TEST(IsPrefix, AcceptsLeadingPartsButNoEmptyWord)
{
    EXPECT_TRUE(is_prefix("l", "link"));
    EXPECT_TRUE(is_prefix("link", "link"));
    EXPECT_FALSE(is_prefix("links", "link"));
    EXPECT_FALSE(is_prefix("L", "link"));
    EXPECT_FALSE(is_prefix("", "link"));
}

} // namespace
} // namespace nskit
