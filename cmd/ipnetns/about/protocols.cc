// SPDX-License-Identifier: MIT
// The words of the objects that are about one protocol, or about tunnels.
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
// The words that kinds of link have, too, stand in tunnels.cc.
static constexpr std::string_view tunnel = R"(
mode kind of the tunnel: what it carries, and in what
name its name
remote address of the far end; any: none
local address of this end; any: chosen for each packet
key key in both directions: number or address
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
    {"tunnel", tunnel},
    {"tunl", tunnel},
    {"tunnel verbs", tunnel_verbs},
    {"tunl verbs", tunnel_verbs},
    {"tuntap", tuntap},
    {"tap", tuntap},
    {"tuntap verbs", tuntap_verbs},
    {"tap verbs", tuntap_verbs},
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
};
constexpr std::span<const AboutTable> about_protocols{tables};

} // namespace nskit
