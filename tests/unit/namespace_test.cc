// SPDX-License-Identifier: MIT
// The table of namespaces, and what we can know of our own without entering any.
#include "lib/namespace/namespace.h"

#include <set>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/namespace/process.h"

using namespace nskit;

TEST(Namespace, TableIsInTheOrderOfEntering)
{
    std::string names;
    for (const NamespaceType &type : namespace_types)
        names.append(type.name).append(" ");
    EXPECT_EQ(names, "user cgroup ipc uts net pid mnt time ");
}

TEST(Namespace, LettersOptionsAndFlagsAreDistinct)
{
    std::set<char> letters;
    std::set<std::string> options;
    int flags = 0;
    for (const NamespaceType &type : namespace_types) {
        EXPECT_TRUE(letters.insert(type.letter).second) << type.name;
        EXPECT_TRUE(options.insert(type.option).second) << type.name;
        EXPECT_FALSE(flags & type.flag) << type.name;
        flags |= type.flag;
    }
    EXPECT_EQ(namespace_count, 8u);
}

TEST(Namespace, PidAndTimePinTheNamespaceOfTheChildren)
{
    for (const NamespaceType &type : namespace_types) {
        bool of_children = type.flag == CLONE_NEWPID || type.flag == CLONE_NEWTIME;
        EXPECT_EQ(type.pin, type.name + std::string(of_children ? "_for_children" : ""));
        EXPECT_EQ(type.get_own != type.get_pin, of_children) << type.name;
    }
}

TEST(Namespace, IsFoundByItsFlag)
{
    for (const NamespaceType &type : namespace_types)
        EXPECT_EQ(&namespace_type(type.flag), &type);
}

TEST(Namespace, IdentityIsDeviceAndInodeOfTheFile)
{
    const NamespaceType &net = namespace_type(CLONE_NEWNET), &uts = namespace_type(CLONE_NEWUTS);
    Fd one = open_own_namespace(net), again = open_own_namespace(net), other = open_own_namespace(uts);
    ASSERT_TRUE(one.valid() && again.valid() && other.valid());
    EXPECT_EQ(namespace_id(one.get()), namespace_id(again.get()));
    EXPECT_NE(namespace_id(one.get()), namespace_id(other.get()));
    EXPECT_EQ(namespace_id(-1), std::nullopt);
}

TEST(Namespace, EveryWayToOpenOurOwnGivesTheSame)
{
    OwnNamespaces own;
    Fd pidfd = open_pidfd(getpid());
    for (const NamespaceType &type : namespace_types)
        for (Whose whose : {Whose::own, Whose::pin}) {
            Fd by_file = open_own_namespace(type, whose);
            if (!by_file.valid())
                continue; // the kernel may lack a type
            auto id = namespace_id(by_file.get());
            EXPECT_EQ(own.id(type, whose), id) << type.name;
            Fd by_pidfd = open_namespace_of(pidfd.get(), type, whose); // Linux 6.11
            if (by_pidfd.valid()) {
                EXPECT_EQ(namespace_id(by_pidfd.get()), id) << type.name;
            }
        }
}

TEST(Namespace, CheckRefusesAnotherNamespace)
{
    OwnNamespaces own;
    const NamespaceType &net = namespace_type(CLONE_NEWNET);
    NamespaceId id = own.id(net).value();
    EXPECT_NO_THROW(own.check(net, id));
    id.inode++;
    EXPECT_THROW(own.check(net, id), Error);
}

TEST(Namespace, DescriptorsAreClosedOnExec)
{
    Fd own = open_own_namespace(namespace_types[0]);
    EXPECT_EQ(fcntl(own.get(), F_GETFD), FD_CLOEXEC);
    Fd pidfd = open_pidfd(getpid());
    Fd by_pidfd = open_namespace_of(pidfd.get(), namespace_types[0]);
    if (by_pidfd.valid()) {
        EXPECT_EQ(fcntl(by_pidfd.get(), F_GETFD), FD_CLOEXEC);
    }
}
