// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/monitor/told.h"

#include <algorithm>
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/nexthop.h>

#include "cmd/ipnetns/route/route.h"
#include "lib/netlink/socket.h"

namespace nskit {

namespace {
/// What makes an object of one kind the same object, and what may change of it.
struct Tracked {
    uint16_t type; ///< RTM_NEW*; RTM_DEL* and RTM_GET* follow it
    size_t header;
    /// Reduces two copies of the fixed header: to the identity, and to what is compared. Returns false if
    /// the object is none of these.
    bool (*split)(char *identity, char *compared);
    std::span<const uint16_t> identity; ///< attributes
    std::span<const uint16_t> compared;
    bool all_identity = false; ///< all attributes are, but those in `compared`, which are ignored
};
} // namespace

// --- the six kinds

template <class Header> static Header &as(void *bytes)
{
    return *static_cast<Header *>(bytes);
}

static bool split_link(char *identity, char *compared)
{
    auto &link = as<ifinfomsg>(identity);
    const bool is_link = link.ifi_family == AF_UNSPEC; // another family tells of ports of bridges
    link = {.ifi_index = link.ifi_index};
    as<ifinfomsg>(compared).ifi_change = 0;
    return is_link;
}

static bool split_address(char *identity, char *)
{
    auto &address = as<ifaddrmsg>(identity);
    address.ifa_flags = address.ifa_scope = 0;
    return true;
}

static bool split_route(char *identity, char *)
{
    auto &route = as<rtmsg>(identity);
    const bool is_route = !is_multicast_family(route.rtm_family) && !(route.rtm_flags & RTM_F_CLONED);
    route.rtm_flags = 0;
    return is_route;
}

static bool split_neigh(char *identity, char *)
{
    auto &neigh = as<ndmsg>(identity);
    const bool is_neigh = neigh.ndm_family != AF_BRIDGE && !(neigh.ndm_flags & NTF_PROXY);
    neigh = {.ndm_family = neigh.ndm_family, .ndm_ifindex = neigh.ndm_ifindex};
    return is_neigh;
}

static bool split_rule(char *, char *)
{
    return true;
}

static bool split_nexthop(char *identity, char *)
{
    as<nhmsg>(identity) = {};
    return true;
}

// Counters and ages change without an event, and what a link's kind says in events differs from its dumps.
static constexpr uint16_t link_state[] = {
    IFLA_IFNAME,    IFLA_ADDRESS,  IFLA_BROADCAST, IFLA_MTU,   IFLA_LINK,   IFLA_QDISC,        IFLA_MASTER,
    IFLA_OPERSTATE, IFLA_LINKMODE, IFLA_IFALIAS,   IFLA_GROUP, IFLA_TXQLEN, IFLA_LINK_NETNSID, IFLA_CARRIER};
static constexpr uint16_t address_identity[] = {IFA_LOCAL, IFA_ADDRESS};
static constexpr uint16_t address_state[] = {IFA_FLAGS, IFA_LABEL, IFA_BROADCAST, IFA_RT_PRIORITY, IFA_PROTO};
static constexpr uint16_t neigh_identity[] = {NDA_DST};
static constexpr uint16_t neigh_state[] = {NDA_LLADDR};
static constexpr uint16_t nexthop_identity[] = {NHA_ID};
static constexpr uint16_t nexthop_state[] = {NHA_GROUP,   NHA_GROUP_TYPE, NHA_BLACKHOLE, NHA_OIF,
                                             NHA_GATEWAY, NHA_ENCAP_TYPE, NHA_ENCAP,     NHA_FDB};
static constexpr uint16_t route_ages[] = {RTA_CACHEINFO};

static constexpr Tracked tracked[Told::kinds] = {
    {.type = RTM_NEWLINK, .header = sizeof(ifinfomsg), .split = split_link, .compared = link_state},
    {.type = RTM_NEWADDR,
     .header = sizeof(ifaddrmsg),
     .split = split_address,
     .identity = address_identity,
     .compared = address_state},
    {.type = RTM_NEWROUTE,
     .header = sizeof(rtmsg),
     .split = split_route,
     .compared = route_ages,
     .all_identity = true},
    {.type = RTM_NEWNEIGH,
     .header = sizeof(ndmsg),
     .split = split_neigh,
     .identity = neigh_identity,
     .compared = neigh_state},
    {.type = RTM_NEWRULE, .header = sizeof(fib_rule_hdr), .split = split_rule, .all_identity = true},
    {.type = RTM_NEWNEXTHOP,
     .header = sizeof(nhmsg),
     .split = split_nexthop,
     .identity = nexthop_identity,
     .compared = nexthop_state},
};

// --- identity and digest

/// FNV-1a, 64 bits.
static void mix(uint64_t &digest, const void *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        digest = (digest ^ static_cast<const uint8_t *>(data)[i]) * 0x100000001b3;
}

static bool is_in(std::span<const uint16_t> types, uint16_t type)
{
    return std::ranges::find(types, type) != types.end();
}

namespace {
/// An object as it is kept: its fixed header and attributes as in a message that deletes it, and a digest of
/// what is compared.
struct Kept {
    std::string identity;
    uint64_t digest = 0xcbf29ce484222325;
};
} // namespace

static std::optional<Kept> keep(const Tracked &kind, const nlmsghdr *message)
{
    if (!has_fixed(message, kind.header))
        return std::nullopt;
    Kept kept;
    kept.identity.assign(fixed<char>(message), kind.header);
    std::string compared = kept.identity;
    if (!kind.split(kept.identity.data(), compared.data()))
        return std::nullopt;
    mix(kept.digest, compared.data(), compared.size());
    kept.identity.resize(NLMSG_ALIGN(kind.header));
    const size_t start = NLMSG_LENGTH(kind.header);
    walk_attrs(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start,
               [&](const nlattr *attr) {
                   const uint16_t type = attr_type(attr);
                   const bool named = is_in(kind.compared, type);
                   if (kind.all_identity ? !named : is_in(kind.identity, type)) {
                       kept.identity.append(reinterpret_cast<const char *>(attr), attr->nla_len);
                       kept.identity.resize(NLMSG_ALIGN(kept.identity.size()));
                   } else if (named && !kind.all_identity) {
                       mix(kept.digest, attr, attr->nla_len);
                   }
                   return true;
               });
    return kept;
}

/// The message that tells the end of an object. Of a link the name is added, as the monitor knows it.
static void tell_end(Context &context, const Tracked &kind, const std::string &identity, Each tell)
{
    std::string bytes(NLMSG_HDRLEN, '\0');
    bytes += identity;
    auto *header = reinterpret_cast<nlmsghdr *>(bytes.data());
    *header = {.nlmsg_len = static_cast<uint32_t>(bytes.size()),
               .nlmsg_type = static_cast<uint16_t>(kind.type + 1)};
    if (kind.type != RTM_NEWLINK)
        return tell(header);
    Message message(RTM_DELLINK, 0, *fixed<ifinfomsg>(header));
    message.put_string(IFLA_IFNAME,
                       std::string(context.links().name(fixed<ifinfomsg>(header)->ifi_index)).c_str());
    tell(message.header());
}

// --- what is known

void Told::note(const nlmsghdr *message)
{
    for (size_t i = 0; i < kinds; i++) {
        const Tracked &kind = tracked[i];
        const bool is_new = message->nlmsg_type == kind.type, is_gone = message->nlmsg_type == kind.type + 1;
        const auto kept = is_new || is_gone ? keep(kind, message) : std::nullopt;
        if (!kept)
            continue;
        if (is_gone)
            known_[i].erase(kept->identity);
        else
            known_[i].insert_or_assign(kept->identity, Entry{kept->digest, round_});
    }
}

/// The whole of the kind's objects, consistent, or as consistent as they can be had.
static void dump(Context &context, const Tracked &kind, int family, Records &records)
{
    std::vector<char> header(kind.header);
    header[0] = static_cast<char>(kind.type == RTM_NEWLINK ? AF_UNSPEC : family);
    Message message(static_cast<uint16_t>(kind.type + 2), 0);
    message.append_fixed(header.data(), header.size());
    if (kind.type == RTM_NEWLINK)
        message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    try {
        context.socket().collect(message, records);
    } catch (const Error &) { // the kernel lacks these objects
        records.clear();
    }
}

std::vector<const nlmsghdr *> Told::take_news(size_t which, const Records &records)
{
    std::vector<const nlmsghdr *> news;
    records.each([&](const nlmsghdr *message) {
        const auto kept =
            message->nlmsg_type == tracked[which].type ? keep(tracked[which], message) : std::nullopt;
        if (!kept)
            return;
        auto [entry, is_new] = known_[which].try_emplace(kept->identity, Entry{kept->digest, round_});
        const bool differs = std::exchange(entry->second.digest, kept->digest) != kept->digest;
        entry->second.round = round_;
        if (is_new || differs)
            news.push_back(message);
    });
    return news;
}

std::vector<std::string> Told::take_gone(size_t which)
{
    std::vector<std::string> gone;
    std::erase_if(known_[which], [&](const auto &entry) {
        if (entry.second.round != round_)
            gone.push_back(entry.first);
        return entry.second.round != round_;
    });
    return gone;
}

void Told::compare(Context &context, std::span<const uint16_t> types, int family, Each tell)
{
    round_++;
    std::array<Records, kinds> records;
    std::array<std::vector<const nlmsghdr *>, kinds> news;
    for (size_t i = 0; i < kinds; i++) {
        if (!is_in(types, tracked[i].type))
            continue;
        dump(context, tracked[i], family, records[i]);
        news[i] = take_news(i, records[i]);
    }
    // Ends come first: a new thing may have the name of one that is gone. Links end last: the ends of their
    // addresses and routes still need their names.
    for (size_t i = kinds; i-- > 0;)
        if (is_in(types, tracked[i].type))
            for (const std::string &identity : take_gone(i))
                tell_end(context, tracked[i], identity, tell);
    for (const auto &messages : news)
        for (const nlmsghdr *message : messages)
            tell(message);
}

} // namespace nskit
