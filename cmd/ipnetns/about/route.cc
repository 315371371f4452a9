// SPDX-License-Identifier: MIT
// The words of routes, rules, next hops and encapsulations.
#include "cmd/ipnetns/about/about.h"

namespace nskit {

static constexpr std::string_view rule = R"(
not the rule holds for packets that do not fit
from source prefix; default all
to destination prefix; default all
tos TOS of packets, in hex or by name
dsfield the same as tos
dscp DSCP of packets, 0 to 63, and a mask
flowlabel flow label of IPv6 packets, and a mask
fwmark mark of packets, and a mask
iif link that packets come in by; lo: sent by this host
oif link that the socket is bound to
l3mdev looks into the table of the packet's VRF
uidrange users that packets are sent by
ipproto protocol: name or number
sport source port, or a range
dport destination port, or a range
tun_id number of the tunnel that packets come from
preference place among the rules, lower first, 0 to 4294967295
priority the same as preference
order the same as preference
table routing table that is looked into; default main
suppress_prefixlength routes with prefixes this short do not count
suppress_ifgroup routes by links of this group do not count
realms realms of packets that the rule sends on
map-to address that takes the place of the source; no effect
goto goes on with the rule of this preference
nop goes on with the next rule
type blackhole, prohibit, unreachable: what happens instead
protocol who made the rule: a name or number, 0 to 255
gone waits until no rule fits any more
timeout how long to wait: 10s, 500ms; default: for ever
)";

static constexpr std::string_view rule_verbs = R"(
add adds a rule
delete deletes a rule
list shows rules
show the same as list
flush deletes all rules that fit, but those of the kernel
save writes rules as messages, for restore
restore adds the rules that save wrote, from stdin
wait waits until list would show something, or nothing more
ensure adds the rule if it is missing
absent deletes the rule if it is there
)";

static constexpr AboutTable tables[] = {
    {"route", R"(
to destination prefix, or default; of filters: root, exact
from source prefix, IPv6; of get: source address
via address of the next router
dev link that packets leave by
oif the same as dev
iif link that packets come in by
src source address of packets that are sent here
table routing table, 1 to 4294967295 or a name; default main
vrf looks into the table of this VRF
protocol who made the route: a name or number; default boot
scope how far it reaches: link, host, global, or a number
type unicast, local, blackhole, unreachable, prohibit ...
metric lower is preferred, 0 to 4294967295; IPv6 default 1024
priority the same as metric
tos TOS of packets, in hex or by name
dsfield the same as tos
pref preference in router advertisements; default medium
expires seconds until an IPv6 route goes away
onlink the router is on the link, whatever addresses say
nexthop one of several ways: via, dev, weight
weight share of the packets, 1 to 256; default 1
nhid next hop object, by its id
encap wraps packets: mpls, ip, ip6, seg6, ...
realms number of the realm, for statistics and filters
ttl-propagate the TTL goes into the MPLS header, and back
mtu path MTU in bytes; lock: not to be discovered
window largest window that is advertised, in bytes
rtt first estimate of the round trip; 100ms, 1s
rttvar first estimate of its variance
rto_min shortest time until TCP sends again
ssthresh first slow start threshold, in packets
cwnd largest congestion window, in packets; needs lock
initcwnd first congestion window, in packets; default 10
initrwnd first receive window, in packets
advmss segment size that is advertised, in bytes
reordering first estimate of reordering, in packets; default 3
hoplimit TTL of packets that are sent here, 1 to 255
features ecn, tcp_usec_ts: used on connections by this route
quickack 1: TCP acknowledges at once
congctl congestion control algorithm of TCP
fastopen_no_cookie 1: TCP fast open without cookies
cached shows routes of the cache (exceptions)
cloned the same as cached
mark mark of packets that the route is asked for
notify tells monitors of the answer
connected binds a socket, to find the source address
uid user that packets are sent by
fibmatch shows the route that fits, not the way of one packet
as the same as to: through an MPLS label
sport source port
dport destination port
ipproto protocol: tcp, udp, icmp, or a number
flowlabel flow label of IPv6 packets
gone waits until no route fits any more
timeout how long to wait: 10s, 500ms; default: for ever
id number of the tunnel
dst address of the far end
ttl TTL of the outer packet, 0 to 255
tc traffic class of the outer packet
key tunnel has a key
csum tunnel has checksums
seq tunnel has sequence numbers
geneve_opts options of Geneve: class, type and data in hex
vxlan_opts group policy of VXLAN, a number
erspan_opts header of ERSPAN: version, index, direction, hardware
csum-mode how ILA keeps checksums right
ident-type type of the ILA identifier
hook-type ILA acts on output or input
in BPF program for packets that come in
out BPF program for packets that go out
xmit BPF program for packets that are transmitted
headroom bytes that the xmit program may add, 1 to 256
mode inline: in the packet's own header; encap: in an outer one
segs addresses of the segments, first to last
hmac number of the key that signs the header
lookup table in which the outer packet's route is looked up
action what SRv6 does with packets for this address
srh list of segments that End.B6 and End.B6.Encaps put in
vrftable table of the VRF that packets are looked up in
nh4 next hop, an IPv4 address
nh6 next hop, an IPv6 address
endpoint BPF program of the action End.BPF
count counts packets of the action
flavors variants of End; lblen, nflen: bits, default 32 and 16
freq K of N packets are traced, K and N up to 1000000
tunsrc source address of the outer packet
tundst destination address of the outer packet
trace type, namespace and size of the IOAM data
if_id number that policies and states of IPsec name
link_dev link below the xfrm tunnel
)"},
    {"route verbs", R"(
add adds a route
append adds a route behind those with the same destination
prepend adds a route before those
change changes a route
replace changes a route, or adds it
test asks whether such a route could be added
delete deletes a route
show shows routes
list the same as show
flush deletes all routes that fit
get shows the way that a packet would take
save writes routes as messages, for restore
restore adds the routes that save wrote, from stdin
showdump shows what save wrote, from stdin
wait waits until show would show something, or nothing more
ensure adds the route, or changes what differs
absent deletes the route if it is there
)"},
    {"rule", rule},
    {"mrule", rule},
    {"rule verbs", rule_verbs},
    {"mrule verbs", rule_verbs},
    {"nexthop", R"(
id number of the next hop, 1 to 4294967295
via address of the next router
dev link that packets leave by
group several next hops, with weights: 1,2/3,1
type mpath: by hash; resilient: by buckets; default mpath
buckets number of buckets of a resilient group
idle_timer seconds until an idle bucket may move; default 120
unbalanced_timer seconds until busy ones move too; 0: never
fdb next hop of an FDB entry of a VXLAN
dst_port UDP port to which the VXLAN sends, with fdb
blackhole drops packets
onlink the router is on the link, whatever addresses say
protocol who made it: a name or number, 0 to 255
encap wraps packets: mpls, ip, ip6, seg6, ...
hw_stats counts in hardware
groups only groups
master only by links of this master
vrf only by links of this VRF
nhid only buckets that use this next hop
gone waits until no next hop fits any more
timeout how long to wait: 10s, 500ms; default: for ever
)"},
    {"nexthop bucket verbs", "\nlist shows buckets\nshow the same as list\nget shows one bucket\n"},
    {"nexthop verbs", R"(
add adds a next hop or a group
replace changes it, or adds it
delete deletes it
show shows next hops
list the same as show
flush deletes all that fit
get shows one
bucket the buckets of resilient groups
wait waits until show would show something, or nothing more
ensure adds it, or changes what differs
absent deletes it if it is there
)"},
};
constexpr std::span<const AboutTable> about_route{tables};

} // namespace nskit
