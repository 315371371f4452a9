// SPDX-License-Identifier: MIT
// Named network namespaces: names, and mounts as /proc lists them. No kernel is asked.
#include "lib/netlink/netns_names.h"

#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/namespace/mountinfo.h"
#include "lib/namespace/syscall.h"

namespace nskit {
namespace {

TEST(NetnsName, MustNotLeaveTheDirectory)
{
    for (const char *name :
         {"a", "ns0", "with space", "42", "-", "--", "...", "a.", ".a", "na\xc3\xafve", "\xff\n"})
        EXPECT_TRUE(is_netns_name(name)) << name;
    for (const char *name : {"", ".", "..", "/", "a/b", "../a", "/var/run/netns/a", "a/"})
        EXPECT_FALSE(is_netns_name(name)) << name;
    EXPECT_TRUE(is_netns_name(std::string(255, 'x')));
    EXPECT_FALSE(is_netns_name(std::string(256, 'x')));
}

TEST(NetnsName, BecomesAPath)
{
    EXPECT_EQ(netns_path("a"), NETNS_RUN_DIR "/a");
}

TEST(NetnsOpen, APathOutsideTheDirectoryIsNoName)
{
    errno = 0;
    EXPECT_FALSE(open_netns("").valid());
    EXPECT_EQ(errno, ENOENT);
    EXPECT_FALSE(open_netns("..").valid());
    EXPECT_TRUE(open_netns("/proc/self/ns/net").valid());
    EXPECT_TRUE(open_netns(std::to_string(getpid()).c_str()).valid());
}

TEST(MountInfo, OfPropagation)
{
    auto plain = parse_mountinfo("62 61 254:0 / / rw,relatime - ext4 /dev/vda rw,discard");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->id, 62u);
    EXPECT_EQ(plain->peer_group, 0u);
    EXPECT_EQ(plain->master, 0u);

    auto shared =
        parse_mountinfo("149 143 0:58 /netns /run/netns rw,relatime shared:3 - tmpfs tmpfs rw,mode=755");
    ASSERT_TRUE(shared);
    EXPECT_EQ(shared->peer_group, 3u);
    EXPECT_EQ(shared->master, 0u);

    auto both = parse_mountinfo(
        "134 133 0:42 /netns /run/netns rw shared:6 master:4 propagate_from:2 - tmpfs tmpfs rw");
    ASSERT_TRUE(both);
    EXPECT_EQ(both->peer_group, 6u);
    EXPECT_EQ(both->master, 4u);
}

TEST(MountInfo, OptionalFieldsStandBeforeTheDash)
{
    auto mount = parse_mountinfo("1 2 0:1 / /a\\040shared:9 rw - tmpfs shared:7 rw,master:5");
    ASSERT_TRUE(mount);
    EXPECT_EQ(mount->peer_group, 0u);
    EXPECT_EQ(mount->master, 0u);
}

TEST(MountInfo, RefusesMalformedLines)
{
    for (const char *line : {"", "x", "62", "62 61 254:0 / /", "62 61 254:0 / / rw",
                             "62 61 254:0 / / rw shared:3", "x 61 254:0 / / rw - ext4 a rw"})
        EXPECT_FALSE(parse_mountinfo(line)) << line;
}

/// The mount with this number as /proc/self/mountinfo lists it.
std::optional<MountInfo> listed_mount(uint64_t id)
{
    const std::string text = read_optional_file("/proc/self/mountinfo");
    for (std::string_view rest = text; !rest.empty();)
        if (auto mount = parse_mountinfo(take_until(rest, '\n')); mount && mount->id == id)
            return mount;
    return std::nullopt;
}

TEST(MountInfo, OfAPath)
{
    EXPECT_TRUE(mount_of("/"));
    // statmount(2) says what mountinfo says.
    for (const char *path : {"/", "/proc", "/tmp"})
        if (const auto status = syscalls::statmount(path)) {
            const auto listed = listed_mount(*syscalls::mount_id(path));
            ASSERT_TRUE(listed) << path;
            EXPECT_EQ(status->id, listed->id) << path;
            EXPECT_EQ(status->peer_group, listed->peer_group) << path;
            EXPECT_EQ(status->master, listed->master) << path;
        }
    EXPECT_FALSE(mount_of("/no/such/path"));
    EXPECT_FALSE(peer_in(getpid(), 999999999));
}

} // namespace
} // namespace nskit
