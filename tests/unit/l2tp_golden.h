// SPDX-License-Identifier: MIT
// What ip l2tp and ip macsec ask of the kernel and print of its answers, in the format of generic_golden.h and
// generic_answers.h.
#pragma once

#include <linux/if_macsec.h>
#include <linux/l2tp.h>

namespace nskit {

constexpr const char *l2tp_requests = R"(
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 remote 10.0.0.2 local 10.0.0.1
    [255] Error: argument "udp_sport" is required
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 remote 10.0.0.2 local 10.0.0.1 encap ip
    5: 01010000 08000900 01000000 08000a00 02000000 05000700 03000000 06000200 01000000 08001800
        0a000001 08001900 0a000002
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap udp local 10.0.0.1 remote 10.0.0.2 udp_sport 5000 udp_dport 6000
    5: 01010000 08000900 01000000 08000a00 02000000 05000700 03000000 06000200 00000000 08001800
        0a000001 08001900 0a000002 06001a00 88130000 06001b00 70170000
ip l2tp add tunnel tid 0x10 ptid 020 encap udp local 10.0.0.1 remote 10.0.0.2 udp_sport 5000 udp_dport 6000 udp_csum on
    5: 01010000 08000900 10000000 08000a00 10000000 05000700 03000000 06000200 00000000 08001800
        0a000001 08001900 0a000002 06001a00 88130000 06001b00 70170000 05000d00 01000000
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap udp local 2001:db8::1 remote 2001:db8::2 udp_sport 5000 udp_dport 6000
    5: 01010000 08000900 01000000 08000a00 02000000 05000700 03000000 06000200 00000000 14001f00
        20010db8 00000000 00000000 00000001 14002000 20010db8 00000000 00000000 00000002 06001a00 88130000
        06001b00 70170000
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap udp local 2001:db8::1 remote 2001:db8::2 udp_sport 5000 udp_dport 6000 udp6_csum_tx off udp6_csum_rx off
    5: 01010000 08000900 01000000 08000a00 02000000 05000700 03000000 06000200 00000000 14001f00
        20010db8 00000000 00000000 00000001 14002000 20010db8 00000000 00000000 00000002 06001a00 88130000
        06001b00 70170000 04002100 04002200
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap udp local 2001:db8::1 remote 2001:db8::2 udp_sport 5000 udp_dport 6000 udp6_csum_tx off udp_csum on
    5: 01010000 08000900 01000000 08000a00 02000000 05000700 03000000 06000200 00000000 14001f00
        20010db8 00000000 00000000 00000001 14002000 20010db8 00000000 00000000 00000002 06001a00 88130000
        06001b00 70170000 05000d00 01000000 04002100
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 2001:db8::1 remote 2001:db8::2
    5: 01010000 08000900 01000000 08000a00 02000000 05000700 03000000 06000200 01000000 14001f00
        20010db8 00000000 00000000 00000001 14002000 20010db8 00000000 00000000 00000002
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local any remote 10.0.0.2
    [255] Error: argument "local" is required
ip l2tp add session tunnel_id 1 session_id 10 peer_session_id 20
    5: 05010000 08000900 01000000 08000a00 00000000 08000b00 0a000000 08000c00 14000000 06000100
        05000000 05000500 01000000 05000600 04000000
ip l2tp add session name l2tpeth5 tunnel_id 1 session_id 10 peer_session_id 20 cookie deadbeef peer_cookie 0123456789ABCDEF
    5: 05010000 08000900 01000000 08000a00 00000000 08000b00 0a000000 08000c00 14000000 06000100
        05000000 05000500 01000000 05000600 04000000 08000f00 deadbeef 0c001000 01234567 89abcdef 0d000800
        6c327470 65746835 00000000
ip l2tp add session tid 1 sid 10 psid 20 seq both
    5: 05010000 08000900 01000000 08000a00 00000000 08000b00 0a000000 08000c00 14000000 06000100
        05000000 05000500 01000000 05000600 04000000 05001200 01000000 05001300 01000000
ip l2tp add session tid 1 sid 10 psid 20 seq SEND l2spec_type none
    5: 05010000 08000900 01000000 08000a00 00000000 08000b00 0a000000 08000c00 14000000 06000100
        05000000 05000500 00000000 05000600 00000000 05001300 01000000
ip l2tp add session tid 1 sid 10 psid 20 seq recv l2spec_type default
    5: 05010000 08000900 01000000 08000a00 00000000 08000b00 0a000000 08000c00 14000000 06000100
        05000000 05000500 01000000 05000600 04000000 05001200 01000000
ip l2tp add session tid 1 sid 10 psid 20 seq both seq none
    5: 05010000 08000900 01000000 08000a00 00000000 08000b00 0a000000 08000c00 14000000 06000100
        05000000 05000500 01000000 05000600 04000000
ip l2tp add session tid 1 sid 10 psid 20 offset 5 peer_offset 6
    5: 05010000 08000900 01000000 08000a00 00000000 08000b00 0a000000 08000c00 14000000 06000100
        05000000 05000500 01000000 05000600 04000000
    [0] Ignoring option "offset"...
ip l2tp add tunnel session tid 1 ptid 2 sid 10 psid 20 local 10.0.0.1 remote 10.0.0.2
    [255] Error: argument "udp_sport" is required
ip l2tp del tunnel tunnel_id 1
    5: 02010000 08000900 01000000
ip l2tp del session tunnel_id 1 session_id 10
    5: 06010000 08000900 01000000 08000b00 0a000000
ip l2tp del tunnel session_id 10 tunnel_id 1
    5: 06010000 08000900 01000000 08000b00 0a000000
ip l2tp del session session_id 10
    5: 06010000 08000900 00000000 08000b00 0a000000
ip l2tp show tunnel
    301: 04010000
ip l2tp show tunnel tunnel_id 5
    301: 04010000 08000900 05000000
ip l2tp list session
    301: 08010000
ip l2tp lst session tunnel_id 5 session_id 6
    301: 08010000 08000900 05000000 08000b00 06000000
ip l2tp show session tunnel_id 5
    301: 08010000
ip l2tp show session session_id 6
    301: 08010000
ip l2tp add
    [255] Usage: ip l2tp...
ip l2tp add tunnel
    [255] Error: argument "tunnel_id" is required
ip l2tp add tunnel_id 1
    [255] Error: argument "tunnel or session" is required
ip l2tp add tunnel tunnel_id 1
    [255] Error: argument "peer_tunnel_id" is required
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2
    [255] Error: argument "local" is required
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1
    [255] Error: argument "remote" is required
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 encap udp
    [255] Error: argument "udp_sport" is required
ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 encap udp udp_sport 1
    [255] Error: argument "udp_dport" is required
ip l2tp add session tunnel_id 1
    [255] Error: argument "peer_session_id" is required
ip l2tp add session tunnel_id 1 peer_session_id 2
    [255] Error: argument "session_id" is required
ip l2tp add tunnel tunnel_id x
    [255] Error: argument "x" is wrong: invalid ID
ip l2tp add tunnel tunnel_id 4294967296
    [255] Error: argument "4294967296" is wrong: invalid ID
ip l2tp add tunnel local x
    [1] Error: any valid address is expected rather than "x".
ip l2tp add tunnel encap foo
    [255] Unknown tunnel encapsulation "foo"
ip l2tp add tunnel udp_sport 70000
    [255] Error: argument "70000" is wrong: invalid port
ip l2tp add tunnel udp_csum maybe
    [255] Error: argument "maybe" is wrong: invalid option for udp_csum
ip l2tp add tunnel udp6_csum_rx x
    [255] Error: argument "x" is wrong: invalid option for udp6_csum_rx
ip l2tp add session name a/b
    [255] Error: argument "a/b" is wrong: "name" not a valid ifname
ip l2tp add session cookie abc
    [255] Error: argument "abc" is wrong: cookie must be either 8 or 16 hex digits
ip l2tp add session cookie zzzzzzzz
    [255] Error: argument "zzzzzzzz" is wrong: cookie must be a hex string
ip l2tp add session l2spec_type foo
    [255] Unknown layer2specific header type "foo"
ip l2tp add session seq foo
    [255] Unknown seq value "foo"
ip l2tp add foo
    [255] Unknown command: foo...
ip l2tp add tunnel help
    [255] Usage: ip l2tp...
ip l2tp del
    [255] Usage: ip l2tp...
ip l2tp del tunnel
    [255] Error: argument "tunnel_id" is required
ip l2tp del session tunnel_id 1
    [255] Error: argument "session_id" is required
ip l2tp show
    [255] Usage: ip l2tp...
ip l2tp show tunnel_id 1
    [255] Error: argument "tunnel or session" is required
ip l2tp foo
    [255] Command "foo" is unknown, try "ip l2tp help".
)";

constexpr const char *macsec_requests = R"(
ip macsec add eth0 tx sa 0 pn 1 on key 01 00112233445566778899aabbccddeeff
    5: 04010000 08000100 07000000 44000300 05000100 00000000 08000300 01000000 14000500 01000000
        00000000 00000000 00000000 14000400 00112233 44556677 8899aabb ccddeeff 05000200 01000000
ip macsec add eth0 tx sa 3 pn 0x100 off key 0102030405060708090a0b0c0d0e0f10 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
    5: 04010000 08000100 07000000 54000300 05000100 03000000 08000300 00010000 14000500 01020304
        05060708 090a0b0c 0d0e0f10 24000400 00112233 44556677 8899aabb ccddeeff 00112233 44556677 8899aabb
        ccddeeff 05000200 00000000
ip macsec add eth0 tx sa 1 pn 100 key 02 0011
    5: 04010000 08000100 07000000 30000300 05000100 01000000 08000300 64000000 14000500 02000000
        00000000 00000000 00000000 06000400 00110000
ip macsec add eth0 tx sa 0 xpn 0x100000001 salt 000102030405060708090a0b ssci 5 key 01 00112233445566778899aabbccddeeff
    5: 04010000 08000100 07000000 58000300 05000100 00000000 0c000300 01000000 01000000 10000900
        00010203 04050607 08090a0b 08000800 00000005 14000500 01000000 00000000 00000000 00000000 14000400
        00112233 44556677 8899aabb ccddeeff
ip macsec add eth0 tx sa 0 pn 5 salt 000102030405060708090a0b ssci 5 key 01 00112233445566778899aabbccddeeff
    5: 04010000 08000100 07000000 3c000300 05000100 00000000 08000300 05000000 14000500 01000000
        00000000 00000000 00000000 14000400 00112233 44556677 8899aabb ccddeeff
ip macsec set eth0 tx sa 0 pn 7
    5: 06010000 08000100 07000000 14000300 05000100 00000000 08000300 07000000
ip macsec set eth0 tx sa 0 off
    5: 06010000 08000100 07000000 14000300 05000100 00000000 05000200 00000000
ip macsec set eth0 tx sa 0 xpn 9 on
    5: 06010000 08000100 07000000 20000300 05000100 00000000 0c000300 09000000 00000000 05000200
        01000000
ip macsec set eth0 tx sa 0
    5: 06010000 08000100 07000000 0c000300 05000100 00000000
ip macsec del eth0 tx sa 2
    5: 05010000 08000100 07000000 0c000300 05000100 02000000
ip macsec delete eth0 tx sa 2 garbage
    5: 05010000 08000100 07000000 0c000300 05000100 02000000
ip macsec add eth0 rx sci 0102030405060708
    5: 01010000 08000100 07000000 10000200 0c000100 01020304 05060708
ip macsec add eth0 rx port 1 address 02:00:00:00:00:01
    5: 01010000 08000100 07000000 10000200 0c000100 02000000 00010001
ip macsec add eth0 rx address 02:00:00:00:00:01 port 0x100 on
    5: 01010000 08000100 07000000 18000200 0c000100 02000000 00010100 05000200 01000000
ip macsec add eth0 rx port 1 address 02:00:00:00:00:01 off
    5: 01010000 08000100 07000000 18000200 0c000100 02000000 00010001 05000200 00000000
ip macsec set eth0 rx sci 5 off
    5: 03010000 08000100 07000000 18000200 0c000100 00000000 00000005 05000200 00000000
ip macsec del eth0 rx sci 5
    5: 02010000 08000100 07000000 10000200 0c000100 00000000 00000005
ip macsec del eth0 rx port 1 address 02:00:00:00:00:01
    5: 02010000 08000100 07000000 10000200 0c000100 02000000 00010001
ip macsec add eth0 rx port 1 address 02:00:00:00:00:01 sa 0 pn 1 on key 01 00112233445566778899aabbccddeeff
    5: 07010000 08000100 07000000 10000200 0c000100 02000000 00010001 44000300 05000100 00000000
        08000300 01000000 14000500 01000000 00000000 00000000 00000000 14000400 00112233 44556677 8899aabb
        ccddeeff 05000200 01000000
ip macsec add eth0 rx sci 0102030405060708 sa 1 xpn 5 salt 000102030405060708090a0b ssci 7 key 01 00112233445566778899aabbccddeeff
    5: 07010000 08000100 07000000 10000200 0c000100 01020304 05060708 58000300 05000100 01000000
        0c000300 05000000 00000000 10000900 00010203 04050607 08090a0b 08000800 00000007 14000500 01000000
        00000000 00000000 00000000 14000400 00112233 44556677 8899aabb ccddeeff
ip macsec set eth0 rx sci 0102030405060708 sa 1 pn 6 off
    5: 09010000 08000100 07000000 10000200 0c000100 01020304 05060708 1c000300 05000100 01000000
        08000300 06000000 05000200 00000000
ip macsec del eth0 rx sci 0102030405060708 sa 1
    5: 08010000 08000100 07000000 10000200 0c000100 01020304 05060708 0c000300 05000100 01000000
ip macsec offload eth0 off
    5: 0a010000 08000100 07000000 0c000900 05000100 00000000
ip macsec offload eth0 phy
    5: 0a010000 08000100 07000000 0c000900 05000100 01000000
ip macsec offload eth0 mac
    5: 0a010000 08000100 07000000 0c000900 05000100 02000000
ip macsec o eth0 m
    5: 0a010000 08000100 07000000 0c000900 05000100 02000000
    [0] WARNING: 'm' matches 'mac' by prefix....
ip macsec show
    301: 00010000
ip macsec show eth0
    301: 00010000
ip macsec show nope
    [1] Device "nope" does not exist.
ip macsec show eth0 foo
    [255] Usage: ip macsec...
ip macsec add
    [255] Usage: ip macsec...
ip macsec add nope
    [1] Device "nope" does not exist.
ip macsec add eth0
    [255] Usage: ip macsec...
ip macsec add eth0 foo
    [255] Usage: ip macsec...
ip macsec add eth0 tx
    [255] Usage: ip macsec...
ip macsec add eth0 tx sa 4
    [255] Error: argument "4" is wrong: expected an { 0..3 }
ip macsec add eth0 tx sa 0
    [1] cannot create SA without key
ip macsec add eth0 tx sa 0 pn 1
    [1] cannot create SA without key
ip macsec add eth0 tx sa 0 key 01 00112233445566778899aabbccddeeff
    [1] must specify a packet number != 0
ip macsec add eth0 tx sa 0 pn 0 key 01 0011
    [255] Error: argument "0" is wrong: expected pn != 0
ip macsec add eth0 tx sa 0 pn x
    [255] Error: argument "x" is wrong: expected pn
ip macsec add eth0 tx sa 0 pn 1 pn 2
    [255] Error: either "pn" is duplicate, or "pn" is garbage.
ip macsec add eth0 tx sa 0 pn 1 xpn 2
    [255] Error: either "xpn" is duplicate, or "xpn" is garbage.
ip macsec add eth0 tx sa 0 xpn 0
    [255] Error: argument "0" is wrong: expected pn != 0
ip macsec add eth0 tx sa 0 pn 1 on off
    [255] Error: either "on/off" is duplicate, or "off" is garbage.
ip macsec add eth0 tx sa 0 pn 1 salt 0
    [255] Error: argument "0" is wrong: expected salt
ip macsec add eth0 tx sa 0 pn 1 ssci zz
    [255] Error: argument "zz" is wrong: expected ssci
ip macsec add eth0 tx sa 0 pn 1 key 0 0011
    [255] Error: argument "0" is wrong: expected key id
ip macsec add eth0 tx sa 0 pn 1 key 01 001
    [255] Error: argument "001" is wrong: expected key
ip macsec add eth0 tx sa 0 pn 1 key 01 zz
    [255] Error: argument "zz" is wrong: expected key
ip macsec add eth0 tx sa 0 pn 1 key 01
    [255] Command line is not complete. Try option "help"
ip macsec add eth0 tx sa 0 foo
    [255] macsec: unknown command "foo"?...
ip macsec set eth0 tx sa 0 key 01 0011
    [1] cannot change key on SA
ip macsec add eth0 rx
    [255] expected sci...
ip macsec add eth0 rx foo
    [255] Error: argument "foo" is wrong: expected sci, port, or address
ip macsec add eth0 rx sci zz
    [255] Error: argument "zz" is wrong: expected sci
ip macsec add eth0 rx port 0
    [255] Error: argument "0" is wrong: expected port != 0
ip macsec add eth0 rx port 1
    [255] expected sci...
ip macsec add eth0 rx port 1 sci 5
    [255] Error: argument "sci" is wrong: expected address
ip macsec add eth0 rx address 02:00:00:00:00:01 sci 5
    [255] Error: argument "sci" is wrong: expected port
ip macsec add eth0 rx port 1 address x
    [255] "x" is invalid lladdr....
ip macsec add eth0 rx sci 5 foo
    [255] macsec: unknown command "foo"?...
ip macsec add eth0 rx sci 5 on off
    [255] Error: either "on/off" is duplicate, or "off" is garbage.
ip macsec add eth0 rx sci 5 sa 9
    [255] Error: argument "9" is wrong: expected an { 0..3 }
ip macsec offload
    [255] Usage: ip macsec...
ip macsec offload eth0
    [255] Usage: ip macsec...
ip macsec offload eth0 foo
    [255] Error: argument of "offload" must be one of "off", "phy", "mac", not "foo"...
ip macsec offload nope off
    [1] Device "nope" does not exist.
ip macsec foo
    [255] Command "foo" is unknown, try "ip macsec help".
)";

} // namespace nskit
