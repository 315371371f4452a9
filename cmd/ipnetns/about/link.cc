// SPDX-License-Identifier: MIT
// The words of ip link.
#include "cmd/ipnetns/about/about.h"

namespace nskit {

static constexpr AboutTable tables[] = {
    {"link", R"(
link link below, for kinds that stand on another one
name its name; at most 15 bytes, no / and no blank
type kind of link, and behind it the words of the kind
up administratively on; of show: only such links
down administratively off; of show: only such links
dev the link that is meant
index interface number, 1 to 2147483647; default: the next free
mtu largest packet in bytes; default depends on the kind
address link-layer address; default: chosen by the kernel
broadcast link-layer address for all; of point-to-point links: peer
peer the same as broadcast
txqueuelen packets that may wait for transmission, 0 to 2147483647
multicast may send and receive multicast
allmulticast receives all multicast packets
promisc receives all packets of its wire
trailers no effect; kept for old scripts
arp neighbours are looked up by ARP
dynamic flag without effect in the kernel
netns moves the link: to a name, the PID of a process, a file
link-netns the namespace in which the link below is
link-netnsid the same by its number; -1: here
master puts it into a bridge, bond, team or VRF; of show: filter
nomaster takes it out of its master; of show: links without one
vrf puts it into a VRF; of show: only links in it
state operational state; of a vf: its link, auto as the port
mode DORMANT: carrier alone does not make the link work
group number or name of a group, 0 to 4294967295; default 0
alias free text for people, at most 255 bytes; "" takes it away
altname more names for the link, at most 127 bytes each
carrier says whether there is carrier, on virtual links
protodown stops the link, for an error that a protocol has found
protodown_reason why: a name of protodown_reasons.d, or a bit, 0 to 31
addrgenmode how IPv6 link-local addresses are made; default eui64
numtxqueues number of transmit queues, at creation
numrxqueues number of receive queues, at creation
gso_max_size largest packet that is handed on unsegmented, in bytes
gso_max_segs most segments of one such packet, 0 to 65535
gro_max_size largest packet that is put together on receipt, in bytes
gso_ipv4_max_size gso_max_size for IPv4
gro_ipv4_max_size gro_max_size for IPv4
parentdev the device on its bus below this link, at creation
xdp XDP program for each packet received; off: none
xdpgeneric the same, run by the kernel on packets of any driver
xdpdrv the same, run by the driver
xdpoffload the same, run by the hardware
vf virtual function of an SR-IOV device, and its words
inet settings of IPv4 of the link, /proc/sys/net/ipv4/conf
mac MAC address of the virtual function
vlan VLAN of the virtual function, 0 to 4095; 0: none
qos priority of its VLAN tag, 0 to 7
rate largest transmit rate in Mbit/s; 0: no limit
max_tx_rate largest transmit rate in Mbit/s; 0: no limit
min_tx_rate guaranteed transmit rate in Mbit/s
spoofchk drops packets with a foreign source address
query_rss may read the key and table of receive side scaling
trust may set its own MAC address and promiscuous mode
node_guid InfiniBand node GUID of the virtual function
port_guid InfiniBand port GUID of the virtual function
novf does not ask for virtual functions, which may be many
lower-up only links whose lower layer is up
operstate only links in this operational state
gone waits until no link fits any more
timeout how long to wait: 10s, 500ms; default: for ever
forwarding routes packets that come in here
proxy_arp answers ARP for addresses that are routed elsewhere
accept_redirects follows ICMP redirects
secure_redirects follows redirects to known gateways only
send_redirects sends ICMP redirects
shared_media the wire has several networks: redirects cross them
accept_source_route takes packets with source routes
bootp_relay takes packets from 0.x.y.z for other hosts
log_martians logs packets with impossible addresses
arp_filter answers ARP only where a reply would be routed
disable_xfrm no IPsec encryption here
disable_policy no IPsec policies here
promote_secondaries a secondary address follows the primary deleted
arp_notify announces itself when the link or its address changes
accept_local takes packets from addresses of this host
src_vmark the mark of a packet counts in reverse path checks
proxy_arp_pvlan answers ARP for others on the same link (RFC 3069)
route_localnet routes 127.0.0.0/8 as other addresses
bc_forwarding routes directed broadcasts
ignore_routes_with_linkdown passes over routes whose link has no carrier
drop_unicast_in_l2_multicast drops unicast IP in link-layer multicast
drop_gratuitous_arp drops ARP that nobody asked for
arp_evict_nocarrier forgets neighbours when the carrier is lost
rp_filter reverse path check: 0 none, 1 strict, 2 loose
arp_announce which source address ARP requests have, 0 to 2
arp_ignore which ARP requests are answered, 0 to 8
arp_accept learns from unasked ARP: 0 no, 1 yes, 2 same subnet
force_igmp_version speaks this version of IGMP only; 0: any
tag a number for other programs' use
medium_id tells media apart for proxy ARP; -1: none
igmpv2_unsolicited_report_interval milliseconds between IGMPv2 reports
igmpv3_unsolicited_report_interval milliseconds between IGMPv3 reports
)"},
    {"link property verbs", "\nadd adds alternative names\ndelete takes them away\n"},
    {"link verbs", R"(
add makes a link
delete deletes a link, or all of a group
set changes a link, or all of a group
change the same as set
replace makes a link; changes none that is there
show shows links
list the same as show
xstats counters that only this kind of link has
afstats counters of MPLS
property adds or takes away alternative names
wait waits until show would show something, or nothing more
peer shows the other end of a veth or netkit
ensure makes the link, or changes what differs
absent deletes the link if it is there
help the words of ip link, or of a kind
)"},
};
constexpr std::span<const AboutTable> about_link{tables};

} // namespace nskit
