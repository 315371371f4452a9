// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/map.h"

#include <algorithm>
#include <linux/if.h>
#include <linux/neighbour.h>
#include <unordered_map>

#include "cmd/ipnetns/netns/lookout.h"
#include "lib/netlink/netns_names.h"

namespace nskit {

static bool by_index(const MapLink &link, int index)
{
    return link.index < index;
}

const MapLink *MapNetns::link(int index) const
{
    const auto found = std::lower_bound(links.begin(), links.end(), index, by_index);
    return found != links.end() && found->index == index ? &*found : nullptr;
}

const MapLink *Map::at(const MapLink::End &end) const
{
    return end.netns < 0 ? nullptr : all[static_cast<size_t>(end.netns)].link(end.index);
}

std::string Map::end_name(const MapLink::End &end) const
{
    const MapLink *link = at(end);
    return link ? link->name : format("if%d", end.index);
}

// --- one link

/// What a person wants to know: whether it is down, up, or up without a carrier.
static std::string state_text(const ifinfomsg &header, const Attrs &attrs)
{
    if (!(header.ifi_flags & IFF_UP))
        return "DOWN";
    switch (attrs.value<uint8_t>(IFLA_OPERSTATE)) {
    case IF_OPER_UP:
    case IF_OPER_UNKNOWN:
        return "UP";
    case IF_OPER_DORMANT:
        return "DORMANT";
    case IF_OPER_TESTING:
        return "TESTING";
    default:
        return "NO-CARRIER";
    }
}

static std::string address_text(int family, const nlattr *address)
{
    AddressText space;
    return std::string(format_address(family, get_bytes(address), space));
}

/// The device below and the host at the other end.
static void add_vxlan_ends(const Attrs &info, MapLink &link)
{
    const Attrs data = info.nested(IFLA_INFO_DATA);
    if (link.end.index == 0)
        link.end.index = data.value<int>(IFLA_VXLAN_LINK);
    for (auto [attr, family] : {std::pair(IFLA_VXLAN_GROUP, AF_INET), std::pair(IFLA_VXLAN_GROUP6, AF_INET6)})
        if (const nlattr *remote = data[static_cast<uint16_t>(attr)])
            link.remotes.push_back(address_text(family, remote));
}

/// `own` is the place of the link's namespace in the map; `places` are those of all, by their ids.
static MapLink read_link(const nlmsghdr *message, int own, const std::unordered_map<int, int> &places)
{
    const auto &header = *fixed<ifinfomsg>(message);
    const Attrs attrs(message, sizeof header), info = attrs.nested(IFLA_LINKINFO);
    MapLink link;
    link.index = header.ifi_index;
    link.name = attrs.string(IFLA_IFNAME);
    link.kind = info.string(IFLA_INFO_KIND);
    if (link.kind.empty() && header.ifi_flags & IFF_LOOPBACK)
        link.kind = "loopback";
    link.state = state_text(header, attrs);
    link.master = attrs.value<int>(IFLA_MASTER);
    link.is_pair = link.kind == "veth" || link.kind == "netkit" || link.kind == "vxcan";
    link.end.index = attrs.value<int>(IFLA_LINK);
    if (!attrs.has(IFLA_LINK_NETNSID)) {
        link.end.netns = own;
        if (link.end.index == link.index)
            link.end.index = 0;
    } else if (const auto place = places.find(attrs.value<int>(IFLA_LINK_NETNSID)); place != places.end()) {
        link.end.netns = place->second;
    }
    if (link.kind == "vxlan")
        add_vxlan_ends(info, link);
    return link;
}

// --- one namespace

static void add_addresses(MapNetns &netns, const Records &records)
{
    records.each([&](const nlmsghdr *message) {
        if (message->nlmsg_type != RTM_NEWADDR || !has_fixed(message, sizeof(ifaddrmsg)))
            return;
        const auto &header = *fixed<ifaddrmsg>(message);
        const Attrs attrs(message, sizeof header);
        const nlattr *address = attrs[IFA_LOCAL] ? attrs[IFA_LOCAL] : attrs[IFA_ADDRESS];
        const auto link = std::lower_bound(netns.links.begin(), netns.links.end(),
                                           static_cast<int>(header.ifa_index), by_index);
        if (!address || link == netns.links.end() || link->index != static_cast<int>(header.ifa_index))
            return;
        link->addresses.push_back({header.ifa_family, address_text(header.ifa_family, address) +
                                                          format("/%u", header.ifa_prefixlen)});
    });
}

/// The hosts to which a vxlan sends what is for everybody: its entries for the zero address. The kernel lists
/// them only from inside.
static void add_forwarding_remotes(MapNetns &netns)
{
    if (std::ranges::none_of(netns.links, [](const MapLink &link) { return link.kind == "vxlan"; }))
        return;
    const Fd fd = netns.known.open();
    if (!fd.valid() && errno == ENOENT) // it has gone meanwhile
        return;
    if (!fd.valid())
        fail_errno("Cannot open network namespace \"%s\"", netns.known.title().c_str());
    const NamespaceType &net = namespace_type(CLONE_NEWNET);
    NamespaceReturn back(net);
    enter_namespace(fd.get(), net);
    Socket inside;
    back.go_back();
    Message message(RTM_GETNEIGH, 0, ndmsg{.ndm_family = AF_BRIDGE});
    inside.dump(message, [&](const nlmsghdr *entry) {
        if (entry->nlmsg_type != RTM_NEWNEIGH || !has_fixed(entry, sizeof(ndmsg)))
            return;
        const Attrs attrs(entry, sizeof(ndmsg));
        const nlattr *remote = attrs[NDA_DST], *lladdr = attrs[NDA_LLADDR];
        for (MapLink &link : netns.links)
            if (link.kind == "vxlan" && link.index == fixed<ndmsg>(entry)->ndm_ifindex && remote && lladdr &&
                std::ranges::all_of(get_bytes(lladdr), [](uint8_t byte) { return byte == 0; })) {
                const int family = payload_size(remote) == 4 ? AF_INET : AF_INET6;
                std::string text = address_text(family, remote);
                if (std::ranges::find(link.remotes, text) == link.remotes.end())
                    link.remotes.push_back(std::move(text));
            }
    });
}

static void look_into(Lookout &lookout, MapNetns &netns, std::optional<int> id, int place,
                      const std::unordered_map<int, int> &places)
{
    Records links, addresses;
    lookout.links(id, links);
    lookout.addresses(id, addresses);
    links.each([&](const nlmsghdr *message) {
        if (message->nlmsg_type == RTM_NEWLINK && has_fixed(message, sizeof(ifinfomsg)))
            netns.links.push_back(read_link(message, place, places));
    });
    std::ranges::sort(netns.links, {}, &MapLink::index);
    add_addresses(netns, addresses);
    netns.is_seen = true;
}

Map draw_map()
{
    Map map;
    map.holders = find_holders(Search::places);
    Lookout lookout;
    std::unordered_map<int, int> places;
    std::vector<std::optional<int>> ids;
    const NamespaceType &net = namespace_type(CLONE_NEWNET);
    const auto own =
        namespace_id(sys(open_own_namespace(net), "Cannot open the network namespace of this process").get());
    for (KnownNetns &known : known_netns(map.holders)) {
        const Fd fd = known.open();
        const int cause = lookout.is_outside() ? errno : EPERM;
        const auto id = fd.valid() ? lookout.id(fd) : std::nullopt;
        if (id)
            places.emplace(*id, static_cast<int>(map.all.size()));
        ids.push_back(id);
        map.all.push_back({.known = std::move(known), .links = {}, .cause = cause});
    }
    for (size_t i = 0; i < map.all.size(); i++) {
        MapNetns &netns = map.all[i];
        const bool is_own = own && own->inode == netns.known.inode;
        if (lookout.is_outside() ? !ids[i].has_value() : !is_own)
            continue;
        look_into(lookout, netns, lookout.is_outside() ? ids[i] : std::nullopt, static_cast<int>(i), places);
        if (lookout.is_outside())
            add_forwarding_remotes(netns);
    }
    return map;
}

} // namespace nskit
