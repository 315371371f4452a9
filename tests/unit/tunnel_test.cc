// SPDX-License-Identifier: MIT
// ip tunnel: from words to the argument of an ioctl, from the kernel's answer to text and JSON, and which
// tunnels a filter selects. The bytes are those of a little-endian machine.
#include "cmd/ipnetns/tunnel/tunnel.h"

#include <linux/if_link.h>

#include "cmd/ipnetns/tunnel/parameters.h"
#include "lib/base/number.h"
#include "tests/unit/bench.h"
#include "tests/unit/tunnel_golden.h"

namespace nskit {
namespace {

std::vector<uint8_t> bytes_of(std::string_view hex_digits)
{
    std::vector<uint8_t> bytes;
    for (; hex_digits.size() >= 2; hex_digits.remove_prefix(2))
        bytes.push_back(parse_as<uint8_t>(hex_digits.substr(0, 2), 16).value());
    return bytes;
}

/// What a command line asks for.
struct Asked {
    std::string device, argument;
};

struct TunnelBench : Bench {
    explicit TunnelBench(Settings settings = {}) : Bench(settings, {{1, "lo"}, {7, "eth0"}, {8, "eth1"}}) {}

    /// `old`: the struct that the kernel has of the tunnel.
    Asked asked(std::string_view line, std::string_view old = "")
    {
        if (line.starts_with("-6 ")) {
            session.settings.family = AF_INET6;
            line.remove_prefix(3);
        }
        return with(line, [&](Args &args) {
            const std::string verb(args.next());
            if (verb == "prl" || verb == "6rd")
                return list_asked(args, verb == "prl" ? router_list : relay_list);
            return tunnel_asked(args, verb, old);
        });
    }
    Error refusal(std::string_view line)
    {
        return thrown([&] { asked(line); });
    }

  private:
    Asked list_asked(Args &args, const TunnelList &list)
    {
        Message message(0, 0, ifreq{});
        const std::string device = parse_tunnel_list(session, args, list, message);
        return {format("%x %s", get<uint32_t>(message.find(TUNNEL_COMMAND)), device.c_str()),
                digits(get_bytes(message.find(list.attr)))};
    }
    Asked tunnel_asked(Args &args, const std::string &name, std::string_view old)
    {
        const TunnelVerb verb = name == "add"      ? TunnelVerb::add
                                : name == "change" ? TunnelVerb::change
                                : name == "del"    ? TunnelVerb::remove
                                                   : TunnelVerb::show;
        const unsigned command = name == "add"      ? SIOCADDTUNNEL
                                 : name == "change" ? SIOCCHGTUNNEL
                                 : name == "del"    ? SIOCDELTUNNEL
                                                    : SIOCGETTUNNEL;
        const TunnelFamily &family = tunnel_family(session, args);
        Message tunnel = family.blank(verb);
        parse_tunnel(session, args, family, verb, tunnel, [&](const char *, Message &values) {
            const std::vector<uint8_t> bytes = bytes_of(old);
            memcpy(values.at(NLMSG_HDRLEN), bytes.data(), bytes.size());
        });
        const auto *start = static_cast<const uint8_t *>(tunnel.at(NLMSG_HDRLEN));
        return {format("%x %s", command, asked_device(family, verb, tunnel)), digits({start, family.size})};
    }
};

// --- requests

TEST(TunnelRequest, MatchesTheReferenceByteForByte)
{
    for (const TunnelGolden &row : tunnel_golden) {
        const Asked asked = TunnelBench().asked(row.line);
        EXPECT_EQ(asked.device, format("%lx %s", row.command, row.device)) << row.line;
        EXPECT_EQ(asked.argument, row.argument) << row.line;
    }
}

constexpr const char *old_gre =
    "74756e3100000000000000000000000000000000200020000000000700000007450000000000400005"
    "2f00000a0000020a000001";
constexpr const char *old_ip6gre =
    "74756e31000000000000000000000000000000002f0440000000000000000000"
    "20010db800000000000000000000000220010db8000000000000000000000001000000000000000000000000";

TEST(TunnelRequest, AChangeStartsFromWhatTheKernelHas)
{
    const Asked changed = TunnelBench().asked("change tun1 ttl 9", old_gre);
    EXPECT_EQ(changed.device, format("%x tun1", SIOCCHGTUNNEL));
    EXPECT_EQ(changed.argument,
              "74756e31000000000000000000000000000000002000200000000007000000074500000000004000"
              "092f00000a0000020a000001");
    EXPECT_EQ(
        TunnelBench().asked("-6 change tun1 hoplimit 9 tclass 0x10 noallow-localremote", old_ip6gre).argument,
        "74756e31000000000000000000000000000000002f040900010000000000000020010db80000000000000000000000"
        "0220010db8000000000000000000000001000000000000000000000000");
    // The old TTL goes away, and so does not clash.
    EXPECT_EQ(TunnelBench().asked("change name tun1 ttl inherit nopmtudisc", old_gre).argument.substr(64, 20),
              "4500000000000000002f");
    EXPECT_EQ(thrown([] { TunnelBench().asked("change tun1 mode ipip", old_gre); }).text,
              "You managed to ask for more than one tunnel mode.");
    EXPECT_EQ(thrown([] { TunnelBench().asked("change tun1 nopmtudisc", old_gre); }).text,
              "ttl != 0 and nopmtudisc are incompatible");
    EXPECT_EQ(thrown([] { TunnelBench().asked("change tun1 ttl 9", std::string(104, '0')); }).text,
              "Error: argument \"\" is wrong: \"name\" is not an ip tunnel");
}

TEST(TunnelRequest, EveryWordIsAmongTheGoldenOnes)
{
    auto uses = [](std::string_view line, const Field &row) {
        const WordList words(line);
        for (const std::string &word : words.list())
            if (word == row.word || (row.also && is_one_of(word.c_str(), row.also)) ||
                word == std::string("no") + row.word)
                return true;
        return false;
    };
    auto is_used = [&](const Field &row, bool inet6) {
        return std::any_of(std::begin(tunnel_golden), std::end(tunnel_golden),
                           [&](const TunnelGolden &golden) {
                               const bool is_inet6 = strlen(golden.argument) == 2 * sizeof(ip6_tnl_parm2);
                               return is_inet6 == inet6 && uses(golden.line, row);
                           });
    };
    for (const TunnelFamily *family : {&tunnels_inet, &tunnels_inet6})
        for (const Fields &table : family->words)
            for (const Field &row : table.rows) {
                // iseq, ocsum of IPv6 are the same template as of IPv4.
                const bool is_shared = family == &tunnels_inet6 && &table == &family->words.back();
                EXPECT_TRUE(!row.word || !row.type.parse || is_shared ||
                            is_used(row, family == &tunnels_inet6))
                    << row.word;
            }
    for (const Fields *table : {&router_fields, &relay_fields})
        for (const Field &row : table->rows)
            EXPECT_TRUE(!row.word || is_used(row, false)) << row.word;
}

constexpr struct {
    const char *line, *text;
    int status = 255;
} refusals[] = {
    {"add foo mode ipip key 5", "Keys are not allowed with ipip and sit tunnels", 1},
    {"add foo mode gre key x", "invalid value for \"key\": \"x\"; it should be an unsigned integer"},
    {"add foo mode gre ikey -1", "invalid value for \"ikey\": \"-1\"; it should be an unsigned integer"},
    {"add foo mode gre key 1.x", "Error: an IP address is expected rather than \"1.x\"", 1},
    {"add foo mode gre remote 10.0.0.0/8", "Error: an IP address is expected rather than \"10.0.0.0/8\"", 1},
    {"add foo mode gre ttl 256", "Error: argument \"256\" is wrong: invalid TTL"},
    {"add foo mode gre tos xyz", "Error: argument \"xyz\" is wrong: bad TOS value"},
    {"add foo mode gre tos inherit/xyz", "Error: argument \"inherit/xyz\" is wrong: bad TOS value"},
    {"add foo mode gre tos inherit/", "Error: argument \"inherit/\" is wrong: bad TOS value"},
    {"add foo mode gre ttl 5 nopmtudisc", "ttl != 0 and nopmtudisc are incompatible", 1},
    {"add foo mode gre remote 224.0.0.5", "A broadcast tunnel requires a source address", 1},
    {"add foo bar mode gre", "Error: either \"name\" is duplicate, or \"bar\" is garbage."},
    {"add a/b mode gre", "Error: argument \"a/b\" is wrong: \"name\" not a valid ifname"},
    {"add foo", "cannot determine tunnel mode (ipip, gre, vti or sit)", 1},
    {"add foo mode gre mode ipip", "You managed to ask for more than one tunnel mode."},
    {"add foo mode bar", "Unknown tunnel mode \"bar\""},
    {"add foo mode", "Command line is not complete. Try option \"help\""},
    {"prl prl-default 10.0.0.9", "Must specify device"},
    {"prl dev sit5", "Must specify what to change of the device's PRL"},
    {"prl dev sit5 prl-default 10.0.0.9 prl-delete 10.0.0.8", "One PRL entry at a time"},
    {"prl foo", "Invalid PRL parameter \"foo\""},
    {"prl dev a/b", "Error: argument \"a/b\" is wrong: \"dev\" not a valid ifname"},
    {"prl prl-delete x", "Error: an IP address is expected rather than \"x\"", 1},
    {"6rd dev sit5", "Must specify what to change of the device's 6RD"},
    {"6rd 6rd-reset", "Must specify device"},
    {"6rd foo", "Invalid 6RD parameter \"foo\""},
    {"6rd 6rd-prefix x", "Error: inet6 prefix is expected rather than \"x\".", 1},
    {"6rd 6rd-relay_prefix x", "Error: inet prefix is expected rather than \"x\".", 1},
    {"-6 add", "Tunnel interface name not specified", 1},
    {"-6 add mode ip6gre", "Tunnel interface name not specified", 1},
    {"-6 add foo mode gre", "Unknown tunnel mode \"gre\""},
    {"-6 add foo remote 1.2.3.4", "Error: inet6 address is expected rather than \"1.2.3.4\".", 1},
    {"-6 add foo hoplimit x", "Error: argument \"x\" is wrong: invalid TTL"},
    {"-6 add foo encaplimit 256", "Error: argument \"256\" is wrong: invalid ELIM"},
    {"-6 add foo encaplimit foo", "Error: argument \"foo\" is wrong: invalid ELIM"},
    {"-6 add foo tclass 100", "Error: argument \"100\" is wrong: invalid TClass"},
    {"-6 add foo flowlabel 100000", "Error: argument \"100000\" is wrong: invalid Flowlabel"},
    {"-6 add foo dscp x", "Error: argument \"x\" is wrong: not inherit"},
};

TEST(TunnelRequest, Refusals)
{
    for (const auto &row : refusals) {
        const Error error = TunnelBench().refusal(row.line);
        // A hint may follow.
        EXPECT_EQ(error.text.substr(0, error.text.find('\n')), row.text) << row.line;
        EXPECT_EQ(error.status, row.status) << row.line;
    }
    EXPECT_EQ(TunnelBench({.family = AF_PACKET}).refusal("show").text, "Unsupported protocol family: 17");
}

// --- what is shown

/// A tunnel that the kernel has: its struct, and more that ioctls say of it.
struct Tunnel {
    const TunnelFamily &family;
    const char *parameters;
    const char *routers = "", *relay = "";
};
const Tunnel tunl0{
    tunnels_inet,
    "74756e6c3000000000000000000000000000000000000000000000000000000045000000000000000004000000000000"
    "00000000"};
const Tunnel gre0{
    tunnels_inet,
    "67726530000000000000000000000000000000002000200000000007000000074500000000000000002f000000000000"
    "00000000"};
const Tunnel sit5{
    tunnels_inet,
    "736974350000000000000000000000000000000000000000000000000000000045000000000000004029000000000000"
    "0a000001",
    "", "20010db80000000000000000000000000a00000020000800"};
const Tunnel a{
    tunnels_inet,
    "6100000000000000000000000000000001000000b000b00001020304010203044501000000000000002f00000a000002"
    "0a000001"};
const Tunnel b{
    tunnels_inet,
    "62000000000000000000000000000000000000003000800000000005000000064511000000004000002f000000000000"
    "00000000"};
const Tunnel c{
    tunnels_inet,
    "630000000000000000000000000000000000000021002000000000050000000545100000000040004004000000000000"
    "00000000"};
const Tunnel d{
    tunnels_inet,
    "64000000000000000000000000000000010000000100000000000000000000004500000000004000002900000a000001"
    "00000000",
    "0a0000090100000000000000000000000a000008000000000000000000000000"};
const Tunnel ip6tnl0{
    tunnels_inet6,
    "697036746e6c300000000000000000000000000029044000000000000000000020010db8000000000000000000000002"
    "20010db8000000000000000000000001000000000000000000000000"};
const Tunnel ip6gre0{
    tunnels_inet6,
    "69703667726530000000000000000000010000002f044000020123455600000000000000000000000000000000000000"
    "00000000000000000000000000000000b000b0000000000500000005"};
const Tunnel t{
    tunnels_inet6,
    "740000000000000000000000000000000000000000040000000000005700000000000000000000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000"};
const Tunnel u{
    tunnels_inet6,
    "750000000000000000000000000000000000000004070900020000000000000000000000000000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000"};

void fill(Message &message, const Tunnel &tunnel)
{
    const std::vector<uint8_t> bytes = bytes_of(tunnel.parameters);
    EXPECT_EQ(bytes.size(), tunnel.family.size);
    memcpy(message.at(NLMSG_HDRLEN), bytes.data(), bytes.size());
}

std::string shown(const Tunnel &tunnel, Settings settings = {}, const rtnl_link_stats64 *counters = nullptr)
{
    TunnelBench bench(settings);
    Message message = tunnel.family.blank(TunnelVerb::show);
    fill(message, tunnel);
    for (auto [attr, text] : {std::pair(TUNNEL_PRL, tunnel.routers), {TUNNEL_6RD, tunnel.relay}})
        if (const std::vector<uint8_t> bytes = bytes_of(text); !bytes.empty())
            message.put(attr, bytes.data(), bytes.size());
    if (counters)
        message.put(TUNNEL_STATS, *counters);
    print_tunnel(bench.session, tunnel.family, message);
    return bench.shown();
}

const struct {
    const Tunnel &tunnel;
    const char *text, *json;
} answers[] = {
    {tunl0, "tunl0: ip/ip remote any local any ttl inherit nopmtudisc\n",
     R"({"ifname":"tunl0","mode":"ip/ip","remote":"0.0.0.0","local":"0.0.0.0","nopmtudisc":null})"},
    {gre0, "gre0: gre/ip remote any local any ttl inherit nopmtudisc key 7\n",
     R"({"ifname":"gre0","mode":"gre/ip","remote":"0.0.0.0","local":"0.0.0.0","nopmtudisc":null,"key":7,"flags":[]})"},
    {sit5,
     "sit5: ipv6/ip remote 10.0.0.1 local any ttl 64 nopmtudisc 6rd-prefix 2001:db8::/32 6rd-relay_prefix "
     "10.0.0.0/8\n",
     R"({"ifname":"sit5","mode":"ipv6/ip","remote":"10.0.0.1","local":"0.0.0.0","ttl":64,"nopmtudisc":null,)"
     R"("6rd-prefix":"2001:db8::","6rd-prefixlen":32,"6rd-relay_prefix":"10.0.0.0","6rd-relay_prefixlen":8})"},
    {a,
     "a: gre/ip remote 10.0.0.1 local 10.0.0.2 dev lo ttl inherit tos inherit nopmtudisc key 16909060\n"
     "  Drop packets out of sequence.\n  Checksum in received packet is required.\n"
     "  Sequence packets on output.\n  Checksum output packets.\n",
     R"({"ifname":"a","mode":"gre/ip","remote":"10.0.0.1","local":"10.0.0.2","dev":"lo","tos":"inherit",)"
     R"("nopmtudisc":null,"key":16909060,"flags":["rx_drop_ooseq","rx_csum","tx_seq","tx_csum"]})"},
    {b,
     "b: gre/ip remote any local any ttl inherit tos inherit/0x10 ikey 5\n"
     "  Drop packets out of sequence.\n  Checksum output packets.\n",
     R"({"ifname":"b","mode":"gre/ip","remote":"0.0.0.0","local":"0.0.0.0","tos":"inherit/0x10","ikey":5,)"
     R"("flags":["rx_drop_ooseq","tx_csum"]})"},
    {c, "c: ip/ip remote any local any ttl 64 tos 0x10 key 5\n",
     R"({"ifname":"c","mode":"ip/ip","remote":"0.0.0.0","local":"0.0.0.0","ttl":64,"tos":"0x10","key":5})"},
    {d, "d: ipv6/ip remote any local 10.0.0.1 pdr 10.0.0.9 pr 10.0.0.8 dev lo ttl inherit\n",
     R"({"ifname":"d","mode":"ipv6/ip","remote":"0.0.0.0","local":"10.0.0.1","pdr":["10.0.0.9"],"pr":["10.0.0.8"],)"
     R"("dev":"lo"})"},
    {ip6tnl0,
     "ip6tnl0: ipv6/ipv6 remote 2001:db8::1 local 2001:db8::2 encaplimit 4 hoplimit 64 tclass 0x00 flowlabel "
     "0x00000 (flowinfo 0x00000000)\n",
     R"({"ifname":"ip6tnl0","mode":"ipv6/ipv6","remote":"2001:db8::1","local":"2001:db8::2","encap_limit":4,)"
     R"("hoplimit":64,"tclass":"0x00","flowlabel":"0x00000","flowinfo":"0x00000000"})"},
    {ip6gre0,
     "ip6gre0: gre/ipv6 remote :: local :: dev lo encaplimit 4 hoplimit 64 tclass inherit flowlabel inherit "
     "(flowinfo 0x02012345) dscp inherit allow-localremote key 5\n"
     "  Drop packets out of sequence.\n  Checksum in received packet is required.\n"
     "  Sequence packets on output.\n  Checksum output packets.\n",
     R"({"ifname":"ip6gre0","mode":"gre/ipv6","remote":"::","local":"::","link":"lo","encap_limit":4,"hoplimit":64,)"
     R"("ip6_tnl_f_use_orig_tclass":null,"ip6_tnl_f_use_orig_flowlabel":null,"flowinfo":"0x02012345",)"
     R"("ip6_tnl_f_rcv_dscp_copy":null,"ip6_tnl_f_allow_local_remote":null,"key":5,)"
     R"("flags":["rx_drop_ooseq","rx_csum","tx_seq","tx_csum"]})"},
    {t,
     "t: any/ipv6 remote :: local :: encaplimit none hoplimit inherit tclass inherit flowlabel inherit "
     "(flowinfo 0x00000000) dscp inherit allow-localremote\n",
     R"({"ifname":"t","mode":"any/ipv6","remote":"::","local":"::","ip6_tnl_f_ign_encap_limit":null,)"
     R"("ip6_tnl_f_use_orig_tclass":null,"ip6_tnl_f_use_orig_flowlabel":null,"flowinfo":"0x00000000",)"
     R"("ip6_tnl_f_rcv_dscp_copy":null,"ip6_tnl_f_allow_local_remote":null})"},
    {u,
     "u: ip/ipv6 remote :: local :: encaplimit 7 hoplimit 9 tclass 0x20 flowlabel 0x00000 (flowinfo "
     "0x02000000)\n",
     R"({"ifname":"u","mode":"ip/ipv6","remote":"::","local":"::","encap_limit":7,"hoplimit":9,"tclass":"0x20",)"
     R"("flowlabel":"0x00000","flowinfo":"0x02000000"})"},
};

TEST(TunnelShown, TextAndJson)
{
    for (const auto &row : answers) {
        EXPECT_EQ(shown(row.tunnel), row.text);
        EXPECT_EQ(shown(row.tunnel, {.form = {.json = true}}), std::string(row.json) + "\n");
        std::string line = row.text;
        for (size_t at = 0; (at = line.find('\n', at)) != line.npos && at + 1 < line.size();)
            line[at] = '\\';
        EXPECT_EQ(shown(row.tunnel, {.form = {.oneline = true}}), line);
    }
}

TEST(TunnelShown, Counters)
{
    rtnl_link_stats64 counters;
    auto *numbers = reinterpret_cast<__u64 *>(&counters);
    for (size_t i = 0; i < sizeof counters / sizeof *numbers; i++)
        numbers[i] = i;
    EXPECT_EQ(shown(tunl0, {.stats = 1}, &counters),
              "tunl0: ip/ip remote any local any ttl inherit nopmtudisc\n"
              "RX: Packets    Bytes        Errors CsumErrs OutOfSeq Mcasts\n"
              "    0          2            4      13       14       8       \n"
              "TX: Packets    Bytes        Errors DeadLoop NoRoute  NoBufs\n"
              "    1          3            5      9        17       7     \n");
    EXPECT_EQ(
        shown(c, {.stats = 1, .form = {.json = true}}, &counters),
        R"({"ifname":"c","mode":"ip/ip","remote":"0.0.0.0","local":"0.0.0.0","ttl":64,"tos":"0x10","key":5,)"
        R"("rx":{"packets":0,"bytes":2,"errors":4,"csum_errors":13,"out_of_sequence":14,"multicast":8},)"
        R"("tx":{"packets":1,"bytes":3,"errors":5,"dead_loop":9,"no_route":17,"no_buffers":7}})"
        "\n");
}

TEST(TunnelShown, UnknownProtocolsHaveAName)
{
    const Tunnel mpls{
        tunnels_inet,
        "780000000000000000000000000000000000000000000000000000000000000045000000000040000089000000000000"
        "00000000"};
    EXPECT_EQ(shown(mpls), "x: mpls/ip remote any local any ttl inherit\n");
}

// --- filters

TEST(TunnelFilter, EachWord)
{
    auto wants = [](std::string_view line, const Tunnel &tunnel) {
        TunnelBench bench({.family = tunnel.family.domain});
        return bench.with(line, [&](Args &args) {
            Message wanted = tunnel.family.blank(TunnelVerb::show);
            parse_tunnel(bench.session, args, tunnel.family, TunnelVerb::show, wanted,
                         [](const char *, Message &) {});
            Message there = tunnel.family.blank(TunnelVerb::show);
            fill(there, tunnel);
            return tunnel.family.wants(wanted, there);
        });
    };
    for (const char *line :
         {"", "dev lo", "remote 10.0.0.1", "local 10.0.0.2", "key 1.2.3.4", "ttl 9", "mode ipip"})
        EXPECT_TRUE(wants(line, a)) << line;
    for (const char *line : {"dev eth0", "remote 10.0.0.9", "local 10.0.0.1", "key 7", "ikey 7"})
        EXPECT_FALSE(wants(line, a)) << line;
    for (const char *line :
         {"", "dev lo", "mode ip6gre", "encaplimit 4", "hoplimit 64", "tclass 20", "flowlabel 12345",
          "dscp inherit", "tclass inherit", "allow-localremote", "key 5"})
        EXPECT_TRUE(wants(line, ip6gre0)) << line;
    for (const char *line : {"dev eth0", "mode ipip6", "remote ::1", "local ::1", "encaplimit 5",
                             "hoplimit 9", "tclass 21", "flowlabel 1", "encaplimit none", "key 6"})
        EXPECT_FALSE(wants(line, ip6gre0)) << line;
}

} // namespace
} // namespace nskit
