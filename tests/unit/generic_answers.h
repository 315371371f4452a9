// SPDX-License-Identifier: MIT
// What iproute2 7.1 prints for answers of the kernel that were made by hand. A `<` stands in front of each message of
// an answer: the bytes behind its netlink header, little-endian, in hex. Then come command lines, each with its output
// indented below it; a `+` goes on with the line above. Where iproute2 is wrong, the right output stands here. Devices: lo is 1, eth0 7, eth1 8.
#pragma once

namespace nskit {

constexpr const char *mptcp_endpoint_answers = R"(
< 03010000 34000180 06000100 02000000 05000200 05000000 08000300 0a000003 08000600 06000000 08000700
    07000000 06000500 00000000
< 03010000 38000180 06000100 0a000000 05000200 06000000 14000400 20010db8 00000000 00000000 00000001
    08000600 f8000000 06000500 901f0000
< 03010000 14000180 06000100 00000000 05000200 07000000
ip mptcp endpoint
    10.0.0.3 id 5 subflow backup dev eth0 
    2001:db8::1 port 8080 id 6 fullmesh implicit laminar rawflags c0 
    id 7 
ip -j mptcp endpoint
    [{"address":"10.0.0.3","id":5,"subflow":true,"backup":true,"dev":"eth0"},
    +{"address":"2001:db8::1","port":8080,"id":6,"fullmesh":true,"implicit":true,"laminar":true,
    +"rawflags":"c0"},{"id":7}]
)";

constexpr const char *mptcp_limits_answers = R"(
< 06010000 08000200 03000000 08000300 02000000
ip mptcp limits
    add_addr_accepted 3 subflows 2 
ip -j mptcp limits
    [{"add_addr_accepted":3,"subflows":2}]
)";

constexpr const char *sr_hmac_answers = R"(
< 02010000 08000300 05000000 05000600 01000000 05000500 03000000 07000400 61626300
< 02010000 08000300 06000000 05000600 02000000 05000500 01000000 05000400 64000000
< 02010000 08000300 07000000 05000600 09000000 05000500 01000000 05000400 65000000
ip sr hmac show
    hmac 5 algo sha1 secret "abc"
    hmac 6 algo sha256 secret "d"
    hmac 7 algo <unknown> secret "e"
ip -j sr hmac show
    [{"hmac":5,"algo":"sha1","secret":"abc"},{"hmac":6,"algo":"sha256","secret":"d"},
    +{"hmac":7,"algo":"<unknown>","secret":"e"}]
)";

constexpr const char *sr_tunsrc_answers = R"(
< 04010000 14000100 20010db8 00000000 00000000 00000001
ip sr tunsrc show
    tunsrc addr 2001:db8::1
ip -j sr tunsrc show
    [{"tunsrc":"2001:db8::1"}]
)";

constexpr const char *ioam_namespace_answers = R"(
< 03010000 06000100 01000000 08000200 34120000 0c000300 efcdab00 00000000 08000400 02000000
< 03010000 06000100 02000000
ip ioam namespace show
    namespace 1 [schema 2], data 0x00001234, wide 0x0000000000abcdef
    namespace 2
ip -j ioam namespace show
    [{"namespace":1,"schema":2,"data":"1234","wide":"0xabcdef"},{"namespace":2}]
)";

constexpr const char *ioam_schema_answers = R"(
< 06010000 08000400 02000000 0c000500 68656c6c 6f000000 06000100 01000000
< 06010000 08000400 03000000 04000500
ip ioam schema show
    schema 2 [namespace 1], data: 68 65 6c 6c 6f 00 00 00
    schema 3, data:
ip -j ioam schema show
    [{"schema":2,"namespace":1,"data":[104,101,108,108,111,0,0,0]},{"schema":3,"data":[]}]
)";

constexpr const char *tcp_metrics_answers = R"(
< 01010000 08000100 0a000001 08000b00 0a000002 0c000300 39300000 00000000 08000400 e8030000 08000500
    fbffffff 2c000600 08000100 64000000 08000200 32000000 08000300 07000000 08000400 0a000000 08000500
    03000000 06000700 b4050000 06000800 02000000 0c000900 88130000 00000000 0c000a00 01020304 05060708
< 01010000 14000200 20010db8 00000000 00000000 00000001 24000600 08000600 20030000 08000700 90010000
    08000100 09000000 08000800 4d000000
< 01010000 14000200 20010db8 00000000 00000000 00000001 06000800 01000000
< 01010000 08000b00 0a000002
ip tcp_metrics
    10.0.0.1 age 12.345sec tw_ts 1000/-5 ago ssthresh 7 cwnd 10 reordering 3 rtt 12500us rttvar
    + 12500us fo_mss 1460 fo_syn_drops 2/5.000sec ago fo_cookie 0102030405060708 source 10.0.0.2
    2001:db8::1 rtt 100us rttvar 100us
    2001:db8::1 fo_syn_drops 1/0.000sec ago
ip -j tcp_metrics
    [{"dst":"10.0.0.1","age":12.345,"tw_ts_stamp":"1000/-5","ssthresh":7,"cwnd":10,"reordering":3,
    +"rtt":0.0125,"rttvar":0.0125,"fopen_miss":1460,"fopen_syn_drops":2,"fopen_syn_drop_ts":5,
    +"fo_cookie":"0102030405060708","source":"10.0.0.2"},{"dst":"2001:db8::1","rtt":0.0001,
    +"rttvar":0.0001},{"dst":"2001:db8::1","fopen_syn_drops":1,"fopen_syn_drop_ts":0}]
)";

constexpr const char *fou_answers = R"(
< 01010000 06000100 15b30000 05000200 02000000 05000300 04000000 05000400 01000000
< 01010000 06000100 1a0a0000 05000200 02000000 05000300 00000000 05000400 02000000
< 01010000 06000100 00070000 05000200 0a000000 05000300 29000000 05000400 01000000 14000700 20010db8
    00000000 00000000 00000001 14000900 20010db8 00000000 00000000 00000002 06000a00 00630000 08000b00
    01000000
< 01010000 06000100 00080000 05000200 02000000 05000300 2f000000 05000400 01000000 08000600 0a000001
    08000800 0a000002 06000a00 00000000 08000b00 00000000
< 01010000 06000100 00090000 05000200 02000000 05000300 2f000000 08000600 00000000 08000800 00000000
    06000a00 00050000 08000b00 4d000000
ip fou show
    port 5555 ipproto 4
    port 6666 gue
    port 7 ipproto 41 -6 local 2001:db8::1 peer 2001:db8::2 peer_port 99 dev lo
    port 8 ipproto 47 local 10.0.0.1 peer 10.0.0.2
    port 9 ipproto 47 peer_port 5 dev if77
ip -j fou show
    [{"port":5555,"ipproto":4,"family":"inet"},{"port":6666,"gue":null,"family":"inet"},{"port":7,
    +"ipproto":41,"family":"inet6","local":"2001:db8::1","peer":"2001:db8::2","peer_port":99,
    +"dev":"lo"},{"port":8,"ipproto":47,"family":"inet","local":"10.0.0.1","peer":"10.0.0.2"},
    +{"port":9,"ipproto":47,"family":"inet","peer_port":5,"dev":"if77"}]
)";

constexpr const char *ila_answers = R"(
< 01010000 0c000300 00010002 00030004 0c000100 20010db8 00000001 08000400 01000000 05000700 02000000
    05000800 01000000
< 01010000 0c000300 ffffffff ffffffff 0c000100 00000000 00000001 05000700 00000000 05000800 20000000
< 01010000 0c000100 00000000 00000002
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 08000400 63000000 05000700 09000000
    05000800 07000000
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 05000700 00000000 05000800 00000000
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 05000700 01000000 05000800 01000000
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 05000700 02000000 05000800 02000000
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 05000700 03000000 05000800 03000000
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 05000700 04000000 05000800 04000000
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 05000700 00000000 05000800 05000000
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 05000700 01000000 05000800 06000000
< 01010000 0c000300 00010002 00030004 0c000100 00010002 00030005 05000700 02000000 05000800 07000000
ip ila list
    1:2:3:4             2001:db8:0:1        lo              no-action        luid
    ffff:ffff:ffff:ffff 0:0:0:1             -          adj-transport    use-format
    -                   0:0:0:2             -          -          -
    1:2:3:4             1:2:3:5             if99            unknown          unknown
    1:2:3:4             1:2:3:5             -          adj-transport    iid
    1:2:3:4             1:2:3:5             -          neutral-map      luid
    1:2:3:4             1:2:3:5             -          no-action        virt-v4
    1:2:3:4             1:2:3:5             -          neutral-map-auto virt-uni-v6
    1:2:3:4             1:2:3:5             -          unknown          virt-multi-v6
    1:2:3:4             1:2:3:5             -          adj-transport    nonlocal-addr
    1:2:3:4             1:2:3:5             -          neutral-map      unknown
    1:2:3:4             1:2:3:5             -          no-action        unknown
ip -j ila list
    [{"locator_match":"1:2:3:4","locator":"2001:db8:0:1","interface":"lo","csum_mode":"no-action",
    +"ident_type":"luid"},{"locator_match":"ffff:ffff:ffff:ffff","locator":"0:0:0:1",
    +"csum_mode":"adj-transport","ident_type":"use-format"},{"locator_match":"-","locator":"0:0:0:2"},
    +{"locator_match":"1:2:3:4","locator":"1:2:3:5","interface":"if99","csum_mode":"unknown",
    +"ident_type":"unknown"},{"locator_match":"1:2:3:4","locator":"1:2:3:5",
    +"csum_mode":"adj-transport","ident_type":"iid"},{"locator_match":"1:2:3:4","locator":"1:2:3:5",
    +"csum_mode":"neutral-map","ident_type":"luid"},{"locator_match":"1:2:3:4","locator":"1:2:3:5",
    +"csum_mode":"no-action","ident_type":"virt-v4"},{"locator_match":"1:2:3:4","locator":"1:2:3:5",
    +"csum_mode":"neutral-map-auto","ident_type":"virt-uni-v6"},{"locator_match":"1:2:3:4",
    +"locator":"1:2:3:5","csum_mode":"unknown","ident_type":"virt-multi-v6"},
    +{"locator_match":"1:2:3:4","locator":"1:2:3:5","csum_mode":"adj-transport",
    +"ident_type":"nonlocal-addr"},{"locator_match":"1:2:3:4","locator":"1:2:3:5",
    +"csum_mode":"neutral-map","ident_type":"unknown"},{"locator_match":"1:2:3:4","locator":"1:2:3:5",
    +"csum_mode":"no-action","ident_type":"unknown"}]
)";

} // namespace nskit
