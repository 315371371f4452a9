// SPDX-License-Identifier: MIT
// Hints look at the machine when something has failed already: a machine that answers nothing gives no hint.
#include <sys/resource.h>

#include <gtest/gtest.h>

#include "cmd/ipnetns/hint/hint.h"

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
