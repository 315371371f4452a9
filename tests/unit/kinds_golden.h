// SPDX-License-Identifier: MIT
// What kinds of link send: the attributes of IFLA_INFO_DATA (or _SLAVE_DATA), `TYPE:HEX ...` in the order of
// their types, little-endian. The kernels that tests run on lack most of these kinds. tests/wire compares
// with what iproute2 6.1.0 sends; what that version does not know or cannot read follows the kernel's
// headers. Device d0 has index 5, d1 has 4.
#pragma once

namespace nskit {

/// `ours_alone`: iproute2 6.1.0 does not know a word, or fails at it.
enum Senders { both, ours_alone };

struct Golden {
    const char *kind, *words, *attributes;
    Senders senders = both;
};

inline constexpr Golden golden[] = {
    {"vlan", "id 5 gvrp on ingress-qos-map 1:2 3:4 egress-qos-map 0:1 5:6",
     "1:0500 2:0200000002000000 3:0c00010000000000010000000c0001000500000006000000 "
     "4:0c00010001000000020000000c0001000300000004000000"},
    {"vlan", "id 5", "1:0500"},
    {"vlan", "protocol 802.1ad id 5 gvrp off mvrp on reorder_hdr off loose_binding on bridge_binding on",
     "1:0500 2:1c0000001f000000 5:88a8"},
    {"vlan", "protocol 0x88a8 id 5", "1:0500 5:88a8"},
    {"vlan", "id 5000", "1:8813"},
    {"vlan", "id 5 ingress 4:5 gvrp on", "1:0500 2:0200000002000000 4:0c0001000400000005000000"},
    {"vlan", "id 5 egress 4:5 id 7", "1:0700 3:0c0001000400000005000000"},
    {"vlan", "i 5 p 802.1Q", "1:0500 5:8100"},
    {"vrf", "table 10", "1:0a000000"},
    {"vrf", "table main", "1:fe000000"},
    {"vrf", "table 10 table 20", "1:14000000"},
    {"ipvlan", "mode l2", "1:0000"},
    {"ipvlan", "mode l3 bridge", "1:0100 2:0000"},
    {"ipvlan", "mode l3s private", "1:0200 2:0100"},
    {"ipvlan", "vepa", "2:0200"},
    {"ipvlan", "m l2 pri", "1:0000 2:0100"},
    {"ipvtap", "mode l2 bridge", "1:0000 2:0000"},
    {"ipvtap", "private mode l3", "1:0100 2:0100"},
    {"ipvtap", "vepa", "2:0200"},
    {"bond",
     "mode active-backup active_slave d0 miimon 100 updelay 10 downdelay 20 peer_notify_delay 30 use_carrier "
     "1 arp_interval 5 arp_validate all arp_all_targets any arp_ip_target 1.2.3.4,5.6.7.8 ns_ip6_target "
     "::1,::2 primary d1 primary_reselect better fail_over_mac active xmit_hash_policy layer2+3 resend_igmp "
     "3 num_grat_arp 4 all_slaves_active 1 min_links 2 lp_interval 7 packets_per_slave 8 tlb_dynamic_lb 1 "
     "lacp_rate fast lacp_active on ad_select bandwidth ad_user_port_key 9 ad_actor_sys_prio 10 "
     "ad_actor_system 02:00:00:00:00:01 arp_missed_max 3",
     "1:01 2:05000000 3:64000000 4:0a000000 5:14000000 6:01 7:05000000 8:08000000010203040800010005060708 "
     "9:03000000 10:00000000 11:04000000 12:01 13:01 14:02 15:03000000 16:04 17:01 18:02000000 19:07000000 "
     "20:08000000 21:01 22:01 24:0a00 25:0900 26:020000000001 27:01 28:1e000000 29:01 30:03 "
     "31:14000000000000000000000000000000000000011400010000000000000000000000000000000002"},
    {"bond", "mode 802.3ad lacp_active off lacp_rate slow", "1:04 21:00 29:00"},
    {"bond", "mode 1", "1:01"},
    {"bond", "clear_active_slave", "2:00000000"},
    {"bond", "arp_validate 3", "9:03000000"},
    {"bond", "num_unsol_na 5", "16:05"},
    {"bond", "m 1 a d0", "1:01 2:05000000"},
    {"bond", "arp_i 5", "7:05000000"},
    {"bond", "arp_ip_target 1.2.3.4, ns_ip6_target ::1",
     "8:0800000001020304 31:1400000000000000000000000000000000000001"},
    {"bond", "coupled_control off broadcast_neighbor on", "32:00 33:01", ours_alone},
    {"bond", "clear_active_slave mode 0", "1:00 2:00000000"},
    {"bond_slave", "queue_id 5 prio -3", "5:0500 9:fdffffff"},
    {"bond_slave", "actor_port_prio 7", "10:0700", ours_alone},
    {"geneve",
     "id 5 remote 1.2.3.4 ttl 5 tos 6 df set flowlabel 0x7 dstport 600 noexternal noudpcsum udp6zerocsumtx "
     "noudp6zerocsumrx innerprotoinherit",
     "1:05000000 2:01020304 3:05 4:06 5:0258 8:00 9:01 10:00 11:00000007 13:01 14:"},
    {"geneve", "external", "6:"},
    {"geneve", "external dstport 5", "5:0005 6:"},
    {"geneve", "vni 5 remote 1.2.3.4 ttl inherit df unset udpcsum noudp6zerocsumtx udp6zerocsumrx",
     "1:05000000 2:01020304 8:01 9:00 10:01 12:01 13:00"},
    {"geneve", "id 5 remote 1.2.3.4 label 5 dsfield 4 hoplimit 3",
     "1:05000000 2:01020304 3:03 4:04 11:00000005"},
    {"geneve", "id 5 remote 192.0.2.1 srcport 1000 2000", "1:05000000 2:c0000201 15:03e807d0", ours_alone},
    {"geneve", "id 5 remote 2001:db8::1", "1:05000000 7:20010db8000000000000000000000001"},
    {"geneve", "id 0 remote 0.0.0.0", "1:00000000 2:00000000"},
    {"geneve", "remote 0 external", "2:00000000 6:"},
    {"geneve", "id 5 remote ::", "1:05000000 7:00000000000000000000000000000000"},
    {"geneve", "id 5 remote 1.2.3.4 dstport 0", "1:05000000 2:01020304"},
    {"geneve", "id 5 remote 1.2.3.4 tos 10", "1:05000000 2:01020304 4:10"},
    {"vxlan", "id 5 remote 0.0.0.0 dstport 0", "1:05000000 2:00000000 7:01"},
    {"vxlan", "id 5 remote :: dstport 0", "1:05000000 7:01 16:00000000000000000000000000000000"},
    {"vxlan", "id 5 local 0 dstport 0", "1:05000000 4:00000000 7:01"},
    {"vxlan", "id 5 local :: dstport 0", "1:05000000 7:01 17:00000000000000000000000000000000"},
    {"vxlan", "remote 0.0.0.0 local 10.0.0.1 external dstport 0", "2:00000000 4:0a000001 7:00 25:01"},
    {"vxlan", "id 5 tos 10 dstport 0", "1:05000000 6:10 7:01"},
    {"gre", "remote 1.2.3.4 tos 10", "7:01020304 9:10 10:01"},
    {"ip6gre", "remote ::1 tclass 10 flowlabel 255",
     "7:00000000000000000000000000000001 8:40 11:04 12:01000255 13:00000000 15:0200"},
    {"ip6tnl", "remote ::1 tclass 10",
     "3:00000000000000000000000000000001 4:40 6:04 7:01000000 8:00000000 9:00 16:0200"},
    {"macsec", "address 02:00:00:00:00:01", "2:0000"},
    {"macsec", "sci 0", "2:0000"},
    {"vxlan", "vn 5 hopl 3 dsf 4 dstport 0", "1:05000000 5:03 6:04 7:01"},
    {"geneve", "vn 5 remote 1.2.3.4 hop 3 ds 4", "1:05000000 2:01020304 3:03 4:04"},
    {"gre", "remote 1.2.3.4 hopl 3 tc 4", "7:01020304 8:03 9:04 10:01"},
    {"bond", "num_u 5", "16:05"},
    {"bond", "arp_ip_target any", "8:0800000000000000"},
    {"bareudp", "dstport 5 ethertype ipv4 srcportmin 6 multiproto", "1:0005 2:0800 3:0600 4:"},
    {"bareudp", "dstport 5 ethertype 0x8847 nomultiproto", "1:0005 2:8847"},
    {"bareudp", "dstport 5 ethertype mpls_uc", "1:0005 2:8847"},
    {"gtp", "role sgsn hsize 5 restart_count 6", "3:05000000 4:01000000 5:01 6:06"},
    {"gtp", "role ggsn", "3:00040000 4:00000000 5:01"},
    {"amt", "discovery 1.2.3.4 mode gateway local 5.6.7.8 dev d0 relay_port 1 gateway_port 2 max_tunnels 3",
     "1:00000000 2:0001 3:0002 4:05000000 5:05060708 7:01020304 8:03000000"},
    {"amt", "mode relay local 5.6.7.8 dev d0", "1:01000000 4:05000000 5:05060708"},
    {"rmnet", "mux_id 5", "1:0500"},
    {"rmnet", "mux_id 5 ingress-deaggregation on ingress-commands off ingress-chksumv4 on",
     "1:0500 2:0500000007000000", ours_alone},
    {"rmnet", "egress-chksumv4 on ingress-chksumv5 off egress-chksumv5 on", "2:2800000038000000", ours_alone},
    {"batadv", "ra BATMAN_IV", "1:4241544d414e5f495600"},
    {"hsr", "slave1 d0 slave2 d1 supervision 5 version 1 proto 1", "1:05000000 2:04000000 3:05 6:01 7:01"},
    {"hsr", "slave1 d0 slave2 d1", "1:05000000 2:04000000"},
    {"hsr", "slave1 d0", "1:05000000"},
    {"hsr", "version 3", "6:03"},
    {"hsr", "slave1 d0 slave2 d1 interlink d0", "1:05000000 2:04000000 8:05000000", ours_alone},
    {"xfrm", "dev d0 if_id 5", "1:05000000 2:05000000"},
    {"xfrm", "if_id 0x10", "2:10000000"},
    {"xfrm", "external", "3:"},
    {"wwan", "linkid 5", "1:05000000"},
    {"dsa", "conduit d0", "1:05000000"},
    {"dsa", "master d0", "1:05000000"},
    {"ipoib", "pkey 0x8001 mode datagram umcast 1", "1:0180 2:0000 3:0100"},
    {"ipoib", "mode connected umcast 0", "2:0100 3:0000"},
    {"ipoib", "pkey 5", "1:0500"},
    {"macsec", "port 5", "2:0005"},
    {"macsec",
     "address 02:00:00:00:00:01 port 5 cipher gcm-aes-256 icvlen 16 encrypt on send_sci on end_station off "
     "scb off protect on replay on window 32 validate strict encodingsa 2 offload off",
     "1:0200000000010005 3:10 4:0200000100c28000 5:20000000 6:02 7:01 8:01 9:01 10:00 11:00 12:01 13:02 "
     "15:00"},
    {"macsec", "sci 0102030405060708 cipher default", "1:0102030405060708 4:0100000100028000"},
    {"macsec", "sci 0102030405060708 cipher gcm-aes-128 offload mac",
     "1:0102030405060708 4:0100000100c28000 15:02"},
    {"macsec", "cipher gcm-aes-xpn-128 offload phy validate check", "4:0300000100c28000 13:01 15:01"},
    {"macsec", "cipher gcm-aes-xpn-256 validate disabled", "4:0400000100c28000 13:00"},
    {"can", "bitrate 500000", "1:20a1070000000000000000000000000000000000000000000000000000000000"},
    {"can", "bitrate 500000 sample-point 0.875 sjw 4",
     "1:20a107006b030000000000000000000000000000000000000400000000000000"},
    {"can", "tq 125 prop-seg 6 phase-seg1 7 phase-seg2 2 sjw 1",
     "1:00000000000000007d0000000600000007000000020000000100000000000000"},
    {"can", "bitrate 500000 dbitrate 1000000 dsample-point 0.8 dsjw 2 fd on",
     "1:20a1070000000000000000000000000000000000000000000000000000000000 5:2000000020000000 "
     "9:40420f0020030000000000000000000000000000000000000200000000000000"},
    {"can", "dtq 5 dprop-seg 6 dphase-seg1 7 dphase-seg2 8 dsjw 9",
     "9:0000000000000000050000000600000007000000080000000900000000000000"},
    {"can", "tdcv 1 tdco 2 tdcf 3", "16:080007000100000008000800020000000800090003000000"},
    {"can", "tdcv 1 fd on tdco 2", "5:2000000020000000 16:08000700010000000800080002000000"},
    {"can", "tdc-mode auto", "5:0002000000020000"},
    {"can", "tdc-mode manual tdcv 1", "5:0004000000040000 16:0800070001000000"},
    {"can", "tdc-mode off", "5:0006000000000000"},
    {"can",
     "loopback on listen-only off triple-sampling on one-shot off berr-reporting on fd off fd-non-iso on "
     "presume-ack off cc-len8-dlc on",
     "5:ff01000095010000"},
    {"can", "restart-ms 100", "6:64000000"},
    {"can", "restart", "7:01000000"},
    {"can", "termination 120", "11:7800"},
    {"can", "restart-ms 0", "6:00000000"},
    {"gre", "remote 1.2.3.4 local 5.6.7.8 seq key 5 csum ttl 5 tos 6 nopmtudisc ignore-df dev d0 fwmark 7",
     "1:05000000 2:b000 3:b000 4:00000005 5:00000005 6:05060708 7:01020304 8:05 9:06 10:00 19:01 "
     "20:07000000"},
    {"gre",
     "remote 1.2.3.4 local 5.6.7.8 iseq okey 1.2.3.4 icsum ttl inherit tos inherit pmtudisc noignore-df",
     "2:9000 3:2000 5:01020304 6:05060708 7:01020304 8:00 9:01 10:01 19:00"},
    {"gre", "remote 1.2.3.4 oseq ikey 7 ocsum ttl 0", "2:2000 3:9000 4:00000007 7:01020304 8:00 10:01"},
    {"gre", "remote 1.2.3.4 noseq nokey nocsum", "2:0000 3:0000 4:00000000 5:00000000 7:01020304 10:01"},
    {"gre", "noiseq nooseq noikey nookey noicsum noocsum", "2:0000 3:0000 4:00000000 5:00000000 10:01"},
    {"gre", "remote 1.2.3.4 encap none", "7:01020304 10:01 14:0000"},
    {"gre", "remote 1.2.3.4 noencap", "7:01020304 10:01 14:0000"},
    {"gre", "external", "18:"},
    {"gre", "remote any local any", "10:01"},
    {"gre", "ttl 5 nopmtudisc", "8:05 10:00"},
    {"gre", "ignore-df", "10:01 19:01"},
    {"gre",
     "remote 1.2.3.4 local 5.6.7.8 encap fou encap-sport auto encap-dport 5555 encap-csum encap-udp6-csum "
     "encap-remcsum",
     "6:05060708 7:01020304 10:01 14:0100 15:0700 16:0000 17:15b3"},
    {"gre", "remote 1.2.3.4 encap gue encap-sport 6 noencap-csum noencap-udp6-csum noencap-remcsum",
     "7:01020304 10:01 14:0200 15:0000 16:0006"},
    {"gre", "encap fou encap-csum6", "10:01 14:0100 15:0200", ours_alone},
    {"gretap", "remote 1.2.3.4", "7:01020304 10:01"},
    {"gretap", "remote 1.2.3.4 key 4 key 5", "2:2000 3:2000 4:00000005 5:00000005 7:01020304 10:01"},
    {"gretap",
     "remote 1.2.3.4 local 5.6.7.8 dev d0 ttl 5 tos 6 nopmtudisc ignore-df ikey 5 okey 6 iseq oseq icsum "
     "ocsum fwmark 7",
     "1:05000000 2:b000 3:b000 4:00000005 5:00000006 6:05060708 7:01020304 8:05 9:06 10:00 19:01 "
     "20:07000000"},
    {"gretap",
     "remote 1.2.3.4 seq csum noseq nocsum encap fou encap-sport 1 encap-dport 2 encap-csum encap-udp6-csum "
     "encap-remcsum",
     "2:0000 3:0000 7:01020304 10:01 14:0100 15:0700 16:0001 17:0002"},
    {"gretap", "external", "18:"},
    {"gretap", "noencap", "10:01 14:0000"},
    {"erspan", "remote 1.2.3.4 local 5.6.7.8 seq key 5 erspan_ver 1 erspan 123",
     "2:3000 3:3000 4:00000005 5:00000005 6:05060708 7:01020304 10:01 21:7b000000 22:01"},
    {"erspan", "seq key 5 erspan_ver 2 erspan_dir ingress erspan_hwid 17",
     "2:3000 3:3000 4:00000005 5:00000005 10:01 22:02 23:00 24:1100"},
    {"erspan", "seq key 5 erspan_ver 2 erspan_dir egress erspan_hwid 0x11",
     "2:3000 3:3000 4:00000005 5:00000005 10:01 22:02 23:01 24:1100"},
    {"erspan", "erspan_ver 0", "10:01 22:00"},
    {"erspan", "external", "18:"},
    {"erspan", "seq key 5", "2:3000 3:3000 4:00000005 5:00000005 10:01 22:01"},
    {"erspan",
     "remote 1.2.3.4 local 5.6.7.8 dev d0 ttl 5 tos 6 nopmtudisc ikey 5 okey 6 iseq oseq icsum ocsum csum "
     "fwmark 7 erspan_ver 1 erspan 5",
     "1:05000000 2:b000 3:b000 4:00000005 5:00000006 6:05060708 7:01020304 8:05 9:06 10:00 20:07000000 "
     "21:05000000 22:01"},
    {"erspan", "ignore-df pmtudisc", "10:01 19:01 22:01"},
    {"erspan", "noencap", "10:01 14:0000 22:01"},
    {"erspan", "encap gue encap-sport 1 encap-dport 2 encap-csum encap-udp6-csum encap-remcsum",
     "10:01 14:0200 15:0700 16:0001 17:0002 22:01"},
    {"ip6gre",
     "remote ::1 local ::2 seq key 5 csum hoplimit 5 encaplimit 6 tclass 0x7 flowlabel 0x8 dscp inherit dev "
     "d0 fwmark 9 allow-localremote",
     "1:05000000 2:b000 3:b000 4:00000005 5:00000005 6:00000000000000000000000000000002 "
     "7:00000000000000000000000000000001 8:05 11:06 12:00700008 13:50000000 15:0200 20:09000000"},
    {"ip6gre",
     "remote ::1 encaplimit none tclass inherit flowlabel inherit fwmark inherit noallow-localremote ttl 7 "
     "tos 3",
     "7:00000000000000000000000000000001 8:07 11:04 12:00300000 13:25000000 15:0200"},
    {"ip6gre", "external", "18:"},
    {"ip6gre", "flowlabel 0xfffff", "8:40 11:04 12:000fffff 13:00000000 15:0200"},
    {"ip6gre", "hoplimit inherit", "8:00 11:04 13:00000000 15:0200"},
    {"ip6gre",
     "remote ::1 ikey 5 okey 6 iseq oseq icsum ocsum encap fou encap-sport 1 encap-dport 2 encap-csum "
     "encap-udp6-csum encap-remcsum",
     "2:b000 3:b000 4:00000005 5:00000006 7:00000000000000000000000000000001 8:40 11:04 13:00000000 14:0100 "
     "15:0700 16:0001 17:0002"},
    {"ip6gre", "remote ::1 noencap",
     "7:00000000000000000000000000000001 8:40 11:04 13:00000000 14:0000 15:0200"},
    {"ip6gretap", "remote ::1", "7:00000000000000000000000000000001 8:40 11:04 13:00000000 15:0200"},
    {"ip6gretap",
     "remote ::1 local ::2 dev d0 hoplimit 5 encaplimit 6 tclass 0x7 flowlabel 0x8 dscp inherit ikey 5 okey "
     "6 iseq oseq icsum ocsum allow-localremote fwmark 9",
     "1:05000000 2:b000 3:b000 4:00000005 5:00000006 6:00000000000000000000000000000002 "
     "7:00000000000000000000000000000001 8:05 11:06 12:00700008 13:50000000 15:0200 20:09000000"},
    {"ip6gretap",
     "key 5 seq csum encap gue encap-sport 1 encap-dport 2 encap-csum noencap-udp6-csum encap-remcsum",
     "2:b000 3:b000 4:00000005 5:00000005 8:40 11:04 13:00000000 14:0200 15:0500 16:0001 17:0002"},
    {"ip6gretap", "noencap", "8:40 11:04 13:00000000 14:0000 15:0200"},
    {"ip6gretap", "external", "18:"},
    {"ip6erspan", "remote ::1 seq key 5 erspan_ver 2 erspan_dir ingress erspan_hwid 3",
     "2:3000 3:3000 4:00000005 5:00000005 7:00000000000000000000000000000001 8:40 11:04 13:00000000 15:0200 "
     "22:02 23:00 24:0300"},
    {"ip6erspan", "remote ::1 seq key 5 erspan_ver 1 erspan 5",
     "2:3000 3:3000 4:00000005 5:00000005 7:00000000000000000000000000000001 8:40 11:04 13:00000000 15:0200 "
     "21:05000000 22:01"},
    {"ip6erspan",
     "remote ::1 local ::2 dev d0 hoplimit 5 encaplimit 6 tclass 0x7 flowlabel 0x8 dscp inherit ikey 5 okey "
     "6 iseq oseq icsum ocsum csum allow-localremote fwmark 9",
     "1:05000000 2:b000 3:b000 4:00000005 5:00000006 6:00000000000000000000000000000002 "
     "7:00000000000000000000000000000001 8:05 11:06 12:00700008 13:50000000 15:0200 20:09000000 22:01"},
    {"ip6erspan", "encap gue encap-sport 1 encap-dport 2 encap-csum noencap-udp6-csum encap-remcsum",
     "8:40 11:04 13:00000000 14:0200 15:0500 16:0001 17:0002 22:01"},
    {"ip6erspan", "noencap", "8:40 11:04 13:00000000 14:0000 15:0200 22:01"},
    {"ip6erspan", "external", "18:"},
    {"ipip", "remote 1.2.3.4 local 5.6.7.8 ttl 5 tos 6 pmtudisc dev d0 fwmark 5 mode mplsip",
     "1:05000000 2:05060708 3:01020304 4:05 5:06 9:89 10:01 20:05000000"},
    {"ipip", "remote 1.2.3.4 nopmtudisc ttl inherit tos inherit mode any", "3:01020304 4:00 5:01 9:00 10:00"},
    {"ipip", "remote 1.2.3.4 encap fou encap-dport 5555 mode ipip", "3:01020304 9:04 10:01 15:0100 18:15b3"},
    {"ipip", "external", "19:"},
    {"ipip", "noencap ttl 5", "4:05 9:00 10:01 15:0000"},
    {"ipip", "encap gue encap-sport 6 encap-csum encap-udp6-csum encap-remcsum",
     "9:00 10:01 15:0200 16:0700 17:0006"},
    {"sit", "remote 1.2.3.4 local 5.6.7.8 ttl 64 isatap", "2:05060708 3:01020304 4:40 8:0100 9:00 10:01"},
    {"sit", "6rd-prefix 2001:db8::/32 6rd-relay_prefix 10.0.0.0/8",
     "9:00 10:01 11:20010db8000000000000000000000000 12:0a000000 13:2000 14:0800"},
    {"sit", "mode ip6ip", "9:29 10:01"},
    {"sit", "mode ipip", "9:04 10:01"},
    {"sit", "mode mplsip", "9:89 10:01"},
    {"sit", "mode any", "9:00 10:01"},
    {"sit", "mode ip4ip4", "9:04 10:01"},
    {"sit", "external", "19:"},
    {"sit", "encap gue encap-sport 5 encap-dport 6 encap-csum", "9:00 10:01 15:0200 16:0100 17:0005 18:0006"},
    {"sit", "remote 1.2.3.4 dev d0 tos 6 nopmtudisc fwmark 7 encap fou encap-udp6-csum encap-remcsum",
     "1:05000000 3:01020304 5:06 9:00 10:00 15:0100 16:0600 20:07000000"},
    {"sit", "6rd-reset noisatap",
     "8:0000 9:00 10:01 11:20020000000000000000000000000000 12:00000000 13:1000 14:0000", ours_alone},
    {"sit", "noencap", "9:00 10:01 15:0000"},
    {"sit", "pmtudisc ttl inherit", "4:00 9:00 10:01"},
    {"ip6tnl",
     "remote ::1 local ::2 encaplimit 3 hoplimit 4 tclass 0x5 flowlabel 0x6 dscp inherit allow-localremote "
     "dev d0 fwmark 7 mode ipip6",
     "1:05000000 2:00000000000000000000000000000002 3:00000000000000000000000000000001 4:04 6:03 7:00500006 "
     "8:50000000 9:04 16:0200 20:07000000"},
    {"ip6tnl", "remote ::1 encaplimit none tclass inherit flowlabel inherit fwmark inherit mode any",
     "3:00000000000000000000000000000001 4:40 6:04 7:00000000 8:27000000 9:00 16:0200"},
    {"ip6tnl", "mode ip6ip6", "4:40 6:04 8:00000000 9:29 16:0200"},
    {"ip6tnl", "mode ipv6/ipv6", "4:40 6:04 8:00000000 9:29 16:0200"},
    {"ip6tnl", "mode ip4ip6", "4:40 6:04 8:00000000 9:04 16:0200"},
    {"ip6tnl", "mode any/ipv6", "4:40 6:04 8:00000000 9:00 16:0200"},
    {"ip6tnl", "external", "19:"},
    {"ip6tnl", "encap fou encap-dport 5", "4:40 6:04 8:00000000 9:00 15:0100 16:0200 18:0005"},
    {"ip6tnl", "ttl 5 hlim 4", "4:04 6:04 8:00000000 9:00 16:0200"},
    {"ip6tnl", "noencap", "4:40 6:04 8:00000000 9:00 15:0000 16:0200"},
    {"ip6tnl", "encap gue encap-sport 6 encap-csum noencap-udp6-csum encap-remcsum",
     "4:40 6:04 8:00000000 9:00 15:0200 16:0500 17:0006"},
    {"ip6tnl", "encap fou noencap-csum6", "4:40 6:04 8:00000000 9:00 15:0100 16:0000", ours_alone},
    {"vti", "remote 1.2.3.4 local 5.6.7.8 key 5 dev d0 fwmark 6",
     "1:05000000 2:00000005 3:00000005 4:05060708 5:01020304 6:06000000"},
    {"vti", "ikey 5 okey 6", "2:00000005 3:00000006"},
    {"vti", "key 1.2.3.4", "2:01020304 3:01020304"},
    {"vti6", "remote ::1 local ::2 key 5 dev d0 fwmark 6",
     "1:05000000 2:00000005 3:00000005 4:00000000000000000000000000000002 5:00000000000000000000000000000001 "
     "6:06000000"},
    {"vti6", "ikey 5 okey 6", "2:00000005 3:00000006"},
    {"veth", "peer name v1", "1:000000000000000000000000000000000700030076310000"},
    {"veth", "peer name v1 index 7 mtu 1400 address 02:00:00:00:00:01 numtxqueues 2 txqueuelen 5 alias text",
     "1:"
     "00000000070000000000000000000000070003007631000008000400780500000a000100020000000001000008001f000200000"
     "008000d00050000000800140074657874"},
    {"veth", "peer v1 group 5 gso_max_size 60000",
     "1:0000000000000000000000000000000008001b00050000000800290060ea00000700030076310000"},
    {"vxcan", "peer name v1 mtu 72", "1:0000000000000000000000000000000007000300763100000800040048000000"},
    {"bridge",
     "forward_delay 1500 hello_time 200 max_age 2000 ageing_time 30000 stp_state 1 priority 100 "
     "vlan_filtering 1 vlan_protocol 802.1ad group_fwd_mask 0x8 group_address 01:80:c2:00:00:05 fdb_flush "
     "vlan_default_pvid 5 vlan_stats_enabled 1 vlan_stats_per_port 1",
     "1:dc050000 2:c8000000 3:d0070000 4:30750000 5:01000000 6:6400 7:01 8:88a8 9:0800 20:0180c2000005 21: "
     "39:0500 41:01 45:01"},
    {"bridge",
     "mcast_router 2 mcast_snooping 0 mcast_query_use_ifaddr 1 mcast_querier 1 mcast_hash_elasticity 16 "
     "mcast_hash_max 512 mcast_last_member_count 3 mcast_startup_query_count 4 mcast_last_member_interval "
     "100 mcast_membership_interval 26000 mcast_querier_interval 25500 mcast_query_interval 12500 "
     "mcast_query_response_interval 1000 mcast_startup_query_interval 3125 mcast_stats_enabled 1 "
     "mcast_igmp_version 3 mcast_mld_version 2 nf_call_iptables 1 nf_call_ip6tables 0 nf_call_arptables 1",
     "22:02 23:00 24:01 25:01 26:10000000 27:00020000 28:03000000 29:04000000 30:6400000000000000 "
     "31:9065000000000000 32:9c63000000000000 33:d430000000000000 34:e803000000000000 35:350c000000000000 "
     "36:01 37:00 38:01 42:01 43:03 44:02"},
    {"bridge", "no_linklocal_learn 1 mcast_vlan_snooping 0", "46:0100000003000000"},
    {"bridge", "stp_state 0", "5:00000000"},
    {"bridge", "forward 5 h 6 max 7 age 8", "1:05000000 2:06000000 3:07000000 4:08000000"},
    {"bridge", "fdb_max_learned 100 stp_mode user", "49:64000000 50:01000000", ours_alone},
    {"bridge", "no_linklocal_learn 0 mst_enabled 1 mdb_offload_fail_notification 1 fdb_local_vlan_0 0",
     "46:0c0000001d000000", ours_alone},
    {"bridge_slave",
     "fdb_flush state 3 priority 5 cost 100 hairpin on guard off root_block on fastleave off learning on "
     "flood off mcast_flood on bcast_flood off mcast_to_unicast on proxy_arp on proxy_arp_wifi off "
     "mcast_router 2 mcast_fast_leave on neigh_suppress on group_fwd_mask 0x4008 vlan_tunnel on isolated on "
     "locked off backup_port d1",
     "1:03 2:0500 3:64000000 4:01 5:00 6:01 7:01 8:01 9:00 10:01 12:00 24: 25:02 27:01 28:01 29:01 30:00 "
     "31:0840 32:01 33:01 34:04000000 39:00"},
    {"bridge_slave", "nobackup_port", "34:00000000"},
    {"bridge_slave", "mab on neigh_vlan_suppress on neigh_forward_grat off backup_nhid 5",
     "40:01 43:01 44:05000000 45:00", ours_alone},
    {"macvlan", "mode private", "1:01000000"},
    {"macvlan", "mode source bcqueuelen 500 macaddr set 02:00:00:00:00:01 02:00:00:00:00:02",
     "1:10000000 3:03000000 5:0a00040002000000000100000a0004000200000000020000 7:f4010000"},
    {"macvlan", "mode bridge nodst", "1:04000000 2:0200"},
    {"macvlan", "flag nodst macaddr add 02:00:00:00:00:01", "2:0200 3:00000000 4:020000000001"},
    {"macvlan", "mode passthru nopromisc", "1:08000000 2:0100"},
    {"macvlan", "mode bridge bclim -1", "1:04000000 9:ffffffff", ours_alone},
    {"macvtap", "mode passthru nopromisc", "1:08000000 2:0100"},
    {"macvtap", "flag null mode vepa macaddr flush bcqueuelen 5", "1:02000000 2:0000 3:02000000 7:05000000"},
    {"macvtap", "nodst macaddr del 02:00:00:00:00:01", "2:0200 3:01000000 4:020000000001"},
    {"macvtap", "bclim 7", "9:07000000", ours_alone},
    {"vxlan",
     "id 42 group 239.0.0.1 dev d0 dstport 4789 srcport 1000 2000 ttl 5 tos 0x10 df set flowlabel 0x12345 "
     "ageing 300 maxaddress 5",
     "1:2a000000 2:ef000001 3:05000000 5:05 6:10 7:01 8:2c010000 9:05000000 10:03e807d0 15:12b5 26:00012345 "
     "29:01"},
    {"vxlan",
     "id 42 remote 192.0.2.1 local 192.0.2.2 dstport 4789 learning proxy rsc l2miss l3miss udpcsum "
     "udp6zerocsumtx udp6zerocsumrx remcsumtx remcsumrx gbp",
     "1:2a000000 2:c0000201 4:c0000202 7:01 11:01 12:01 13:01 14:01 15:12b5 18:01 19:01 20:01 21:01 22:01 "
     "23:"},
    {"vxlan",
     "vni 42 dstport 0 nolearning noproxy norsc nol2miss nol3miss noudpcsum noudp6zerocsumtx "
     "noudp6zerocsumrx noremcsumtx noremcsumrx ageing none maxaddress unlimited ttl auto df unset tos "
     "inherit",
     "1:2a000000 5:00 6:01 7:00 8:00000000 9:00000000 11:00 12:00 13:00 14:00 18:00 19:00 20:00 21:00 22:00 "
     "29:00"},
    {"vxlan", "external vnifilter dstport 4789", "7:00 15:12b5 25:01 30:01"},
    {"vxlan", "external gpe", "7:00 15:12b6 25:01 27:"},
    {"vxlan", "id 5 noexternal novnifilter dstport 1 ttl inherit df inherit",
     "1:05000000 7:01 15:0001 25:00 28: 29:02 30:00"},
    {"vxlan", "id 5 remote 2001:db8::1 local 2001:db8::2 dev d0 dstport 4789 label 5",
     "1:05000000 3:05000000 7:01 15:12b5 16:20010db8000000000000000000000001 "
     "17:20010db8000000000000000000000002 26:00000005"},
    {"vxlan", "id 5 group ff05::1 dev d0", "1:05000000 3:05000000 7:01 16:ff050000000000000000000000000001"},
    {"vxlan", "id 5 dstport 4789 reserved_bits 0xf7ffffff000000ff nolocalbypass mcroute",
     "1:05000000 7:01 15:12b5 31:00 33:f7ffffff000000ff 34:01", ours_alone},
    {"vxlan", "id 5 dstport 4789 localbypass nomcroute", "1:05000000 7:01 15:12b5 31:01 34:00", ours_alone},
    {"netkit", "tailroom 8 forward peer name nk1",
     "1:00000000000000000000000000000000080003006e6b3100 3:00000000 9:0800", ours_alone},
    {"netkit", "mode l3 blackhole headroom 7 peer forward scrub default name nk1",
     "1:00000000000000000000000000000000080003006e6b3100 3:02000000 4:00000000 5:01000000 7:01000000 8:0700",
     ours_alone},
    {"ovpn", "mode p2p", "1:00", ours_alone},
    {"ovpn", "mode mp", "1:01", ours_alone},
};

} // namespace nskit
