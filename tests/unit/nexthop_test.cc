// SPDX-License-Identifier: MIT
// ip nexthop: from words to a request, from a message to text and JSON, and which next hops a filter selects.
// The bytes are those of a little-endian machine.
#include "cmd/ipnetns/nexthop/nexthop.h"

#include "cmd/ipnetns/monitor/monitor.h"
#include "lib/netlink/uapi.h"
#include "tests/unit/bench.h"

namespace nskit {
namespace {

struct NexthopBench : Bench {
    using Bench::Bench;

    /// The bytes of the request behind the netlink header: the nhmsg (family, scope, protocol, reserved;
    /// flags) and the attributes (length and type, value).
    std::string request(std::string_view line)
    {
        Message message(RTM_NEWNEXTHOP, 0, nhmsg{});
        with(line, [&](Args &args) { parse_nexthop(session, args, message); });
        return bytes(message);
    }
    std::string buckets(std::string_view line)
    {
        Message message(RTM_GETNEXTHOPBUCKET, 0, nhmsg{});
        with(line, [&](Args &args) { parse_bucket_selection(session, args, message); });
        return bytes(message);
    }
    std::string bucket(std::string_view line)
    {
        Message message(RTM_GETNEXTHOPBUCKET, 0, nhmsg{});
        with(line, [&](Args &args) { parse_bucket_key(session, args, message); });
        return bytes(message);
    }
    void select(std::string_view line, NexthopSelection &selection)
    {
        with(line, [&](Args &args) { parse_nexthop_selection(session, args, selection); });
    }
    std::string selection(std::string_view line)
    {
        NexthopSelection selection(session);
        select(line, selection);
        return bytes(selection.request);
    }
    static std::string bytes(const Message &message) { return hex(message.bytes().substr(NLMSG_HDRLEN)); }
};

Settings family(int number)
{
    return {.family = number};
}

// --- requests

TEST(NexthopRequest, MatchesTheReferenceByteForByte)
{
    struct {
        const char *words, *bytes;
        int family = AF_UNSPEC;
    } static constexpr rows[] = {
        {"id 1 via 10.0.0.2 dev v0",
         "02000000 00000000 08000100 01000000 08000600 0a000002 08000500 07000000"},
        {"id 2 via 10.0.0.3 dev v0 protocol static",
         "02000400 00000000 08000100 02000000 08000600 0a000003 08000500 07000000"},
        {"id 5 onlink dev v0 via 99.0.0.1",
         "02000000 04000000 08000100 05000000 08000500 07000000 08000600 63000001"},
        {"id 6 via fe80::1 dev v0", "0a000000 00000000 08000100 06000000 14000600 fe800000 00000000 00000000 "
                                    "00000001 08000500 07000000"},
        {"id 6 via inet6 fe80::1 dev v0",
         "0a000000 00000000 08000100 06000000 14000600 fe800000 00000000 00000000 "
         "00000001 08000500 07000000"},
        {"id 1 via link 02:00:00:00:00:01 dev v0",
         "11000000 00000000 08000100 01000000 0a000600 02000000 00010000 08000500 07000000"},
        {"id 3 blackhole protocol 7", "02000700 00000000 08000100 03000000 04000400"},
        {"id 3 blackhole", "0a000000 00000000 08000100 03000000 04000400", AF_INET6},
        {"id 3 dev v0", "0a000000 00000000 08000100 03000000 08000500 07000000", AF_INET6},
        // Without a family, which the kernel requires if there is no group.
        {"", "00000000 00000000"},
        {"id 25", "00000000 00000000 08000100 19000000"},
        {"id 15 via 1.1.1.1 fdb", "02000000 00000000 08000100 0f000000 08000600 01010101 04000b00"},
        {"id 16 fdb group 15", "00000000 00000000 08000100 10000000 04000b00 0c000200 0f000000 00000000"},
        // Weights minus one; since Linux 6.12 with an upper byte behind the lower.
        {"id 10 group 1,5/2,256/3", "00000000 00000000 08000100 0a000000 1c000200 01000000 04000000 "
                                    "02000000 ff000000 03000000 00000000"},
        {"group 1,257/2,65536", "00000000 00000000 14000200 01000000 00010000 02000000 ffff0000"},
        {"id 13 group 1/2 type mpath", "00000000 00000000 08000100 0d000000 14000200 01000000 00000000 "
                                       "02000000 00000000 06000300 00000000"},
        {"id 13 group 1/2 type resilient", "00000000 00000000 08000100 0d000000 14000200 01000000 00000000 "
                                           "02000000 00000000 06000300 01000000"},
        // The nest (NHA_RES_GROUP, flagged as one) in front of the type; times in hundredths of a second.
        {"type resilient buckets 4 idle_timer 60 unbalanced_timer 300 group 1 id 13",
         "00000000 00000000 1c000c80 06000100 04000000 08000200 70170000 08000300 30750000 "
         "06000300 01000000 0c000200 01000000 00000000 08000100 0d000000"},
        {"id 11 group 1 hw_stats on",
         "00000000 00000000 08000100 0b000000 0c000200 01000000 00000000 08001000 01000000"},
        {"fdb dst_port 4789", "00000000 00000000 04000b00 06001200 12b50000"},
        {"hw_stats off", "00000000 00000000 08001000 00000000"},
        // The kernel takes the last of two.
        {"id 24 id 25 blackhole protocol 5 protocol 6",
         "02000600 00000000 08000100 18000000 08000100 19000000 04000400"},
    };
    for (const auto &row : rows)
        EXPECT_EQ(NexthopBench(family(row.family)).request(row.words), row.bytes) << row.words;
}

TEST(NexthopRequest, HasTheEncapsulationsOfRoutes)
{
    // NHA_ENCAP, a nest with LWTUNNEL_IP_ID, a be64, and LWTUNNEL_IP_DST; NHA_ENCAP_TYPE
    EXPECT_NE(
        NexthopBench().request("encap ip id 5 dst 1.1.1.1 via 10.0.0.2 dev v0").find("06000700 02000000"),
        std::string::npos);
}

TEST(NexthopRequest, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status = 255;
        int family = AF_UNSPEC;
    } static constexpr rows[] = {
        {"foo", "Error: argument \"foo\" is wrong: "},
        {"id 5 22", "Error: argument \"22\" is wrong: "},
        {"i 5", "Error: argument \"i\" is wrong: "},
        {"he", "Error: argument \"he\" is wrong: "},
        {"id", "Command line is not complete. Try option \"help\""},
        {"id x", "Error: argument \"x\" is wrong: invalid id value"},
        {"id 4294967296", "Error: argument \"4294967296\" is wrong: invalid id value"},
        {"protocol 300", "Error: argument \"300\" is wrong: \"protocol\" value is invalid"},
        {"p x", "Error: argument \"x\" is wrong: \"protocol\" value is invalid"},
        {"group x", "Error: argument \"x\" is wrong: \"group\" value is invalid"},
        {"group 1/", "Error: argument \"\" is wrong: \"group\" value is invalid"},
        {"group 1,0", "Error: argument \"0\" is wrong: \"weight\" is invalid"},
        {"group 1,/2", "Error: argument \"\" is wrong: \"weight\" is invalid"},
        {"group 1,65537", "Error: argument \"65537\" is wrong: \"weight\" is invalid"},
        {"type res", "Error: argument \"res\" is wrong: \"type\" value is invalid"},
        {"type resilient buckets x", "Error: argument \"x\" is wrong: invalid buckets value"},
        {"type resilient buckets 65536", "Error: argument \"65536\" is wrong: invalid buckets value"},
        {"type resilient idle_timer 1.5", "Error: argument \"1.5\" is wrong: invalid idle timer value"},
        {"type resilient idle_timer 42949672",
         "Error: argument \"42949672\" is wrong: invalid idle timer value"},
        {"type resilient unbalanced_timer x",
         "Error: argument \"x\" is wrong: invalid unbalanced timer value"},
        // The words of a resilient group follow it, spelled out.
        {"type resilient bu 4", "Error: argument \"bu\" is wrong: "},
        {"type mpath buckets 4", "Error: argument \"buckets\" is wrong: "},
        {"buckets 4", "Error: argument \"buckets\" is wrong: "},
        {"hw_stats maybe", "Error: argument of \"hw_stats\" must be one of \"off\", \"on\", not \"maybe\"",
         22},
        // The first word decides the family.
        {"dev v0 via fe80::1", "Error: inet address is expected rather than \"fe80::1\".", 1},
        {"blackhole via fe80::1", "Error: inet address is expected rather than \"fe80::1\".", 1},
        {"dev v0 via inet6 fe80::1", "Error: argument \"fe80::1\" is wrong: address family mismatch"},
        {"via inet6 fe80::1", "Error: argument \"fe80::1\" is wrong: address family mismatch", 255, AF_INET},
        {"via inet fe80::1", "Error: inet address is expected rather than \"fe80::1\".", 1},
        {"via x", "Error: any valid address is expected rather than \"x\".", 1},
        {"via inet6", "Command line is not complete. Try option \"help\""},
    };
    for (const auto &row : rows) {
        Error error = thrown([&] { NexthopBench(family(row.family)).request(row.words); });
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
    EXPECT_EQ(thrown([] { NexthopBench().request("id 5 help"); }).text, nexthop_usage());
}

// --- filters

TEST(NexthopSelection, GoesIntoTheRequest)
{
    EXPECT_EQ(NexthopBench().selection(""), "00000000 00000000");
    EXPECT_EQ(NexthopBench(family(AF_INET6)).selection(""), "0a000000 00000000");
    EXPECT_EQ(NexthopBench().selection("dev v0 fdb groups master v8 protocol 5"),
              "00000000 00000000 08000500 07000000 04000b00 04000900 08000a00 08000000");
    EXPECT_EQ(NexthopBench().selection("d v0 f g m v8 p 5"),
              NexthopBench().selection("dev v0 fdb groups master v8 protocol 5"));
    EXPECT_EQ(NexthopBench().selection("dev v0 dev v8"), "00000000 00000000 08000500 08000000");
}

TEST(NexthopSelection, AnIdAloneSelectsOne)
{
    struct {
        const char *words;
        bool is_all, is_one;
    } static constexpr rows[] = {
        {"", true, false},
        {"id 5", false, true},
        {"id 4 id 5", false, true},
        {"dev v0", false, false},
        {"groups", false, false},
        {"protocol 0", false, false},
        {"id 5 dev v0", false, false},
        {"fdb id 5", false, false},
        {"id 5 protocol 0", false, false},
    };
    NexthopBench bench;
    for (const auto &row : rows) {
        NexthopSelection selection(bench.session);
        bench.select(row.words, selection);
        EXPECT_EQ(selection.is_all(), row.is_all) << row.words;
        EXPECT_EQ(selection.is_one(), row.is_one) << row.words;
        EXPECT_EQ(selection.id.value_or(5), 5U) << row.words;
    }
}

/// Replies that the kernel sends although the words do not select them.
TEST(NexthopSelection, ChecksIdProtocolAndFdbOfReplies)
{
    struct {
        const char *words;
        bool wants;
    } static constexpr rows[] = {
        {"", true},
        {"id 5", true},
        {"id 6", false},
        {"protocol 4", true},
        {"protocol 5", false},
        {"protocol 260", false},
        {"id 5 protocol 4", true},
        {"id 5 protocol 0", false},
        {"fdb", false},
    };
    NexthopBench bench;
    Message found(RTM_NEWNEXTHOP, 0, nhmsg{.nh_protocol = 4});
    found.put<uint32_t>(NHA_ID, 5);
    for (const auto &row : rows) {
        NexthopSelection selection(bench.session);
        bench.select(row.words, selection);
        EXPECT_EQ(selection.wants({found.header(), sizeof(nhmsg)}), row.wants) << row.words;
    }
    NexthopSelection fdb(bench.session);
    bench.select("fdb", fdb);
    found.put(NHA_FDB, nullptr, 0);
    EXPECT_TRUE(fdb.wants({found.header(), sizeof(nhmsg)}));
}

TEST(NexthopSelection, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
    } static constexpr rows[] = {
        {"foo", "Error: argument \"foo\" is wrong: "},
        {"i 5", "Error: argument \"i\" is wrong: "},
        {"id x", "Error: argument \"x\" is wrong: invalid id value"},
        {"protocol static", "Error: argument \"static\" is wrong: invalid protocol value"},
        {"protocol", "Command line is not complete. Try option \"help\""},
        {"nhid 5", "Error: argument \"nhid\" is wrong: "},
    };
    for (const auto &row : rows) {
        Error error = thrown([&] { NexthopBench().selection(row.words); });
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, 255) << row.words;
    }
    EXPECT_EQ(thrown([] { NexthopBench().selection("he"); }).text, nexthop_usage());
}

TEST(NexthopBucket, RequestsMatchTheReference)
{
    EXPECT_EQ(NexthopBench().buckets(""), "00000000 00000000");
    EXPECT_EQ(NexthopBench(family(AF_INET6)).buckets(""), "0a000000 00000000");
    EXPECT_EQ(NexthopBench().buckets("id 13 nhid 1 dev v0 master v8"),
              "00000000 00000000 08000100 0d000000 0c000d80 08000300 01000000 08000500 07000000 "
              "08000a00 08000000");
    EXPECT_EQ(NexthopBench().bucket("id 13 index 1"),
              "00000000 00000000 08000100 0d000000 0c000d80 06000100 01000000");
    for (const char *words : {"groups", "fdb", "protocol 5", "n 5", "i 5"})
        EXPECT_TRUE(thrown([&] { NexthopBench().buckets(words); }).text.ends_with(" is wrong: ")) << words;
    for (const char *words : {"", "id 13", "index 1", "id 13 index 1 foo"})
        EXPECT_EQ(thrown([&] { NexthopBench().bucket(words); }).text, nexthop_usage()) << words;
    EXPECT_EQ(thrown([] { NexthopBench().bucket("id 13 index 65536"); }).text,
              "Error: argument \"65536\" is wrong: invalid bucket index value");
}

// --- shown

struct Nexthop {
    Message message;

    explicit Nexthop(const nhmsg &header, uint32_t id, uint16_t type = RTM_NEWNEXTHOP)
        : message(type, 0, header)
    {
        message.put(NHA_ID, id);
        message.header()->nlmsg_flags = 0; // an answer
    }
    template <class T> Nexthop &with(uint16_t attr, const T &value)
    {
        message.put(attr, value);
        return *this;
    }
    Nexthop &flag(uint16_t attr)
    {
        message.put(attr, nullptr, 0);
        return *this;
    }
    Nexthop &gateway(std::string_view text)
    {
        Prefix address = address_from(text, AF_UNSPEC);
        message.put(NHA_GATEWAY, address.bytes.data(), address.size);
        return *this;
    }
    template <class Fill> Nexthop &nest(uint16_t attr, Fill fill)
    {
        Nest nest(message, attr);
        fill(message);
        return *this;
    }
};

std::string shown(const Nexthop &nexthop, Settings settings = {})
{
    NexthopBench bench(settings);
    bool is_bucket = nexthop.message.header()->nlmsg_type >= RTM_NEWNEXTHOPBUCKET;
    (is_bucket ? print_bucket : print_nexthop)(bench.session, nexthop.message.header());
    return bench.shown();
}

const Settings json{.form = {.json = true}};

TEST(NexthopShown, Gateways)
{
    Nexthop nexthop({.nh_family = AF_INET,
                     .nh_scope = RT_SCOPE_LINK,
                     .nh_protocol = RTPROT_STATIC,
                     .nh_flags = RTNH_F_ONLINK | RTNH_F_DEAD},
                    8);
    nexthop.gateway("10.1.0.77").with<uint32_t>(NHA_OIF, 8);
    EXPECT_EQ(shown(nexthop), "id 8 via 10.1.0.77 dev v8 scope link proto static dead onlink \n");
    EXPECT_EQ(shown(nexthop, json), "{\"id\":8,\"gateway\":\"10.1.0.77\",\"dev\":\"v8\",\"scope\":\"link\","
                                    "\"protocol\":\"static\",\"flags\":[\"dead\",\"onlink\"]}\n");
    EXPECT_EQ(shown(nexthop, {.numeric = true}),
              "id 8 via 10.1.0.77 dev v8 scope 253 proto 4 dead onlink \n");
    EXPECT_EQ(
        shown(nexthop, {.form = {.palette = Palette::dark}}),
        "id 8 via \033[1;35m10.1.0.77 \033[0mdev \033[1;36mv8 \033[0mscope link proto static dead onlink \n");
    Nexthop inet6({.nh_family = AF_INET6, .nh_scope = RT_SCOPE_LINK}, 9, RTM_DELNEXTHOP);
    inet6.gateway("fe80::1").with<uint32_t>(NHA_OIF, 7);
    EXPECT_EQ(shown(inet6), "Deleted id 9 via fe80::1 dev v0 scope link \n");
    EXPECT_EQ(shown(inet6, json), "{\"deleted\":true,\"id\":9,\"gateway\":\"fe80::1\",\"dev\":\"v0\","
                                  "\"scope\":\"link\",\"flags\":[]}\n");
}

TEST(NexthopShown, BlackholesAndForwardingTables)
{
    Nexthop blackhole({.nh_family = AF_INET}, 11);
    blackhole.flag(NHA_BLACKHOLE);
    EXPECT_EQ(shown(blackhole), "id 11 blackhole \n");
    EXPECT_EQ(shown(blackhole, {.details = 1}), "id 11 scope global blackhole proto unspec \n");
    EXPECT_EQ(shown(blackhole, json), "{\"id\":11,\"blackhole\":null,\"flags\":[]}\n");
    Nexthop fdb({.nh_family = AF_INET, .nh_scope = RT_SCOPE_LINK}, 15);
    fdb.gateway("1.1.1.1").flag(NHA_FDB);
    EXPECT_EQ(shown(fdb), "id 15 via 1.1.1.1 scope link fdb\n");
    EXPECT_EQ(shown(fdb, json),
              "{\"id\":15,\"gateway\":\"1.1.1.1\",\"scope\":\"link\",\"flags\":[],\"fdb\":null}\n");
}

TEST(NexthopShown, GroupsWithSixteenBitWeights)
{
    const std::array<nexthop_grp, 3> members{
        {{.id = 7}, {.id = 3, .weight = 7}, {.id = 4, .weight = 43, .resvd1 = 1}}};
    Nexthop older({}, 9);
    older.with(NHA_GROUP, members).with<uint16_t>(NHA_GROUP_TYPE, NEXTHOP_GRP_TYPE_MPATH);
    EXPECT_EQ(shown(older), "id 9 group 7/3,8/4,44 \n");
    older.with<uint32_t>(NHA_OP_FLAGS, NHA_OP_FLAG_RESP_GRP_RESVD_0);
    EXPECT_EQ(shown(older), "id 9 group 7/3,8/4,300 \n");
    EXPECT_EQ(shown(older, json), "{\"id\":9,\"group\":[{\"id\":7},{\"id\":3,\"weight\":8},{\"id\":4,"
                                  "\"weight\":300}],\"flags\":[]}\n");
    EXPECT_EQ(shown(older, {.details = 1}), "id 9 group 7/3,8/4,300 scope global proto unspec \n");
}

TEST(NexthopShown, ResilientGroupsWithTimesInSeconds)
{
    Nexthop group({}, 13);
    group.with(NHA_GROUP, std::array<nexthop_grp, 2>{{{.id = 7}, {.id = 3}}})
        .with<uint16_t>(NHA_GROUP_TYPE, NEXTHOP_GRP_TYPE_RES)
        .nest(NHA_RES_GROUP, [](Message &message) {
            message.put<uint16_t>(NHA_RES_GROUP_BUCKETS, 4);
            message.put<uint32_t>(NHA_RES_GROUP_IDLE_TIMER, 6000);
            message.put<uint32_t>(NHA_RES_GROUP_UNBALANCED_TIMER, 30050);
            message.put<uint64_t>(NHA_RES_GROUP_UNBALANCED_TIME, 123456789);
        });
    EXPECT_EQ(shown(group), "id 13 group 7/3 type resilient buckets 4 idle_timer 60 unbalanced_timer 300.5 "
                            "unbalanced_time 1234567.89 \n");
    EXPECT_EQ(shown(group, json),
              "{\"id\":13,\"group\":[{\"id\":7},{\"id\":3}],\"type\":\"resilient\",\"resilient_args\":"
              "{\"buckets\":4,\"idle_timer\":60,\"unbalanced_timer\":300.5,\"unbalanced_time\":1234567.89},"
              "\"flags\":[]}\n");
}

TEST(NexthopShown, StatisticsOnlyIfRequested)
{
    Nexthop group({}, 11);
    group.with(NHA_GROUP, std::array<nexthop_grp, 2>{{{.id = 7}, {.id = 3}}})
        .with<uint32_t>(NHA_HW_STATS_ENABLE, 1)
        .with<uint32_t>(NHA_HW_STATS_USED, 0)
        .nest(NHA_GROUP_STATS, [](Message &message) {
            for (uint32_t id : {7, 3}) {
                Nest entry(message, NHA_GROUP_STATS_ENTRY);
                message.put<uint32_t>(NHA_GROUP_STATS_ENTRY_ID, id);
                message.put<uint64_t>(NHA_GROUP_STATS_ENTRY_PACKETS, 5000000000);
                if (id == 3)
                    message.put<uint32_t>(NHA_GROUP_STATS_ENTRY_PACKETS_HW, 6);
            }
        });
    EXPECT_EQ(shown(group), "id 11 group 7/3 \n");
    EXPECT_EQ(shown(group, {.details = 1}),
              "id 11 group 7/3 scope global proto unspec hw_stats on used off \n");
    EXPECT_EQ(shown(group, {.stats = 1}),
              "id 11 group 7/3 hw_stats on used off \n  stats:\n"
              "    id 7 packets 5000000000\n    id 3 packets 5000000000 packets_hw 6\n");
    EXPECT_EQ(shown(group, {.stats = 1, .form = {.oneline = true}}),
              "id 11 group 7/3 hw_stats on used off \\  stats:\\"
              "    id 7 packets 5000000000\\    id 3 packets 5000000000 packets_hw 6\n");
    EXPECT_EQ(shown(group, {.stats = 1, .form = {.json = true}}),
              "{\"id\":11,\"group\":[{\"id\":7},{\"id\":3}],\"flags\":[],\"hw_stats\":{\"enabled\":true,"
              "\"used\":false},\"group_stats\":[{\"id\":7,\"packets\":5000000000},"
              "{\"id\":3,\"packets\":5000000000,\"packets_hw\":6}]}\n");
    EXPECT_EQ(shown(Nexthop({}, 16).flag(NHA_FDB).with<uint32_t>(NHA_HW_STATS_ENABLE, 0), {.stats = 1}),
              "id 16 fdb hw_stats off used off \n");
}

TEST(NexthopShown, Buckets)
{
    Nexthop bucket({}, 13, RTM_NEWNEXTHOPBUCKET);
    auto fill = [](Message &message) {
        message.put<uint16_t>(NHA_RES_BUCKET_INDEX, 2);
        message.put<uint64_t>(NHA_RES_BUCKET_IDLE_TIME, 48);
        message.put<uint32_t>(NHA_RES_BUCKET_NH_ID, 7);
    };
    bucket.nest(NHA_RES_BUCKET, fill);
    EXPECT_EQ(shown(bucket), "id 13 index 2 idle_time 0.48 nhid 7 \n");
    EXPECT_EQ(shown(bucket, json),
              "{\"id\":13,\"bucket\":{\"index\":2,\"idle_time\":0.48,\"nhid\":7},\"flags\":[]}\n");
    EXPECT_EQ(shown(Nexthop({}, 13, RTM_DELNEXTHOPBUCKET).nest(NHA_RES_BUCKET, fill)),
              "Deleted id 13 index 2 idle_time 0.48 nhid 7 \n");
}

/// Nothing is read beyond the end of a truncated or short reply.
TEST(NexthopShown, ShortRepliesShowWhatTheyHave)
{
    Nexthop group({}, 9);
    group.with(NHA_GROUP, std::array<uint8_t, 12>{7}); // a member and a half
    EXPECT_EQ(shown(group), "id 9 group 7 \n");
    EXPECT_EQ(shown(Nexthop({}, 9).flag(NHA_GROUP)), "id 9  \n");
    EXPECT_EQ(shown(Nexthop({}, 9).flag(NHA_RES_GROUP).flag(NHA_GROUP_STATS), {.stats = 1}),
              "id 9 \n  stats:\n");
    EXPECT_EQ(shown(Nexthop({}, 9, RTM_NEWNEXTHOPBUCKET)), "id 9 \n");
}

// --- events

std::string event(const Nexthop &nexthop, Settings settings = {}, bool label = true)
{
    NexthopBench bench(settings);
    Monitor monitor{.label = label};
    testing::internal::CaptureStdout(); // an event is written at once
    show_event(bench.session, monitor, nexthop.message.header());
    return testing::internal::GetCapturedStdout();
}

TEST(NexthopEvent, HasALabelOfItsKind)
{
    Nexthop gone({}, 9, RTM_DELNEXTHOP);
    EXPECT_EQ(event(gone), "[NEXTHOP]Deleted id 9 \n");
    EXPECT_EQ(event(gone, {}, false), "Deleted id 9 \n");
    EXPECT_EQ(event(gone, json), "{\"event\":\"NEXTHOP\",\"deleted\":true,\"id\":9,\"flags\":[]}\n");
    EXPECT_EQ(event(Nexthop({}, 9, RTM_NEWNEXTHOPBUCKET)), "[NEXTHOPBUCKET]id 9 \n");
    EXPECT_EQ(event(Nexthop({}, 9, RTM_NEWNEXTHOPBUCKET), json),
              "{\"event\":\"NEXTHOPBUCKET\",\"id\":9,\"flags\":[]}\n");
}

TEST(NexthopEvent, OneWordSelectsBothKinds)
{
    std::vector<const Subject *> found;
    for (const Subject &subject : subjects)
        if (std::string_view(subject.word) == "nexthop")
            found.push_back(&subject);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(subject_bit(*found[0]), subject_bit(*found[1]));
    // `n`, `ne` are neighbours
    EXPECT_STREQ(match("ne", subjects)->word, "neigh");
    EXPECT_STREQ(match("nex", subjects)->word, "nexthop");
}

} // namespace
} // namespace nskit
