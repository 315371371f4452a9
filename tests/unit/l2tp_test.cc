// SPDX-License-Identifier: MIT
// ip l2tp: what is shown of the kernel's answers. Its requests are part of generic_test.cc.
#include <linux/l2tp.h>

#include "tests/unit/played_kernel.h"

namespace nskit {
namespace {

// Tunnels over UDP and IP, with checksums of each kind, and one of an encapsulation that nobody knows.
const std::vector<std::string> tunnels = {
    "01010000080009000100000008000a000200000005000700030000000600020000000000080018000a000001"
    "080019000a00000206001a008813000006001b007017000005000d0001000000",
    "01010000080009000300000008000a00040000000600020001000000080018000a000001080019000a000002",
    "01010000080009000500000008000a0006000000060002000000000014001f0020010db80000000000000000"
    "000000011400200020010db800000000000000000000000206001a008813000006001b0070170000",
    "01010000080009000700000008000a0008000000060002000000000014001f0020010db80000000000000000"
    "000000011400200020010db800000000000000000000000206001a008813000006001b007017000004002100",
    "01010000080009000700000008000a0008000000060002000000000014001f0020010db80000000000000000"
    "000000011400200020010db800000000000000000000000206001a008813000006001b007017000004002200",
    "01010000080009000700000008000a0008000000060002000000000014001f0020010db80000000000000000"
    "000000011400200020010db800000000000000000000000206001a008813000006001b007017000004002100"
    "04002200",
    "01010000080009000900000008000a00080000000600020000000000080018000a000001080019000a000002"
    "06001a0050c3000006001b007017000005000d0000000000",
    "01010000080009000900000008000a00080000000600020005000000080018000a000001080019000a000002",
};

// A session with everything, and one with nothing: the second shows nothing of the first.
const std::vector<std::string> sessions = {
    "05010000080009000100000008000a000200000008000b000a00000008000c00140000000600010005000000"
    "0d0008006c327470657468300000000008000f00deadbeef0c0010000123456789abcdef0500120001000000"
    "05001300010000000c0016006400000000000000",
    "05010000080009000100000008000a000200000008000b000b00000008000c00150000000600010005000000",
};
const std::vector<std::string> more_sessions = {
    "05010000080009000100000008000a000200000008000b000b00000008000c00150000000600010005000000"
    "0d0008006c3274706574683100000000",
    "05010000080009000100000008000a000200000008000b000c00000008000c00160000000600010005000000"
    "0d0008006c32747065746832000000000500120001000000050013000000000008000f00deadbeef",
};

std::string shown(const std::vector<std::string> &answers, std::string_view line)
{
    PlayedKernel kernel(L2TP_GENL_NAME, answers);
    kernel.run(line);
    return kernel.shown();
}

TEST(L2tpShown, Tunnels)
{
    EXPECT_EQ(shown(tunnels, "ip l2tp show tunnel"), R"(Tunnel 1, encap UDP
  From 10.0.0.1 to 10.0.0.2
  Peer tunnel 2
  UDP source / dest ports: 5000/6000
  UDP checksum: enabled
Tunnel 3, encap IP
  From 10.0.0.1 to 10.0.0.2
  Peer tunnel 4
Tunnel 5, encap UDP
  From 2001:db8::1 to 2001:db8::2
  Peer tunnel 6
  UDP source / dest ports: 5000/6000
  UDP checksum: enabled
Tunnel 7, encap UDP
  From 2001:db8::1 to 2001:db8::2
  Peer tunnel 8
  UDP source / dest ports: 5000/6000
  UDP checksum: rx
Tunnel 7, encap UDP
  From 2001:db8::1 to 2001:db8::2
  Peer tunnel 8
  UDP source / dest ports: 5000/6000
  UDP checksum: tx
Tunnel 7, encap UDP
  From 2001:db8::1 to 2001:db8::2
  Peer tunnel 8
  UDP source / dest ports: 5000/6000
  UDP checksum: disabled
Tunnel 9, encap UDP
  From 10.0.0.1 to 10.0.0.2
  Peer tunnel 8
  UDP source / dest ports: 50000/6000
  UDP checksum: disabled
Tunnel 9, encap ??
  From 10.0.0.1 to 10.0.0.2
  Peer tunnel 8
)");
    EXPECT_EQ(shown(tunnels, "ip -j l2tp show tunnel"),
              R"([{"tunnel_id":1,"encap":"UDP","local":"10.0.0.1","peer":"10.0.0.2","peer_tunnel":2,"local_)"
              R"(port":5000,"peer_port":6000,"checksum":true},{"tunnel_id":3,"encap":"IP","local":"10.0.0.1)"
              R"(","peer":"10.0.0.2","peer_tunnel":4},{"tunnel_id":5,"encap":"UDP","local":"2001:db8::1","p)"
              R"(eer":"2001:db8::2","peer_tunnel":6,"local_port":5000,"peer_port":6000,"checksum_tx":true,")"
              R"(checksum_rx":true},{"tunnel_id":7,"encap":"UDP","local":"2001:db8::1","peer":"2001:db8::2")"
              R"(,"peer_tunnel":8,"local_port":5000,"peer_port":6000,"checksum_tx":false,"checksum_rx":true)"
              R"(},{"tunnel_id":7,"encap":"UDP","local":"2001:db8::1","peer":"2001:db8::2","peer_tunnel":8,)"
              R"("local_port":5000,"peer_port":6000,"checksum_tx":true,"checksum_rx":false},{"tunnel_id":7,)"
              R"("encap":"UDP","local":"2001:db8::1","peer":"2001:db8::2","peer_tunnel":8,"local_port":5000)"
              R"(,"peer_port":6000,"checksum_tx":false,"checksum_rx":false},{"tunnel_id":9,"encap":"UDP","l)"
              R"(ocal":"10.0.0.1","peer":"10.0.0.2","peer_tunnel":8,"local_port":50000,"peer_port":6000,"ch)"
              R"(ecksum":false},{"tunnel_id":9,"encap":"??","local":"10.0.0.1","peer":"10.0.0.2","peer_tunn)"
              R"(el":8}])"
              "\n");
    EXPECT_EQ(
        shown(tunnels, "ip -o l2tp list tunnel tid 7"),
        R"(Tunnel 7, encap UDP\  From 2001:db8::1 to 2001:db8::2\  Peer tunnel 8\  UDP source / dest ports: 5000/6000\  UDP checksum: rx)"
        "\n"
        R"(Tunnel 7, encap UDP\  From 2001:db8::1 to 2001:db8::2\  Peer tunnel 8\  UDP source / dest ports: 5000/6000\  UDP checksum: tx)"
        "\n"
        R"(Tunnel 7, encap UDP\  From 2001:db8::1 to 2001:db8::2\  Peer tunnel 8\  UDP source / dest ports: 5000/6000\  UDP checksum: disabled)"
        "\n");
}

TEST(L2tpShown, OneTunnel)
{
    EXPECT_EQ(shown(tunnels, "ip -s l2tp show tunnel tunnel_id 3"),
              "Tunnel 3, encap IP\n  From 10.0.0.1 to 10.0.0.2\n  Peer tunnel 4\n");
    EXPECT_EQ(shown(tunnels, "ip l2tp show tunnel tunnel_id 4"), "");
    EXPECT_EQ(shown(tunnels, "ip -j l2tp lst tunnel tunnel_id 4"), "[]\n");
}

constexpr const char *whole =
    "Session 10 in tunnel 1\n  Peer session 20, tunnel 2\n  interface name: l2tpeth0\n"
    "  offset 0, peer offset 0\n"
    "  cookie deadbeef  peer cookie 0123456789abcdef  reorder timeout: 100\n"
    "  sequence numbering: send recv\n";

TEST(L2tpShown, Sessions)
{
    EXPECT_EQ(shown(sessions, "ip l2tp show session"),
              std::string(whole) +
                  "Session 11 in tunnel 1\n  Peer session 21, tunnel 2\n  offset 0, peer offset 0\n\n");
    EXPECT_EQ(shown(more_sessions, "ip l2tp show session"), R"(Session 11 in tunnel 1
  Peer session 21, tunnel 2
  interface name: l2tpeth1
  offset 0, peer offset 0

Session 12 in tunnel 1
  Peer session 22, tunnel 2
  interface name: l2tpeth2
  offset 0, peer offset 0
  cookie deadbeef
  sequence numbering: recv
)");
    std::string line = whole;
    std::replace(line.begin(), line.end() - 1, '\n', '\\');
    EXPECT_EQ(shown(sessions, "ip -o l2tp show session session_id 10"), line);
    EXPECT_EQ(shown(sessions, "ip l2tp show session session_id 10 tunnel_id 2"), "");
}

TEST(L2tpShown, SessionsInJson)
{
    EXPECT_EQ(
        shown(sessions, "ip -j l2tp show session"),
        R"([{"session_id":10,"tunnel_id":1,"peer_session_id":20,"peer_tunnel_id":2,"interface":"l2tpeth0",)"
        R"("cookie":"deadbeef","peer_cookie":"0123456789abcdef","reorder_timeout":100,"send_seq":null,)"
        R"("recv_seq":null},{"session_id":11,"tunnel_id":1,"peer_session_id":21,"peer_tunnel_id":2}])"
        "\n");
}

} // namespace
} // namespace nskit
