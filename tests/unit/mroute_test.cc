// SPDX-License-Identifier: MIT
// ip mroute: what is shown of a route, and which routes a filter selects.
#include "cmd/ipnetns/mroute/mroute.h"

#include "tests/unit/bench.h"

namespace nskit {
namespace {

/// A route from 10.0.0.9 to 239.1.1.1, into v0, out of v8 and, from a TTL of 5 on, of device 9.
struct Mroute {
    Message message;

    explicit Mroute(unsigned flags = 0, uint8_t table = RT_TABLE_DEFAULT, uint16_t type = RTM_NEWROUTE)
        : message(type, 0,
                  rtmsg{.rtm_family = RTNL_FAMILY_IPMR,
                        .rtm_dst_len = 32,
                        .rtm_src_len = 32,
                        .rtm_table = table,
                        .rtm_type = RTN_MULTICAST,
                        .rtm_flags = flags})
    {
        message.put<uint32_t>(RTA_SRC, htobe32(0x0a000009));
        message.put<uint32_t>(RTA_DST, htobe32(0xef010101));
        if (!(flags & RTNH_F_UNRESOLVED))
            put_devices();
    }

    void put_devices()
    {
        message.put<int>(RTA_IIF, 7);
        Nest hops(message, RTA_MULTIPATH);
        message.append_fixed(rtnexthop{.rtnh_len = sizeof(rtnexthop), .rtnh_hops = 1, .rtnh_ifindex = 8});
        message.append_fixed(rtnexthop{.rtnh_len = sizeof(rtnexthop), .rtnh_hops = 5, .rtnh_ifindex = 9});
    }
    void count(uint64_t wrong, uint64_t ticks)
    {
        message.put(RTA_MFC_STATS,
                    rta_mfc_stats{.mfcs_packets = 3, .mfcs_bytes = 84, .mfcs_wrong_if = wrong});
        message.put<uint64_t>(RTA_EXPIRES, ticks);
    }
    Record record() const { return Record::of<rtmsg>(message.header()); }
};

struct MrouteBench : Bench {
    explicit MrouteBench(Settings settings = {}) : Bench(settings, {{7, "v0"}, {8, "v8"}, {9, "lo"}}) {}

    std::string show(const Mroute &route, std::string_view filter = "")
    {
        const auto rows =
            with(filter, [&](Args &args) { return parse_mroute_filter(session, args); }).shown();
        print_mroute(session, route.message.header(), rows);
        return shown();
    }
    MrouteFilter filter(std::string_view line)
    {
        return with(line, [&](Args &args) { return parse_mroute_filter(session, args); });
    }
};

TEST(MrouteShown, DevicesAndState)
{
    const char *text = "(10.0.0.9,239.1.1.1)             Iif: v0         Oifs: v8 lo(ttl 5)  State: resolved";
    EXPECT_EQ(MrouteBench().show(Mroute()), std::string(text) + "\n");
    EXPECT_EQ(MrouteBench().show(Mroute(), "table all"), std::string(text) + " Table: default\n");
    EXPECT_EQ(MrouteBench().show(Mroute(RTNH_F_OFFLOAD)), std::string(text) + " offload\n");
    EXPECT_EQ(MrouteBench().show(Mroute(RTNH_F_UNRESOLVED)),
              "(10.0.0.9,239.1.1.1)             Iif: unresolved  State: unresolved\n");
    EXPECT_EQ(MrouteBench().show(Mroute(0, RT_TABLE_DEFAULT, RTM_DELROUTE)),
              "Deleted " + std::string(text) + "\n");
    EXPECT_EQ(
        MrouteBench({.form = {.json = true}}).show(Mroute(RTNH_F_OFFLOAD), "table all"),
        R"({"src":"10.0.0.9","dst":"239.1.1.1","iif":"v0","multipath":[{"oif":"v8"},{"oif":"lo","ttl":5}],)"
        R"("state":"resolved","offload":null,"table":"default"})"
        "\n");
}

TEST(MrouteShown, TheMainTableIsADetail)
{
    const Mroute main(0, RT_TABLE_MAIN);
    EXPECT_EQ(MrouteBench().show(main, "table all").find("Table"), std::string::npos);
    EXPECT_NE(MrouteBench({.details = 1}).show(main, "table all").find(" Table: main\n"), std::string::npos);
}

TEST(MrouteShown, Counters)
{
    Mroute route, odd;
    route.count(0, 1250);
    odd.count(2, 3);
    EXPECT_EQ(MrouteBench().show(route).find("packets"), std::string::npos);
    EXPECT_NE(MrouteBench({.stats = 1}).show(route).find("resolved\n  3 packets, 84 bytes, Age 12.50\n"),
              std::string::npos);
    EXPECT_NE(MrouteBench({.stats = 1, .form = {.oneline = true}})
                  .show(odd)
                  .find("resolved\\  3 packets, 84 bytes, 2 arrived on wrong iif., Age 0.03\n"),
              std::string::npos);
    EXPECT_NE(MrouteBench({.stats = 1, .form = {.json = true}})
                  .show(odd)
                  .find(R"("packets":3,"bytes":84,"wrong_if":2,"expires":0.03})"),
              std::string::npos);
}

TEST(MrouteFilter, EachWord)
{
    const Mroute route;
    for (const char *line :
         {"", "table all", "table 253", "t default", "iif v0", "from 10.0.0.0/24", "f 10.0.0.9",
          "to 239.1.1.1", "239.1.0.0/16", "239.9.9.9 239.1.1.1", "any", "from default"})
        EXPECT_TRUE(MrouteBench().filter(line).wants(route.record())) << line;
    for (const char *line :
         {"table main", "iif v8", "from 10.0.1.0/24", "239.1.1.2", "2001:db8::1", "from ff0e::1"})
        EXPECT_FALSE(MrouteBench().filter(line).wants(route.record())) << line;
    EXPECT_FALSE(MrouteBench({.family = AF_INET6}).filter("").wants(route.record()));
    EXPECT_EQ(MrouteBench({.family = AF_MPLS}).filter("").family, AF_UNSPEC);
    // A route that waits for a daemon has no device.
    EXPECT_FALSE(MrouteBench().filter("iif v0").wants(Mroute(RTNH_F_UNRESOLVED).record()));
}

TEST(MrouteFilter, Refusals)
{
    auto refusal = [](std::string_view line) { return thrown([&] { MrouteBench().filter(line); }); };
    EXPECT_EQ(refusal("table foo").text, "Error: argument \"foo\" is wrong: table id value is invalid");
    EXPECT_EQ(refusal("x").text, "Error: any valid prefix is expected rather than \"x\".");
    EXPECT_EQ(refusal("from").text, "Command line is not complete. Try option \"help\"");
    EXPECT_EQ(refusal("table help").status, 255);
}

} // namespace
} // namespace nskit
