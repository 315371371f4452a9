// SPDX-License-Identifier: MIT
// Entries of passwd(5) and group(5).
#include "lib/namespace/users.h"

#include <gtest/gtest.h>

using namespace nskit;

static constexpr std::string_view database = "root:x:0:0:root:/root:/bin/bash\n"
                                             "\n"
                                             "rooter:x:10:0:::\n"
                                             "short:x\n"
                                             "last:x:100:5::/:/bin/sh";

TEST(Entries, AreFoundByWholeColumns)
{
    EXPECT_EQ(find_entry(database, 0, "root"), "root:x:0:0:root:/root:/bin/bash");
    EXPECT_EQ(find_entry(database, 0, "rooter"), "rooter:x:10:0:::");
    EXPECT_EQ(find_entry(database, 2, "10"), "rooter:x:10:0:::");
    EXPECT_EQ(find_entry(database, 2, "100"), "last:x:100:5::/:/bin/sh");
    EXPECT_EQ(find_entry(database, 0, "roo"), "");
    EXPECT_EQ(find_entry(database, 2, "1"), "");
    EXPECT_EQ(find_entry("", 0, "root"), "");
}

TEST(Entries, ReadTheirColumns)
{
    EXPECT_EQ(entry_column("a:b::d", 0), "a");
    EXPECT_EQ(entry_column("a:b::d", 2), "");
    EXPECT_EQ(entry_column("a:b::d", 3), "d");
    EXPECT_EQ(entry_column("a:b::d", 4), std::nullopt);
}
