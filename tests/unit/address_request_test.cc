// SPDX-License-Identifier: MIT
// ip address: from words to a request, from a message to text and JSON, and which messages a filter selects.
// The bytes are those of a little-endian machine.
#include "cmd/ipnetns/address/address.h"
#include "tests/unit/bench.h"

namespace nskit {
namespace {

struct AddressBench : Bench {
    using Bench::Bench;

    /// The bytes of the request behind the netlink header.
    std::string request(std::string_view line, uint16_t type = RTM_NEWADDR)
    {
        return with(line, [&](Args &args) {
            Message message(type, 0, ifaddrmsg{.ifa_family = static_cast<uint8_t>(session.settings.family)});
            AddressRequest request{.message = message, .removes = type == RTM_DELADDR};
            parse_address_request(session, args, request);
            return hex(message.bytes().substr(NLMSG_HDRLEN));
        });
    }
    Error refusal(std::string_view line)
    {
        return thrown([&] { request(line); });
    }
    AddressFilter filter(std::string_view line)
    {
        return with(line, [&](Args &args) { return parse_address_filter(session, args); });
    }
};

// --- requests

TEST(AddressRequest, MatchesTheReferenceByteForByte)
{
    AddressBench bench;
    // family, length, flags, scope; index; then attributes: length and type, value
    EXPECT_EQ(bench.request("10.1.0.1/24 dev v0"), "02180000 07000000 "
                                                   "08000200 0a010001 "  // IFA_LOCAL
                                                   "08000100 0a010001"); // IFA_ADDRESS
    EXPECT_EQ(bench.request("10.1.0.1/24 brd + dev v0"),
              "02180000 07000000 08000200 0a010001 08000100 0a010001 "
              "08000400 0a0100ff"); // IFA_BROADCAST
    EXPECT_EQ(bench.request("10.2.0.1 peer 10.3.0.1/24 dev v0 brd +"),
              "02180000 07000000 08000200 0a020001 08000100 0a030001 08000400 0a0300ff");
    EXPECT_EQ(bench.request("2001:db8::9/64 dev v0 home"),
              "0a401000 07000000 "
              "14000200 20010db8 00000000 00000000 00000009 14000100 20010db8 00000000 00000000 00000009");
    EXPECT_EQ(bench.request("10.1.0.1/24 dev v0 label v0:a metric 5 proto 5 scope link noprefixroute"),
              "021800fd 07000000 "
              "09000300 76303a61 00000000 "                             // IFA_LABEL, with its NUL
              "08000900 05000000 05000b00 05000000 "                    // IFA_RT_PRIORITY, IFA_PROTO
              "08000200 0a010001 08000100 0a010001 08000800 00020000"); // IFA_FLAGS
}

TEST(AddressRequest, DeletesByTheAddressAloneIfNoLengthIsGiven)
{
    AddressBench bench;
    testing::internal::CaptureStderr();
    EXPECT_EQ(bench.request("10.1.0.1 dev v0", RTM_DELADDR), "02200000 07000000 08000200 0a010001");
    EXPECT_NE(testing::internal::GetCapturedStderr().find("(10.1.0.1/32)"), std::string::npos);
    EXPECT_EQ(bench.request("10.1.0.1/32 dev v0", RTM_DELADDR),
              "02200000 07000000 08000200 0a010001 08000100 0a010001");
    EXPECT_EQ(bench.request("10.1.0.1 peer 10.3.0.1 dev v0 brd +", RTM_DELADDR),
              "02200000 07000000 08000200 0a010001 08000100 0a030001");
}

TEST(AddressRequest, BroadcastFillsTheHostPart)
{
    struct {
        const char *words, *broadcast;
    } static constexpr rows[] = {
        {"10.1.2.3/8 brd +", "0affffff"},        {"10.1.2.3/8 brd -", "0a000000"},
        {"10.1.2.3/30 brd +", "0a010203"},       {"10.1.2.1/30 brd -", "0a010200"},
        {"10.1.2.3/13 brd +", "0a07ffff"},       {"10.1.2.3/0 brd +", "ffffffff"},
        {"10.1.2.3/24 brd 9.8.7.6", "09080706"},
    };
    AddressBench bench;
    for (const auto &row : rows)
        EXPECT_TRUE(
            bench.request(row.words + std::string(" dev v0")).ends_with(format("08000400 %s", row.broadcast)))
            << row.words;
    for (const char *words : {"10.1.2.3/31 brd +", "10.1.2.3/32 brd -"}) // too long for a broadcast address
        EXPECT_EQ(bench.request(words + std::string(" dev v0")).find("08000400"), std::string::npos) << words;
}

TEST(AddressRequest, OneLifetimeFollowsTheOther)
{
    struct {
        const char *words, *preferred_and_valid;
    } static constexpr rows[] = {
        {"valid_lft 100", "64000000 64000000"},
        {"preferred_lft 100", "64000000 ffffffff"},
        {"preferred_lft 0", "00000000 ffffffff"},
        {"valid_lft 100 preferred_lft 50", "32000000 64000000"},
        {"preferred_lft 50 valid_lft 100", "32000000 64000000"},
        {"valid_lft forever", "ffffffff ffffffff"},
    };
    AddressBench bench;
    for (const auto &row : rows) {
        std::string want = format("14000600 %s 00000000 00000000", row.preferred_and_valid);
        EXPECT_TRUE(bench.request(std::string("10.0.0.1/8 dev v0 ") + row.words).ends_with(want))
            << row.words;
    }
    EXPECT_EQ(bench.refusal("10.0.0.1/8 dev v0 valid_lft 5 preferred_lft forever").text,
              "preferred_lft is greater than valid_lft");
    EXPECT_EQ(bench.refusal("10.0.0.1/8 dev v0 valid_lft 0").text, "valid_lft is zero");
}

TEST(AddressRequest, LoopbackAddressesHaveScopeHost)
{
    AddressBench bench;
    EXPECT_TRUE(bench.request("127.0.0.2/8 dev v0").starts_with("020800fe"));
    EXPECT_TRUE(bench.request("127.0.0.2/8 scope global dev v0").starts_with("02080000"));
    EXPECT_TRUE(bench.request("127.0.0.2/8 dev v0", RTM_DELADDR).starts_with("02080000"));
    EXPECT_TRUE(bench.request("10.0.0.2/8 dev v0 scope 77").starts_with("0208004d"));
}

TEST(AddressRequest, WarnsOfFlagsThatCannotBeSetAndSkipsThem)
{
    for (const AddressFlag &flag : address_flags) {
        AddressBench bench;
        const std::string words = format("2001:db8::1/64 dev v0 %s", flag.name.data());
        if (flag.absent) {
            EXPECT_EQ(bench.refusal(words).status, 255) << flag.name;
            continue;
        }
        testing::internal::CaptureStderr();
        const bool multicast = flag.bit == IFA_F_MCAUTOJOIN;
        std::string bytes = bench.request(multicast ? "ff02::9/64 dev v0 autojoin" : words);
        const std::string told = testing::internal::GetCapturedStderr();
        const bool set = flag.setter != AddressFlag::Setter::kernel;
        EXPECT_EQ(told,
                  set ? "" : format("Warning: %s option is not mutable from userspace\n", flag.name.data()));
        // In the header if it fits there, else in IFA_FLAGS, which comes last.
        uint32_t in_header = set && flag.bit <= 0xff ? flag.bit : 0;
        EXPECT_TRUE(bytes.starts_with(format("0a40%02x00", in_header))) << flag.name.data() << ": " << bytes;
        EXPECT_EQ(bytes.find("08000800") != std::string::npos, set && flag.bit > 0xff) << flag.name;
    }
    AddressBench bench;
    testing::internal::CaptureStderr();
    EXPECT_TRUE(
        bench.request("nodad 2001:db8::1/64 dev v0").starts_with("0a400000")); // the family is still unknown
    EXPECT_EQ(testing::internal::GetCapturedStderr(),
              "Warning: nodad option can be set only for IPv6 addresses\n");
}

TEST(AddressRequest, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status;
    } static constexpr rows[] = {
        {"", "Not enough information: \"dev\" argument is required.", 1},
        {"10.0.0.1/33 dev v0", "Error: any valid prefix is expected rather than \"10.0.0.1/33\".", 1},
        {"10.0.0.1 peer 2001::1 dev v0", "Error: inet prefix is expected rather than \"2001::1\".", 1},
        {"10.0.0.1/8 dev v0 frob", "Error: either \"local\" is duplicate, or \"frob\" is garbage.", 255},
        {"10.0.0.1/8 peer 10.0.0.2 peer 10.0.0.3",
         "Error: duplicate \"peer\": \"10.0.0.3\" is the second value.", 255},
        {"10.0.0.1/8 brd + brd -", "Error: duplicate \"broadcast\": \"-\" is the second value.", 255},
        {"10.0.0.1/8 dev v0 brd x", "Error: inet address is expected rather than \"x\".", 1},
        {"2001::1/64 dev v0 brd +", "Broadcast can be set only for IPv4 addresses", 1},
        {"10.0.0.1/8 scope frob", "Error: argument \"frob\" is wrong: invalid scope value.", 255},
        {"10.0.0.1/8 metric x", "Error: argument \"x\" is wrong: \"metric\" value is invalid", 255},
        {"10.0.0.1/8 valid_lft x", "Error: argument \"x\" is wrong: valid_lft value", 255},
        {"10.0.0.1/8 preferred_lft -1", "Error: argument \"-1\" is wrong: preferred_lft value", 255},
        {"10.0.0.1/8 dev v0 autojoin", "autojoin needs multicast address", 1},
        {"10.0.0.1/8 dev", "Command line is not complete. Try option \"help\"", 255},
    };
    for (const auto &row : rows) {
        Error error = AddressBench().refusal(row.words);
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
}

TEST(AddressRequest, AbbreviationsMeanTheFirstRow)
{
    AddressBench bench;
    const std::string metric = bench.request("10.0.0.1/8 dev v0 metric 5");
    for (const char *word : {"m", "p", "pr", "pref", "preference", "priority"})
        EXPECT_EQ(bench.request(format("10.0.0.1/8 dev v0 %s 5", word)), metric) << word;
    EXPECT_EQ(bench.request("10.0.0.1/8 dev v0 preferr 5"),
              bench.request("10.0.0.1/8 dev v0 preferred_lft 5"));
    EXPECT_EQ(bench.request("local 10.0.0.1/8 dev v0 b +"), bench.request("10.0.0.1/8 dev v0 brd +"));
    EXPECT_EQ(bench.request("10.0.0.1 remote 10.0.0.2 dev v0"),
              bench.request("10.0.0.1 peer 10.0.0.2 dev v0"));
    EXPECT_EQ(bench.refusal("10.0.0.1 dev v0 scop link").status, 255); // must be spelled out
}

// --- shown

struct Address {
    Message message;

    explicit Address(const ifaddrmsg &header, uint16_t type = RTM_NEWADDR) : message(type, 0, header) {}
    Address &inet(uint16_t attr, std::array<uint8_t, 4> address)
    {
        message.put(attr, address);
        return *this;
    }
    template <class T> Address &with(uint16_t attr, const T &value)
    {
        message.put(attr, value);
        return *this;
    }
    Record record() const { return {Attrs(message.header(), sizeof(ifaddrmsg)), message.header()}; }
};

std::string shown(const Address &address, Out::Form form = {}, Settings settings = {})
{
    settings.form = form;
    AddressBench bench(settings);
    print_address_event(bench.session, address.message.header());
    return std::string(bench.session.out.buffered());
}

const Out::Form json{.json = true};

TEST(AddressShown, EveryPartOfAnInetAddress)
{
    Address address(
        ifaddrmsg{.ifa_family = AF_INET, .ifa_prefixlen = 24, .ifa_scope = RT_SCOPE_LINK, .ifa_index = 7});
    address.inet(IFA_LOCAL, {10, 0, 0, 1}).inet(IFA_ADDRESS, {10, 0, 0, 2});
    address.inet(IFA_BROADCAST, {10, 0, 0, 255})
        .inet(IFA_ANYCAST, {10, 0, 0, 3})
        .inet(IFA_MULTICAST, {224, 0, 0, 1});
    address.with<uint32_t>(IFA_RT_PRIORITY, 7).with<uint8_t>(IFA_PROTO, 5);
    address.with<uint32_t>(IFA_FLAGS, IFA_F_SECONDARY | IFA_F_NOPREFIXROUTE | 0x10000);
    address.with(IFA_CACHEINFO, ifa_cacheinfo{.ifa_prefered = 50, .ifa_valid = 100});
    address.message.put_string(IFA_LABEL, "v0:a");
    EXPECT_EQ(shown(address),
              "7: v0    inet 10.0.0.1 peer 10.0.0.2/24 metric 7 brd 10.0.0.255 any 10.0.0.3 mcast 224.0.0.1 "
              "scope link secondary dynamic noprefixroute flags 10000 proto 0x5 v0:a\n"
              "       valid_lft 100sec preferred_lft 50sec\n");
    EXPECT_EQ(shown(address, {.oneline = true}).substr(0, 32), "7: v0    inet 10.0.0.1 peer 10.0");
    EXPECT_EQ(shown(address, {.brief = true}), "10.0.0.1 peer 10.0.0.2/24 metric 7 \n");
    EXPECT_EQ(
        shown(address, json),
        R"({"index":7,"dev":"v0","family":"inet","local":"10.0.0.1","address":"10.0.0.2","prefixlen":24,"metric":7,)"
        R"("broadcast":"10.0.0.255","anycast":"10.0.0.3","multicast":"224.0.0.1","scope":"link","secondary":true,)"
        R"("dynamic":true,"noprefixroute":true,"ifa_flags":"10000","protocol":"0x5","label":"v0:a",)"
        R"("valid_life_time":100,"preferred_life_time":50})"
        "\n");
}

TEST(AddressShown, ADeletedInet6Address)
{
    Address address(ifaddrmsg{.ifa_family = AF_INET6, .ifa_prefixlen = 64, .ifa_scope = 0, .ifa_index = 7},
                    RTM_DELADDR);
    std::array<uint8_t, 16> bytes{0x20, 0x01, 0x0d, 0xb8};
    address.with(IFA_ADDRESS, bytes)
        .with<uint32_t>(IFA_FLAGS, IFA_F_TEMPORARY | IFA_F_DEPRECATED | IFA_F_PERMANENT);
    address.with(IFA_CACHEINFO,
                 ifa_cacheinfo{.ifa_prefered = static_cast<uint32_t>(-5), .ifa_valid = UINT32_MAX});
    EXPECT_EQ(shown(address), "Deleted 7: v0    inet6 2001:db8::/64 scope global temporary deprecated \n"
                              "       valid_lft forever preferred_lft -5sec\n");
    EXPECT_EQ(shown(address, json),
              R"({"deleted":true,"index":7,"dev":"v0","family":"inet6","local":"2001:db8::","prefixlen":64,)"
              R"("scope":"global","temporary":true,"deprecated":true,"valid_life_time":4294967295,)"
              R"("preferred_life_time":-5})"
              "\n");
    EXPECT_EQ(shown(address, {}, {.numeric = true}).substr(0, 46),
              "Deleted 7: v0    inet6 2001:db8::/64 scope 0 t");
}

TEST(AddressShown, EachFlagByItsNameAndNoOther)
{
    using Shown = AddressFlag::Shown;
    for (int family : {AF_INET, AF_INET6})
        for (const AddressFlag &flag : address_flags) {
            Address address(ifaddrmsg{.ifa_family = static_cast<uint8_t>(family), .ifa_index = 7});
            address.with<uint32_t>(IFA_FLAGS, flag.absent ? 0 : flag.bit | IFA_F_PERMANENT);
            std::string want = flag.shown == Shown::never ? "" : format("%s ", flag.name.data());
            if (flag.bit == IFA_F_SECONDARY) // which has two names
                want = family == AF_INET ? "secondary " : "temporary ";
            if (flag.absent) // `permanent` is not shown, its absence is
                want = "dynamic ";
            EXPECT_EQ(shown(address),
                      format("7: v0    %s scope global %s\n", family_name(family), want.c_str()))
                << flag.name;
        }
}

TEST(AddressShown, TruncatedMessagesShowNothing)
{
    AddressBench bench;
    alignas(nlmsghdr) char bytes[NLMSG_LENGTH(sizeof(ifaddrmsg))] = {};
    auto *message = reinterpret_cast<nlmsghdr *>(bytes);
    message->nlmsg_type = RTM_NEWADDR;
    message->nlmsg_len = NLMSG_LENGTH(sizeof(ifaddrmsg)) - 1;
    print_address_event(bench.session, message);
    EXPECT_EQ(bench.session.out.buffered(), "");
    EXPECT_FALSE(address_record(message));
    message->nlmsg_len++;
    EXPECT_TRUE(address_record(message));
    message->nlmsg_type = RTM_DELADDR;
    EXPECT_FALSE(address_record(message));
}

// --- filters

TEST(AddressFilter, EveryWordSelectsTheRightAddresses)
{
    Address inet(
        ifaddrmsg{.ifa_family = AF_INET, .ifa_prefixlen = 24, .ifa_scope = RT_SCOPE_LINK, .ifa_index = 7});
    inet.inet(IFA_LOCAL, {10, 1, 2, 3}).inet(IFA_ADDRESS, {192, 168, 0, 1});
    inet.with<uint32_t>(IFA_FLAGS, IFA_F_PERMANENT | IFA_F_NOPREFIXROUTE);
    inet.message.put_string(IFA_LABEL, "v0:web");
    Address inet6(ifaddrmsg{.ifa_family = AF_INET6, .ifa_prefixlen = 64, .ifa_index = 7});
    inet6.with(IFA_ADDRESS, std::array<uint8_t, 16>{0x20, 0x01, 0x0d, 0xb8}).with<uint8_t>(IFA_PROTO, 2);
    inet6.with<uint32_t>(IFA_FLAGS, IFA_F_TEMPORARY | IFA_F_TENTATIVE);
    struct {
        const char *words;
        bool inet, inet6;
    } static constexpr rows[] = {
        {"", true, true},
        {"dev v0", true, true},
        {"dev v8", false, false},
        {"v0", true, true},
        {"to 10.0.0.0/8", true, false},
        {"to 10.1.2.3", true, false},
        {"to 10.1.2.2", false, false},
        {"to 10.1.2.2/31", true, false},
        {"to 192.168.0.1", false, false}, // not the peer
        {"to 0/0", true, false},
        {"to 2001:db8::/64", false, true},
        {"to ::/0", false, true},
        {"scope link", true, false},
        {"scope global", false, true},
        {"scope link scope all", true, true},
        {"label v0:*", true, false},
        {"label v?", false, true}, // IPv6: the name of the device
        {"label *", true, true},
        {"proto kernel_ra", false, true},
        {"proto 3", false, false},
        {"proto 0", true, false}, // the kernel leaves out a protocol of 0
        {"permanent", true, false},
        {"dynamic", false, true},
        {"-dynamic", true, false},
        {"permanent dynamic", false, true},
        {"primary", true, false},
        {"secondary", false, true},
        {"temporary", false, true},
        {"-temporary", true, false},
        {"noprefixroute", true, false},
        {"tentative temporary", false, true},
        {"tentative -temporary", false, false},
        {"-tentative -deprecated -dadfailed -nodad -optimistic -home -mngtmpaddr -autojoin -stable-privacy",
         true, false},
    };
    for (const auto &row : rows) {
        AddressBench bench;
        AddressFilter filter = bench.filter(row.words);
        EXPECT_EQ(filter.wants(bench.session, inet.record()), row.inet) << row.words;
        EXPECT_EQ(filter.wants(bench.session, inet6.record()), row.inet6) << row.words;
    }
    AddressBench bench({.family = AF_INET6});
    EXPECT_FALSE(bench.filter("").wants(bench.session, inet.record()));
    EXPECT_TRUE(bench.filter("").wants(bench.session, inet6.record()));
}

TEST(AddressFilter, UsesTheListOfLinksOnceItIsFilled)
{
    AddressBench bench;
    Address address(ifaddrmsg{.ifa_family = AF_INET, .ifa_index = 7});
    AddressFilter filter = bench.filter("up");
    filter.links.emplace({1, 6, 8});
    EXPECT_FALSE(filter.wants(bench.session, address.record()));
    filter.links.emplace({1, 7});
    EXPECT_TRUE(filter.wants(bench.session, address.record()));
    filter.links.emplace();
    EXPECT_FALSE(filter.wants(bench.session, address.record()));
}

TEST(AddressFilter, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status;
    } static constexpr rows[] = {
        {"v0 v1", "Error: either \"dev\" is duplicate, or \"v1\" is garbage.", 255},
        {"scope frob", "Error: argument \"frob\" is wrong: invalid \"scope\"", 255},
        {"scope", "Command line is not complete. Try option \"help\"", 255},
        {"to x", "Error: any valid prefix is expected rather than \"x\".", 1},
        {"to 10.0.0.0/8 to 2001::/8", "Error: inet prefix is expected rather than \"2001::/8\".", 1},
        {"proto frob", "Error: argument \"frob\" is wrong: \"proto\" value is invalid", 255},
    };
    for (const auto &row : rows) {
        AddressBench bench;
        Error error = thrown([&] { bench.filter(row.words); });
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
}

} // namespace
} // namespace nskit
