// SPDX-License-Identifier: MIT
// Rows: how a word finds its row, the messages for bad words, and for each type one row, read and shown.
#include "lib/row/field.h"

#include <endian.h>

#include "cmd/ipnetns/command/session.h"
#include "lib/row/types.h"
#include "tests/unit/thrown.h"

namespace nskit {
namespace {

constexpr Choice modes[] = {{"bridge", 2}, {"private", 1}};
constexpr Field rows[] = {
    {.word = "mtu", .attr = 1, .type = u32, .once = true},
    {.word = "mode", .attr = 2, .type = choice32, .choices = modes},
    {.word = "dstport", .attr = 3, .type = be16, .json = "port", .also = "port"},
    {.word = "learning", .attr = 4, .type = boolean},
    {.word = "id", .attr = 5, .type = u32, .most = 4094, .wrong = "invalid id"},
    {.word = "idle", .attr = 6, .type = u8, .exact = true},
    {.word = "name", .attr = 7, .type = string, .longest = 15},
};
constexpr Fields table{rows};

/// A session with one form of output, and a message that rows fill.
struct Bench {
    Settings settings;
    Session session;
    Message message{RTM_NEWLINK, 0, rtgenmsg{}};
    Seen seen;

    explicit Bench(Out::Form form = {}) : settings{.form = form}, session({.settings = settings}) {}

    /// Reads words as long as a row takes them; returns the rest.
    std::string read(std::vector<std::string> words) { return read(std::move(words), table); }
    template <class Tables> std::string read(std::vector<std::string> words, const Tables &fields)
    {
        const std::vector<Text> measured(words.begin(), words.end());
        Args args(measured);
        while (parse_field(session, args, fields, message, seen))
            ;
        std::string left;
        for (const char *word : args.rest())
            left += std::string(word) + ' ';
        return left;
    }
    Attrs attrs() const { return Attrs(message.header(), sizeof(rtgenmsg)); }
    std::string shown()
    {
        {
            auto object = session.out.object();
            print_fields(session, rows, Record{attrs(), message.header()});
        }
        std::string text(session.out.buffered());
        return text;
    }
};

TEST(IsOneOf, TakesWholeWordsAndThoseWhoseEndMayBeCut)
{
    for (const char *word : {"tos", "ds", "dsf", "dsfiel", "dsfield"})
        EXPECT_TRUE(is_one_of(word, "tos|ds[field]")) << word;
    for (const char *word : {"t", "to", "toss", "d", "dsx", "dsfields", "[", "|", "tos|ds"})
        EXPECT_FALSE(is_one_of(word, "tos|ds[field]")) << word;
    EXPECT_EQ(describe_keyword("tclass", "tos|ds[field]"), "tclass | tos | dsfield");
    EXPECT_EQ(describe_keyword("mtu", nullptr), "mtu");
}

TEST(Field, WordsBecomeAttributes)
{
    Bench bench;
    EXPECT_EQ(bench.read({"mtu", "1400", "mode", "private", "dstport", "4789", "nolearning", "up"}), "up ");
    Attrs attrs = bench.attrs();
    EXPECT_EQ(attrs.value<uint32_t>(1), 1400u);
    EXPECT_EQ(attrs.value<uint32_t>(2), 1u);
    EXPECT_EQ(be16toh(attrs.value<uint16_t>(3)), 4789);
    EXPECT_EQ(attrs.value<uint8_t>(4, 9), 0);
    EXPECT_EQ(attrs[5], nullptr);
}

TEST(Field, AnAbbreviationMeansTheFirstRowThatFits)
{
    Bench bench;
    EXPECT_EQ(bench.read({"m", "1400", "l", "nol", "i", "7", "port", "1"}), "");
    EXPECT_EQ(bench.attrs().value<uint32_t>(1), 1400u);
    EXPECT_EQ(bench.attrs().value<uint32_t>(5), 7u);
    EXPECT_EQ(bench.read({"idl", "3"}), "idl 3 "); // must be spelled out
    EXPECT_EQ(bench.read({"por", "1"}), "por 1 "); // the row's other spelling
    EXPECT_EQ(bench.read({"", "1"}), " 1 ");
    EXPECT_EQ(bench.read({"Mode", "private"}), "Mode private ");
}

/// Rows are ruled out by the first letters of their words: none may be ruled out that a word names.
TEST(Field, TheFirstLettersOfARowAreThoseOfAllItsSpellings)
{
    for (const char *word : {"tos", "dsfield", "6to4", "X"})
        EXPECT_TRUE(first_letters("tos", "ds[field]|6to4|X") & keyword_letters(word)) << word;
    EXPECT_FALSE(first_letters("tos", "ds[field]") & keyword_letters("via"));
    EXPECT_TRUE(first_letters("learning", nullptr) & keyword_letters("nolearning"));
    EXPECT_TRUE(first_letters("nopad", nullptr) & keyword_letters("nopad"));
    EXPECT_EQ(first_letters(nullptr, nullptr), 0u);
    EXPECT_FALSE(first_letters("tos", nullptr) & keyword_letters(""));
}

TEST(Field, RefusesBadValues)
{
    auto error = [](std::vector<std::string> words) {
        Bench bench;
        return thrown([&] { bench.read(words); });
    };
    EXPECT_EQ(error({"mtu", "x"}).text, "Error: argument \"x\" is wrong: Invalid \"mtu\" value");
    EXPECT_EQ(error({"mtu", "4294967296"}).text,
              "Error: argument \"4294967296\" is wrong: Invalid \"mtu\" value");
    EXPECT_EQ(error({"id", "4095"}).text, "Error: argument \"4095\" is wrong: invalid id");
    EXPECT_EQ(error({"mtu", "1", "mtu", "2"}).text, "Error: duplicate \"mtu\": \"2\" is the second value.");
    EXPECT_EQ(error({"mtu"}).text, "Command line is not complete. Try option \"help\"");
    for (const char *word : {"mtu", "mode"})
        EXPECT_EQ(error({word, "bad"}).status, 255) << word;
    Bench bench;
    const Fields once{rows, table.wrong, true};
    EXPECT_EQ(thrown([&] {
                  bench.read({"id", "1", "id", "2"}, once);
              }).text,
              "Error: either \"id\" is duplicate, or \"2\" is garbage.");
}

TEST(Field, SeveralTablesAreReadAsOne)
{
    static constexpr Field more[] = {
        {.word = "more", .attr = 8, .type = u32, .once = true},
        {.word = "label", .attr = 9, .type = string},
    };
    static constexpr std::array<Fields, 2> tables{{{rows}, {more, "bad \"%s\""}}};
    Bench bench;
    EXPECT_EQ(bench.read({"mtu", "1400", "mor", "7", "l", "la", "a", "up"}, tables), "up ");
    EXPECT_EQ(bench.attrs().value<uint32_t>(8), 7u);
    EXPECT_EQ(bench.attrs().value<uint8_t>(4), 1); // `l` means the first table's `learning`
    EXPECT_EQ(get_string(bench.attrs()[9]), "a");
    EXPECT_EQ(thrown([&] {
                  bench.read({"more", "8"}, tables);
              }).text,
              "Error: duplicate \"more\": \"8\" is the second value.");
    EXPECT_EQ(thrown([&] {
                  Bench().read({"more", "x"}, tables);
              }).text,
              "Error: argument \"x\" is wrong: bad \"more\"");
}

TEST(Field, AttributesBecomeText)
{
    std::vector<std::string> words = {"name", "a\"b",     "dstport", "4789",  "mtu",
                                      "1400", "learning", "mode",    "bridge"};
    Bench text, json({.json = true});
    text.read(words);
    json.read(words);
    EXPECT_EQ(text.shown(), "mtu 1400 mode bridge dstport 4789 learning name a\"b ");
    EXPECT_EQ(json.shown(), "{\"mtu\":1400,\"mode\":\"bridge\",\"port\":4789,\"learning\":true,"
                            "\"name\":\"a\\\"b\"}\n");
}

TEST(ShownRows, OmitAbsentAndHiddenValues)
{
    static constexpr Type constant{nullptr, nullptr,
                                   [](Context &session, const Field &field, const Record &) {
                                       session.out.text(field.word);
                                       session.out.text(" ");
                                   }};
    static constexpr Field some[] = {
        {.word = "header", .type = constant},
        {.word = "b", .attr = 2, .type = u8},
        {.word = "a", .attr = 1, .type = u8},
        {.word = "a2", .attr = 1, .type = u8},
        {.word = "far", .attr = 90, .type = u8},
        {.word = "absent", .attr = 3, .type = u8},
        {.word = "beyond", .attr = 96, .type = u8},
        {.word = "never", .attr = 2, .type = command},
        {.word = "even", .attr = 4, .type = constant, .always = true},
    };
    Seen hidden;
    hidden.set(row_number(some, "a2"));
    for (bool all : {true, false}) {
        Bench bench;
        for (uint16_t attr : std::initializer_list<uint16_t>{1, 2, 90, 96, 0})
            bench.message.put(attr, static_cast<uint8_t>(attr));
        (all ? ShownRows(some) : ShownRows(some, hidden))
            .print(bench.session, Record(bench.attrs(), bench.message.header()));
        EXPECT_EQ(bench.session.out.buffered(),
                  all ? "header b 2 a 1 a2 1 far 90 even " : "header b 2 a 1 far 90 even ");
    }
}

TEST(Field, HelpNamesEveryWord)
{
    std::string help = describe_fields(rows, 8);
    for (const Field &row : rows)
        EXPECT_NE(help.find(row.word), std::string::npos) << row.word;
    EXPECT_NE(help.find("[ [no]learning ]"), std::string::npos) << help;
    EXPECT_NE(help.find("mode { bridge | private }"), std::string::npos) << help;
    for (size_t at = 0; at < help.size();) {
        size_t end = help.find('\n', at);
        ASSERT_NE(end, std::string::npos);
        EXPECT_LE(end - at, 80u);
        EXPECT_EQ(help.substr(at, 8), "        ");
        at = end + 1;
    }
}

TEST(Word, SetsAMemberOfAPlan)
{
    struct Plan {
        std::string dev;
        bool up = false;
    };
    static constexpr Word<Plan> words[] = {
        {.word = "dev",
         .arg = "NAME",
         .set = [](Context &, Args &args, Plan &plan) { plan.dev = args.next(); }},
        {.word = "up", .set = [](Context &, Args &, Plan &plan) { plan.up = true; }, .exact = true},
    };
    Bench bench;
    Plan plan;
    std::vector<std::string> text = {"d", "lo", "up", "u"};
    const std::vector<Text> measured(text.begin(), text.end());
    Args args(measured);
    EXPECT_TRUE(parse_word<Plan>(bench.session, args, words, plan));
    EXPECT_TRUE(parse_word<Plan>(bench.session, args, words, plan));
    EXPECT_FALSE(parse_word<Plan>(bench.session, args, words, plan));
    EXPECT_EQ(plan.dev, "lo");
    EXPECT_TRUE(plan.up);
    EXPECT_EQ(args.size(), 1u);
}

} // namespace
} // namespace nskit
