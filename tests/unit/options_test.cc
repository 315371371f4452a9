// SPDX-License-Identifier: MIT
// Option rows: how they are parsed, their help, and IDs as -S and -G read them.
#include "lib/base/options.h"

#include <cerrno>
#include <getopt.h>

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/base/number.h"

using namespace nskit;

namespace {

struct Plan {
    std::vector<std::string> seen;
};

constexpr Option<Plan> first[] = {
    {.letter = 'f',
     .name = "fork",
     .help = "fork first",
     .set = [](Plan &p, const char *) { p.seen.push_back("fork"); }},
    {.name = "forward", .help = "pass on", .set = [](Plan &p, const char *) { p.seen.push_back("forward"); }},
    {.letter = 'w',
     .name = "wd",
     .value = Value::required,
     .placeholder = "DIR",
     .help = "go there",
     .set = [](Plan &p, const char *value) { p.seen.push_back(std::string("wd ") + value); }},
};
constexpr Option<Plan> second[] = {
    {.letter = 'm',
     .name = "mount",
     .value = Value::optional_long,
     .placeholder = "FILE",
     .help = "mounts",
     .set = [](Plan &p,
               const char *value) { p.seen.push_back(std::string("mount ") + (value ? value : "-")); }},
    {.letter = 'r',
     .name = "root",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "root",
     .set = [](Plan &p,
               const char *value) { p.seen.push_back(std::string("root ") + (value ? value : "-")); }},
};
constexpr OptionGroup<Plan> groups[] = {{"First", first}, {"Second", second}};

struct Parsed {
    std::vector<std::string> seen, rest;
};

Parsed parse(std::vector<std::string> words)
{
    words.insert(words.begin(), "command");
    std::vector<char *> argv;
    for (std::string &w : words)
        argv.push_back(w.data());
    argv.push_back(nullptr);
    Plan plan;
    std::span<char *> rest = parse_options<Plan>({argv.data(), words.size()}, groups, plan);
    return {plan.seen, {rest.begin(), rest.end()}};
}

std::string id_error(const char *text)
{
    try {
        parse_id("uid", text);
    } catch (const Error &error) {
        return error.text;
    }
    return "none";
}

using Words = std::vector<std::string>;

} // namespace

TEST(Options, StopAtTheFirstOperand)
{
    Parsed p = parse({"-f", "sh", "-f"});
    EXPECT_EQ(p.seen, Words({"fork"}));
    EXPECT_EQ(p.rest, Words({"sh", "-f"}));
    p = parse({"--", "-f"});
    EXPECT_TRUE(p.seen.empty());
    EXPECT_EQ(p.rest, Words({"-f"}));
    EXPECT_TRUE(parse({}).rest.empty());
}

TEST(Options, AcceptValuesInEveryForm)
{
    EXPECT_EQ(parse({"-w", "/a", "-w/b", "--wd=/c", "--wd", "/d"}).seen,
              Words({"wd /a", "wd /b", "wd /c", "wd /d"}));
    EXPECT_EQ(parse({"-r", "-r/a", "--root", "--root=/b"}).seen,
              Words({"root -", "root /a", "root -", "root /b"}));
    EXPECT_EQ(parse({"--root", "/b"}).rest, Words({"/b"}));
}

TEST(Options, LettersWithoutAValueCluster)
{
    EXPECT_EQ(parse({"-mf", "--mount=x", "--mount"}).seen, Words({"mount -", "fork", "mount x", "mount -"}));
}

TEST(Options, UniqueBeginningsAreTaken)
{
    EXPECT_EQ(parse({"--fork", "--forw"}).seen, Words({"fork", "forward"}));
    EXPECT_EQ(parse({"--mo=x"}).seen, Words({"mount x"}));
}

TEST(Options, AWrongOneEndsWithTheHint)
{
    for (const char *wrong : {"--fo", "--nope", "-z", "-m/file", "--fork=x", "--wd"}) {
        testing::internal::CaptureStderr();
        try {
            parse({wrong});
            ADD_FAILURE() << wrong;
        } catch (const Error &error) {
            EXPECT_EQ(error.status, 1);
            EXPECT_EQ(error.text, "");
        }
        std::string told = testing::internal::GetCapturedStderr();
        EXPECT_EQ(told.substr(0, 9), "command: ");
        EXPECT_NE(told.find(" --help' for more information.\n"), std::string::npos);
    }
}

namespace {

/// What getopt_long makes of the words: the options and the rest as parse() has them, or its message.
std::string by_getopt(std::vector<std::string> words)
{
    words.insert(words.begin(), "command");
    std::vector<char *> argv;
    for (std::string &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const option longs[] = {
        {"fork", no_argument, nullptr, 'f'},       {"forward", no_argument, nullptr, 1},
        {"wd", required_argument, nullptr, 'w'},   {"mount", optional_argument, nullptr, 'm'},
        {"root", optional_argument, nullptr, 'r'}, {}};
    std::string text;
    optind = 0;
    testing::internal::CaptureStderr();
    for (int c;
         (c = getopt_long(static_cast<int>(words.size()), argv.data(), "+fw:mr::", longs, nullptr)) != -1;) {
        if (c == '?')
            return testing::internal::GetCapturedStderr();
        text += c == 1 ? "forward" : c == 'f' ? "fork" : c == 'w' ? "wd" : c == 'm' ? "mount" : "root";
        if (c != 1 && c != 'f')
            text.append(" ").append(optarg ? optarg : "-");
        text += "\n";
    }
    for (size_t i = static_cast<size_t>(optind); i < words.size(); i++)
        text += "rest " + words[i] + "\n";
    return text + testing::internal::GetCapturedStderr();
}

/// The same of ours, without the line that points at the help.
std::string by_us(const std::vector<std::string> &words)
{
    testing::internal::CaptureStderr();
    std::string text;
    try {
        Parsed parsed = parse(words);
        for (const std::string &seen : parsed.seen)
            text += seen + "\n";
        for (const std::string &rest : parsed.rest)
            text += "rest " + rest + "\n";
    } catch (const Error &) {
        text = "";
    }
    const std::string told = testing::internal::GetCapturedStderr();
    return text + told.substr(0, told.find("Try '"));
}

} // namespace

TEST(Options, AreParsedAsByGetopt)
{
    const char *const words[] = {
        "-f",     "-m",        "-w",       "-r",        "-fm",        "-fw",   "-w/a",   "-r/a",
        "-z",     "-fz",       "-f-",      "--",        "-",          "",      "sh",     "--fork",
        "--for",  "--forw",    "--fork=x", "--fo=x",    "--wd",       "--wd=", "--w=/a", "--root",
        "--r=/a", "--mount=x", "--mo",     "--nope",    "--nope=x",   "--=x",  "--=",    "---",
        "-:",     "-;",        "-W",       "-\303\244", "--\303\244", "-ff",   "-mfw",   "-f=x"};
    for (const char *first : words) {
        EXPECT_EQ(by_us({first}), by_getopt({first}));
        for (const char *second : words)
            EXPECT_EQ(by_us({first, second, "end"}), by_getopt({first, second, "end"}));
    }
}

TEST(Options, HelpShowsEveryRowUnderItsGroup)
{
    std::string help = help_text("[OPTION...]", "Does things.", option_words<Plan>(groups));
    EXPECT_EQ(help.substr(0, 9), "\nUsage:\n ");
    EXPECT_NE(
        help.find("\nFirst:\n -f, --fork                 fork first\n     --forward              pass on\n"),
        std::string::npos)
        << help;
    EXPECT_NE(help.find("\nSecond:\n -m, --mount[=FILE]         mounts\n"), std::string::npos) << help;
    EXPECT_NE(help.find(" -w, --wd DIR "), std::string::npos) << help;
}

TEST(ParseId, DecimalOnly)
{
    EXPECT_EQ(parse_id("uid", "0"), 0u);
    EXPECT_EQ(parse_id("uid", " +12"), 12u);
    EXPECT_EQ(parse_id("uid", "4294967294"), 4294967294u);
    for (const char *wrong : {"", "x", "0x10", "1x", "1 ", "-", "+-1", "- 1"})
        EXPECT_EQ(id_error(wrong), std::string("failed to parse uid: '") + wrong + "'");
}

TEST(ParseId, RefusesNumbersOutOfRangeInsteadOfWrapping)
{
    for (const char *wrong : {"-1", "4294967295", "4294967296", "99999999999999999999"})
        EXPECT_EQ(id_error(wrong),
                  std::string("failed to parse uid: '") + wrong + "': Numerical result out of range");
}

TEST(ParseSeconds, TakesBothSigns)
{
    EXPECT_EQ(parse_seconds("offset", "-5"), -5);
    EXPECT_EQ(parse_seconds("offset", "+9223372036854775807"), INT64_MAX);
    auto error = [](const char *text) {
        try {
            parse_seconds("boottime offset", text);
        } catch (const Error &e) {
            return e.text;
        }
        return std::string("none");
    };
    for (const char *wrong : {"", "x", "1x", "1 ", "0x10", "1.5"})
        EXPECT_EQ(error(wrong), std::string("failed to parse boottime offset: '") + wrong + "'");
    EXPECT_EQ(error("9223372036854775808"),
              "failed to parse boottime offset: '9223372036854775808': Numerical result out of range");
}
