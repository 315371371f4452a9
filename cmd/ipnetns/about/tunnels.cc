// SPDX-License-Identifier: MIT
// The words of tunnels, as kinds of link. What several of them have stands in the last table, `tunnels`,
// which also explains words of `ip tunnel`.
#include "cmd/ipnetns/about/about.h"

namespace nskit {

static constexpr std::string_view erspan = R"(
erspan index of the port, 1 to 1048575, in version 1
erspan_ver version of the header, 0 to 2; default 1
erspan_dir direction of the mirrored traffic, in version 2
erspan_hwid number of the hardware, 0 to 63, in version 2
)";

static constexpr AboutTable tables[] = {
    {"erspan", erspan},
    {"ip6erspan", erspan},
    {"geneve", R"(
id number of the network, 0 to 16777215
innerprotoinherit carries IP packets without Ethernet headers
dstport UDP port of the far end; default 6081
)"},
    {"ipip", "\nmode what is carried: IPv4, MPLS or any\n"},
    {"ip6tnl", "\nmode what is carried: IPv6, IPv4 or any\n"},
    {"sit", R"(
mode what is carried: IPv6, IPv4, MPLS or any
isatap is an ISATAP interface
6rd-prefix IPv6 prefix of the 6rd domain
6rd-relay_prefix IPv4 prefix that addresses of the domain share
6rd-reset takes the 6rd domain away
)"},
    {"vxlan", R"(
id number of the network, 0 to 16777215
group multicast address for unknown destinations; needs dev
remote address of the far end for unknown destinations
dstport UDP port of the far end; default 8472, IANA's is 4789
ageing seconds that a learned address is kept
maxaddress most learned addresses
reserved_bits bits of the header that no packet may have set
gbp carries the mark of packets (group policy)
gpe carries other protocols than Ethernet; port 4790
vnifilter takes only networks that are configured; with external
learning learns addresses from what comes in; default on
proxy answers ARP itself where it knows
rsc routes at once to known hosts behind a router
l2miss tells user space of unknown MAC addresses
l3miss tells user space of unknown IP addresses
remcsumtx leaves checksums to the receiver, when sending
remcsumrx completes checksums that the sender left
localbypass packets for a tunnel of this host go to it directly
mcroute multicast is routed by the kernel's multicast routes
)"},
    {"tunnels", R"(
external the ends come with each packet's metadata
remote address of the far end
local address of this end; default: chosen for each packet
dev link that packets leave by
ttl TTL of packets, 1 to 255; inherit: that of the inner
hoplimit hop limit of packets, 0 to 255; default 64
tos TOS of packets in hex; inherit: that of the inner
tclass traffic class in hex; inherit: that of the inner
dscp inherit: the inner packet gets the DSCP of the outer
df flag "don't fragment" of packets; default unset
flowlabel flow label of packets in hex, 0 to 0xfffff
encaplimit tunnels that may lie in this one, 0 to 255; default 4
pmtudisc finds the path MTU; default on
ignore-df fragments packets in spite of their flag
key key of packets in both directions: number or address
ikey key of packets that come in
okey key of packets that go out
seq sequence numbers in both directions
iseq packets must come with rising numbers
oseq packets go out with sequence numbers
csum checksums in both directions
icsum packets must have a checksum
ocsum packets go out with a checksum
allow-localremote the far end may be an address of this host
fwmark mark that decides the route of packets; 0: none
encap packed into UDP: fou or gue; default none
noencap the same as encap none
encap-sport UDP source port, or auto
encap-dport UDP destination port
encap-csum UDP checksums over IPv4
encap-csum6 UDP checksums over IPv6
encap-remcsum leaves inner checksums to the receiver
srcport lowest and highest UDP source port
dstport UDP port of the far end
udpcsum UDP checksums over IPv4
udp6zerocsumtx sends without UDP checksum over IPv6
udp6zerocsumrx takes packets without UDP checksum over IPv6
)"},
};
constexpr std::span<const AboutTable> about_tunnels{tables};

} // namespace nskit
