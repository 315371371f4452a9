// SPDX-License-Identifier: MIT
// ip route ensure and absent.
#include <algorithm>
#include <cerrno>

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/row/hop.h"

namespace nskit {

// --- the wish

/// The bytes of numbers, one behind the other. As text they would take a third of the time of a comparison of
/// 100,000 routes.
template <class... Numbers> static std::string bytes_of(Numbers... numbers)
{
    std::string bytes;
    (bytes.append(reinterpret_cast<const char *>(&numbers), sizeof numbers), ...);
    return bytes;
}

/// Family, table, destination, TOS and metric. IPv6 gives a route without a metric one of 1024; two of its
/// routes that lead into devices, and to no gateway, differ in the device.
static std::string identity(Context &context, const nlmsghdr *message, const Wish &wish)
{
    const Record route = Record::of<rtmsg>(message);
    const rtmsg &header = route.fixed<rtmsg>();
    const bool is_inet6 = header.rtm_family == AF_INET6;
    auto metric = route.attrs.value<uint32_t>(RTA_PRIORITY);
    // At most 15 bytes for IPv4: a std::string keeps them without an allocation.
    std::string key = bytes_of(header.rtm_family, header.rtm_dst_len, route_table(route),
                               is_inet6 && !metric ? uint32_t{1024} : metric);
    if (const nlattr *destination = route[RTA_DST]; destination && header.rtm_dst_len)
        for (uint8_t byte : get_bytes(destination))
            key += static_cast<char>(byte);
    if (header.rtm_tos || header.rtm_src_len)
        key += bytes_of(header.rtm_tos, header.rtm_src_len);
    const bool leads_on = route[RTA_GATEWAY] || route[RTA_MULTIPATH] || route[RTA_NH_ID] || route[RTA_VIA];
    const bool is_open = wish.message && std::ranges::none_of(wish.given.words(), [](const Said &said) {
                             return said.row && said.row->attr == RTA_OIF;
                         });
    if (is_inet6 && !leads_on && route[RTA_OIF] && !is_open)
        key.append(" dev ").append(context.links().name(route.attrs.value<int>(RTA_OIF)));
    return key;
}

static Wish read(Session &plan, Args &args)
{
    Wish wish;
    RouteRequest request(RTM_NEWROUTE, 0, plan.settings.family);
    plan.given = &wish.given;
    parse_route(plan, args, request);
    plan.given = nullptr;
    if (wish.given.has("expires"))
        fail_with(255, "A route that expires cannot be ensured.");
    wish.message = MessageCopy(request.message.header());
    wish.identity = identity(plan, request.message.header(), wish);
    return wish;
}

static void each(Session &session, const Wish &wish, EachMessage each)
{
    const Record wanted = Record::of<rtmsg>(wish.message.get());
    RouteFilter filter;
    filter.family = wanted.fixed<rtmsg>().rtm_family;
    filter.table = route_table(wanted);
    try {
        each_route(session, filter, Purpose::show, [&](const Record &route) { each(route.message); });
    } catch (...) {
        if (caught().code != ENOENT) // a table without a route
            throw;
    }
}

// --- comparing

static std::string hops_of(Context &context, const Record &route)
{
    std::vector<std::string> hops;
    if (const nlattr *attr = route[RTA_MULTIPATH])
        each_hop(attr, [&](const rtnexthop *hop) { hops.push_back(write_hop(context, route, hop)); });
    std::ranges::sort(hops); // the kernel keeps those of IPv6 in an order of its own
    std::string text;
    for (const std::string &hop : hops)
        append_words(text, hop);
    return text;
}

/// Words of next hops without their device: what the kernel adds to hops that name none.
static bool hops_agree(const Comparison &all, const Record &wanted, const Record &there)
{
    return hops_of(all.plan, wanted) == hops_of(all.real, there);
}

static bool word_agrees(const Comparison &all, std::string_view word, const Record &wanted,
                        const Record &there)
{
    if (word == "nexthop")
        return hops_agree(all, wanted, there);
    if (word == "onlink")
        return there.fixed<rtmsg>().rtm_flags & RTNH_F_ONLINK;
    return true; // the destination
}

/// The words that most routes have, compared without writing them: a configuration may have very many routes.
/// False only means that the words are to be compared.
static bool is_same(const Comparison &all, const Field &row, const Record &wanted, const Record &there)
{
    const nlattr *a = wanted[row.attr], *b = there[row.attr];
    switch (row.attr) {
    case RTA_OIF:
        return a && b && all.plan.links().name(get<int>(a)) == all.real.links().name(get<int>(b));
    case RTA_GATEWAY:
    case RTA_PRIORITY:
    case RTA_PREFSRC:
        return a && b && std::ranges::equal(get_bytes(a), get_bytes(b));
    case 0:
        return row.names == &rt_tables && route_table(wanted) == route_table(there);
    default:
        return false;
    }
}

/// A gateway of another family stands in an attribute of its own, and metrics in a nest.
static bool row_agrees(const Comparison &all, const Field &row, const Record &wanted, const Record &there)
{
    for (const Field &metric : metric_fields.rows)
        if (&metric == &row)
            return all.agrees(row, wanted.nested(RTA_METRICS), there.nested(RTA_METRICS));
    if (is_same(all, row, wanted, there))
        return true;
    if (row.attr == RTA_GATEWAY && wanted[RTA_VIA]) {
        const nlattr *a = wanted[RTA_VIA], *b = there[RTA_VIA];
        return b && std::ranges::equal(get_bytes(a), get_bytes(b));
    }
    return all.agrees(row, wanted, there);
}

static std::vector<std::string> differences(const Comparison &all)
{
    const Record wanted = Record::of<rtmsg>(all.wish.message.get()), there = Record::of<rtmsg>(all.found);
    std::vector<std::string> words;
    for (const Said &said : all.wish.given.words())
        if (said.row ? !row_agrees(all, *said.row, wanted, there)
                     : !word_agrees(all, said.word, wanted, there))
            words.push_back(said.word);
    if (wanted.fixed<rtmsg>().rtm_type != there.fixed<rtmsg>().rtm_type)
        words.push_back("type");
    return words;
}

// --- changing

/// Whether a row says where a route leads. If the wish says so in any way, nothing of the old way is kept.
static bool leads(const Field &row)
{
    constexpr uint16_t attrs[] = {RTA_GATEWAY, RTA_VIA, RTA_OIF, RTA_NH_ID, RTA_ENCAP, RTA_NEWDST};
    return std::ranges::find(attrs, row.attr) != std::end(attrs);
}

static std::vector<std::string> changes(const Comparison &all, const std::string &line,
                                        const std::vector<std::string> &differences)
{
    const Record there = Record::of<rtmsg>(all.found);
    const bool is_led =
        std::ranges::any_of(all.wish.given.words(),
                            [](const Said &said) {
                                return said.row ? leads(*said.row) : std::string_view(said.word) == "nexthop";
                            }) ||
        std::ranges::find(differences, "type") != differences.end();
    std::string whole = "replace " + line;
    if (!is_led && there[RTA_MULTIPATH])
        fail_with(2, "Error: say the next hops of the route as well: a change would lose them.");
    for (const Field &row : route_fields.rows) {
        const std::string_view word = row.word ? row.word : row.text ? row.text : "";
        const bool stays = word == "protocol" || word == "src" || word == "realms" || word == "pref" ||
                           word == "ttl-propagate" || word == "scope";
        if (leads(row) ? !is_led : stays && !(is_led && word == "scope"))
            append_unsaid(all, std::span(&row, 1), there, whole);
    }
    if (there[RTA_METRICS])
        append_unsaid(all, metric_fields.rows, there.nested(RTA_METRICS), whole);
    return {whole};
}

static void remove(Session &session, const nlmsghdr *found)
{
    std::vector<char> copy;
    const nlmsghdr *route = sendable(Record::of<rtmsg>(found), copy);
    Message removal(RTM_DELROUTE, 0);
    removal.append_fixed(reinterpret_cast<const char *>(route) + NLMSG_HDRLEN,
                         route->nlmsg_len - NLMSG_HDRLEN);
    session.socket().request(removal);
}

static void all(Session &session, EachMessage each)
{
    for (int family : {AF_INET, AF_INET6}) {
        RouteFilter filter;
        filter.family = family;
        each_route(session, filter, Purpose::show, [&](const Record &route) { each(route.message); });
    }
}

/// Routes of the kernel and of daemons, and those that end, are no configuration.
static std::string write(Context &context, const nlmsghdr *message)
{
    const Record route = Record::of<rtmsg>(message);
    const bool ends = route[RTA_CACHEINFO] && get<rta_cacheinfo>(route[RTA_CACHEINFO]).rta_expires;
    if (!is_configured_protocol(route.fixed<rtmsg>().rtm_protocol) || is_cloned(route) || ends)
        return {};
    return "add " + write_route(context, route);
}

constexpr StateObject route_state{.word = "route",
                                  .naming = "to",
                                  .removal = RTM_DELROUTE,
                                  .read = read,
                                  .each = each,
                                  .identity = identity,
                                  .differences = differences,
                                  .changes = changes,
                                  .remove = remove,
                                  .all = all,
                                  .write = write};

} // namespace nskit
