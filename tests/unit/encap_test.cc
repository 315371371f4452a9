// SPDX-License-Identifier: MIT
// Lightweight tunnels: requests, refusals, and what is shown. Options of tunnels (geneve_opts and its like)
// are tested only here, because a kernel may not survive them.
#include "cmd/ipnetns/route/encap/encap.h"

#include <linux/ioam6.h>
#include <linux/ioam6_iptunnel.h>
#include <linux/lwtunnel.h>
#include <linux/nexthop.h>
#include <linux/seg6_iptunnel.h>
#include <linux/seg6_local.h>

#include "lib/netlink/uapi.h"
#include "tests/unit/route_bench.h"
#include "tests/unit/route_golden.h"

namespace nskit {
namespace {

// --- requests

TEST(EncapRequest, MatchesTheReferenceByteForByte)
{
    each_golden(encap_requests, [](const std::string &words, const std::string &bytes) {
        EXPECT_EQ(RouteBench().request("10.0.0.0/8 encap " + words + " dev lo"),
                  "02080000 fe03fd01 00000000 08000100 0a000000 " + bytes + " 08000400 01000000")
            << words;
    });
}

TEST(EncapRequest, EachNextHopHasItsOwnEncapsulation)
{
    EXPECT_EQ(RouteBench().request("10.0.0.0/8 nexthop encap mpls 100 via 1.2.3.4 "
                                   "nexthop dev lo encap ip id 5 dst 1.1.1.1"),
              "02080000 fe030001 00000000 08000100 0a000000 50000900 "
              "24000000 00000000 0c001680 08000100 00064100 06001500 01000000 08000500 01020304 "
              "28000000 01000000 18001680 0c000100 00000000 00000005 08000200 01010101 06001500 02000000");
}

TEST(EncapRequest, AttributesOfNextHopObjects)
{
    static constexpr Field row{.word = "encap", .attr = NHA_ENCAP, .type = encap, .exact = true};
    RouteBench bench;
    Message message(RTM_NEWNEXTHOP, 0, nhmsg{});
    WordList words("mpls 100 ttl 5");
    Args args = words.args();
    EXPECT_TRUE(encap.parse(bench.session, args, row, message));
    EXPECT_EQ(hex(message.bytes().substr(NLMSG_HDRLEN)),
              "00000000 00000000 14000880 08000100 00064100 05000200 05000000 06000700 01000000");
    encap.print(bench.session, row, {message.header(), sizeof(nhmsg)});
    EXPECT_EQ(bench.session.out.buffered(), " encap mpls  100 ttl 5 ");
}

TEST(EncapRequest, TheWordsMayStandInAnyOrder)
{
    auto same = [](const char *a, const char *b) {
        auto request = [](const char *words) {
            return RouteBench().request(std::string("2001:db8::/32 dev lo encap ") + words);
        };
        EXPECT_EQ(request(a).size(), request(b).size()) << b;
        EXPECT_EQ(shown(std::string("2001:db8::/32 dev lo encap ") + a),
                  shown(std::string("2001:db8::/32 dev lo encap ") + b));
    };
    same("ip6 id 5 dst ::1 key", "ip6 key dst ::1 id 5");
    same("seg6 mode encap segs ::1 hmac 5", "seg6 mode encap hmac 5 segs ::1");
    same("seg6local action End.B6 srh segs ::1", "seg6local srh segs ::1 action End.B6");
    same("seg6local action End flavors next-csid lblen 8 nflen 16",
         "seg6local flavors next-csid nflen 16 lblen 8 action End");
    same("ioam6 freq 1/4 mode auto tundst ::1 trace prealloc type 1 ns 2 size 4",
         "ioam6 trace prealloc type 1 ns 2 size 4 tundst ::1 mode auto freq 1/4");
}

TEST(EncapRequest, TunsrcOfAnIoam6Tunnel)
{
    EXPECT_NE(RouteBench()
                  .request("2001:db8::/32 encap ioam6 mode encap tunsrc fc00::2 tundst fc00::1 "
                           "trace prealloc type 1 ns 1 size 4 dev lo")
                  .find("14000600 fc000000 00000000 00000000 00000002 "
                        "14000200 fc000000 00000000 00000000 00000001"),
              std::string::npos);
}

TEST(EncapRequest, RefusesWithTheReferencesMessages)
{
    struct {
        const char *words, *text;
        int status;
    } static constexpr rows[] = {
        {"", "Command line is not complete. Try option \"help\"", 255},
        {"mpls", "Command line is not complete. Try option \"help\"", 255},
        {"foo 5", "Error: argument \"foo\" is wrong: \"encap type\" value is invalid", 255},
        {"mpl 5", "Error: argument \"mpl\" is wrong: \"encap type\" value is invalid", 255},
        {"mpls foo", "Error: mpls address is expected rather than \"foo\".", 1},
        {"mpls 100/", "Error: mpls address is expected rather than \"100/\".", 1},
        {"mpls 1048576", "Error: mpls address is expected rather than \"1048576\".", 1},
        {"mpls 1 ttl 256", "Error: argument \"256\" is wrong: \"ttl\" value is invalid", 255},
        {"mpls 1 ttl 1 ttl 2", "Error: either \"ttl\" is duplicate, or \"2\" is garbage.", 255},
        {"mpls 1 tt 5", "Error: either \"to\" is duplicate, or \"tt\" is garbage.", 255},
        {"ip id x", "Error: argument \"x\" is wrong: \"id\" value is invalid", 255},
        {"ip id 18446744073709551616",
         "Error: argument \"18446744073709551616\" is wrong: \"id\" value is invalid", 255},
        {"ip dst ::1", "Error: inet address is expected rather than \"::1\".", 1},
        {"ip ttl inherit", "Error: argument \"inherit\" is wrong: \"ttl\" value is invalid", 255},
        {"ip tos 0x100", "Error: argument \"0x100\" is wrong: \"tos\" value is invalid", 255},
        {"ip csum csum", "Error: either \"csum\" is duplicate, or \"csum\" is garbage.", 255},
        {"ip6 dst 10.1", "Error: inet6 address is expected rather than \"10.1\".", 1},
        {"ip6 ttl 5", "Error: either \"to\" is duplicate, or \"ttl\" is garbage.", 255},
        {"ip6 tc 0x100", "Error: argument \"0x100\" is wrong: \"tc\" value is invalid", 255},
        {"ip vxlan_opts 1,2", "Error: argument \"1,2\" is wrong: \"vxlan_opts\" value is invalid", 255},
        {"ip vxlan_opts 1:2", "Error: argument \"1:2\" is wrong: \"vxlan_opts\" value is invalid", 255},
        {"ip geneve_opts foo", "Error: argument \"foo\" is wrong: \"geneve_opts\" value is invalid", 255},
        {"ip geneve_opts 1:2:zz", "Error: argument \"1:2:zz\" is wrong: \"geneve_opts\" value is invalid",
         255},
        {"ip geneve_opts 1:2:001", "Error: argument \"1:2:001\" is wrong: \"geneve_opts\" value is invalid",
         255},
        {"ip geneve_opts 1:2:00,", "Error: argument \"1:2:00,\" is wrong: \"geneve_opts\" value is invalid",
         255},
        {"ip erspan_opts 1:2:0:0:5",
         "Error: argument \"1:2:0:0:5\" is wrong: \"erspan_opts\" value is invalid", 255},
        {"ip vxlan_opts 1 geneve_opts 1:2:00",
         "Error: either \"opts\" is duplicate, or \"geneve_opts\" is garbage.", 255},
        {"ila ::1", "Bad locator: ::1", 1},
        {"ila 1:2:3", "Bad locator: 1:2:3", 1},
        {"ila 1:2:3:4:5", "Bad locator: 1:2:3:4:5", 1},
        {"ila 10000:2:3:4", "Bad locator: 10000:2:3:4", 1},
        {"ila 1:2:3:4 csum-mode x", "Error: argument \"x\" is wrong: \"csum-mode\" value is invalid", 255},
        {"ila 1:2:3:4 ident-type iid", "Error: argument \"iid\" is wrong: \"ident-type\" value is invalid",
         255},
        {"ila 1:2:3:4 hook-type x", "Error: argument \"x\" is wrong: \"hook-type\" value is invalid", 255},
        {"bpf headroom 0", "Error: argument \"0\" is wrong: headroom is invalid", 255},
        {"bpf in foo", "What mode is \"foo\"?", 255},
        {"bpf in object prog.o section s",
         "Loading BPF programs from object files is not supported: load with bpftool(8), and say "
         "`in pinned FILE`.",
         255},
        {"seg6 segs ::1", "Error: argument \"::1\" is wrong: \"segs\" provided before \"mode\"", 255},
        {"seg6 mode foo", "Error: argument \"foo\" is wrong: \"mode\" value is invalid", 255},
        {"seg6 mode encap", "Error: argument \"segs\" is required", 255},
        {"seg6 mode encap segs ::1,", "Error: inet6 address is expected rather than \"\".", 1},
        {"seg6 mode encap segs 1.2.3.4", "Error: inet6 address is expected rather than \"1.2.3.4\".", 1},
        {"seg6 mode encap segs ::1 hmac x", "Error: argument \"x\" is wrong: \"hmac\" value is invalid", 255},
        {"seg6 mode encap segs ::1 segs ::2", "Error: either \"segs\" is duplicate, or \"::2\" is garbage.",
         255},
        {"seg6 mode encap segs ::1 cleanup", "Error: either \"to\" is duplicate, or \"cleanup\" is garbage.",
         255},
        {"seg6local table 5", "Missing action type", 255},
        {"seg6local action end", "Error: argument \"end\" is wrong: \"action\" value is invalid", 255},
        {"seg6local action End.T table foo", "Error: argument \"foo\" is wrong: invalid table id", 255},
        {"seg6local action End.DT4 vrftable foo", "Error: argument \"foo\" is wrong: invalid vrf table id",
         255},
        {"seg6local action End.B6 srh foo",
         "Error: argument \"foo\" is wrong: missing \"segs\" attribute for srh", 255},
        {"seg6local action End.X nh6 1.2.3.4", "Error: inet6 address is expected rather than \"1.2.3.4\".",
         1},
        {"seg6local action End flavors foo",
         "Error: argument \"foo\" is wrong: invalid \"flavors\" attribute", 255},
        {"seg6local action End flavors psp,psp",
         "Error: argument \"psp,psp\" is wrong: invalid \"flavors\" attribute", 255},
        {"seg6local action End flavors psp lblen 8",
         "Error: either \"to\" is duplicate, or \"lblen\" is garbage.", 255},
        {"seg6local action End flavors next-csid lblen 300",
         "Error: argument \"300\" is wrong: \"locator-block length\" value is invalid", 255},
        {"seg6local action End flavors next-csid nflen x",
         "Error: argument \"x\" is wrong: \"locator-node function length\" value is invalid", 255},
        {"rpl segs foo", "Error: inet6 address is expected rather than \"foo\".", 1},
        {"rpl dev lo", "Error: argument \"segs\" is required", 255},
        {"ioam6 mode foo", "Error: argument \"foo\" is wrong: Invalid mode", 255},
        {"ioam6 freq 1", "Error: argument \"1\" is wrong: Invalid frequency (malformed)", 255},
        {"ioam6 freq 1/x", "Error: argument \"1/x\" is wrong: Invalid frequency (malformed)", 255},
        {"ioam6 freq 0/4", "Error: argument \"0/4\" is wrong: Out of bound \"k\" frequency", 255},
        {"ioam6 freq 1/1000001", "Error: argument \"1/1000001\" is wrong: Out of bound \"n\" frequency", 255},
        {"ioam6 freq 5/4", "Error: argument \"5/4\" is wrong: Frequency with k > n is forbidden", 255},
        {"ioam6 mode encap dev lo", "Error: argument \"trace\" is required", 255},
        {"ioam6 mode encap trace prealloc type 1 ns 1 size 4", "Error: argument \"tundst\" is required", 255},
        {"ioam6 tundst ::1 trace prealloc type 1 ns 1 size 4",
         "Error: argument \"tundst\" is wrong: Inline mode does not need tundst", 255},
        {"ioam6 tunsrc ::1 trace prealloc type 1 ns 1 size 4",
         "Error: argument \"tunsrc\" is wrong: Inline mode does not need tunsrc", 255},
        {"ioam6 trace foo", "Error: argument \"prealloc\" is required", 255},
        {"ioam6 trace prealloc foo", "Error: argument \"type\" is required", 255},
        {"ioam6 trace prealloc type 0", "Error: argument \"0\" is wrong: Invalid trace type", 255},
        {"ioam6 trace prealloc type 0x1000000", "Error: argument \"0x1000000\" is wrong: Invalid trace type",
         255},
        {"ioam6 trace prealloc type 1 ns 65536", "Error: argument \"65536\" is wrong: Invalid namespace ID",
         255},
        {"ioam6 trace prealloc type 1 ns 1", "Error: argument \"size\" is required", 255},
        {"ioam6 trace prealloc type 1 ns 1 size 0", "Error: argument \"0\" is wrong: Invalid trace size",
         255},
        {"ioam6 trace prealloc type 1 ns 1 size 3",
         "Error: argument \"3\" is wrong: Trace size must be a 4-octet multiple", 255},
        {"ioam6 trace prealloc type 1 ns 1 size 248",
         "Error: argument \"248\" is wrong: Trace size is too big", 255},
        {"xfrm if_id 0", "Error: argument \"0\" is wrong: \"if_id\" value is invalid", 255},
        {"xfrm link_dev lo", "Error: argument \"if_id\" is required", 255},
    };
    for (const auto &row : rows) {
        Error error = RouteBench().refusal(std::string("10.0.0.0/8 encap ") + row.words);
        EXPECT_EQ(error.text, row.text) << row.words;
        EXPECT_EQ(error.status, row.status) << row.words;
    }
    EXPECT_NE(RouteBench().refusal("10.0.0.0/8 encap help").text.find("seg6local"), std::string::npos);
}

// --- shown

constexpr Out::Form json{.json = true}, oneline{.oneline = true};

TEST(EncapShown, EachKindAsTextAndAsJson)
{
    struct {
        const char *words, *text, *json;
    } static constexpr rows[] = {
        {"mpls 100/200", "mpls  100/200", R"("mpls","dst":"100/200")"},
        {"mpls 100 ttl 0", "mpls  100 ttl 0", R"("mpls","dst":"100","ttl":0)"},
        {"ip id 5 src 2.2.2.2 dst 1.1.1.1 ttl 4 tos 0x10 key csum seq",
         "ip id 5 src 2.2.2.2 dst 1.1.1.1 ttl 4 tos 16 key csum seq",
         R"("ip","id":5,"src":"2.2.2.2","dst":"1.1.1.1","ttl":4,"tos":16,"key":true,"csum":true,"seq":true)"},
        {"ip6 id 18446744073709551615 dst ::1 hoplimit 3 tc 4 key",
         "ip6 id 18446744073709551615 dst ::1 hoplimit 3 tc 4 key",
         R"("ip6","id":18446744073709551615,"dst":"::1","hoplimit":3,"tc":4,"key":true)"},
        {"ila 1:ab:0:ffff", "ila  1:ab:0:ffff", R"("ila","locator":"1:ab:0:ffff")"},
        {"ila 1:2:3:4 csum-mode neutral-map ident-type luid hook-type input",
         "ila  1:2:3:4  csum-mode neutral-map  ident-type luid  hook-type input",
         R"("ila","locator":"1:2:3:4","csum_mode":"neutral-map","ident_type":"luid","hook_type":"input")"},
        {"bpf headroom 14", "bpf headroom 14", R"("bpf","headroom":14)"},
        {"seg6 mode encap segs fc00::1,fc00::2", "seg6 mode encap segs 2 [ fc00::1 fc00::2 ]",
         R"("seg6","mode":"encap","segs":["fc00::1","fc00::2"])"},
        {"seg6 mode inline segs fc00::1 hmac 0x1234abcd",
         "seg6 mode inline segs 2 [ fc00::1 :: ] hmac 1234ABCD",
         R"("seg6","mode":"inline","segs":["fc00::1","::"],"hmac":"0x1234abcd")"},
        {"seg6 mode l2encap.red segs ::1", "seg6 mode l2encap.red segs 1 [ ::1 ]",
         R"("seg6","mode":"l2encap.red","segs":["::1"])"},
        {"seg6local action End.X nh6 fc00::1 count", "seg6local action End.X nh6 fc00::1",
         R"("seg6local","action":"End.X","nh6":"fc00::1")"},
        {"seg6local action End.B6 srh segs fc00::1 hmac 7",
         "seg6local action End.B6 segs 2 [ fc00::1 :: ] hmac 7",
         R"("seg6local","action":"End.B6","srh":{"segs":["fc00::1","::"],"hmac":"0x7"})"},
        {"seg6local action End.DT6 table main vrftable 100 nh4 1.2.3.4 iif v0 oif v8",
         "seg6local action End.DT6 table main vrftable 100 nh4 1.2.3.4 iif v0 oif v8",
         R"("seg6local","action":"End.DT6","table":"main","vrftable":"100","nh4":"1.2.3.4","iif":"v0","oif":"v8")"},
        {"seg6local action End flavors psp,next-csid lblen 48 nflen 16",
         "seg6local action End flavors psp,next-csid lblen 48 nflen 16",
         R"("seg6local","action":"End","flavors":["psp","next-csid"],"lblen":48,"nflen":16)"},
        {"rpl segs fc00::1,fc00::2", "rpl segs 2 [ fc00::1 fc00::2 ]",
         R"("rpl","segs":["fc00::1","fc00::2"])"},
        {"ioam6 trace prealloc type 0x2 ns 7 size 12",
         "ioam6 freq 1/1 mode inline trace prealloc type 0x000002 ns 7 size 12",
         R"("ioam6","freqk":1,"freqn":1,"mode":"inline","trace":null,"prealloc":null,"type":"2","ns":7,"size":12)"},
        {"ioam6 freq 2/5 mode auto tunsrc ::2 tundst ::1 trace prealloc type 0x800000 ns 1 size 244",
         "ioam6 freq 2/5 mode auto tunsrc ::2 tundst ::1 trace prealloc type 0x800000 ns 1 size 244",
         R"("ioam6","freqk":2,"freqn":5,"mode":"auto","tunsrc":"::2","tundst":"::1","trace":null,)"
         R"("prealloc":null,"type":"800000","ns":1,"size":244)"},
        {"xfrm if_id 0xff link_dev v0", "xfrm if_id 255 link_dev v0",
         R"("xfrm","if_id":255,"link_dev":"v0")"},
        {"ip geneve_opts 1:2:00112233,256:4:01020304", "ip \n\tgeneve_opts 1:2:00112233,256:4:01020304",
         R"("ip","geneve_opts":[{"class":1,"type":2,"data":"00112233"},{"class":256,"type":4,"data":"01020304"}])"},
        {"ip vxlan_opts 17", "ip \n\tvxlan_opts 17", R"("ip","vxlan_opts":[{"gbp":17}])"},
        {"ip6 erspan_opts 1:123", "ip6 \n\terspan_opts 1:123:0:0",
         R"("ip6","erspan_opts":[{"ver":1,"index":123,"dir":0,"hwid":0}])"},
        {"ip erspan_opts 2:0:1:3", "ip \n\terspan_opts 2:0:1:3",
         R"("ip","erspan_opts":[{"ver":2,"index":0,"dir":1,"hwid":3}])"},
    };
    for (const auto &row : rows) {
        const std::string line = format("10.0.0.0/8 encap %s dev v0", row.words);
        EXPECT_EQ(shown(line), format("10.0.0.0/8  encap %s dev v0 scope link \n", row.text));
        EXPECT_EQ(
            shown(line, {}, json),
            format(R"({"dst":"10.0.0.0/8","encap":{"encap_type":%s},"dev":"v0","scope":"link","flags":[]})"
                   "\n",
                   row.json));
    }
    EXPECT_EQ(shown("10.0.0.0/8 encap ip vxlan_opts 17 dev v0", {}, oneline),
              "10.0.0.0/8  encap ip \\\tvxlan_opts 17 dev v0 scope link \n");
}

TEST(EncapShown, ShownTextIsReadBackAsTheSame)
{
    each_golden(encap_requests, [](const std::string &words, const std::string &) {
        // Except if text has brackets, another base, or no word for what it shows.
        for (const char *part : {"segs", "tos", "tc", "opts", "any", "count"})
            if (words.find(part) != std::string::npos)
                return;
        std::string text = shown("10.0.0.0/8 encap " + words + " dev lo");
        EXPECT_EQ(shown(text), text);
    });
}

/// A route with one attribute inside RTA_ENCAP, as the kernel sends it: without NLA_F_NESTED.
template <class Fill> std::string shown_nest(uint16_t type, Fill fill, Settings settings = {})
{
    Message message(RTM_NEWROUTE, 0,
                    rtmsg{.rtm_family = AF_INET,
                          .rtm_table = RT_TABLE_MAIN,
                          .rtm_protocol = RTPROT_BOOT,
                          .rtm_type = RTN_UNICAST});
    {
        Nest nest(message, RTA_ENCAP);
        fill(message);
    }
    message.put(RTA_ENCAP_TYPE, type);
    return shown(message, settings);
}

TEST(EncapShown, AttributesThatOnlyTheKernelSends)
{
    EXPECT_EQ(shown_nest(99, [](Message &m) { m.put<uint32_t>(1, 5); }), "default  encap unknown \n");
    auto program = [](Message &m) {
        for (uint16_t hook : {LWT_BPF_IN, LWT_BPF_XMIT}) {
            Nest nest(m, hook);
            m.put_string(LWT_BPF_PROG_NAME, hook == LWT_BPF_IN ? "p:[*fsobj]" : "x");
        }
        m.put<uint32_t>(LWT_BPF_XMIT_HEADROOM, 14);
    };
    EXPECT_EQ(shown_nest(LWTUNNEL_ENCAP_BPF, program),
              "default  encap bpf in p:[*fsobj] xmit x headroom 14 \n");
    auto nameless = [](Message &m) { Nest nest(m, LWT_BPF_OUT); };
    EXPECT_EQ(shown_nest(LWTUNNEL_ENCAP_BPF, nameless), "default  encap bpf out <unknown> \n");
    auto counters = [](Message &m) {
        m.put<uint32_t>(SEG6_LOCAL_ACTION, 99);
        Nest nest(m, SEG6_LOCAL_COUNTERS);
        m.put<uint64_t>(SEG6_LOCAL_CNT_ERRORS, 7);
        m.put<uint64_t>(SEG6_LOCAL_CNT_PACKETS, 5);
        m.put<uint64_t>(SEG6_LOCAL_CNT_BYTES, 6);
    };
    EXPECT_EQ(shown_nest(LWTUNNEL_ENCAP_SEG6_LOCAL, counters),
              "default  encap seg6local action <invalid> \n");
    EXPECT_EQ(shown_nest(LWTUNNEL_ENCAP_SEG6_LOCAL, counters, {.stats = 1}),
              "default  encap seg6local action <invalid> packets 5 bytes 6 errors 7 \n");
    auto endpoint = [](Message &m) {
        m.put<uint32_t>(SEG6_LOCAL_ACTION, SEG6_LOCAL_ACTION_END_BPF);
        Nest nest(m, SEG6_LOCAL_BPF);
        m.put_string(SEG6_LOCAL_BPF_PROG_NAME, "s:[*fsobj]");
    };
    EXPECT_EQ(shown_nest(LWTUNNEL_ENCAP_SEG6_LOCAL, endpoint),
              "default  encap seg6local action End.BPF endpoint s:[*fsobj] \n");
}

TEST(EncapShown, SurvivesTruncatedMessages)
{
    Message none(RTM_NEWROUTE, 0,
                 rtmsg{.rtm_family = AF_INET, .rtm_protocol = RTPROT_BOOT, .rtm_type = RTN_UNICAST});
    none.put(RTA_ENCAP, nullptr, 0);
    EXPECT_EQ(shown(none), "default \n"); // without its kind
    // Every attribute of every kind, shorter and shorter.
    const char bytes[48] = {1, 4, 4, 3, 9, 8};
    for (uint16_t type = 0; type <= LWTUNNEL_ENCAP_XFRM; type++)
        for (uint16_t attr = 1; attr < 12; attr++)
            for (size_t size = 0; size <= sizeof bytes; size++) {
                auto text = shown_nest(type, [&](Message &m) { m.put(attr, bytes, size); }, {.stats = 1});
                EXPECT_TRUE(text.starts_with("default  encap ")) << type << " " << attr << " " << size;
            }
    // A header that claims more segments than it has.
    auto claims = [](Message &m) {
        const unsigned char header[4 + 8 + 16 + 3] = {1, 0, 0, 0, 0, 200, 4, 99, 99, 8};
        m.put(SEG6_IPTUNNEL_SRH, header, sizeof header);
    };
    EXPECT_EQ(shown_nest(LWTUNNEL_ENCAP_SEG6, claims), "default  encap seg6 mode encap segs 1 [ :: ] \n");
}

} // namespace
} // namespace nskit
