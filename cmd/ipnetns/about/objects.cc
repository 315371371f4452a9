// SPDX-License-Identifier: MIT
// The objects and options of ip, and the words of the objects that have no file here.
#include "cmd/ipnetns/about/about.h"

namespace nskit {

static constexpr std::string_view tuntap = R"(
mode tun carries packets, tap frames
name its name
dev the same as name
user user who may open it: name or number
group group that may open it: name or number
pi packets have a header with flags and protocol
one_queue no effect in the kernel
vnet_hdr packets have a header of virtio
multi_queue several programs may open it
)";
static constexpr std::string_view tuntap_verbs = R"(
add makes a device that stays
delete deletes it
show shows devices, and who has them open
list the same as show
ensure makes it, or says how it differs
absent deletes it if it is there
)";
static constexpr std::string_view tunnel = R"(
mode gre, ipip, sit, isatap or vti
name its name
remote address of the far end; any: none
local address of this end; any: chosen for each packet
dev link that packets leave by
ttl TTL of packets, 1 to 255; inherit: that of the inner
tos TOS of packets in hex; inherit: that of the inner
pmtudisc finds the path MTU; default on
key key in both directions: number or address
ikey key of packets that come in
okey key of packets that go out
seq sequence numbers in both directions
iseq packets must come with rising numbers
oseq packets go out with sequence numbers
csum checksums in both directions
icsum packets must have a checksum
ocsum packets go out with a checksum
6rd-prefix IPv6 prefix of the 6rd domain
6rd-relay_prefix IPv4 prefix that addresses of the domain share
6rd-reset takes the 6rd domain away
prl-default adds a potential router, the default
prl-nodefault adds a potential router, not the default
prl-delete takes a potential router away
)";
static constexpr std::string_view tunnel_verbs = R"(
add makes a tunnel
change changes a tunnel
delete deletes a tunnel
show shows tunnels
list the same as show
prl potential routers of an ISATAP tunnel
6rd the 6rd domain of a sit tunnel
)";
static constexpr std::string_view neighbour = R"(
to address of the neighbour; of filters: a prefix
dev link that it is on
lladdr its link-layer address
nud state: permanent, noarp, reachable, stale ...
proxy answers for this address here
router it is a router
use asks for it at once
managed the kernel keeps it fresh
extern_learn another program has learned it
extern_valid another program keeps it valid
protocol who made the entry: a name or number, 0 to 255
master only on links of this master
nomaster only on links without a master
vrf only on links of this VRF
unused only those that nothing uses
gone waits until no neighbour fits any more
timeout how long to wait: 10s, 500ms; default: for ever
)";
static constexpr std::string_view neighbour_verbs = R"(
add adds a neighbour
change changes one
replace changes one, or adds it
delete deletes one
show shows neighbours
list the same as show
flush deletes all that fit
get shows one
wait waits until show would show something, or nothing more
ensure adds one, or changes what differs
absent deletes one if it is there
)";
static constexpr std::string_view ntable = R"(
name table: arp_cache or ndisc_cache
dev parameters of this link; default: of all to come
thresh1 entries up to which none is dropped
thresh2 entries above which old ones are dropped soon
thresh3 most entries
gc_int milliseconds between looks for old entries
base_reachable milliseconds that an entry is valid, on average
retrans milliseconds between requests
gc_stale milliseconds until an unused entry may be dropped
delay_probe milliseconds before a stale entry is asked for
queue packets that wait for an answer
app_probes requests by a program before multicast ones
ucast_probes requests to the known address
mcast_probes requests to all
mcast_reprobes requests to all after those to the known address
anycast_delay longest delay of an answer for anycast, ms
proxy_delay longest delay of an answer for others, ms
proxy_queue requests for others that wait
locktime milliseconds that an entry is not overwritten
)";
static constexpr std::string_view ntable_verbs = R"(
change changes parameters of a table
show shows the tables
list the same as show
)";
static constexpr std::string_view tcp_metrics = R"(
address destination, or a prefix
source source address, or a prefix
)";
static constexpr std::string_view tcp_metrics_verbs = R"(
show shows what TCP remembers of destinations
list the same as show
delete forgets a destination
flush forgets all that fit
)";

static constexpr std::string_view xfrm_state_verbs = R"(
add adds a state
update changes a state
allocspi makes a state for a number that is free
delete deletes a state
get shows a state
deleteall deletes all states that fit
delall the same as deleteall
list shows states
show the same as list
flush deletes all states of a protocol
count says how many states there are
)";

static constexpr AboutTable tables[] = {
    {"ip", R"(
address protocol addresses of links
addrlabel labels for the choice of IPv6 source addresses
maddress multicast addresses
route routing tables
rule which table is looked into
neighbour link-layer addresses of neighbours (ARP, ND)
neighbor the same as neighbour
ntable parameters of the neighbour tables
ntbl the same as ntable
link network devices
l2tp L2TPv3 tunnels and sessions
fou ports that take packets inside UDP
ila translation of IPv6 addresses
macsec channels and keys of MACsec links
tunnel tunnels of IPv4, as older programs make them
tunl the same as tunnel
tuntap devices whose other end is a program
tap the same as tuntap
token lower halves of IPv6 addresses from advertisements
tcp_metrics what TCP remembers of destinations
tcpmetrics the same as tcp_metrics
monitor what changes, as it changes
xfrm states and policies of IPsec
mroute multicast routes
mrule rules for multicast routes
netns network namespaces with names
netconf settings of links for a protocol
vrf which processes run in a VRF
sr keys and source address of SRv6
nexthop next hops that routes share
mptcp end points and limits of multipath TCP
ioam namespaces and schemas of in-situ OAM
stats counters of links, by group
config configuration of namespaces as a text
help the words of ip
-loops rounds of address flush, default 10; 0: no limit; -l
-family inet, inet6, link, mpls, bridge; default: all; -f
-4 IPv4 only
-6 IPv6 only
-0 link layer only
-M MPLS only
-B bridge only
-human sizes with units of 1000; -h
-human-readable the same as -human
-iec sizes with units of 1024; -i
-stats counters, too; twice: more of them; -s
-statistics the same as -stats
-details more of each object; of help: what each word means; -d
-resolve names in place of addresses; -r
-oneline each record in one line; -o
-timestamp times in front of events; -t
-tshort short times in front of events; -ts
-Version prints the version; -V
-force a batch goes on after a failure
-batch reads commands from a file, - for stdin; -b
-brief a short table; -br
-json prints JSON; -j
-pretty JSON for people, in many lines; -p
-rcvbuf bytes of the socket's receive buffer; -rc
-color colours; -color=WHEN: always, auto, never; -c
-help prints the help
-netns in this network namespace: a name or a file; -n
-Numeric numbers in place of names; -N
-all in all network namespaces with names; -a
-user in the user's own namespaces, without root
-echo shows what the kernel made of a change
-quiet prints nothing but errors; -q
)"},
    {"address", R"(
local the address itself, with its prefix length
peer address of the other end of a point-to-point link
broadcast broadcast address; +: of the prefix, -: none
anycast anycast address
label name of the address; begins with the link's name
scope how far it is valid: global, link, host, or a number
dev link that it is on
valid_lft seconds until it is deleted; default forever
preferred_lft seconds until it is deprecated; default forever
metric metric of the route for its prefix
priority the same as metric
preference the same as metric
proto who made it: a name or number, 0 to 255
to only addresses in this prefix
ready only addresses that can be used
up only links that are up
down only links that are down
carrier only links with carrier
lower-up only links whose lower layer is up
operstate only links in this operational state
master only links of this bridge, bond, team or VRF
nomaster only links without a master
vrf only links in this VRF
type only links of this kind
group only links of this group
novf does not ask for virtual functions
home home address of Mobile IPv6
mngtmpaddr makes temporary addresses from this one
nodad does not look for duplicates
optimistic may be used before duplicates are looked for
noprefixroute makes no route for the prefix
autojoin joins the multicast group of this address
tentative duplicates are being looked for
permanent does not go away by itself
dynamic goes away by itself
secondary goes away with another one
temporary temporary, for privacy
primary does not go away with another one
deprecated not for new connections
dadfailed a duplicate has been found
gone waits until no address fits any more
timeout how long to wait: 10s, 500ms; default: for ever
)"},
    {"address verbs", R"(
add adds an address
change changes one
replace changes one, or adds it
delete deletes one
show shows links and their addresses
list the same as show
flush deletes all that fit
save writes addresses as messages, for restore
restore adds the addresses that save wrote, from stdin
showdump shows what save wrote, from stdin
wait waits until show would show something, or nothing more
ensure adds one, or changes what differs
absent deletes one if it is there
)"},
    {"addrlabel", R"(
prefix addresses that get the label
label the label, 0 to 4294967294
dev only on this link
)"},
    {"addrlabel verbs", R"(
add adds a label
replace changes a label, or adds it
delete deletes a label
list shows labels
show the same as list
flush deletes all labels
ensure adds the label, or changes it
absent deletes the label if it is there
)"},
    {"maddress", R"(
address link-layer multicast address
dev link that it is on
)"},
    {"maddress verbs", R"(
add joins a link-layer multicast address
delete leaves it
show shows multicast addresses
list the same as show
ensure joins it if it has not
absent leaves it if it has
)"},
    {"neighbour", neighbour},
    {"neighbor", neighbour},
    {"neighbour verbs", neighbour_verbs},
    {"neighbor verbs", neighbour_verbs},
    {"ntable", ntable},
    {"ntbl", ntable},
    {"ntable verbs", ntable_verbs},
    {"ntbl verbs", ntable_verbs},
    {"tunnel", tunnel},
    {"tunl", tunnel},
    {"tunnel verbs", tunnel_verbs},
    {"tunl verbs", tunnel_verbs},
    {"tuntap", tuntap},
    {"tap", tuntap},
    {"tuntap verbs", tuntap_verbs},
    {"tap verbs", tuntap_verbs},
    {"token", "\ndev link whose addresses end so\n"},
    {"token verbs", R"(
set sets the lower half of addresses
delete takes it away
get shows that of one link
list shows all
show the same as list
)"},
    {"tcp_metrics", tcp_metrics},
    {"tcpmetrics", tcp_metrics},
    {"tcp_metrics verbs", tcp_metrics_verbs},
    {"tcpmetrics verbs", tcp_metrics_verbs},
    {"monitor", R"(
label says in front of each event what it is about
all-nsid events of all namespaces that have an id here
resync after a loss of events, says what is different
dev only events of this device
file shows events that rtmon has written
link devices
address addresses
maddress multicast addresses
acaddress anycast addresses
route routes
mroute multicast routes
prefix prefixes of router advertisements
neigh neighbours
netconf settings of links
rule rules
nsid ids of namespaces
nexthop next hops
stats counters
all everything
)"},
    {"netns verbs", R"(
list shows names, and ids if they have one
show the same as list
add makes a namespace with a name
attach gives a process's namespace a name
set gives a namespace an id
delete takes the name away, and with it the namespace
identify names of a process's namespace
pids processes in a namespace
exec runs a command in a namespace, or in many
monitor names that come and go
list-id ids of namespaces, and their names
wait waits for a name, or until it is empty or gone
who what keeps a namespace alive
topology all namespaces, their links, and how they are joined
ensure makes a name if it is missing
absent takes a name away if it is there
)"},
    {"netns", R"(
wait goes on until the namespace is gone; default 10s
force takes away devices and dead connections first
target-nsid ids as this namespace has them
nsid only this id
empty waits until no process is in it
gone waits until the name is gone
timeout how long to wait: 10s, 500ms; default: for ever
dot for Graphviz
-jobs so many namespaces at the same time
-label the name in front of each line
)"},
    {"netconf", "\ndev a link; all: of all; default: of those to come\n"},
    {"netconf verbs", "\nshow shows settings of links for a protocol\n"},
    {"vrf verbs", R"(
show shows VRFs and their tables
list the same as show
exec runs a command in a VRF
identify the VRF of a process
pids processes in a VRF
)"},
    {"sr hmac verbs", "\nset sets a key, whose secret it asks for\nshow shows keys\n"},
    {"sr tunsrc verbs", "\nset sets the source address\nshow shows it\n"},
    {"sr verbs", R"(
hmac keys that sign headers
tunsrc source address of outer packets
)"},
    {"mptcp verbs", R"(
endpoint addresses that connections use
limits how many paths a connection may have
monitor events of connections
)"},
    {"mptcp endpoint verbs", R"(
add adds an end point
delete deletes an end point
change changes flags of an end point
show shows end points
flush deletes all end points
)"},
    {"mptcp limits verbs", "\nset sets the limits\nshow shows the limits\n"},
    {"mptcp", R"(
implicit made by the kernel for a path; cannot be set
dev link of the address
id number of the end point, 1 to 255; default: the next free
port port that peers are told of
subflows paths that a connection may add
add_addr_accepted addresses of peers that a connection uses
signal the address is told to peers
subflow paths begin at this address
laminar an address for paths to those that peers tell
backup used only if no other path works
nobackup used as any other
fullmesh a path to each address of the peer
nofullmesh a path to one address of the peer
)"},
    {"ioam namespace verbs", R"(
add adds a namespace
del deletes a namespace
set gives a namespace a schema
show shows namespaces
)"},
    {"ioam schema verbs", "\nadd adds a schema\ndel deletes a schema\nshow shows schemas\n"},
    {"ioam verbs", R"(
namespace which data nodes write
schema opaque data of this node
monitor traces of packets
)"},
    {"ioam", R"(
data data of the namespace, 32 bits
wide data of the namespace, 64 bits
schema schema of the namespace; none: without
)"},
    {"fou", R"(
port UDP port that is listened on, 1 to 65535
ipproto protocol of the packets inside, name or number
gue packets have a GUE header
local only for this address
peer only from this address
peer_port only from this port
dev only on this link
)"},
    {"fou verbs", R"(
add listens on a port
delete stops that
show shows ports
)"},
    {"ila", R"(
loc_match upper half of addresses that are translated
loc upper half that takes its place
dev only on this link
csum-mode how checksums are kept right
ident-type type of the identifier
)"},
    {"ila verbs", R"(
add adds a translation
delete deletes one
list shows all
)"},
    {"l2tp", R"(
tunnel_id number of the tunnel here, 1 to 4294967295
peer_tunnel_id number of the tunnel there
session_id number of the session here
peer_session_id number of the session there
encap udp, or ip without ports
local address of this end
remote address of the far end
udp_sport UDP port of this end
udp_dport UDP port of the far end
udp_csum UDP checksums over IPv4
udp6_csum_tx UDP checksums over IPv6, when sending
udp6_csum_rx UDP checksums over IPv6 are needed
name name of the session's device
cookie 4 or 8 bytes in hex that packets here must have
peer_cookie 4 or 8 bytes in hex that packets there must have
seq sequence numbers: send, recv, both; default none
l2spec_type header of the layer below; default default
offset no effect; kept for old scripts
peer_offset no effect; kept for old scripts
)"},
    {"l2tp verbs", R"(
add adds a tunnel or a session
delete deletes one
show shows tunnels or sessions
list the same as show
)"},
    {"macsec", R"(
tx the channel that this end sends on
rx a channel that a peer sends on
sci channel identifier: 16 hex digits
port port of the channel identifier, 1 to 65535
address MAC address of the channel identifier
sa association, 0 to 3
pn number of the next packet, 1 to 4294967295
xpn the same with 64 bits, for ciphers with xpn
ssci short channel identifier, for ciphers with xpn
salt 12 bytes in hex, for ciphers with xpn
on in use
off not in use
key id of the key, and the key, in hex
)"},
    {"macsec verbs", R"(
show shows MACsec links
add adds a channel or an association
set changes one
delete deletes one
offload what hardware does: off, phy, mac
)"},
    {"mroute", R"(
to group, or a prefix
from source, or a prefix
iif link that packets come in by
table multicast routing table
)"},
    {"mroute verbs", "\nshow shows multicast routes\nlist the same as show\n"},
    {"stats verbs", R"(
show shows counters of links
set counts in hardware, or not
)"},
    {"stats", R"(
dev only of this link
group group of counters
subgroup part of the group
suite part of the subgroup
l3_stats counters of routing in hardware
)"},
    {"config verbs", R"(
show writes the configuration as lines of a batch
diff says what apply would do
apply makes the namespaces so, with the fewest changes
)"},
    {"config", R"(
dev only this link and what is on it
table only this routing table
link only links
address only addresses
neighbour only neighbours
nexthop only next hops
route only routes
rule only rules
addrlabel only address labels
token only lower halves of addresses
maddress only multicast addresses
only what the file may speak of: the rest stays
prune deletes what the file does not have
dry-run says what would be done
confirm undone after this time unless y comes on stdin
)"},
    {"xfrm", R"(
src source address
dst destination address
proto esp, ah, comp, route2, hao; of selectors: a protocol
spi number of the state, 0x100 to 0xffffffff
mode transport, tunnel, beet, ro ...; default transport
reqid number that joins states and policies
seq number of a request for a state
min lowest and highest number that may be chosen
mark mark of packets, and a mask
output-mark mark that packets get, and a mask
if_id number of the xfrm link; 0: none
replay-window packets that may come late, 0 to 4294967295
replay-seq last number that came in
replay-seq-hi upper 32 bits of that
replay-oseq last number that went out
replay-oseq-hi upper 32 bits of that
flag noecn, decap-dscp, nopmtudisc, wildrecv, icmp, esn ...
extra-flag dont-encap-dscp, oseq-may-wrap
sel which packets the state is for
limit soft or hard limit: time-*, byte-*, packet-*
encap packed into UDP or TCP: ports and original address
coa care-of address of Mobile IPv6
ctx security context of SELinux
offload device that does the work, and its direction
tfcpad bytes to which packets are padded
dir direction; of policies: in, out, fwd
pcpu-num CPU that the state is for
auth authentication: algorithm and key
auth-trunc the same with the length of the check value in bits
aead both in one: algorithm, key, length of the check value
enc encryption: algorithm and key
comp compression: algorithm
dev only packets of this link
sport source port
dport destination port
type type of ICMP
code code of ICMP
key key of GRE
nosock leaves out policies of sockets
ptype main or sub policies
hthresh4 shortest IPv4 prefixes of policies in the hash
hthresh6 shortest IPv6 prefixes of policies in the hash
index number of the policy
action allow or block; default allow
priority lower is looked at first; default 0
tmpl state that packets need
level required or use: whether the state may be missing
nokeys keys are not shown
all-nsid events of all namespaces that have an id here
acquire a packet needs a state
expire a state or a policy has come to its end
SA states
aevent sequence numbers and lifetimes of states
report packets that a policy forbids
all everything
count says how many there are
)"},
    {"xfrm state verbs", xfrm_state_verbs},
    {"xfrm sa verbs", xfrm_state_verbs},
    {"xfrm policy verbs", R"(
add adds a policy
update changes a policy, or adds it
delete deletes a policy
get shows a policy
deleteall deletes all policies that fit
delall the same as deleteall
list shows policies
show the same as list
flush deletes all policies, also those that are hidden
count says how many policies there are
set sets which prefixes stand in the hash
setdefault what happens to packets without a policy
getdefault shows what happens to packets without a policy
)"},
    {"xfrm verbs", R"(
state how packets are transformed
sa the same as state
policy which packets are
monitor events of both
)"},
    {"all verbs", R"(
lst the same as list
help the words of this object
)"},
};
constexpr std::span<const AboutTable> about_objects{tables};

} // namespace nskit
