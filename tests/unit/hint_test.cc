// SPDX-License-Identifier: MIT
// Hints look at the machine when something has failed already: a machine that answers nothing gives no hint.
// They collect completions, too, and nobody tells them what words mean.
#include <algorithm>
#include <sys/resource.h>

#include <gtest/gtest.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/hint/hint.h"
#include "lib/base/completion.h"

using namespace nskit;

TEST(Hint, NoDeviceIsNamedWithoutADescriptor)
{
    rlimit usual;
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &usual), 0);
    const rlimit none{.rlim_cur = 0, .rlim_max = usual.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
    const std::vector<std::string> names = hint::device_names();
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &usual), 0);
    EXPECT_TRUE(names.empty());
}

TEST(Completion, IsCollectedWithoutMeanings)
{
    for (const char *object : {"link", "address", "route", "rule", "mrule", "neigh", "nexthop"}) {
        const Text words[] = {object, "wait", "x", completion::mark};
        for (size_t size : {2, 3, 4}) {
            std::vector<Text> line(words, words + size);
            line.back() = completion::mark;
            const auto found = completion::collect([&] {
                Session session(GlobalOptions{});
                Args args(line);
                run_object(session, args);
            });
            EXPECT_EQ(found.empty(), false) << object << " with " << size << " words";
        }
    }
}
