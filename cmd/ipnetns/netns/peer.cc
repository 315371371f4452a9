// SPDX-License-Identifier: MIT
// ip link peer: the other end of a device: that of a pair, or the device below.
#include "cmd/ipnetns/netns/known.h"
#include "cmd/ipnetns/netns/lookout.h"
#include "cmd/ipnetns/netns/netns.h"
#include "lib/netlink/netns_names.h"
#include "lib/row/devices.h"

namespace nskit {

namespace {
/// Where a device leads to.
struct OtherEnd {
    int index = 0;
    std::optional<int> netns; // an id in the lookout's table; nullopt: the device's own namespace
};
} // namespace

static OtherEnd other_end(Lookout &lookout, std::optional<int> own, const char *device)
{
    OtherEnd end;
    auto learn = [&](const nlmsghdr *link) {
        const Attrs attrs(link, sizeof(ifinfomsg));
        end.index = attrs.value<int>(IFLA_LINK);
        if (attrs.has(IFLA_LINK_NETNSID))
            end.netns = attrs.value<int>(IFLA_LINK_NETNSID);
        else if (end.index == fixed<ifinfomsg>(link)->ifi_index) // as of tunnels that are on no device
            end.index = 0;
    };
    if (!lookout.link(own, device, learn))
        fail("Device \"%s\" does not exist.", device);
    if (end.index == 0)
        fail("Device \"%s\" has no other end.", device);
    return end;
}

/// Finds the namespace with an id: among those with a name first, as the search through /proc takes longer.
/// Returns an unknown one, without an inode, if it cannot be seen.
static KnownNetns find_netns(Lookout &lookout, int id)
{
    Holders none;
    for (KnownNetns &netns : known_netns(none))
        if (const Fd fd = netns.open(); fd.valid() && lookout.id(fd) == id)
            return std::move(netns);
    if (!lookout.is_outside())
        return {};
    Holders holders = find_holders(Search::places);
    for (KnownNetns &netns : known_netns(holders))
        if (const Fd fd = netns.open(); fd.valid() && lookout.id(fd) == id)
            return std::move(netns);
    return {};
}

static void print_end(Out &out, const KnownNetns &netns, int index, const std::string &name)
{
    auto list = out.list();
    auto object = out.object();
    if (!netns.name.empty())
        out.data("netns", netns.name);
    if (netns.inode)
        out.data("inode", netns.inode);
    out.text((netns.inode ? netns.title() : "?") + " ");
    out.data_integer("ifindex", index);
    if (!name.empty())
        out.data("ifname", name);
    out.text(name.empty() ? format("if%d", index) : name, Color::ifname);
    print_process(out, netns);
    out.line();
}

void link_peer(Session &session, Args &args)
{
    args.take("dev");
    const char *device = take_device_name(session, args);
    if (!args.empty())
        garbage_argument("dev", args.next());
    Lookout lookout;
    const NamespaceType &net = namespace_type(CLONE_NEWNET);
    const Fd own = sys(open_own_namespace(net), "Cannot open the network namespace of this process");
    const std::optional<int> own_id = lookout.is_outside() ? lookout.id(own) : std::nullopt;
    const OtherEnd end = other_end(lookout, own_id, device);
    const std::optional<int> there = end.netns ? end.netns : own_id;
    std::string name;
    if (!end.netns || lookout.is_outside())
        lookout.link(there, end.index, [&](const nlmsghdr *link) {
            name = Attrs(link, sizeof(ifinfomsg)).string(IFLA_IFNAME);
        });
    KnownNetns netns;
    if (end.netns && end.netns != own_id)
        netns = find_netns(lookout, *end.netns);
    else
        netns = own_netns(own);
    print_end(session.out, netns, end.index, name);
}

} // namespace nskit
