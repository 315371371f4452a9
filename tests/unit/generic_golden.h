// SPDX-License-Identifier: MIT
// What the objects over generic netlink ask of the kernel: a command line, and indented below it the flags of
// the request (as the netlink header has them, in hex) and what follows that header, as iproute2 7.1 sends
// it; then `[STATUS] MESSAGE` if there is a message. What is refused here sends no request, also where iproute2
// sends an empty one. A message that ends in `...` goes on. Devices: lo is 1, eth0 7, eth1 8. The bytes are those of a
// little-endian machine.
#pragma once

namespace nskit {

constexpr const char *mptcp_requests = R"(
ip mptcp endpoint add 10.0.0.1
    5: 01010000 14000180 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 signal
    5: 01010000 1c000180 08000600 01000000 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 dev eth0 id 5 subflow backup
    5: 01010000 2c000180 05000200 05000000 08000600 06000000 08000700 07000000 06000100 02000000
        08000300 0a000001
ip mptcp endpoint add 2001:db8::1 subflow fullmesh
    5: 01010000 28000180 08000600 0a000000 06000100 0a000000 14000400 20010db8 00000000 00000000
        00000001
ip mptcp endpoint add 10.0.0.1 port 8080 signal
    5: 01010000 24000180 08000600 01000000 06000500 901f0000 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 laminar
    5: 01010000 1c000180 08000600 20000000 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 implicit
    5: 01010000 1c000180 08000600 10000000 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 nobackup
    5: 01010000 14000180 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 10.0.0.2
    5: 01010000 14000180 06000100 02000000 08000300 0a000002
ip mptcp endpoint add any
    5: 01010000 10000180 06000100 00000000 04000400
ip mptcp endpoint change id 5 backup
    5: 07010000 14000180 05000200 05000000 08000600 04000000
ip mptcp endpoint change id 5 nobackup
    5: 07010000 0c000180 05000200 05000000
ip mptcp endpoint change 10.0.0.1 port 8080 fullmesh
    5: 07010000 24000180 08000600 08000000 06000500 901f0000 06000100 02000000 08000300 0a000001
ip mptcp endpoint change
    5: 07010000 04000180
ip mptcp endpoint delete id 5
    5: 02010000 0c000180 05000200 05000000
ip mptcp endpoint delete id 0 10.0.0.1
    5: 02010000 1c000180 05000200 00000000 06000100 02000000 08000300 0a000001
ip mptcp endpoint show
    301: 03010000
ip mptcp endpoint show id 5
    1: 03010000 0c000180 05000200 05000000
ip mptcp endpoint show 10.0.0.1
    1: 03010000 14000180 06000100 02000000 08000300 0a000001
ip mptcp endpoint flush
    5: 04010000
ip mptcp limits set subflows 4 add_addr_accepted 3
    5: 05010000 08000200 03000000 08000300 04000000
ip mptcp limits set subflows 4
    5: 05010000 08000300 04000000
ip mptcp limits set
    5: 05010000
ip mptcp limits show
    1: 06010000
ip mptcp limits monitor
    [255] Command "monitor" is unknown, try "ip mptcp help".
ip mptcp limits set foo 1
    [255] Error: argument "foo" is wrong: unknown limit
ip mptcp limits set subflows x
    [255] Error: argument "x" is wrong: invalid subflows...
ip mptcp limits set add_addr_accepted -1
    [255] Error: argument "-1" is wrong: invalid add_addr_accepted...
ip mptcp foo
    [255] Command "foo" is unknown, try "ip mptcp help".
ip mptcp endpoint foo
    [255] Command "foo" is unknown, try "ip mptcp help".
ip mptcp monitor foo
    [255] Command "foo" is unknown, try "ip mptcp help".
ip mptcp endpoint flush foo
    [255] Command "foo" is unknown, try "ip mptcp help".
ip mptcp endpoint add
    [255] Error: argument "ADDRESS" is required
ip mptcp endpoint add foo
    [1] Error: any valid address is expected rather than "foo".
ip mptcp endpoint add 10.0.0.1 id
    [255] Command line is not complete. Try option "help"
ip mptcp endpoint add 10.0.0.1 id 256
    [255] Error: argument "256" is wrong: invalid ID...
ip mptcp endpoint add 10.0.0.1 id 0
    [255] Error: argument "ID" is wrong: cannot be 0...
ip mptcp endpoint change id 0
    [255] Error: argument "ID" is wrong: cannot be 0...
ip mptcp endpoint show id 0
    [255] Error: argument "ID" is wrong: cannot be 0...
ip mptcp endpoint add 10.0.0.1 dev a/b
    [255] Error: argument "a/b" is wrong: invalid interface name...
ip mptcp endpoint add 10.0.0.1 dev nope
    [255] Error: argument "nope" is wrong: device does not exist...
ip mptcp endpoint add 10.0.0.1 port http
    [255] Error: argument "http" is wrong: expected port
ip mptcp endpoint add 10.0.0.1 port 80
    [255] Error: argument "port" is wrong: flags must have signal when using port
ip mptcp endpoint add 10.0.0.1 signal fullmesh
    [255] Error: argument "fullmesh" is wrong: flags mustn't have both signal and fullmesh
ip mptcp endpoint change id 5 signal
    [255] Error: argument "signal" is wrong: invalid flags, backup and fullmesh only
ip mptcp endpoint change id 5 port 80 backup
    [255] Error: argument "port" is wrong: port can't be used with id
ip mptcp endpoint delete
    [255] Error: argument "ID" is required
ip mptcp endpoint delete id 5 10.0.0.1
    [255] Error: argument "ADDRESS" is wrong: invalid for non-zero id address...
ip mptcp endpoint delete id 0
    [255] Error: argument "ID" is wrong: address is needed for deleting id 0 address...
ip mp e a 10.0.0.1 d eth0 i 5 p 80 signal
    5: 01010000 34000180 05000200 05000000 08000600 01000000 08000700 07000000 06000500 50000000
        06000100 02000000 08000300 0a000001
)";

constexpr const char *tcp_metrics_requests = R"(
ip tcp_metrics
    301: 01010000
ip tcp_metrics show 10.0.0.1
    1: 01010000 08000100 0a000001
ip tcp_metrics show 2001:db8::1
    1: 01010000 14000200 20010db8 00000000 00000000 00000001
ip tcp_metrics show 10.0.0.0/8
    301: 01010000
ip tcp_metrics show src 10.0.0.1
    301: 01010000
ip tcp_metrics delete 10.0.0.1
    5: 02010000 08000100 0a000001
ip tcp_metrics delete address 2001:db8::1
    5: 02010000 14000200 20010db8 00000000 00000000 00000001
ip tcp_metrics flush
    5: 02010000
ip tcp_metrics flush 10.0.0.1
    5: 02010000 08000100 0a000001
ip tcp_metrics flush 10.0.0.0/8
    301: 01010000
    [0] Nothing to flush.
ip -4 tcp_metrics flush
    301: 01010000
    [0] Nothing to flush.
ip tcp_metrics flush src 10.0.0.1
    301: 01010000
    [0] Nothing to flush.
ip tcp_metrics flush default
    5: 02010000
ip tcp_metrics show 10.0.0.1 src 10.0.0.2
    1: 01010000 08000100 0a000001 08000b00 0a000002
ip tcp_metrics delete source 2001:db8::2 addr 2001:db8::1
    5: 02010000 14000200 20010db8 00000000 00000000 00000001 14000c00 20010db8 00000000 00000000
        00000002
ip tcp_metrics show 10.0.0.1 10.0.0.2
    [255] Error: either "address" is duplicate, or "10.0.0.2" is garbage.
ip tcp_metrics show src 10.0.0.1 source 10.0.0.2
    [255] Error: either "source" is duplicate, or "10.0.0.2" is garbage.
ip -6 tcp_metrics show 10.0.0.1
    [1] Error: inet6 prefix is expected rather than "10.0.0.1".
ip tcp_metrics flush 0/0
    301: 01010000
    [0] Nothing to flush.
ip tcp_metrics flush ::/0
    301: 01010000
    [0] Nothing to flush.
)";

constexpr const char *fou_requests = R"(
ip fou add port 5555 ipproto 4
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 02000000 05000300 04000000
ip fou add port 5555 ipproto ipip
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 02000000 05000300 5e000000
ip fou add port 5555 ipproto gre
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 02000000 05000300 2f000000
ip fou add port 6666 gue
    5: 01010000 06000100 1a0a0000 05000400 02000000 05000200 02000000
ip fou add port 0x1234 ipproto 41 -6
    5: 01010000 06000100 12340000 05000400 01000000 05000200 0a000000 05000300 29000000
ip -6 fou add port 5555 ipproto 41
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 0a000000 05000300 29000000
ip fou add port 5555 ipproto 4 local 10.0.0.1
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 02000000 05000300 04000000 08000600
        0a000001
ip fou add port 5555 ipproto 4 local 10.0.0.1 peer 10.0.0.2 peer_port 7777
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 02000000 05000300 04000000 08000600
        0a000001 08000800 0a000002 06000a00 1e610000
ip fou add port 5555 ipproto 4 peer 10.0.0.2 peer_port 7777 dev eth0
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 02000000 05000300 04000000 08000800
        0a000002 06000a00 1e610000 08000b00 07000000
ip -6 fou add port 5555 gue local 2001:db8::1 peer 2001:db8::2 peer_port 7777 dev eth0
    5: 01010000 06000100 15b30000 05000400 02000000 05000200 0a000000 14000700 20010db8 00000000
        00000000 00000001 14000900 20010db8 00000000 00000000 00000002 06000a00 1e610000 08000b00
        07000000
ip fou add p 5555 i 4 l 10.0.0.1 d eth0
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 02000000 05000300 04000000 08000600
        0a000001 08000b00 07000000
ip fou a g po 5555
    5: 01010000 06000100 15b30000 05000400 02000000 05000200 02000000
ip fou del port 5555
    5: 02010000 06000100 15b30000 05000400 01000000 05000200 02000000
ip fou del port 5555 local 10.0.0.1 peer 10.0.0.2 peer_port 7777 dev eth0
    5: 02010000 06000100 15b30000 05000400 01000000 05000200 02000000 08000600 0a000001 08000800
        0a000002 06000a00 1e610000 08000b00 07000000
ip fou del port 5555 -6
    5: 02010000 06000100 15b30000 05000400 01000000 05000200 0a000000
ip fou del port 5555 gue
    5: 02010000 06000100 15b30000 05000400 02000000 05000200 02000000
ip fou show
    301: 03010000
ip fou add port 5555
    [1] fou: must set ipproto or gue
ip fou add ipproto 4
    [1] fou: missing port
ip fou add
    [1] fou: missing port
ip fou add port 5555 ipproto 4 gue
    [1] fou: cannot set ipproto and gue
ip fou add port 5555 ipproto 4 peer 10.0.0.2
    [1] fou: both peer and peer port must be set
ip fou add port 5555 ipproto 4 peer_port 5
    [1] fou: both peer and peer port must be set
ip fou del ipproto 4
    [1] fou: missing port
ip fou add port 0 ipproto 4
    [255] Error: argument "0" is wrong: invalid port
ip fou add port x ipproto 4
    [255] Error: argument "x" is wrong: invalid port
ip fou add port 5555 ipproto 0
    [255] Error: argument "0" is wrong: invalid ipproto
ip fou add port 5555 ipproto x
    [255] Error: argument "x" is wrong: invalid ipproto
ip fou add port 5555 ipproto 256
    [255] Error: argument "256" is wrong: invalid ipproto
ip fou add port 5555 ipproto 4 peer_port 0
    [255] Error: argument "0" is wrong: invalid peer port
ip fou add port 5555 ipproto 4 dev nope
    [1] fou: unknown device name
ip fou add port 5555 ipproto 4 dev a/b
    [1] fou: invalid device name
ip fou add port 5555 ipproto 4 local 2001:db8::1
    [1] Error: inet address is expected rather than "2001:db8::1".
ip fou add port 5555 ipproto 4 local any
    5: 01010000 06000100 15b30000 05000400 01000000 05000200 02000000 05000300 04000000 04000600
ip fou add port 5555 ipproto 4 peer 10.0.0.2 peer_port
    [255] Command line is not complete. Try option "help"
ip fou add port 5555 ipproto 4 foo
    [255] fou: unknown command "foo"?...
ip fou show port 5555
    [1] "ip fou show" does not take any arguments.
ip fou foo
    [255] Command "foo" is unknown, try "ip fou help".
)";

constexpr const char *ila_requests = R"(
ip ila add loc_match 1:2:3:4 loc 5:6:7:8
    5: 01010000 0c000300 00010002 00030004 0c000100 00050006 00070008
ip ila add loc_match 2001:db8:0:1 loc 2001:db8:0:2 dev eth0
    5: 01010000 0c000300 20010db8 00000001 0c000100 20010db8 00000002 08000400 07000000
ip ila add loc_match 1:2:3:4 loc 5:6:7:8 csum-mode adj-transport
    5: 01010000 0c000300 00010002 00030004 0c000100 00050006 00070008 05000700 00000000
ip ila add loc_match 1:2:3:4 loc 5:6:7:8 csum-mode neutral-map
    5: 01010000 0c000300 00010002 00030004 0c000100 00050006 00070008 05000700 01000000
ip ila add loc_match 1:2:3:4 loc 5:6:7:8 csum-mode neutral-map-auto ident-type luid
    5: 01010000 0c000300 00010002 00030004 0c000100 00050006 00070008 05000700 03000000 05000800
        01000000
ip ila add loc_match 1:2:3:4 loc 5:6:7:8 csum-mode no-action ident-type use-format dev eth0
    5: 01010000 0c000300 00010002 00030004 0c000100 00050006 00070008 08000400 07000000 05000700
        02000000 05000800 20000000
ip ila add loc 5:6:7:8 loc_match ffff:0:0:1
    5: 01010000 0c000300 ffff0000 00000001 0c000100 00050006 00070008
ip ila a loc_ 1:2:3:4 l 5:6:7:8 c no-action i luid d eth0
    5: 01010000 0c000300 00010002 00030004 0c000100 00050006 00070008 08000400 07000000 05000700
        02000000 05000800 01000000
ip ila del loc_match 1:2:3:4
    5: 02010000 0c000300 00010002 00030004
ip ila del loc_match 1:2:3:4 loc 5:6:7:8 dev eth0
    5: 02010000 0c000300 00010002 00030004 0c000100 00050006 00070008 08000400 07000000
ip ila d loc_m 1:2:3:4
    5: 02010000 0c000300 00010002 00030004
ip ila del
    5: 02010000
ip ila list
    301: 03010000
ip ila show
    301: 03010000
ip ila add loc_match 1:2:3:4
    [1] ila: missing locator
ip ila add loc 1:2:3:4
    [1] ila: missing locator0match
ip ila add
    [1] ila: missing locator
ip ila add loc x loc_match 1:2:3:4
    [1] Bad locator: x
ip ila add loc_match 1:2:3:4:5 loc 5:6:7:8
    [1] Bad locator to match: 1:2:3:4:5
ip ila add loc_match 1:2:3:10000 loc 5:6:7:8
    [1] Bad locator to match: 1:2:3:10000
ip ila add loc_match 1:2 loc 5:6:7:8
    [1] Bad locator to match: 1:2
ip ila add loc_match 1::4 loc 5:6:7:8
    [1] Bad locator to match: 1::4
ip ila add loc_match 1:2:3:4 loc 5:6:7:8 csum-mode foo
    [1] Bad csum-mode: foo
ip ila add loc_match 1:2:3:4 loc 5:6:7:8 ident-type iid
    [1] Bad ident-type: iid
ip ila add loc_match 1:2:3:4 loc 5:6:7:8 dev nope
    [1] No such interface: nope
ip ila add loc_match 1:2:3:4 loc 5:6:7:8 foo
    [255] ...
ip ila add loc_match
    [255] Command line is not complete. Try option "help"
ip ila list foo
    [1] "ip ila show" does not take any arguments.
ip ila foo
    [255] Command "foo" is unknown, try "ip ila help".
)";

constexpr const char *sr_requests = R"(
ip sr hmac show
    301: 02010000
ip sr tunsrc show
    1: 04010000
ip sr tunsrc set 2001:db8::1
    5: 03010000 14000100 20010db8 00000000 00000000 00000001
ip sr tunsrc set any
    5: 03010000 14000100 00000000 00000000 00000000 00000000
ip sr foo
    [255] Error: argument "foo" is wrong: unknown
ip sr hmac
    [255] Command line is not complete. Try option "help"
ip sr hmac foo
    [255] Error: argument "foo" is wrong: unknown
ip sr hmac show 5
    [255] Error: argument "5" is wrong: unknown
ip sr hmac set 0 sha1
    [255] Error: argument "0" is wrong: hmac KEYID value is invalid
ip sr hmac set 5 md5
    [255] Error: argument "md5" is wrong: hmac ALGO value is invalid
ip sr hmac set 5
    [255] Command line is not complete. Try option "help"
ip sr t
    [255] Command line is not complete. Try option "help"
ip sr tunsrc set
    [255] Command line is not complete. Try option "help"
ip sr tunsrc set 10.0.0.1
    [1] Error: inet6 address is expected rather than "10.0.0.1".
)";

constexpr const char *ioam_requests = R"(
ip ioam namespace add 1
    5: 01010000 06000100 01000000
ip ioam namespace add 2 data 0x1234
    5: 01010000 06000100 02000000 08000200 34120000
ip ioam namespace add 3 wide abcdef
    5: 01010000 06000100 03000000 0c000300 efcdab00 00000000
ip ioam namespace add 3 data 5 wide 0xabcdef
    5: 01010000 06000100 03000000 08000200 05000000 0c000300 efcdab00 00000000
ip ioam namespace del 3
    5: 02010000 06000100 03000000
ip ioam namespace show
    301: 03010000
ip ioam schema add 1 abcd
    5: 04010000 08000400 01000000 08000500 61626364
ip ioam schema add 2 hello
    5: 04010000 08000400 02000000 09000500 68656c6c 6f000000
ip ioam schema add 3 ""
    5: 04010000 08000400 03000000 04000500
ip ioam schema del 2
    5: 05010000 08000400 02000000
ip ioam schema show
    301: 06010000
ip ioam namespace set 1 schema 2
    5: 07010000 06000100 01000000 08000400 02000000
ip ioam namespace set 1 schema none
    5: 07010000 06000100 01000000 04000600
)";

} // namespace nskit
