// SPDX-License-Identifier: MIT
// Every word of every table stands in the help. tests/bats/words.bats tests that every word of the help
// stands in the manual page.
#include <cctype>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/neigh/neigh.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/rule/rule.h"
#include "cmd/unshare/plan.h"

namespace nskit {
namespace {

bool part_of_word(char c)
{
    return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.';
}

/// Whether the word stands in the text, not as a part of another word.
bool stands_in(std::string_view text, std::string_view word)
{
    for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const size_t end = at + word.size();
        if ((at == 0 || !part_of_word(text[at - 1])) && (end == text.size() || !part_of_word(text[end])))
            return true;
    }
    return false;
}

void expect_rows_in(std::span<const Field> rows, const std::string &help, const char *table)
{
    for (const Field &row : rows) {
        if (!row.word || !row.type.parse)
            continue; // only shown
        EXPECT_TRUE(stands_in(help, row.word)) << table << ": " << row.word;
    }
}

TEST(Words, PartsOfWordsDoNotCount)
{
    EXPECT_TRUE(stands_in("[ group NAME ]", "group"));
    EXPECT_TRUE(stands_in("mtu", "mtu"));
    EXPECT_FALSE(stands_in("gso_ipv4_max_size", "max_size"));
    EXPECT_FALSE(stands_in("link-netnsid", "link-netns"));
}

TEST(Words, OfUnshareStandInItsHelp)
{
    const std::vector<OptionWords> words = option_words(unshare::options());
    const std::string help = help_text("", "", words);
    for (const OptionWords &word : words)
        EXPECT_TRUE(stands_in(help, std::string("--") + word.name)) << word.name;
}

TEST(Words, ObjectsStandInTheHelpOfIp)
{
    for (const Command &object : objects)
        EXPECT_EQ(stands_in(global_usage(), object.word), object.run != nullptr) << object.word;
}

TEST(Words, OfTablesThatAreReadAsOneFitIntoSeen)
{
    auto count = [](const auto &tables) {
        size_t rows = 0;
        for (const Fields &table : tables)
            rows += table.rows.size();
        return rows;
    };
    EXPECT_LE(count(link_tables), Seen::limit);
    EXPECT_LE(count(address_tables), Seen::limit);
    EXPECT_LE(count(rule_tables()), Seen::limit);
}

TEST(Words, OfLinksStandInTheirHelp)
{
    for (const Fields &table : link_tables)
        expect_rows_in(table.rows, link_usage(), "link");
    for (const Word<LinkRequest> &word : link_words)
        EXPECT_TRUE(stands_in(link_usage(), word.word)) << word.word;
}

TEST(Words, OfAddressesStandInTheirHelp)
{
    for (const Fields &table : address_tables)
        expect_rows_in(table.rows, address_usage(), "address");
    for (const Word<AddressRequest> &word : address_words)
        EXPECT_TRUE(stands_in(address_usage(), word.word)) << word.word;
    for (const Word<AddressFilter> &word : address_filter_words)
        EXPECT_TRUE(stands_in(address_usage(), word.word)) << word.word;
    for (const AddressFlag &flag : address_flags)
        EXPECT_TRUE(stands_in(address_usage(), flag.name)) << flag.name;
}

TEST(Words, OfRulesStandInTheirHelp)
{
    for (const Fields &table : rule_tables())
        expect_rows_in(table.rows, rule_usage(), "rule");
}

TEST(Words, OfNeighboursStandInTheirHelp)
{
    expect_rows_in(neigh_fields.rows, neigh_usage(), "neigh");
    for (const Word<NeighFilter> &word : neigh_filter_words)
        EXPECT_TRUE(stands_in(neigh_usage(), word.word)) << word.word;
}

TEST(Words, OfKindsStandInTheirHelp)
{
    for (const Kind *kind : kinds) {
        EXPECT_TRUE(stands_in(link_usage(), kind->name)) << kind->name;
        expect_rows_in(kind->fields.rows, kind_usage(*kind), kind->name);
    }
}

} // namespace
} // namespace nskit
