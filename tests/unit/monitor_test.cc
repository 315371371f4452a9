// SPDX-License-Identifier: MIT
// ip monitor: which events are shown, what stands in front of them, and how those look that no other
// object shows.
#include "cmd/ipnetns/monitor/monitor.h"

#include <memory>

#include <endian.h>
#include <linux/fib_rules.h>
#include <linux/neighbour.h>
#include <linux/netconf.h>

#include "lib/netlink/uapi.h"
#include "tests/unit/bench.h"

namespace nskit {
namespace {

/// A message of the kernel; copies share it.
struct Event {
    std::shared_ptr<Message> message;

    template <class Header>
    Event(uint16_t type, const Header &header) : message(std::make_shared<Message>(type, 0, header))
    {}
    template <class T> Event &with(uint16_t attr, const T &value)
    {
        message->put(attr, value);
        return *this;
    }
    Event &inet(uint16_t attr, uint32_t address) { return with(attr, htobe32(address)); }
};

/// The text of an event, which is written at once.
std::string shown(const Event &event, Monitor monitor = {}, Settings settings = {})
{
    Bench bench(settings);
    testing::internal::CaptureStdout();
    show_event(bench.session, monitor, event.message->header());
    EXPECT_EQ(bench.shown(), "");
    return testing::internal::GetCapturedStdout();
}

constexpr std::array<uint8_t, 16> address6{0x20, 0x01, 0x0d, 0xb8};

Event link_event()
{
    Event event(RTM_NEWLINK, ifinfomsg{.ifi_index = 7});
    event.message->put_string(IFLA_IFNAME, "v0");
    return event;
}
Event route_event(uint16_t type = RTM_NEWROUTE)
{
    Event event(type, rtmsg{.rtm_family = AF_INET,
                            .rtm_dst_len = 24,
                            .rtm_table = RT_TABLE_MAIN,
                            .rtm_protocol = RTPROT_STATIC,
                            .rtm_scope = RT_SCOPE_LINK,
                            .rtm_type = RTN_UNICAST});
    event.inet(RTA_DST, 0x0a000000).with<int>(RTA_OIF, 7);
    return event;
}
Event neigh_event()
{
    Event event(RTM_NEWNEIGH, ndmsg{.ndm_family = AF_INET, .ndm_ifindex = 7, .ndm_state = NUD_FAILED});
    event.inet(NDA_DST, 0x0a000009);
    return event;
}
Event rule_event(int family = AF_INET)
{
    return Event(RTM_NEWRULE,
                 fib_rule_hdr{.family = static_cast<uint8_t>(family), .table = 7, .action = FR_ACT_TO_TBL});
}
Event mroute_event(uint16_t type = RTM_NEWROUTE, int family = RTNL_FAMILY_IPMR, unsigned flags = 0)
{
    Event event(type, rtmsg{.rtm_family = static_cast<uint8_t>(family),
                            .rtm_dst_len = 32,
                            .rtm_src_len = 32,
                            .rtm_table = RT_TABLE_DEFAULT,
                            .rtm_type = RTN_MULTICAST,
                            .rtm_flags = flags});
    if (family == RTNL_FAMILY_IPMR)
        event.inet(RTA_SRC, 0x0a000001).inet(RTA_DST, 0xef010101);
    else
        event.with(RTA_SRC, address6).with(RTA_DST, address6);
    return event;
}

uint32_t bit(std::string_view word)
{
    for (const Subject &subject : subjects)
        if (subject.word == word)
            return subject_bit(subject);
    ADD_FAILURE() << "no subject " << word;
    return 0;
}

// --- in front of an event

TEST(MonitorHead, LabelsOfEachObject)
{
    const Monitor labelled{.label = true};
    EXPECT_EQ(shown(link_event(), labelled).substr(0, 13), "[LINK]7: v0: ");
    EXPECT_EQ(shown(route_event(), labelled), "[ROUTE]10.0.0.0/24 dev v0 proto static scope link \n");
    EXPECT_EQ(shown(neigh_event(), labelled), "[NEIGH]10.0.0.9 dev v0 FAILED \n");
    EXPECT_EQ(shown(rule_event(), labelled), "[RULE]0:\tfrom all lookup 7\n");
    EXPECT_EQ(shown(mroute_event(), labelled),
              "[MROUTE](10.0.0.1,239.1.1.1)             Iif: unresolved  State: resolved Table: default\n");
    for (int type : {int{RTM_NEWADDR}, RTM_NEWMULTICAST, RTM_NEWANYCAST}) {
        Event event(static_cast<uint16_t>(type),
                    ifaddrmsg{.ifa_family = AF_INET6, .ifa_prefixlen = 64, .ifa_index = 7});
        event.with(IFA_ADDRESS, address6);
        EXPECT_EQ(shown(event, labelled).substr(0, 19), "[ADDR]7: v0    inet") << type;
    }
    Event netconf(RTM_DELNETCONF, netconfmsg{.ncm_family = AF_INET});
    netconf.with<int>(NETCONFA_IFINDEX, 7);
    EXPECT_EQ(shown(netconf, labelled), "[NETCONF]Deleted inet v0 \n");
}

TEST(MonitorHead, TimeAndNamespaceComeBeforeTheLabel)
{
    setenv("TZ", "UTC", 1);
    tzset();
    Monitor monitor{.label = true, .all_nsid = true};
    monitor.recorded = timespec{1795725094, 77299000};
    const Event message = rule_event();
    EXPECT_EQ(shown(message, monitor),
              "[nsid current][RULE]0:\tfrom all lookup 7\n"); // the file had the time already
    EXPECT_EQ(shown(message, monitor, {.short_timestamp = true}),
              "[2026-11-26T20:31:34.077299] [nsid current][RULE]0:\tfrom all lookup 7\n");
    monitor.nsid = 7;
    EXPECT_EQ(shown(message, monitor), "[nsid 7][RULE]0:\tfrom all lookup 7\n");
    EXPECT_EQ(
        shown(message, monitor, {.form = {.json = true}}),
        R"({"timestamp":"2026-11-26T20:31:34.077299","nsid":7,"event":"RULE","priority":0,"src":"all","table":"7"})"
        "\n");
    monitor.nsid = -1;
    EXPECT_EQ(shown(message, monitor, {.form = {.json = true}}).substr(0, 59),
              R"({"timestamp":"2026-11-26T20:31:34.077299","nsid":null,"even)");
    monitor.recorded.reset();
    std::string now = shown(message, {}, {.timestamp = true});
    EXPECT_EQ(now.substr(0, 11), "Timestamp: ");
    EXPECT_NE(now.find(" usec\n0:\tfrom all lookup 7\n"), std::string::npos) << now;
    EXPECT_EQ(shown(message, {}, {.form = {.json = true}}),
              R"({"event":"RULE","priority":0,"src":"all","table":"7"})"
              "\n");
}

TEST(MonitorHead, AFileHoldsTheTimeInFrontOfAMessage)
{
    setenv("TZ", "UTC", 1);
    tzset();
    Bench bench;
    Monitor monitor;
    struct {
        uint32_t seconds, microseconds;
    } time{1795725094, 5};
    Message stamp(NLMSG_TSTAMP, 0, time);
    Event rule = rule_event();
    testing::internal::CaptureStdout();
    show_event(bench.session, monitor, stamp.header());
    show_event(bench.session, monitor, rule.message->header());
    EXPECT_EQ(testing::internal::GetCapturedStdout(),
              "Timestamp: Thu Nov 26 20:31:34 2026 5 us\n0:\tfrom all lookup 7\n");
}

// --- which events are shown

TEST(MonitorFilter, ShowsOnlyTheRequestedObjects)
{
    Monitor rules;
    rules.subjects = bit("rule");
    EXPECT_NE(shown(rule_event(), rules), "");
    for (const Event &other : {route_event(), neigh_event(), link_event(), mroute_event()})
        EXPECT_EQ(shown(other, rules), "");
    rules.subjects |= bit("mroute");
    EXPECT_NE(shown(mroute_event(), rules), "");
    EXPECT_EQ(shown(route_event(), rules), "");
    rules.subjects = bit("route");
    EXPECT_EQ(shown(mroute_event(), rules), "");
    EXPECT_NE(shown(route_event(), rules), "");
}

TEST(MonitorFilter, WithOneDeviceOmitsItsName)
{
    Monitor v0{.device = 7}, v8{.device = 8};
    EXPECT_EQ(shown(route_event(RTM_DELROUTE), v0), "Deleted 10.0.0.0/24 proto static scope link \n");
    EXPECT_EQ(shown(neigh_event(), v0), "10.0.0.9 FAILED \n");
    EXPECT_NE(shown(link_event(), v0), "");
    for (const Event &other : {route_event(), neigh_event(), link_event(), mroute_event()})
        EXPECT_EQ(shown(other, v8), "");
    EXPECT_NE(shown(mroute_event().with<int>(RTA_IIF, 8), v8), "");
    EXPECT_NE(shown(rule_event(), v8), ""); // rules have no device
    v0.all_nsid = true;
    v0.nsid = 3; // there, 7 is the index of another device
    EXPECT_EQ(shown(link_event(), v0), "");
}

TEST(MonitorFilter, OfOneFamily)
{
    const Settings inet{.family = AF_INET}, inet6{.family = AF_INET6};
    for (const Event &event : {route_event(), neigh_event(), rule_event(), mroute_event()}) {
        EXPECT_NE(shown(event, {}, inet), "");
        EXPECT_EQ(shown(event, {}, inet6), "");
    }
    EXPECT_EQ(shown(rule_event(AF_INET6), {}, inet), "");
    EXPECT_EQ(shown(mroute_event(RTM_NEWROUTE, RTNL_FAMILY_IP6MR), {}, inet), "");
    EXPECT_NE(shown(mroute_event(RTM_NEWROUTE, RTNL_FAMILY_IP6MR), {}, inet6), "");
    EXPECT_NE(shown(link_event(), {}, inet6), ""); // links have all families
}

TEST(MonitorFilter, UnknownAndShortMessages)
{
    Event unknown(0x1234, rtgenmsg{});
    testing::internal::CaptureStderr();
    EXPECT_EQ(shown(unknown), "");
    EXPECT_EQ(testing::internal::GetCapturedStderr(),
              "Unknown message: type=0x00001234(4660) flags=0x00000001(1) len=0x00000014(20)\n");
    testing::internal::CaptureStderr();
    for (const Subject &subject : subjects) {
        Event cut(subject.first, rtgenmsg{});
        EXPECT_TRUE(subject.header <= sizeof(uint32_t) || shown(cut).empty()) << subject.word;
    }
    Event done(NLMSG_DONE, rtgenmsg{});
    EXPECT_EQ(shown(done), "");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

// --- events that no object shows

TEST(MonitorShown, Prefixes)
{
    Event event(
        RTM_NEWPREFIX,
        prefixmsg{.prefix_family = AF_INET6, .prefix_ifindex = 7, .prefix_len = 64, .prefix_flags = 3});
    event.with(PREFIX_ADDRESS, address6).with(PREFIX_CACHEINFO, prefix_cacheinfo{100, 200});
    EXPECT_EQ(shown(event), "prefix 2001:db8::/64dev v0 onlink autoconf valid 200 preferred 100 \n");
    EXPECT_EQ(
        shown(event, {}, {.form = {.json = true}}),
        R"({"event":"PREFIX","prefix":"2001:db8::","prefix_len":64,"dev":"v0","onlink":null,"autoconf":null,"valid":200,"preferred":100})"
        "\n");
}

TEST(MonitorShown, BriefLinesEndWithANewline)
{
    const Settings brief{.form = {.brief = true}};
    Event address(RTM_NEWADDR, ifaddrmsg{.ifa_family = AF_INET, .ifa_prefixlen = 24, .ifa_index = 7});
    address.inet(IFA_LOCAL, 0x0a000001).inet(IFA_ADDRESS, 0x0a000001);
    EXPECT_EQ(shown(address, {}, brief), "10.0.0.1/24 \n");
    EXPECT_EQ(shown(link_event(), {}, brief).back(), '\n');
    EXPECT_EQ(shown(neigh_event(), {}, brief), "10.0.0.9                                v0               \n");
}

// --- multicast routes

/// The hops of an RTA_MULTIPATH: device and least TTL.
void put_hops(Message &message, std::initializer_list<std::pair<int, uint8_t>> hops)
{
    Nest nest(message, RTA_MULTIPATH);
    for (auto [index, ttl] : hops)
        message.append_fixed(
            rtnexthop{.rtnh_len = sizeof(rtnexthop), .rtnh_hops = ttl, .rtnh_ifindex = index});
}

TEST(MrouteShown, EveryPart)
{
    Event event = mroute_event(RTM_DELROUTE, RTNL_FAMILY_IPMR, RTNH_F_UNRESOLVED | RTNH_F_OFFLOAD);
    event.with<int>(RTA_IIF, 7).with<uint32_t>(RTA_TABLE, 300).with<uint64_t>(RTA_EXPIRES, 12305);
    event.with(RTA_MFC_STATS, rta_mfc_stats{5, 600, 7});
    put_hops(*event.message, {{7, 1}, {8, 3}});
    EXPECT_EQ(shown(event), "Deleted (10.0.0.1,239.1.1.1)             Iif: v0         Oifs: v0 v8(ttl 3)  "
                            "State: unresolved offload Table: 300\n");
    EXPECT_EQ(shown(event, {}, {.stats = 1}),
              "Deleted (10.0.0.1,239.1.1.1)             Iif: v0         Oifs: v0 v8(ttl 3)  State: "
              "unresolved offload\n"
              "  5 packets, 600 bytes, 7 arrived on wrong iif., Age 123.05 Table: 300\n");
    EXPECT_EQ(
        shown(event, {}, {.stats = 1, .form = {.json = true}}),
        R"({"event":"MROUTE","deleted":true,"src":"10.0.0.1","dst":"239.1.1.1","iif":"v0","multipath":[{"oif":"v0"},)"
        R"({"oif":"v8","ttl":3}],"state":"unresolved","offload":null,"packets":5,"bytes":600,"wrong_if":7,)"
        R"("expires":123.05,"table":"300"})"
        "\n");
}

TEST(MrouteShown, OmitsAbsentParts)
{
    Event event = mroute_event(RTM_NEWROUTE, RTNL_FAMILY_IP6MR);
    put_hops(*event.message, {});
    EXPECT_EQ(shown(event),
              "(2001:db8::,2001:db8::)          Iif: unresolved  State: resolved Table: default\n");
    Event main(RTM_NEWROUTE,
               rtmsg{.rtm_family = RTNL_FAMILY_IPMR, .rtm_table = RT_TABLE_MAIN, .rtm_type = RTN_MULTICAST});
    EXPECT_EQ(shown(main), "(unknown,unknown)                Iif: unresolved  State: resolved\n");
    EXPECT_EQ(shown(main, {}, {.details = 1}),
              "(unknown,unknown)                Iif: unresolved  State: resolved Table: main\n");
    Event unicast(RTM_NEWROUTE, rtmsg{.rtm_family = RTNL_FAMILY_IPMR, .rtm_type = RTN_UNICAST});
    EXPECT_EQ(shown(unicast), "");
    EXPECT_EQ(shown(mroute_event(RTM_NEWROUTE, RTNL_FAMILY_IPMR, RTM_F_CLONED)), "");
}

} // namespace
} // namespace nskit
