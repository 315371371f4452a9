// SPDX-License-Identifier: MIT
// Objects as words: a command line becomes a message, the message becomes words, and the words become the
// same message again. rows_test.cc does the same with each row of links, their kinds and addresses.
#include <map>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/neigh/neigh.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "cmd/ipnetns/route/encap/encap.h"
#include "cmd/ipnetns/rule/rule.h"
#include "lib/row/words.h"
#include "tests/unit/bench.h"
#include "tests/unit/route_bench.h"
#include "tests/unit/route_golden.h"

namespace nskit {
namespace {

/// A session whose messages are never sent: devices need not exist.
struct Plan {
    Session session;
    explicit Plan(int family = AF_UNSPEC) : session({.settings = {.family = family, .details = 1}})
    {
        session.plans = true;
    }
};

/// The fixed header and the attributes of a message, in any order.
template <class Header> std::multimap<int, std::string> parts(const nlmsghdr *message)
{
    std::multimap<int, std::string> all;
    const auto *header = reinterpret_cast<const uint8_t *>(fixed<Header>(message));
    all.emplace(-1, digits({header, sizeof(Header)}));
    const Attrs attrs(message, sizeof(Header));
    attrs.each([&](const nlattr *attr) {
        const bool is_encap = std::is_same_v<Header, rtmsg> && attr_type(attr) == RTA_ENCAP;
        if (is_encap)
            each_attr(attr, [&](const nlattr *inner) {
                all.emplace(1000 + attr_type(inner), digits(get_bytes(inner)));
            });
        else
            all.emplace(attr_type(attr), digits(get_bytes(attr)));
    });
    return all;
}

template <class Header> struct Read {
    std::string words;
    std::multimap<int, std::string> message;
};

/// Reads a line with `parse(session, args, use)`, which calls `use(message)`, and writes it again.
template <class Header, class Parse, class Write>
void expect_round_trip(const std::string &line, int family, Parse parse, Write write)
{
    Read<Header> reads[2];
    std::string words = line;
    for (Read<Header> &read : reads) {
        Plan plan(family);
        WordList list(words);
        Args args = list.args();
        parse(plan.session, args, [&](const Message &message) {
            read.message = parts<Header>(message.header());
            read.words = write(plan.session, Record::of<Header>(message.header()));
        });
        words = read.words;
    }
    EXPECT_EQ(reads[0].message, reads[1].message) << line << "\n" << reads[0].words;
    EXPECT_EQ(reads[0].words, reads[1].words) << line;
}

void route_round_trip(const std::string &line, int family)
{
    auto parse = [&](Session &session, Args &args, auto use) {
        RouteRequest request(RTM_NEWROUTE, 0, family);
        parse_route(session, args, request);
        use(request.message);
    };
    expect_round_trip<rtmsg>(line, family, parse, write_route);
}

TEST(RouteWords, AreReadBackAsTheSame)
{
    each_golden(route_requests, [](const std::string &golden, const std::string &) {
        int family = golden.starts_with("-4") ? AF_INET : golden.starts_with("-6") ? AF_INET6 : AF_UNSPEC;
        const size_t verb = golden.find("route add ");
        if (golden.starts_with("-M") || verb == golden.npos || golden.find(" vrf ") != golden.npos ||
            golden.find(" 0/0 ") != golden.npos ||
            golden.find(" any ") != golden.npos) // an empty prefix, which is not sent otherwise
            return;
        SCOPED_TRACE(golden);
        route_round_trip(golden.substr(verb + strlen("route add ")), family);
    });
}

TEST(EncapWords, AreReadBackAsTheSame)
{
    each_golden(encap_requests, [](const std::string &golden, const std::string &) {
        if (golden.ends_with(" any") || golden == "ip erspan_opts 1:123" ||
            golden.find("pinned") != golden.npos)
            return;
        SCOPED_TRACE(golden);
        route_round_trip("10.0.0.0/8 encap " + golden + " dev lo", AF_UNSPEC);
    });
}

TEST(RuleWords, AreReadBackAsTheSame)
{
    for (const char *line : {"from 10.0.0.1",
                             "to 1.2.3.0/24",
                             "preference 5",
                             "order 5 table 9",
                             "priority 0x10",
                             "not table 5",
                             "tos 1c",
                             "dsfield 0x20",
                             "fwmark 0x10",
                             "fwmark 16/0xff table 100000",
                             "fwmark 0/0xff",
                             "iif v0 oif v8",
                             "l3mdev",
                             "uidrange 5-10",
                             "ipproto tcp sport 5 dport 8-9",
                             "ipproto 200",
                             "sport 0x10/0xff",
                             "tun_id 77",
                             "dscp 5",
                             "dscp 0x10/0x30",
                             "table 7 suppress_prefixlength 0",
                             "table 7 suppress_ifgroup 5",
                             "realms 3/4 table 7",
                             "realms 4 table 7",
                             "goto 100",
                             "nop",
                             "blackhole",
                             "prohibit",
                             "unreachable",
                             "from 10.0.0.0/8 protocol static table 7"}) {
        auto parse = [&](Session &session, Args &args, auto use) {
            Message message(RTM_NEWRULE, 0, fib_rule_hdr{.family = AF_INET, .action = FR_ACT_TO_TBL});
            parse_rule(session, args, message);
            use(message);
        };
        expect_round_trip<fib_rule_hdr>(line, AF_UNSPEC, parse, [](Context &context, const Record &record) {
            return write_rule(context, record, record[FRA_PRIORITY]);
        });
    }
}

TEST(NeighWords, AreReadBackAsTheSame)
{
    for (const char *line : {"10.0.0.2 lladdr 02:00:00:00:00:12 dev v0", "to 2001:db8::1 dev v8",
                             "10.0.0.2 dev v0 nud reachable", "10.0.0.2 dev v0 router", "proxy 10.0.0.2",
                             "proxy 2001:db8::1 dev v0", "10.0.0.2 dev v0 managed",
                             "10.0.0.2 dev v0 extern_learn protocol static", "10.0.0.2 dev v0 nud noarp"}) {
        auto parse = [&](Session &session, Args &args, auto use) {
            Message message(RTM_NEWNEIGH, 0, ndmsg{.ndm_state = NUD_PERMANENT});
            parse_neigh(session, args, message);
            use(message);
        };
        expect_round_trip<ndmsg>(line, AF_UNSPEC, parse, write_neigh);
    }
}

TEST(NexthopWords, AreReadBackAsTheSame)
{
    for (const char *line :
         {"id 1 via 10.0.0.1 dev v0", "id 1 via 2001:db8::1 dev v0 onlink", "id 2 blackhole",
          "id 3 group 1/2,5", "id 3 group 1/2 type mpath",
          "id 3 group 1,300 type resilient buckets 8 idle_timer 60 unbalanced_timer 300",
          "id 4 dev v0 protocol static", "id 5 encap mpls 100/200 via 10.0.0.1 dev v0",
          "id 6 via 10.0.0.1 fdb", "id 6 via 10.0.0.1 fdb dst_port 4789", "id 3 group 1/2 hw_stats on"}) {
        auto parse = [&](Session &session, Args &args, auto use) {
            Message message(RTM_NEWNEXTHOP, 0, nhmsg{});
            parse_nexthop(session, args, message);
            message.drop(std::string_view(line).find("mpath") != std::string::npos ? NHA_GROUP_TYPE : 0);
            use(message);
        };
        expect_round_trip<nhmsg>(line, AF_UNSPEC, parse, write_nexthop);
    }
}

TEST(AddressWords, AreReadBackAsTheSame)
{
    for (const char *line :
         {"10.1.0.1/24 dev v0", "10.1.0.1/24 brd + dev v0", "10.1.0.1/24 brd 10.1.0.9 dev v0",
          "10.2.0.1 peer 10.3.0.1/24 dev v0 brd 10.3.0.255", "10.1.0.1 dev v0", "2001:db8::9/64 dev v0 home",
          "2001:db8::9/64 dev v0 nodad noprefixroute metric 7", "127.0.0.2/8 dev v0",
          "10.1.0.1/24 dev v0 label v0:a metric 5 proto 5 scope link noprefixroute",
          "10.1.0.1/24 dev v0 scope host valid_lft 500 preferred_lft 100", "239.1.1.1/32 dev v0 autojoin"}) {
        auto parse = [&](Session &session, Args &args, auto use) {
            Message message(RTM_NEWADDR, 0, ifaddrmsg{});
            AddressRequest request{.message = message, .removes = false};
            parse_address_request(session, args, request);
            // With -details the metric 0 is written, which the kernel leaves out.
            if (nlattr *metric = message.find(IFA_RT_PRIORITY); metric && !get<uint32_t>(metric))
                message.remove(metric);
            use(message);
        };
        expect_round_trip<ifaddrmsg>(line, AF_UNSPEC, parse, write_address);
    }
}

} // namespace
} // namespace nskit
