// SPDX-License-Identifier: MIT
// Names that are built in, and names of files that the tests make.
#include "lib/netlink/names.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

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
    EXPECT_EQ(names.id(bytes, "+1"), 1u);
    EXPECT_EQ(names.id(words, "4294967295"), UINT32_MAX);
    for (const char *word : {"256", "man", "many ", "", "-1", "1x"})
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

// --- files

/// Two directories of name files, which are removed in the end.
class Files {
  public:
    Files() : root_(mkdtemp(template_)) {}
    ~Files() { std::filesystem::remove_all(root_); }

    void write(const std::string &file, const std::string &text) const
    {
        const std::filesystem::path path = root_ + '/' + file;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    Names names() const { return Names(false, std::nullopt, {usr_, etc_}); }

  private:
    char template_[32] = "/tmp/names-XXXXXX";
    const std::string root_, usr_ = root_ + "/usr/", etc_ = root_ + "/etc/";
};

TEST(NameFiles, OfTwoNumbersTheLowestIsSent)
{
    // The file of a routing daemon has a name that is built in.
    Files files;
    files.write("etc/rt_protos.d/frr.conf", "196 static\n7 twice\n5 twice\n");
    Names names = files.names();
    EXPECT_EQ(names.id(rt_protos, "static"), 4u);
    EXPECT_EQ(names.id(rt_protos, "twice"), 5u);
    EXPECT_EQ(names.text(rt_protos, 196), "static");
    EXPECT_EQ(names.text(rt_protos, 4), "static");
}

TEST(NameFiles, OfTablesTheLowestModulo256IsSent)
{
    Files files;
    files.write("etc/rt_tables",
                "100 blue\n99 blue\n1000 red\n233 red\n300 green\n44 green\n556 green\n10 main\n");
    Names names = files.names();
    EXPECT_EQ(names.id(rt_tables, "blue"), 99u);
    EXPECT_EQ(names.id(rt_tables, "red"), 1000u);  // 1000 % 256 is 232
    EXPECT_EQ(names.id(rt_tables, "green"), 556u); // all are 44 modulo 256: the newest
    EXPECT_EQ(names.id(rt_tables, "main"), 10u);
    EXPECT_EQ(names.text(rt_tables, 254), "main");
}

TEST(NameFiles, OfTwoNamesTheLastIsShown)
{
    Files files;
    files.write("etc/rt_protos", "4 mine\n");
    files.write("etc/rt_tables", "7 old\n7 new\n");
    Names names = files.names();
    EXPECT_EQ(names.id(rt_protos, "mine"), 4u);
    EXPECT_EQ(names.id(rt_protos, "static"), std::nullopt); // bytes: the old name is gone
    EXPECT_EQ(names.text(rt_tables, 7), "new");
    EXPECT_EQ(names.id(rt_tables, "old"), 7u);
}

TEST(NameFiles, TheAdministratorsCountsAlone)
{
    Files files;
    files.write("usr/group", "5 theirs\n");
    EXPECT_EQ(files.names().id(link_groups, "theirs"), 5u);
    files.write("etc/group", "6 mine\n");
    EXPECT_EQ(files.names().id(link_groups, "theirs"), std::nullopt);
    EXPECT_EQ(files.names().id(link_groups, "mine"), 6u);
}

TEST(NameFiles, OfOneNameInBothDirectoriesTheAdministratorsIsRead)
{
    Files files;
    files.write("usr/rt_protos.d/a.conf", "70 a\n");
    files.write("usr/rt_protos.d/b.conf", "71 b\n");
    files.write("etc/rt_protos.d/a.conf", "72 mine\n");
    files.write("etc/rt_protos.d/.hidden.conf", "73 hidden\n");
    Names names = files.names();
    EXPECT_EQ(names.id(rt_protos, "a"), std::nullopt);
    EXPECT_EQ(names.id(rt_protos, "b"), 71u);
    EXPECT_EQ(names.id(rt_protos, "mine"), 72u);
    EXPECT_EQ(names.id(rt_protos, "hidden"), std::nullopt);
}

} // namespace
} // namespace nskit
