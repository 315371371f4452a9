// SPDX-License-Identifier: MIT
// The objects and options of ip, and the words of the objects that have no file here.
#include "cmd/ipnetns/about/about.h"

namespace nskit {

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
    {"vrf verbs", R"(
show shows VRFs and their tables
list the same as show
exec runs a command in a VRF
identify the VRF of a process
pids processes in a VRF
)"},
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
    {"all verbs", R"(
lst the same as list
help the words of this object
)"},
};
constexpr std::span<const AboutTable> about_objects{tables};

} // namespace nskit
