// SPDX-License-Identifier: MIT
// The words of the objects that are about addresses and neighbours.
#include "cmd/ipnetns/about/about.h"

namespace nskit {

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

static constexpr AboutTable tables[] = {
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
    {"netconf", "\ndev a link; all: of all; default: of those to come\n"},
    {"netconf verbs", "\nshow shows settings of links for a protocol\n"},
};
constexpr std::span<const AboutTable> about_addresses{tables};

} // namespace nskit
