// SPDX-License-Identifier: MIT
// ip rule: from words to a request, from a message to text and JSON, and which rules a filter selects.
// The bytes are those of a little-endian machine.
#include "cmd/ipnetns/rule/rule.h"

#include <endian.h>

#include "lib/netlink/uapi.h"
#include "tests/unit/bench.h"

namespace nskit {
namespace {

struct RuleBench : Bench {
    using Bench::Bench;

    void read(std::string_view line, Message &message)
    {
        with(line, [&](Args &args) { parse_rule(session, args, message); });
    }
    /// The bytes of the request behind the netlink header.
    std::string request(std::string_view line, uint16_t type = RTM_NEWRULE)
    {
        const uint8_t action = type == RTM_NEWRULE ? FR_ACT_TO_TBL : FR_ACT_UNSPEC;
        Message message(
            type, 0, fib_rule_hdr{.family = static_cast<uint8_t>(session.settings.family), .action = action});
        read(line, message);
        return hex(message.bytes().substr(NLMSG_HDRLEN));
    }
    Error refusal(std::string_view line)
    {
        return thrown([&] { request(line); });
    }
};

// --- requests

/// A command line, and its request: the header (family, lengths of destination and source, TOS; table,
/// action; flags) and the attributes (length and type, value).
struct Request {
    const char *words, *bytes;
    int family = AF_UNSPEC;
};

constexpr Request requests[] = {
    {"from 10.0.0.1", "00002000 fe000001 00000000 08000200 0a000001"},
    {"to 1.2.3.0/24", "00180000 fe000001 00000000 08000100 01020300"},
    {"from all to any", "00000000 fe000001 00000000 04000200 04000100"},
    {"from 0/0", "00000000 fe000001 00000000 08000200 00000000"},
    {"from default", "00000000 fe000001 00000000 04000200"},
    {"from 2001:db8::/32 to ::1", "00802000 fe000001 00000000 14000200 20010db8 00000000 00000000 00000000 "
                                  "14000100 00000000 00000000 00000000 00000001"},
    {"preference 5", "00000000 fe000001 00000000 08000600 05000000"},
    {"order 5", "00000000 fe000001 00000000 08000600 05000000"},
    {"priority 0x10", "00000000 fe000001 00000000 08000600 10000000"},
    {"not table 5", "00000000 05000001 02000000"},
    {"tos 1c", "0000001c fe000001 00000000"},
    {"dsfield 0x20", "00000020 fe000001 00000000"},
    {"fwmark 0x10", "00000000 fe000001 00000000 08000a00 10000000"},
    {"fwmark 16/0xff", "00000000 fe000001 00000000 08000a00 10000000 08001000 ff000000"},
    {"iif lo", "00000000 fe000001 00000000 07000300 6c6f0000"},
    {"dev eth0 oif no-such-device",
     "00000000 fe000001 00000000 09000300 65746830 00000000 13001100 6e6f2d73 7563682d 64657669 63650000"},
    {"l3mdev", "00000000 00000001 00000000 05001300 01000000"},
    {"uidrange 100-200", "00000000 fe000001 00000000 0c001400 64000000 c8000000"},
    {"ipproto tcp", "00000000 fe000001 00000000 05001600 06000000"},
    {"ipproto 250", "00000000 fe000001 00000000 05001600 fa000000"},
    {"sport 80", "00000000 fe000001 00000000 08001700 50005000"},
    {"sport 0x50/0xff", "00000000 fe000001 00000000 08001700 50005000 06001c00 ff000000"},
    {"dport 1000-2000", "00000000 fe000001 00000000 08001800 e803d007"},
    {"dport 80/0xfff0", "00000000 fe000001 00000000 08001800 50005000 06001d00 f0ff0000"},
    {"tun_id 0x1234567890", "00000000 fe000001 00000000 0c000c00 00000012 34567890"},
    {"dscp 8", "00000000 fe000001 00000000 05001900 08000000"},
    {"dscp 70", "00000000 fe000001 00000000 05001900 46000000"}, // the kernel refuses it
    {"dscp 0x8/0x38", "00000000 fe000001 00000000 05001900 08000000 05001e00 38000000"},
    {"flowlabel 0x12345", "00000000 fe000001 00000000 08001a00 00012345 08001b00 000fffff"},
    {"flowlabel 5/0xff", "00000000 fe000001 00000000 08001a00 00000005 08001b00 000000ff"},
    {"table 255", "00000000 ff000001 00000000"},
    {"lookup 256", "00000000 00000001 00000000 08000f00 00010000"},
    {"table 4294967295", "00000000 00000001 00000000 08000f00 ffffffff"},
    {"table 0", "00000000 00000001 00000000"},
    {"table 300 table 5", "00000000 05000001 00000000"},
    {"suppress_prefixlength 0", "00000000 fe000001 00000000 08000e00 00000000"},
    {"sup_pl 24", "00000000 fe000001 00000000 08000e00 18000000"},
    {"suppress_ifgroup default", "00000000 fe000001 00000000 08000d00 00000000"},
    {"sup_group 5", "00000000 fe000001 00000000 08000d00 05000000"},
    {"realms 3/4", "00000000 fe000001 00000000 08000b00 04000300"},
    {"realms 4", "00000000 fe000001 00000000 08000b00 04000000"},
    {"map-to 1.2.3.4", "00000000 fe00000a 00000000 08000500 01020304"},
    {"nat 1.2.3.4", "00000000 fe00000a 00000000 08000500 01020304"},
    {"goto 100", "00000000 00000002 00000000 08000400 64000000"},
    {"nop", "00000000 00000003 00000000"},
    {"protocol static", "00000000 fe000001 00000000 05001500 04000000"},
    {"protocol 77", "00000000 fe000001 00000000 05001500 4d000000"},
    {"blackhole", "00000000 00000006 00000000"},
    {"type prohibit", "00000000 00000008 00000000"},
    {"type 7", "00000000 00000007 00000000"},
    {"type goto 100", "00000000 00000002 00000000 08000400 64000000"},
    {"type nop", "00000000 00000003 00000000"},
    {"unicast", "00000000 00000001 00000000"},
    {"throw table 5", "00000000 05000009 00000000"},
};

TEST(RuleRequest, MatchesTheReferenceByteForByte)
{
    for (const Request &row : requests) {
        RuleBench bench;
        testing::internal::CaptureStderr();
        EXPECT_EQ(bench.request(row.words), row.bytes) << row.words;
        const bool nat = std::string_view(row.bytes).substr(15, 2) == "0a";
        EXPECT_EQ(testing::internal::GetCapturedStderr(), nat ? "Warning: route NAT is deprecated\n" : "");
    }
}

TEST(RuleRequest, EveryWordIsAmongThoseAbove)
{
    for (const Fields &table : rule_tables())
        for (const Field &row : table.rows) {
            auto uses = [&](const Request &request) {
                const WordList line(request.words);
                return std::find(line.list().begin(), line.list().end(), row.word) != line.list().end();
            };
            EXPECT_TRUE(!row.word || std::any_of(std::begin(requests), std::end(requests), uses)) << row.word;
        }
}

TEST(RuleRequest, DeletesByTheGivenWordsOnly)
{
    RuleBench bench;
    EXPECT_EQ(bench.request("priority 5", RTM_DELRULE), "00000000 00000000 00000000 08000600 05000000");
    EXPECT_EQ(bench.request("from 10.0.0.0/8 table 7", RTM_DELRULE),
              "00000800 07000000 00000000 08000200 0a000000");
    EXPECT_EQ(bench.request("blackhole", RTM_DELRULE), "00000000 00000006 00000000");
}

TEST(RuleRequest, AbbreviationsMeanTheFirstRow)
{
    static constexpr std::pair<const char *, const char *> rows[] = {
        {"p 5", "preference 5"},
        {"pr 5", "preference 5"},
        {"pri 5", "priority 5"},
        {"pro 5", "protocol 5"},
        {"o 5", "order 5"},
        {"d 8", "dsfield 8"},
        {"t 5", "tun_id 5"},
        {"ta 5", "table 5"},
        {"s 5", "suppress_prefixlength 5"},
        {"suppress_i 5", "suppress_ifgroup 5"},
        {"r 5", "realms 5"},
        {"g 5", "goto 5"},
        {"n", "nop"},
        {"b", "broadcast"},
        {"bl", "blackhole"},
        {"u", "unreachable"},
    };
    RuleBench bench;
    for (auto [word, whole] : rows)
        EXPECT_EQ(bench.request(word), bench.request(whole)) << word;
    for (const char *words : {"fro 10.0.0.1", "fw 5", "ii lo", "oi lo", "l3 ", "uid 1-2", "ipp 6", "sp 5",
                              "dp 5", "dsc 5", "fl 5", "ty nop", "loo 5"})
        EXPECT_EQ(bench.refusal(words).status, 255) << words; // must be spelled out
}

TEST(RuleRequest, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status = 255;
    } static constexpr rows[] = {
        {"from 10.0.0.1/33", "Error: any valid prefix is expected rather than \"10.0.0.1/33\".", 1},
        {"to x", "Error: any valid prefix is expected rather than \"x\".", 1},
        {"map-to x", "Error: an IP address is expected rather than \"x\"", 1},
        {"pref x", "Error: argument \"x\" is wrong: preference value is invalid"},
        {"pref 4294967296", "Error: argument \"4294967296\" is wrong: preference value is invalid"},
        {"tos 300", "Error: argument \"300\" is wrong: TOS value is invalid"},
        {"fwmark x", "Error: argument \"x\" is wrong: fwmark value is invalid"},
        {"fwmark 5/x", "Error: argument \"x\" is wrong: fwmask value is invalid"},
        {"iif a/b", "Error: argument \"a/b\" is wrong: \"iif\"/\"dev\" not a valid ifname"},
        {"oif averyveryverylongname",
         "Error: argument \"averyveryverylongname\" is wrong: \"oif\" not a valid ifname"},
        {"uidrange 5", "Error: argument \"5\" is wrong: invalid UID range"},
        {"uidrange 1-4294967296", "Error: argument \"1-4294967296\" is wrong: invalid UID range"},
        {"ipproto nosuch", "Error: argument \"nosuch\" is wrong: Invalid \"ipproto\" value"},
        {"sport 70000", "Error: argument \"70000\" is wrong: invalid port"},
        {"sport x-80", "Error: argument \"x-80\" is wrong: invalid port range start"},
        {"dport 80-", "Error: argument \"80-\" is wrong: invalid port range end"},
        {"dport 80/x", "Error: argument \"80/x\" is wrong: invalid mask"},
        {"tun_id x", "Error: argument \"x\" is wrong: \"tun_id\" value is invalid"},
        {"dscp 256", "Error: argument \"256\" is wrong: invalid dscp"},
        {"dscp 5/256", "Error: argument \"256\" is wrong: invalid dscp mask"},
        {"flowlabel 0x100000", "Error: argument \"0x100000\" is wrong: invalid flowlabel"},
        {"flowlabel 5/x", "Error: argument \"x\" is wrong: invalid flowlabel mask"},
        {"table nosuch", "Error: argument \"nosuch\" is wrong: invalid table ID"},
        {"suppress_prefixlength -1",
         "Error: argument \"-1\" is wrong: suppress_prefixlength value is invalid"},
        {"suppress_ifgroup 4294967295",
         "Error: argument \"4294967295\" is wrong: Invalid \"suppress_ifgroup\" value"},
        {"realms 3/300", "Error: argument \"3/300\" is wrong: invalid realms"},
        {"goto x", "Error: argument \"x\" is wrong: invalid target"},
        {"protocol 256", "Error: argument \"256\" is wrong: \"protocol\" value is invalid"},
        {"frob", "Error: argument \"frob\" is wrong: Failed to parse rule type"},
        {"type from 10.0.0.1", "Error: argument \"from\" is wrong: Failed to parse rule type"},
        {"type 256", "Error: argument \"256\" is wrong: Failed to parse rule type"},
        {"type", "Command line is not complete. Try option \"help\""},
        {"table", "Command line is not complete. Try option \"help\""},
        {"l3mdev table 5", "table can not be specified for l3mdev rules", 22},
        {"table 300 l3mdev", "table can not be specified for l3mdev rules", 22},
    };
    for (const auto &row : rows) {
        testing::internal::CaptureStderr();
        Error error = RuleBench().refusal(row.words);
        testing::internal::GetCapturedStderr();
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
}

TEST(RuleRequest, MulticastRulesTakeNoAddress)
{
    RuleBench bench({.family = RTNL_FAMILY_IPMR});
    EXPECT_EQ(bench.request("from all iif lo"), "80000000 fe000001 00000000 04000200 07000300 6c6f0000");
    EXPECT_EQ(bench.refusal("from 10.0.0.0/8").text,
              "Error: ??? prefix is expected rather than \"10.0.0.0/8\".");
}

// --- shown

const Out::Form json{.json = true};

/// A rule as the kernel sends it.
struct Rule {
    Message message;

    explicit Rule(fib_rule_hdr header, uint16_t type = RTM_NEWRULE) : message(type, 0, header)
    {
        message.put<uint32_t>(FRA_TABLE, header.table);
        message.put<uint32_t>(FRA_SUPPRESS_PREFIXLEN, UINT32_MAX);
    }
    template <class T> Rule &with(uint16_t attr, const T &value)
    {
        message.put(attr, value);
        return *this;
    }
    std::string shown(Out::Form form = {}, Settings settings = {}) const
    {
        settings.form = form;
        Bench bench(settings);
        print_rule(bench.session, message.header());
        return bench.shown();
    }
};

/// A command line, and how its rule is shown behind the priority and `from all`.
constexpr struct {
    const char *words, *text, *json;
} shown_rows[] = {
    {"iif lo", "iif lo lookup main", R"("iif":"lo","table":"main")"},
    {"oif eth0 fwmark 0x10/0xf0", "fwmark 0x10/0xf0 oif eth0 lookup main",
     R"("fwmark":"0x10","fwmask":"0xf0","oif":"eth0","table":"main")"},
    {"fwmark 0x10/0xff", "fwmark 0x10/0xff lookup main", R"("fwmark":"0x10","fwmask":"0xff","table":"main")"},
    {"fwmark 0/0xff", "fwmark 0/0xff lookup main", R"("fwmark":"0","fwmask":"0xff","table":"main")"},
    {"fwmark 5/0xffffffff", "fwmark 0x5 lookup main", R"("fwmark":"0x5","table":"main")"},
    {"fwmark 5/0", "fwmark 0x5/0 lookup main", R"("fwmark":"0x5","fwmask":"0","table":"main")"},
    {"tos 1c", "tos 0x1c lookup main", R"("tos":"0x1c","table":"main")"},
    {"l3mdev", "lookup [l3mdev-table]", R"("l3mdev":null)"},
    {"uidrange 100-200", "uidrange 100-200 lookup main", R"("uid_start":100,"uid_end":200,"table":"main")"},
    {"ipproto tcp sport 80 dport 1000-2000", "ipproto tcp sport 80 dport 1000-2000 lookup main",
     R"("ipproto":"tcp","sport":80,"dport_start":1000,"dport_end":2000,"table":"main")"},
    {"ipproto 250", "ipproto ipproto-250 lookup main", R"("ipproto":"ipproto-250","table":"main")"},
    {"sport 80/0xff dport 90/0xffff", "sport 0x50/0xff dport 90 lookup main",
     R"("sport":80,"sport_mask":"0xff","dport":90,"dport_mask":"0xffff","table":"main")"},
    {"tun_id 77", "tun_id 77 lookup main", R"("tun_id":77,"table":"main")"},
    {"table 300 suppress_prefixlength 0", "lookup 300 suppress_prefixlength 0",
     R"("table":"300","suppress_prefixlen":0)"},
    {"table local suppress_ifgroup default", "lookup local suppress_ifgroup default",
     R"("table":"local","suppress_ifgroup":"default")"},
    {"table main suppress_ifgroup 7", "lookup main suppress_ifgroup 7",
     R"("table":"main","suppress_ifgroup":"7")"},
    {"realms 3/4", "lookup main realms 3/4", R"("table":"main","flow_from":"3","flow_to":"4")"},
    {"realms 4", "lookup main realms 4", R"("table":"main","flow_to":"4")"},
    {"map-to 1.2.3.4", "lookup main map-to 1.2.3.4", R"("table":"main","nat_gateway":"1.2.3.4")"},
    {"map-to 0", "lookup main masquerade", R"("table":"main","masquerade":null)"},
    {"goto 100", "goto 100", R"("goto":100)"},
    {"nop", "nop", R"("nop":null)"},
    {"blackhole", "blackhole", R"("action":"blackhole")"},
    {"unreachable", "unreachable", R"("action":"unreachable")"},
    {"prohibit", "prohibit", R"("action":"prohibit")"},
    {"type 99", "99", R"("action":"99")"},
    {"protocol static", "lookup main proto static", R"("table":"main","protocol":"static")"},
    {"protocol 77", "lookup main proto 77", R"("table":"main","protocol":"77")"},
    {"protocol kernel", "lookup main", R"("table":"main")"},
    {"dscp 9", "lookup main dscp 9", R"("table":"main","dscp":"9")"},
    {"dscp 9/0x39", "lookup main dscp 0x9/0x39", R"("table":"main","dscp":"9","dscp_mask":"0x39")"},
    {"dscp 9/0x3f", "lookup main dscp 9", R"("table":"main","dscp":"9","dscp_mask":"0x3f")"},
    {"flowlabel 0x12345", "lookup main flowlabel 0x12345",
     R"("table":"main","flowlabel":"0x12345","flowlabel_mask":"0xfffff")"},
    {"flowlabel 5/0xff", "lookup main flowlabel 0x5/0xff",
     R"("table":"main","flowlabel":"0x5","flowlabel_mask":"0xff")"},
};

TEST(RuleShown, EachWordMatchesTheReference)
{
    for (const auto &row : shown_rows) {
        Bench text, as_json({.form = json});
        Message message(RTM_NEWRULE, 0, fib_rule_hdr{.family = AF_INET, .action = FR_ACT_TO_TBL});
        testing::internal::CaptureStderr(); // a warning says that NAT is deprecated
        RuleBench().read(row.words, message);
        testing::internal::GetCapturedStderr();
        print_rule(text.session, message.header());
        EXPECT_EQ(text.shown(), format("0:\tfrom all %s\n", row.text));
        print_rule(as_json.session, message.header());
        EXPECT_EQ(as_json.shown(), format("{\"priority\":0,\"src\":\"all\",%s}\n", row.json));
    }
}

TEST(RuleShown, AddressesWithTheirLengthsApart)
{
    Rule rule({.family = AF_INET, .dst_len = 24, .src_len = 32, .table = 7, .action = FR_ACT_TO_TBL});
    rule.with<uint32_t>(FRA_SRC, htobe32(0x0a000001)).with<uint32_t>(FRA_DST, htobe32(0x01020300));
    rule.with<uint32_t>(FRA_PRIORITY, 1001).with<uint8_t>(FRA_PROTOCOL, RTPROT_UNSPEC);
    EXPECT_EQ(rule.shown(), "1001:\tfrom 10.0.0.1 to 1.2.3.0/24 lookup 7\n");
    EXPECT_EQ(rule.shown(json),
              R"({"priority":1001,"src":"10.0.0.1","dst":"1.2.3.0","dstlen":24,"table":"7"})"
              "\n");
    EXPECT_EQ(rule.shown({.palette = Palette::dark}),
              "1001:\tfrom \x1b[1;35m10.0.0.1\x1b[0m to \x1b[1;35m1.2.3.0\x1b[0m/24 lookup 7\n");
    EXPECT_EQ(rule.shown({}, {.details = 1}), "1001:\tfrom 10.0.0.1 to 1.2.3.0/24 lookup 7 proto unspec\n");

    Rule inet6({.family = AF_INET6, .dst_len = 128, .src_len = 64, .action = FR_ACT_PROHIBIT});
    std::array<uint8_t, 16> address{0x20, 0x01, 0x0d, 0xb8};
    inet6.with(FRA_SRC, address).with(FRA_DST, address);
    EXPECT_EQ(inet6.shown(), "0:\tfrom 2001:db8::/64 to 2001:db8:: prohibit\n");

    Rule none({.family = AF_INET, .dst_len = 8, .src_len = 9, .action = FR_ACT_BLACKHOLE});
    EXPECT_EQ(none.shown(), "0:\tfrom 0/9 to 0/8 blackhole\n");
    EXPECT_EQ(none.shown(json),
              R"({"priority":0,"src":"0","srclen":9,"dst":"0","dstlen":8,"action":"blackhole"})"
              "\n");
}

TEST(RuleShown, WhatTheKernelAdds)
{
    Rule devices({.family = AF_INET,
                  .table = RT_TABLE_MAIN,
                  .action = FR_ACT_TO_TBL,
                  .flags = FIB_RULE_INVERT | FIB_RULE_IIF_DETACHED | FIB_RULE_OIF_DETACHED});
    devices.message.put_string(FRA_IIFNAME, "a");
    devices.message.put_string(FRA_OIFNAME, "b");
    EXPECT_EQ(devices.shown(), "0:\tnot from all iif a [detached] oif b [detached] lookup main\n");
    EXPECT_EQ(devices.shown(json),
              R"({"priority":0,"not":null,"src":"all","iif":"a","iif_detached":null,"oif":"b",)"
              R"("oif_detached":null,"table":"main"})"
              "\n");

    Rule jump({.family = AF_INET, .action = FR_ACT_GOTO, .flags = FIB_RULE_UNRESOLVED}, RTM_DELRULE);
    EXPECT_EQ(jump.shown(), "Deleted 0:\tfrom all goto none [unresolved]\n");
    EXPECT_EQ(jump.shown(json), R"({"deleted":true,"priority":0,"src":"all","goto":"none","unresolved":null})"
                                "\n");

    // Nothing to suppress, ports with any mask, no mark with any mask, and no l3mdev.
    Rule neutral({.family = AF_INET, .table = RT_TABLE_MAIN, .action = FR_ACT_TO_TBL});
    neutral.with<uint32_t>(FRA_SUPPRESS_IFGROUP, UINT32_MAX).with<uint32_t>(FRA_FWMASK, 0);
    neutral.with<uint8_t>(FRA_L3MDEV, 0);
    EXPECT_EQ(neutral.shown(), "0:\tfrom all lookup main\n");

    Rule large({.family = AF_INET, .table = RT_TABLE_COMPAT, .action = FR_ACT_TO_TBL});
    large.message.remove(large.message.find(FRA_TABLE));
    large.with<uint32_t>(FRA_TABLE, 300).with<uint8_t>(FRA_PROTOCOL, RTPROT_KERNEL);
    EXPECT_EQ(large.shown(), "0:\tfrom all lookup 300\n");
    EXPECT_EQ(large.shown({}, {.details = 1}), "0:\tfrom all lookup 300 proto kernel\n");
}

TEST(RuleShown, NumericOutputShowsNumbers)
{
    Rule rule({.family = AF_INET, .tos = 0x10, .table = RT_TABLE_MAIN, .action = RTN_BLACKHOLE});
    rule.with<uint8_t>(FRA_PROTOCOL, RTPROT_STATIC).with<uint8_t>(FRA_IP_PROTO, 6);
    rule.with<uint32_t>(FRA_FLOW, 0x30004).with<uint32_t>(FRA_SUPPRESS_IFGROUP, 0).with<uint8_t>(FRA_DSCP, 8);
    EXPECT_EQ(rule.shown({}, {.numeric = true}), "0:\tfrom all tos 0x10 ipproto ipproto-6 lookup 254 "
                                                 "suppress_ifgroup 0 realms 3/4 6 proto 4 dscp 8\n");
}

// --- filters

TEST(RuleFilter, EveryWordSelectsTheRightRules)
{
    Rule one({.family = AF_INET, .src_len = 16, .tos = 0x10, .table = 7, .action = FR_ACT_TO_TBL});
    one.with<uint32_t>(FRA_SRC, htobe32(0x0a010000)).with<uint32_t>(FRA_PRIORITY, 5);
    one.with<uint32_t>(FRA_FWMARK, 1)
        .with<uint32_t>(FRA_FWMASK, 0xff)
        .with<uint8_t>(FRA_PROTOCOL, RTPROT_STATIC);
    one.message.put_string(FRA_IIFNAME, "lo");
    one.with(FRA_SPORT_RANGE, fib_rule_port_range{80, 90}).with<uint64_t>(FRA_TUN_ID, htobe64(9));
    Rule other({.family = AF_INET,
                .dst_len = 24,
                .table = RT_TABLE_COMPAT,
                .action = FR_ACT_TO_TBL,
                .flags = FIB_RULE_INVERT});
    other.message.remove(other.message.find(FRA_TABLE));
    other.with<uint32_t>(FRA_TABLE, 300).with<uint32_t>(FRA_DST, htobe32(0x01020300));
    other.with<uint8_t>(FRA_IP_PROTO, 6).with(FRA_UID_RANGE, fib_rule_uid_range{1, 2});
    other.with<uint8_t>(FRA_L3MDEV, 1).with<uint8_t>(FRA_DSCP, 8).with<uint8_t>(FRA_PROTOCOL, RTPROT_KERNEL);
    other.with<uint32_t>(FRA_FLOWLABEL, htobe32(5)).with<uint32_t>(FRA_FLOWLABEL_MASK, htobe32(0xfffff));
    other.message.put_string(FRA_OIFNAME, "eth0");
    struct {
        const char *words;
        bool one, other;
    } static constexpr rows[] = {
        {"", true, true},
        {"preference 5", true, false},
        {"order 0", false, true}, // the kernel leaves out a priority of 0
        {"pri 6", false, false},
        {"not", false, true},
        {"from 10.0.0.0/8", true, false},
        {"from 10.1.0.0/16", true, false},
        {"from 10.1.0.0/17", false, false},
        {"from 0/0", true, true},
        {"from all", true, true},
        {"src 11.0.0.0/8", false, false},
        {"to 1.2.3.0/24", false, true},
        {"1.2/16", false, true},
        {"dst 1.2.3.4", false, false},
        {"tos 10", true, false},
        {"dsfield 0", false, true},
        {"fwmark 1", true, false},
        {"fwmark 1/0xff", true, false},
        {"fwmark 1/0xf", false, false},
        {"fwmark 0", false, true},
        {"iif lo", true, false},
        {"dev lo oif eth0", false, false},
        {"oif eth0", false, true},
        {"l3mdev", false, true},
        {"uidrange 1-2", false, true},
        {"uidrange 1-3", false, false},
        {"tun_id 9", true, false},
        {"table 7", true, false},
        {"lookup 300", false, true},
        {"table 0", true, true},
        {"protocol static", true, false},
        {"protocol all", true, true},
        {"ipproto tcp", false, true},
        {"sport 80-90", true, false},
        {"sport 80", false, false},
        {"dport 80", false, false},
        {"dscp 8", false, true},
        {"flowlabel 5", false, true},
        {"flowlabel 5/0xff", false, false},
        {"pref 6 pref 5", true, false}, // the last one counts
        {"table 300 not to 1.2.3.0/24 ipproto 6", false, true},
        {"table 300 not to 1.2.3.0/24 ipproto 17", false, false},
    };
    for (const auto &row : rows) {
        Bench bench;
        RuleFilter filter(AF_INET);
        bench.with(row.words, [&](Args &args) { parse_rule_filter(bench.session, args, filter); });
        EXPECT_EQ(filter.wants(one.message.header()), row.one) << row.words;
        EXPECT_EQ(filter.wants(other.message.header()), row.other) << row.words;
    }
}

TEST(RuleFilter, RefusesWithTheReferencesMessages)
{
    static constexpr std::pair<const char *, const char *> rows[] = {
        {"table x", "Error: argument \"x\" is wrong: table id value is invalid"},
        {"protocol x", "Error: argument \"x\" is wrong: invalid \"protocol\""},
        {"ipproto x", "Error: argument \"x\" is wrong: Invalid \"ipproto\" value"},
        {"pref x", "Error: argument \"x\" is wrong: preference value is invalid"},
        {"uidrange x", "Error: argument \"x\" is wrong: invalid UID range"},
        {"iif a/b", "Error: argument \"a/b\" is wrong: \"iif\"/\"dev\" not a valid ifname"},
        {"dscp 256", "Error: argument \"256\" is wrong: invalid dscp"},
        {"frob", "Error: inet prefix is expected rather than \"frob\"."},
        {"from", "Command line is not complete. Try option \"help\""},
    };
    for (auto [words, text] : rows) {
        Bench bench;
        RuleFilter filter(AF_INET);
        Error error = thrown([&, &words = words] {
            bench.with(words, [&](Args &args) { parse_rule_filter(bench.session, args, filter); });
        });
        EXPECT_EQ(error.text, text) << words;
    }
}

} // namespace
} // namespace nskit
