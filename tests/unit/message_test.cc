// SPDX-License-Identifier: MIT
// Netlink: requests, byte for byte as a little-endian machine has them.
#include "lib/netlink/message.h"

#include <cstring>
#include <linux/if_link.h>
#include <linux/veth.h>
#include <string>

#include "tests/unit/bench.h"

namespace nskit {
namespace {

TEST(Message, HeaderAndFixedHeader)
{
    Message message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL,
                    ifinfomsg{.ifi_family = AF_INET6, .ifi_index = 7});
    EXPECT_EQ(hex(message.bytes()),
              "20000000 10000106 00000000 00000000 " // length, type, flags, sequence, port
              "0a000000 07000000 00000000 00000000");
    message.fixed<ifinfomsg>().ifi_flags = 1;
    EXPECT_EQ(hex(message.bytes().substr(24, 4)), "01000000");
}

TEST(Message, AttributesArePadded)
{
    Message message(RTM_NEWADDR, 0, ifaddrmsg{});
    message.put<uint8_t>(1, 0xab);
    message.put_string(2, "lo");
    message.put_text(3, "lo");
    message.put<uint32_t>(4, 0x01020304);
    message.put(5, nullptr, 0);
    EXPECT_EQ(hex(message.bytes().substr(24)), "05000100 ab000000 "
                                               "07000200 6c6f0000 "
                                               "06000300 6c6f0000 "
                                               "08000400 04030201 "
                                               "04000500");
    EXPECT_EQ(message.size() % 4, 0u);
}

#if __has_builtin(__builtin_clear_padding)
TEST(Message, PaddingIsZeroWhateverWasThere)
{
    struct Padded {
        uint32_t number;
        uint8_t byte;
    } padded;
    memset(&padded, 0xff, sizeof padded);
    padded.number = 0x01020304;
    padded.byte = 5;
    Message message(RTM_NEWADDR, 0, padded);
    message.put(1, padded);
    modify<Padded>(message, 1, [&](Padded &value) { memcpy(&value, &padded, sizeof padded); });
    EXPECT_EQ(hex(message.bytes().substr(16)), "04030201 05000000 "
                                               "0c000100 04030201 05000000");
}
#endif

TEST(Message, NestsInsideNests)
{
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    {
        Nest info(message, IFLA_LINKINFO);
        message.put_text(IFLA_INFO_KIND, "veth");
        Nest data(message, IFLA_INFO_DATA);
        Nest peer(message, VETH_INFO_PEER);
        message.append_fixed(ifinfomsg{});
        message.put_string(IFLA_IFNAME, "v1");
        EXPECT_NE(message.find(IFLA_IFNAME), nullptr);
        EXPECT_EQ(message.find(IFLA_INFO_KIND), nullptr); // outside the innermost nest
    }
    EXPECT_EQ(hex(message.bytes().substr(32)), "2c001200 "          // LINKINFO
                                               "08000100 76657468 " // KIND veth
                                               "20000200 1c000100 " // DATA, PEER
                                               "00000000 00000000 00000000 00000000 "
                                               "07000300 76310000"); // IFNAME v1
    EXPECT_NE(message.find(IFLA_LINKINFO), nullptr);
    EXPECT_EQ(message.find(IFLA_IFNAME), nullptr);
}

TEST(Message, AnEmptyNestIsAnAttribute)
{
    Message message(RTM_NEWLINK, 0, rtgenmsg{});
    {
        Nest flagged(message, IFLA_PROP_LIST, true);
    }
    EXPECT_EQ(hex(message.bytes().substr(20)), "04003480"); // with NLA_F_NESTED
}

TEST(Message, AnOverflowIsAnError)
{
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    const std::vector<char> block(Message::capacity / 8);
    auto fill = [&] {
        for (int i = 0; i < 9; i++)
            message.put(1, block.data(), block.size());
    };
    EXPECT_EQ(thrown(fill).text, "the message exceeds its bound of 73728 bytes");
    size_t size = message.size();
    EXPECT_LE(size, Message::capacity);
    EXPECT_EQ(thrown([&] { message.put(2, block.data(), block.size()); }).status, 1);
    EXPECT_EQ(message.size(), size);
    while (Message::capacity - message.size() >= 8)
        message.put<uint32_t>(3, 0);
    EXPECT_EQ(thrown([&] { message.append_fixed(ifinfomsg{}); }).status, 1);
    EXPECT_LE(message.size(), Message::capacity);
}

TEST(Message, AnAttributeHasAsManyBytesAsItsLengthCanSay)
{
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    const std::vector<char> block(65532);
    message.put(1, block.data(), 65531);
    EXPECT_EQ(message.find(1)->nla_len, 65535);
    EXPECT_EQ(thrown([&] { message.put(2, block.data(), 65532); }).status, 1);
}

TEST(Message, ANestHasAsManyBytesAsItsLengthCanSay)
{
    Message message(RTM_NEWROUTE, 0, rtmsg{});
    {
        Nest hops(message, RTA_MULTIPATH);
        for (int i = 0; i < 8191; i++)
            message.append_fixed(rtnexthop{});
        EXPECT_EQ(thrown([&] { message.append_fixed(rtnexthop{}); }).text,
                  "the attribute exceeds its bound of 65535 bytes");
    }
    EXPECT_EQ(message.find(RTA_MULTIPATH)->nla_len, message.size() - NLMSG_LENGTH(sizeof(rtmsg)));
    message.put<uint32_t>(RTA_OIF, 1); // outside of the nest there is room
    EXPECT_TRUE(message.find(RTA_OIF));
}

} // namespace
} // namespace nskit
