// SPDX-License-Identifier: MIT
// Routes: their rows, the filter over them, and how one is parsed and printed. `ip monitor` and `ip rule` use
// the same pieces.
#pragma once

#include "cmd/ipnetns/command/command.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/socket.h"
#include "lib/row/types.h"

namespace nskit {

/// The type (RTN_*) of a name, or a number up to 255. Returns nullopt for another word.
std::optional<uint8_t> route_type(const char *word);
/// The name of a type; its number with -N, or if it has no name.
std::string route_type_text(const Context &context, uint8_t type);

/// The names of the types with bars between them, for the help: `local | nat | ...`.
std::string route_type_names();

/// One realm or two, `[FROM/]TO`: FROM in the upper half. Returns nullopt for another word.
std::optional<uint32_t> parse_realms(Context &context, std::string_view word);
/// Shows `realm TO ` or `realms FROM/TO `; in JSON an object `flow`.
void print_realms(Context &context, uint32_t realms);

/// The attributes of a route, in the order in which they are shown.
extern const Fields route_fields;
/// The attributes of a route's RTA_METRICS (RTAX_*).
extern const Fields metric_fields;
/// The attributes of one next hop of several.
extern const Fields hop_fields;

/// The table of a route.
uint32_t route_table(const Record &record);
/// Puts the table into a route's header, where only numbers below 256 fit, and into an attribute.
void put_table(Message &message, uint32_t table);

/// How the prefix of a route relates to the wanted ones.
struct PrefixFilter {
    std::optional<Prefix> within; ///< `root`: it lies in this one
    std::optional<Prefix> around; ///< `match`: it contains this one

    /// Whether a route's prefix is wanted: an attribute (nullptr: zeros) and a length in bits.
    bool wants(int family, const nlattr *attr, unsigned length) const;
    /// Whether a prefix of this length can be wanted.
    bool wants_length(unsigned length) const;
};

/// The wanted routes: the words of `ip route show`.
struct RouteFilter {
    int family = AF_UNSPEC;
    uint32_t table = 0;    ///< 0: any
    bool cloned = false;   ///< only entries of the cache
    bool no_local = false; ///< neither local nor broadcast routes (`vrf`)
    std::optional<uint8_t> tos, protocol, scope, type;
    std::optional<int> oif, iif;
    std::optional<uint32_t> mark, metric, nexthop; ///< `nexthop`: the id of a next hop object
    uint32_t realms = 0, realms_mask = 0;
    std::optional<Prefix> via, source_address;
    PrefixFilter destination, source;

    /// Also checks what the kernel filters by itself.
    bool wants(const Record &route) const;
    // The same in parts, for dumps: the header rejects most routes before their attributes are read.
    bool wants_header(const rtmsg &header) const;
    bool wants_table(const Record &route) const { return table == 0 || table == route_table(route); }
    bool wants_attributes(const Record &route) const;
    /// Whether attributes matter, other than the table.
    bool judges_attributes() const;
    /// The rows of route_fields, without those whose value the filter gives.
    ShownRows shown() const;
};

/// Reads the words of a filter to the end of the line. Without words it wants the main table of IPv4, or of
/// the family of the global options.
RouteFilter parse_route_filter(Context &context, Args &args);
/// Whether a dump failed because there is no main table, as in a namespace that never had an address.
bool is_missing_main(const Error &error, const RouteFilter &filter);

/// Dumps all routes that the kernel lets pass. Throws as Socket::dump() does, with status 2.
void dump_routes(Context &context, const RouteFilter &filter, Purpose purpose, Each each);

/// Calls `each(const Record &)` for each route that a filter wants, while the dump runs.
template <class F> void each_route(Context &context, const RouteFilter &filter, Purpose purpose, F &&each)
{
    const bool judges = filter.judges_attributes();
    auto judge = [&](const nlmsghdr *answer) {
        if (answer->nlmsg_type != RTM_NEWROUTE || !has_fixed(answer, sizeof(rtmsg)) ||
            !filter.wants_header(*fixed<rtmsg>(answer)))
            return;
        const auto route = Record::of<rtmsg>(answer);
        if (filter.wants_table(route) && (!judges || filter.wants_attributes(route)))
            each(route);
    };
    dump_routes(context, filter, purpose, judge);
}

/// Shows a route and ends its line, with `Deleted ` in front if it is gone. The caller opens its JSON object.
/// `rows` are the rows of route_fields to be shown; all of them by default.
void print_route(Context &context, const Record &route, const ShownRows &rows);
void print_route(Context &context, const Record &route);

/// A route as the words behind `ip route add`, without what a request has anyway.
std::string write_route(Context &context, const Record &route);
/// One of its next hops, `nexthop ...`.
std::string write_hop(Context &context, const Record &route, const rtnexthop *hop);
/// The scope and the table of a request of IPv4 that names none. `leads_on`: it has a gateway, several next
/// hops or a next hop object.
uint8_t usual_route_scope(uint8_t type, bool leads_on);
uint32_t usual_route_table(uint8_t type);

/// ensure and absent, and what a configuration has of them.
extern const struct StateObject route_state;

/// One route while its words are being read.
struct RouteRequest {
    /// `family` is that of the global options.
    RouteRequest(uint16_t type, uint16_t flags, int family);

    Message message;
    Seen seen, seen_metrics; ///< of route_fields, of metric_fields
    bool has_destination = false;

    rtmsg &header() { return message.fixed<rtmsg>(); }
};

/// One next hop of several while its words are being read: its attributes go to the end of the message.
struct Hop {
    Message &message;
    size_t place; ///< of the rtnexthop

    rtnexthop &header() { return *static_cast<rtnexthop *>(message.at(place)); }
};

/// Puts a prefix of the route's family, and settles the family if no word has done so. Returns the prefix's
/// length in bits.
uint8_t put_prefix(std::string_view word, uint16_t attr, Message &message);

/// Reads the words of a route to the end of the line, and fills in what they leave open.
void parse_route(Context &context, Args &args, RouteRequest &request);

/// The words of a filter, a route and a next hop that are no attributes, and the words of `get`.
extern const std::span<const Word<RouteFilter>> route_filter_words;
extern const std::span<const Word<RouteRequest>> route_words;
extern const std::span<const Word<Hop>> hop_words;
std::string route_get_words(int indent);
/// The help of `ip route`.
std::string route_usage();

/// The message by which the kernel finds a route again, to delete it: the route's own. If it has a next hop
/// object, it is a copy, in `copy`, without what that object says: the kernel refuses both together.
const nlmsghdr *sendable(const Record &route, std::vector<char> &copy);

// --- multicast routes, which the kernel tells apart by families of their own

/// Whether a family is that of multicast routes (RTNL_FAMILY_IPMR, RTNL_FAMILY_IP6MR).
inline bool is_multicast_family(int family)
{
    return family == RTNL_FAMILY_IPMR || family == RTNL_FAMILY_IP6MR;
}
/// The family of the addresses of such a route.
inline int multicast_address_family(int family)
{
    return family == RTNL_FAMILY_IPMR ? AF_INET : AF_INET6;
}

// --- within the room

/// Whether a route is an entry of the kernel's cache, whose protocol and scope say nothing.
bool is_cloned(const Record &route);
/// Show that a route is such an entry, and its flags; its age and use (RTA_CACHEINFO).
extern const Type cached_route, cache_information;
/// Shows the metrics in a route's RTA_METRICS.
void print_metrics(Context &context, const Field &field, const Record &route);

/// The family and the address in an RTA_VIA, without what it is too short for. Points into the attribute.
struct Via {
    explicit Via(const nlattr *attr);
    int family;
    std::span<const uint8_t> address;
};

/// The next word as a number. Throws `Error: argument "WORD" is wrong: WRONG` (255).
template <class T> T take_number(Args &args, const char *wrong)
{
    auto value = parse_as<T>(args.next());
    if (!value)
        wrong_argument(args.previous(), wrong);
    return *value;
}

// The verbs in files of their own.
void route_show(Session &session, Args &args);
void route_wait(Session &session, Args &args);
void route_flush(Session &session, Args &args);
void route_get(Session &session, Args &args);
void route_save(Session &session, Args &args);
void route_restore(Session &session, Args &args);
void route_showdump(Session &session, Args &args);

} // namespace nskit
