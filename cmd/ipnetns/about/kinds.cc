// SPDX-License-Identifier: MIT
// The words of each kind of link but tunnels.
#include "cmd/ipnetns/about/about.h"

namespace nskit {

static constexpr std::string_view macvlan = R"(
mode who may talk to whom: private, vepa, bridge, passthru ...
flag the same as nopromisc or nodst; null: neither
nopromisc leaves the link below out of promiscuous mode
nodst in mode source: frames for the host pass it by
bcqueuelen broadcasts that may wait, frames; default 1000
bclim multicast goes by queue at so many receivers; default 1
macaddr addresses whose frames are taken, in mode source
)";

static constexpr std::string_view ipvlan = R"(
mode l2 switches frames, l3 routes; l3s also through netfilter
private links on the same one do not talk to each other
vepa traffic between them goes out, for the switch to return
bridge they talk to each other
)";

static constexpr AboutTable tables[] = {
    {"amt", R"(
mode gateway: asks for multicast; relay: has it
gateway_port UDP port of the gateway; default 2268
relay_port UDP port of the relay; default 2268
local address that packets come from
discovery address at which a gateway looks for relays
dev link that packets leave by
max_tunnels most gateways of one relay; default 128
)"},
    {"bareudp", R"(
dstport UDP port of the far end, 1 to 65535
ethertype what is carried: a name, or a number
srcportmin lowest UDP source port
multiproto carries IPv6 beside IPv4, or multicast beside MPLS
)"},
    {"batadv", R"(
ra routing algorithm: BATMAN_IV, BATMAN_V
)"},
    {"bond", R"(
mode how links share the traffic; default balance-rr
active_slave the link in use, in mode active-backup
clear_active_slave forgets that link: the bond chooses
miimon milliseconds between checks of carrier; 0: none
updelay milliseconds until a recovered link is used
downdelay milliseconds until a link without carrier is dropped
peer_notify_delay milliseconds between announcements after a change
use_carrier 1: carrier is asked of the link; newer kernels always do
arp_interval milliseconds between ARP checks; 0: none
arp_missed_max checks that may fail, 1 to 255; default 2
arp_ip_target IPv4 addresses that are checked, at most 16
ns_ip6_target IPv6 addresses that are checked, at most 16
arp_validate which links must see answers; default none
arp_all_targets one target must answer, or all; default any
primary link that is preferred
primary_reselect when the preferred link is taken again; default always
fail_over_mac whose MAC address the bond has; default none: its own
xmit_hash_policy what decides on the link of a packet; default layer2
resend_igmp IGMP reports after a change, 0 to 255; default 1
num_grat_arp announcements after a change, 0 to 255; default 1
all_slaves_active 1: frames on unused links are taken; default 0
min_links links that must work for carrier; default 0
lp_interval seconds between learning packets; default 1
packets_per_slave packets before the next link, balance-rr; 0: random
lacp_active sends LACPDUs by itself; default on
lacp_strict on: no carrier without a partner that speaks LACP
lacp_rate slow: LACPDUs each 30 s, fast: each second
coupled_control receiving and sending begin together; default on
broadcast_neighbor sends ARP and ND by all links, 802.3ad; default off
ad_select which aggregator is used, 802.3ad; default stable
ad_actor_sys_prio system priority, 802.3ad, 1 to 65535; default 65535
ad_user_port_key upper bits of the port key, 802.3ad, 0 to 1023
ad_actor_system system MAC address, 802.3ad
tlb_dynamic_lb 1: balances by load, balance-tlb; default 1
)"},
    {"bond_slave", R"(
queue_id transmit queue for this link, 0 to 65535
prio higher is preferred, in mode active-backup; default 0
actor_port_prio port priority, 802.3ad, 0 to 65535; default 255
)"},
    {"bridge", R"(
forward_delay time in each state before forwarding, in 0.01 s
hello_time time between hello packets of STP, in 0.01 s
max_age age at which a root's message is dropped, in 0.01 s
ageing_time how long a learned address is kept, in 0.01 s
stp_state 1: runs the spanning tree protocol; 0: does not
stp_mode who runs STP: kernel, user space, or as can be
priority priority in STP, lower is preferred, 0 to 65535
vlan_filtering 1: frames pass by the VLANs of ports; 0: all pass
vlan_protocol the type of VLAN tags: 802.1Q or 802.1ad
fdb_flush forgets all learned addresses
fdb_max_learned most addresses that are learned; 0: no limit
vlan_default_pvid VLAN of untagged frames, 0 to 4094; 0: none
vlan_stats_enabled 1: counts for each VLAN
vlan_stats_per_port 1: counts for each VLAN of each port
group_fwd_mask link-local groups that pass: bits of 01:80:c2:00:00:0X
group_address multicast address that STP uses
mcast_snooping 1: multicast goes only to those who want it
no_linklocal_learn 1: link-local frames teach no address
mcast_vlan_snooping 1: multicast snooping for each VLAN
mst_enabled 1: multiple spanning trees; only without VLANs set
mdb_offload_fail_notification 1: says if hardware refuses a group
fdb_local_vlan_0 1: local addresses stand in VLAN 0 alone
mcast_router multicast routers: 0 none, 1 learned, 2 always
mcast_query_use_ifaddr 1: queries come from the bridge's address
mcast_querier 1: asks who wants multicast
mcast_hash_elasticity no effect since Linux 5.0
mcast_hash_max most groups that are kept
mcast_last_member_count queries after the last member has left
mcast_startup_query_count queries at the start
mcast_last_member_interval time between those of a leave, 0.01 s
mcast_membership_interval time until a silent member is dropped, 0.01 s
mcast_querier_interval time until another querier is gone, 0.01 s
mcast_query_interval time between queries, 0.01 s
mcast_query_response_interval time for answers to a query, 0.01 s
mcast_startup_query_interval time between those of the start, 0.01 s
mcast_stats_enabled 1: counts IGMP and MLD
mcast_igmp_version 2 or 3
mcast_mld_version 1 or 2
nf_call_iptables 1: IPv4 frames pass iptables
nf_call_ip6tables 1: IPv6 frames pass ip6tables
nf_call_arptables 1: ARP frames pass arptables
)"},
    {"bridge_slave", R"(
state state in STP: 0 disabled to 4 blocking, or its name
priority priority in STP, 0 to 63; default 32
cost path cost in STP, 1 to 65535
fdb_flush forgets the addresses learned here
hairpin frames may leave by the port they came in by
guard drops STP messages from here
root_block this port never leads to the root
fastleave a multicast group ends with one leave
learning learns addresses here; default on
flood sends frames for unknown addresses here; default on
proxy_arp answers ARP here for hosts elsewhere
proxy_arp_wifi the same, by the rules of Wi-Fi
mcast_router multicast router: 0 none, 1 learned, 2 always, 3 for now
mcast_flood sends multicast nobody asked for; default on
mcast_fast_leave a multicast group ends with one leave
bcast_flood sends broadcasts here; default on
mcast_to_unicast sends multicast as unicast to each member
neigh_suppress answers ARP and ND itself where it knows
neigh_vlan_suppress the same, set for each VLAN
neigh_forward_grat passes on announcements in spite of neigh_suppress
group_fwd_mask link-local groups that pass this port
vlan_tunnel maps VLANs to networks of a tunnel
isolated does not talk to other isolated ports
locked takes frames only from addresses in the table
mab addresses refused by locked are noted as such
backup_port port that is used if this has no carrier
nobackup_port takes that away
backup_nhid next hop for frames sent to the backup port; 0: none
)"},
    {"can", R"(
bitrate bits per second of the bus
sample-point place of the sample in a bit, 0.000 to 0.999
tq time quantum in nanoseconds
prop-seg propagation segment in quanta
phase-seg1 first phase segment in quanta
phase-seg2 second phase segment in quanta
sjw synchronisation jump width in quanta
dbitrate bitrate of the data phase, CAN FD
dsample-point place of the sample in the data phase
dtq time quantum of the data phase
dprop-seg propagation segment of the data phase
dphase-seg1 first phase segment of the data phase
dphase-seg2 second phase segment of the data phase
dsjw jump width of the data phase
tdcv transmitter delay: measured value, with tdc-mode manual
tdco transmitter delay: offset, in clock ticks
tdcf transmitter delay: filter window, in clock ticks
xbitrate bitrate of the data phase, CAN XL
xsample-point place of the sample in CAN XL
xtq time quantum of CAN XL
xprop-seg propagation segment of CAN XL
xphase-seg1 first phase segment of CAN XL
xphase-seg2 second phase segment of CAN XL
xsjw jump width of CAN XL
xtdcv delay of CAN XL: measured value, with xtdc-mode manual
xtdco delay of CAN XL: offset, in clock ticks
xtdcf delay of CAN XL: filter window, in clock ticks
pwms short phase of the PWM coding, CAN XL, in clock ticks
pwml long phase of the PWM coding, CAN XL, in clock ticks
pwmo offset of the PWM coding, CAN XL, in clock ticks
loopback the controller receives what it sends
listen-only sends nothing, not even acknowledgements
triple-sampling samples each bit three times
one-shot does not send again after an error
berr-reporting reports errors of the bus
fd CAN FD frames
fd-non-iso CAN FD before ISO 11898-1:2015
presume-ack a missing acknowledgement is no error
cc-len8-dlc lengths 9 to 15 of classical frames are passed on
tdc-mode who measures the transmitter delay of CAN FD
restricted sends acknowledgements only
xl CAN XL frames
tms switches the transceiver's mode, CAN XL
xtdc-mode who measures the transmitter delay of CAN XL
restart-ms milliseconds until a restart after bus-off; 0: none
restart restarts the controller now, after bus-off
termination ohms of the termination; 0: off
)"},
    {"dsa", R"(
conduit link that leads to the switch
)"},
    {"gtp", R"(
role which end this is: ggsn or sgsn; default ggsn
hsize entries of its hash table; default 1024
restart_count counter for echo responses, 0 to 255
local address that it listens on
)"},
    {"hsr", R"(
slave1 first link of the ring
slave2 second link of the ring
interlink link to hosts outside of the ring
supervision last byte of the supervision address, 0 to 255
version version of the protocol, 0 or 1; default 0
proto 0: HSR, 1: PRP; default 0
)"},
    {"ipoib", R"(
pkey partition key, 0x8001 to 0xffff
mode datagram, or connected with a larger MTU
umcast 1: user space joins multicast groups
)"},
    {"ipvlan", ipvlan},
    {"ipvtap", ipvlan},
    {"macvlan", macvlan},
    {"macvtap", macvlan},
    {"macsec", R"(
sci channel identifier, in place of address and port
address MAC address in the channel identifier; default: its own
port port in the channel identifier, 1 to 65535; default 1
protect frames that are sent are protected
cipher cipher suite; default gcm-aes-128
icvlen length of the check value in bytes, 8 to 16
encodingsa association that is used for sending, 0 to 3
validate what happens to bad frames; default strict
offload what hardware does: off, phy, mac; default off
encrypt frames are encrypted, not only authenticated
send_sci the channel identifier stands in each frame; default on
end_station the sender is an end station
scb frames are single copy broadcasts
replay drops frames that come twice
window how much too late a frame may come, in packets
)"},
    {"netkit", R"(
mode l3 carries packets, l2 frames; default l3
single has no peer
forward policy: passes packets unless a program decides
blackhole policy: drops packets unless a program decides
scrub none: marks and priorities are kept between namespaces
headroom bytes that are kept free in front of packets
tailroom bytes that are kept free behind packets
peer its own policy, and words of the other end
)"},
    {"ovpn", R"(
mode p2p: one peer; mp: several
)"},
    {"rmnet", R"(
mux_id number of the channel, 1 to 254
ingress-deaggregation packets come several in one
ingress-commands takes commands of the modem
ingress-mapv4-checksum receives checksums of version 4
egress-mapv4-checksum sends checksums of version 4
ingress-mapv5-checksum receives checksums of version 5
egress-mapv5-checksum sends checksums of version 5
)"},
    {"veth", "\npeer words of the other end: name, netns, address, mtu ...\n"},
    {"vxcan", "\npeer words of the other end: name, netns, address, mtu ...\n"},
    {"vlan", R"(
protocol type of the tag: 802.1Q or 802.1ad; default 802.1Q
id number of the VLAN, 0 to 4095
reorder_hdr the tag is not seen by programs; default on
gvrp registers the VLAN by GVRP; default off
mvrp registers the VLAN by MVRP; default off
loose_binding its state does not follow the link below
bridge_binding its state follows the bridge's ports in the VLAN
ingress-qos-map priority of the tag, and that of the packet, 0 to 7
egress-qos-map priority of the packet, and that of the tag, 0 to 7
)"},
    {"vrf", "\ntable routing table of the VRF, 1 to 4294967295, or a name\n"},
    {"wwan", "\nlinkid number of the data channel\n"},
    {"xfrm", R"(
external the number comes with each packet's metadata
dev link that packets leave by
if_id number that policies and states name, 1 to 4294967295
)"},
};
constexpr std::span<const AboutTable> about_kinds{tables};

} // namespace nskit
