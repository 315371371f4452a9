// SPDX-License-Identifier: MIT
// Routes: their rows, the filter over them, and how one is read and shown. `ip monitor` and `ip rule` use the
// same pieces.
#pragma once

#include "lib/netlink/address_text.h"
#include "cmd/ipnetns/command/command.h"
#include "lib/row/types.h"
#include "lib/netlink/socket.h"

namespace nskit {

/// A type of route by name. Rows stand in the order in which abbreviations are matched.
struct RouteType {
    const char *word;
    uint8_t type; ///< RTN_*
    const char *also = nullptr;
    bool exact = false;
};

/// The type of a name or of a number up to 255; nullopt for another word.
std::optional<uint8_t> route_type(std::string_view word);
/// The name of a type; with -N, and where it has none, its number.
std::string route_type_text(const Context &context, uint8_t type);

/// A realm or a pair of them, `[FROM/]TO`: FROM in the upper half. nullopt for another word.
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
/// Puts the table into a route's header and, since there only those below 256 fit, an attribute.
void put_table(Message &message, uint32_t table);

/// Shows what a route's RTA_METRICS holds.
void print_metrics(Context &context, const nlattr *metrics, const Record &route);

/// Shows a device by its name, in its colour.
void print_route_device(Context &context, const Field &field, const Record &record);

/// Shows the flags of a route or of a next hop (RTNH_F_*, RTM_F_*) as words.
void print_hop_flags(Context &context, uint32_t flags);

/// How the prefix of a route relates to those that are asked for.
struct PrefixFilter {
    std::optional<Prefix> within; ///< `root`: it lies in this one
    std::optional<Prefix> around; ///< `match`: it contains this one

    /// Whether a route's prefix, an attribute (nullptr: zeros) and a length, is wanted.
    bool wants(int family, const nlattr *attr, unsigned length) const;
    /// Whether one of this length can be.
    bool wants_length(unsigned length) const;
};

/// Which routes are wanted: the words of `ip route show`.
struct RouteFilter {
    int family = AF_UNSPEC;
    uint32_t table = 0;    ///< 0: any
    bool cloned = false;   ///< entries of the cache, and no others
    bool no_local = false; ///< neither local nor broadcast routes (`vrf`)
    std::optional<uint8_t> tos, protocol, scope, type;
    std::optional<int> oif, iif;
    std::optional<uint32_t> mark, metric;
    uint32_t realms = 0, realms_mask = 0;
    std::optional<Prefix> via, source_address;
    PrefixFilter destination, source;

    /// Judges what the kernel does not filter by itself, and what it does as well.
    bool wants(const Record &route) const;
    // The same in parts, for dumps: the header rejects most routes before their attributes are looked at.
    bool wants_header(const rtmsg &header) const;
    bool wants_table(const Record &route) const { return table == 0 || table == route_table(route); }
    bool wants_attributes(const Record &route) const;
    /// Whether anything but the header and the table matters.
    bool judges_attributes() const;
    /// The rows of route_fields but for those that need not be shown, since the filter says what they hold.
    ShownRows shown() const;
};

/// Reads the words of a filter to the end of the line. Without any, it wants the main table of IPv4, or of
/// the family that the global options ask for.
RouteFilter parse_route_filter(Context &context, Args &args);
/// Whether a dump failed since there is no main table, as in a namespace that never had an address.
bool is_missing_main(const Error &error, const RouteFilter &filter);

/// Dumps all that the kernel lets pass of a filter. Throws as Socket::dump() does, with status 2.
void dump_routes(Context &context, const RouteFilter &filter, Purpose purpose, Each each);

/// Dumps the routes that a filter wants: `each(const Record &)` while the dump runs.
template <class F> void each_route(Context &context, const RouteFilter &filter, Purpose purpose, F &&each)
{
    const bool judges = filter.judges_attributes();
    auto judge = [&](const nlmsghdr *answer) {
        if (answer->nlmsg_type != RTM_NEWROUTE || !has_fixed(answer, sizeof(rtmsg)) ||
            !filter.wants_header(*fixed<rtmsg>(answer)))
            return;
        Record route(answer, sizeof(rtmsg));
        if (filter.wants_table(route) && (!judges || filter.wants_attributes(route)))
            each(route);
    };
    dump_routes(context, filter, purpose, judge);
}

/// Calls `f(const rtnexthop *)` for each next hop of an RTA_MULTIPATH.
template <class F> void each_hop(const nlattr *multipath, F &&f)
{
    auto *hop = static_cast<const rtnexthop *>(payload(multipath));
    for (int left = static_cast<int>(payload_size(multipath));
         left >= static_cast<int>(sizeof *hop) && hop->rtnh_len >= sizeof *hop && hop->rtnh_len <= left;
         left -= static_cast<int>(RTNH_ALIGN(hop->rtnh_len)), hop = RTNH_NEXT(hop))
        f(hop);
}

/// Shows a route, `Deleted ` in front of one that is gone, to the end of its line. The caller opens the
/// object that it is in JSON. `rows` are those of route_fields that are shown.
void print_route(Context &context, const Record &route, const ShownRows &rows);
void print_route(Context &context, const Record &route);

/// What a command line says of one route while it is being read.
struct RouteRequest {
    /// `family` as the global options ask for it.
    RouteRequest(uint16_t type, uint16_t flags, int family);

    Message message;
    Message metrics; ///< what goes into RTA_METRICS
    Seen seen, seen_metrics;
    bool has_destination = false;

    rtmsg &header() { return message.fixed<rtmsg>(); }
    bool given(const char *word) const { return seen.test(row_number(route_fields.rows, word)); }
};

/// One next hop of several while it is being read: its attributes go to the end of the message.
struct Hop {
    Message &message;
    size_t place; ///< of the rtnexthop

    rtnexthop &header() { return *static_cast<rtnexthop *>(message.at(place)); }
};

/// Reads a prefix of the route's family, which it settles where no word has done so, into an attribute, and
/// returns its length.
uint8_t put_prefix(const char *word, uint16_t attr, Message &message);
/// The table of a VRF by its name. Throws `Error: argument "NAME" is wrong: Invalid VRF` (255).
uint32_t vrf_table(Context &context, const char *name);

/// Reads the words of a route to the end of the line, and completes what they leave open.
void parse_route(Context &context, Args &args, RouteRequest &request);

/// The words of a filter, of a route and of a next hop that are no attribute, and those of `get`.
extern const std::span<const Word<RouteFilter>> route_filter_words;
extern const std::span<const Word<RouteRequest>> route_words;
extern const std::span<const Word<Hop>> hop_words;
std::string route_get_words(int indent);
/// The help of `ip route`.
std::string route_usage();

/// A found route as it can be sent back, to be deleted: the message itself, or where the kernel would refuse
/// it, since it speaks of a next hop object and of what is in that, a copy without the latter.
const nlmsghdr *sendable(const Record &route, std::vector<char> &copy);

// The verbs that stand in files of their own.
void route_show(Session &session, Args &args);
void route_flush(Session &session, Args &args);
void route_get(Session &session, Args &args);
void route_save(Session &session, Args &args);
void route_restore(Session &session, Args &args);
void route_showdump(Session &session, Args &args);

} // namespace nskit
