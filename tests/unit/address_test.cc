// SPDX-License-Identifier: MIT
// Addresses from text and back, in odd forms too.
#include "lib/netlink/address_text.h"

#include <arpa/inet.h>
#include <linux/if_arp.h>
#include <string>
#include <sys/socket.h>

#include "tests/unit/thrown.h"

namespace nskit {
namespace {

/// The address as it is shown, ADDRESS/LENGTH, or "none" if it is no address.
std::string shown(const std::optional<Prefix> &prefix)
{
    if (!prefix)
        return "none";
    AddressText space;
    return std::string(format_address(prefix->family, prefix->data(), space)) + '/' +
           std::to_string(prefix->length);
}

std::string prefix(std::string_view text, int family = AF_UNSPEC)
{
    return shown(parse_prefix(text, family));
}

TEST(Address, Inet)
{
    EXPECT_EQ(prefix("10.0.0.1"), "10.0.0.1/32");
    EXPECT_EQ(prefix("255.255.255.255"), "255.255.255.255/32");
    EXPECT_EQ(prefix("0.0.0.0/0"), "0.0.0.0/0");
    EXPECT_EQ(prefix("10.0.0.1/24", AF_INET), "10.0.0.1/24");
}

TEST(Address, InetWithFewerPartsAndInOtherBases)
{
    EXPECT_EQ(prefix("10"), "10.0.0.0/32");
    EXPECT_EQ(prefix("10.9/16"), "10.9.0.0/16");
    EXPECT_EQ(prefix("10.9.8"), "10.9.8.0/32");
    EXPECT_EQ(prefix("0x0a.7.6.012"), "10.7.6.10/32");
    EXPECT_EQ(prefix("10.0.0.1/024"), "10.0.0.1/20");
    EXPECT_EQ(prefix("10.0.0.1/0x18"), "10.0.0.1/24");
    EXPECT_EQ(prefix(" 10.0.0.1/+24"), "10.0.0.1/24");
}

TEST(Address, RefusesBadInet)
{
    for (const char *text : {"", ".", "10.", ".10", "1.2.3.4.5", "256.0.0.1", "1.2.3.-4", "1.2.3.4 ",
                             "1.2.3.4x", "08.1.1.1", "a.b.c.d", "1..2", "10.0.0.1/", "10.0.0.1/33",
                             "10.0.0.1/-1", "10.0.0.1/24/24", "10.0.0.1/x", "/24"})
        EXPECT_EQ(prefix(text), "none") << text;
}

TEST(Address, Netmasks)
{
    EXPECT_EQ(prefix("10.0.0.1/255.255.255.0"), "10.0.0.1/24");
    EXPECT_EQ(prefix("10.0.0.1/255.255.255.255"), "10.0.0.1/32");
    EXPECT_EQ(prefix("10.0.0.1/128.0.0.0"), "10.0.0.1/1");
    EXPECT_EQ(prefix("10.0.0.1/0.0.0.0"), "10.0.0.1/0");
    EXPECT_EQ(prefix("10.0.0.1/255.0.255.0"), "none");
    EXPECT_EQ(prefix("10.0.0.1/0.0.0.255"), "none");
    EXPECT_EQ(prefix("fe80::1/255.255.255.0"), "none");
}

TEST(Address, Inet6)
{
    EXPECT_EQ(prefix("::"), "::/128");
    EXPECT_EQ(prefix("fe80::1/64"), "fe80::1/64");
    EXPECT_EQ(prefix("2001:DB8:0:0:1:0:0:1"), "2001:db8::1:0:0:1/128");
    EXPECT_EQ(prefix("::ffff:10.0.0.1"), "::ffff:10.0.0.1/128");
    EXPECT_EQ(prefix("::/0", AF_INET6), "::/0");
    for (const char *text : {":", ":::", "1:2:3:4:5:6:7:8:9", "fe80::1%lo", "fe80::1/129", "g::", "1::2::3"})
        EXPECT_EQ(prefix(text), "none") << text;
}

TEST(Address, AnotherFamilyIsRefused)
{
    EXPECT_EQ(prefix("10.0.0.1", AF_INET6), "none");
    EXPECT_EQ(prefix("::1", AF_INET), "none");
}

TEST(Address, DefaultAnyAll)
{
    auto zero = parse_prefix("default", AF_INET);
    ASSERT_TRUE(zero);
    EXPECT_EQ(zero->family, AF_INET);
    EXPECT_EQ(zero->size, 4);
    EXPECT_EQ(zero->length, 0);
    EXPECT_TRUE(zero->has_length);
    EXPECT_EQ(shown(parse_address("default", AF_INET6)), "::/0");

    auto unspecified = parse_prefix("default", AF_UNSPEC);
    ASSERT_TRUE(unspecified);
    EXPECT_EQ(unspecified->family, AF_UNSPEC);
    EXPECT_EQ(unspecified->size, 0);

    for (const char *word : {"any", "all"}) {
        auto any = parse_prefix(word, AF_INET);
        ASSERT_TRUE(any);
        EXPECT_EQ(any->size, 0);
        EXPECT_FALSE(any->has_length);
    }
    for (const char *text : {"default/0", "any/8", "def", "ANY"})
        EXPECT_EQ(prefix(text), "none") << text;
}

TEST(Address, RemembersIfALengthWasGiven)
{
    EXPECT_FALSE(parse_prefix("10.0.0.1", AF_UNSPEC)->has_length);
    EXPECT_TRUE(parse_prefix("10.0.0.1/32", AF_UNSPEC)->has_length);
}

TEST(Address, MessagesForBadOnes)
{
    Error error = thrown([] { prefix_from("10.0.0.300/24", AF_INET); });
    EXPECT_EQ(error.text, "Error: inet prefix is expected rather than \"10.0.0.300/24\".");
    EXPECT_EQ(error.status, 1);
    EXPECT_EQ(thrown([] { address_from("x", AF_INET6); }).text,
              "Error: inet6 address is expected rather than \"x\".");
    EXPECT_EQ(thrown([] { prefix_from("x", AF_UNSPEC); }).text,
              "Error: any valid prefix is expected rather than \"x\".");
    EXPECT_EQ(thrown([] { prefix_from("10.0.0.1", AF_PACKET); }).text,
              "Error: \"10.0.0.1\" may be inet prefix, but it is not allowed in this context.");
}

TEST(Address, TextShowsEveryByte)
{
    AddressText space;
    for (unsigned byte = 0; byte < 256; byte++) {
        const uint8_t bytes[] = {static_cast<uint8_t>(byte), 0, 9, 10};
        EXPECT_EQ(format_address(AF_INET, bytes, space), std::to_string(byte) + ".0.9.10");
    }
}

TEST(Address, Inet6IsShortenedAsByGlibc)
{
    for (unsigned set = 0; set < 256; set++) // which of the eight groups are no zeros
        for (unsigned value : {0x1u, 0x10u, 0xfffu, 0xffffu}) {
            uint8_t bytes[16] = {};
            for (unsigned group = 0; group < 8; group++)
                if (set >> group & 1) {
                    bytes[2 * group] = static_cast<uint8_t>(value >> 8);
                    bytes[2 * group + 1] = static_cast<uint8_t>(value);
                }
            AddressText space;
            char text[INET6_ADDRSTRLEN];
            EXPECT_EQ(format_address(AF_INET6, bytes, space), inet_ntop(AF_INET6, bytes, text, sizeof text));
        }
}

TEST(Address, AWrongSizeIsShownAsBytes)
{
    AddressText space;
    const uint8_t bytes[] = {1, 0xab, 3};
    EXPECT_EQ(format_address(AF_INET, bytes, space), "01:ab:03");
    EXPECT_EQ(format_address(AF_INET6, bytes, space), "01:ab:03");
    EXPECT_EQ(format_address(AF_INET, {}, space), "");
    // If an attribute is longer than any address, what fits is shown.
    std::array<uint8_t, 200> many;
    many.fill(0xf0); // no label has the bottom bit
    for (int family : {AF_UNSPEC, AF_MPLS})
        EXPECT_LE(format_address(family, many, space).size() + strlen("/255"), space.size()) << family;
}

std::string lladdr(std::string_view text)
{
    AddressText space;
    auto address = parse_lladdr(text);
    return address ? std::string(format_lladdr(address->data(), ARPHRD_ETHER, space)) : "none";
}

TEST(LinkAddress, FromTextAndBack)
{
    EXPECT_EQ(lladdr("02:00:00:00:00:01"), "02:00:00:00:00:01");
    EXPECT_EQ(lladdr("2:3:4:5:6:7"), "02:03:04:05:06:07");
    EXPECT_EQ(lladdr("AA:bb:0:ff:1:2"), "aa:bb:00:ff:01:02");
    EXPECT_EQ(lladdr("ff"), "ff");
    EXPECT_EQ(lladdr("10.0.0.1"), "0a:00:00:01");
    std::string longest = "01";
    for (int i = 1; i < 32; i++)
        longest += ":01";
    EXPECT_EQ(lladdr(longest), longest);
    EXPECT_EQ(lladdr(longest + ":01"), "none");
    for (const char *text : {"", ":", "1:", ":1", "1::2", "100:1", "g:1", "-1:2", "+1:2", " 1:2", "1 :2",
                             "1.2.3.x", "02:00:00:00:00:0g", "2:3:4:5:6:7x", "02-aa", "1z:2:3"})
        EXPECT_EQ(lladdr(text), "none") << text;
    Error error = thrown([] { lladdr_from("x"); });
    EXPECT_EQ(error.text, "\"x\" is invalid lladdr.");
    EXPECT_EQ(error.status, 1);
}

TEST(LinkAddress, OfATunnelIsAnIpAddress)
{
    AddressText space;
    const uint8_t four[] = {10, 0, 0, 1};
    EXPECT_EQ(format_lladdr(four, ARPHRD_IPGRE, space), "10.0.0.1");
    EXPECT_EQ(format_lladdr(four, ARPHRD_ETHER, space), "0a:00:00:01");
    const uint8_t sixteen[16] = {0xfe, 0x80};
    EXPECT_EQ(format_lladdr(sixteen, ARPHRD_TUNNEL6, space), "fe80::");
}

TEST(Family, NamesAndWidths)
{
    for (int family : {AF_INET, AF_INET6, AF_PACKET, AF_MPLS, AF_BRIDGE})
        EXPECT_EQ(family_from(family_name(family)), family);
    EXPECT_STREQ(family_name(AF_UNSPEC), "any valid");
    EXPECT_STREQ(family_name(AF_UNIX), "???");
    EXPECT_FALSE(family_from("ine"));
    EXPECT_FALSE(family_from("???"));
    EXPECT_EQ(family_bits(AF_INET), 32);
    EXPECT_EQ(family_bits(AF_INET6), 128);
    EXPECT_EQ(family_bits(AF_UNIX), 0);
}

TEST(SameBits, ComparesOnlyTheBitsGiven)
{
    const uint8_t a[] = {10, 0, 0, 1}, b[] = {10, 0, 0, 129};
    EXPECT_TRUE(same_bits(a, b, 0));
    EXPECT_TRUE(same_bits(a, b, 24));
    EXPECT_FALSE(same_bits(a, b, 25));
    EXPECT_FALSE(same_bits(a, b, 32));
    EXPECT_TRUE(same_bits(a, a, 32));
}

} // namespace
} // namespace nskit
