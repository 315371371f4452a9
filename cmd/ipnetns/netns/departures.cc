// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/departures.h"

#include <algorithm>
#include <cerrno>
#include <linux/net_namespace.h>
#include <linux/veth.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>

#include "cmd/ipnetns/netns/holders.h"
#include "lib/base/error.h"
#include "lib/namespace/namespace.h"
#include "lib/netlink/message.h"
#include "lib/netlink/netns_names.h"

namespace nskit {

constexpr int receive_buffer = 8 * 1024 * 1024; // for the events of some thousand devices

Departures::Departures() : events_(receive_buffer)
{
    events_.join(RTNLGRP_NSID);
    events_.join(RTNLGRP_LINK);
}

// --- before

/// The id of a namespace in ours; it gets one if it has none.
static int give_id(Socket &socket, const Fd &ns, const std::string &name)
{
    if (const auto id = netns_id(socket, ns.get()))
        return *id;
    Message message(RTM_NEWNSID, 0, rtgenmsg{});
    message.put<int>(NETNSA_FD, ns.get());
    message.put<int>(NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED); // any
    socket.try_request(message, {EEXIST});                   // somebody has been quicker
    const auto id = netns_id(socket, ns.get());
    if (!id)
        fail("Network namespace \"%s\" gets no id, without which its end is not told.", name.c_str());
    return *id;
}

void Departures::watch(const std::string &name, const Fd &ns, ino_t inode)
{
    all_.push_back({name, inode, give_id(questions_, ns, name), NamespaceHandle(ns.get())});
}

/// Whether a device vanishes as soon as its other end does.
static bool is_pair(std::string_view kind)
{
    return kind == "veth" || kind == "netkit" || kind == "vxcan";
}

void Departures::find_peers()
{
    if (all_.empty())
        return;
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    questions_.dump(message, [&](const nlmsghdr *link) {
        const Attrs attrs(link, sizeof(ifinfomsg));
        if (!attrs.has(IFLA_LINK_NETNSID) || !is_pair(attrs.nested(IFLA_LINKINFO).string(IFLA_INFO_KIND)))
            return;
        for (Netns &netns : all_)
            if (netns.id == attrs.value<int>(IFLA_LINK_NETNSID))
                netns.peers.insert(fixed<ifinfomsg>(link)->ifi_index);
    });
}

// --- events

void Departures::hear(const nlmsghdr *event)
{
    if (event->nlmsg_type == RTM_DELNSID && has_fixed(event, sizeof(rtgenmsg))) {
        const int id = Attrs(event, sizeof(rtgenmsg)).value<int>(NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED);
        for (Netns &netns : all_)
            if (netns.id == id && !netns.dead) {
                netns.dead = true;
                netns.without_peers = netns.peers.empty();
            }
    } else if (event->nlmsg_type == RTM_DELLINK && has_fixed(event, sizeof(ifinfomsg))) {
        auto *link = fixed<ifinfomsg>(event);
        if (link->ifi_family == AF_UNSPEC) // another family tells of a port that has left its bridge
            for (Netns &netns : all_)
                netns.peers.erase(link->ifi_index);
    }
}

/// Asks the kernel, as events may have been lost.
void Departures::look_again()
{
    auto ignore = [](const nlmsghdr *) {};
    for (Netns &netns : all_) {
        if (!netns.dead) {
            Message message(RTM_GETNSID, 0, rtgenmsg{});
            message.put<int>(NETNSA_NSID, netns.id);
            netns.dead = netns.without_peers = !questions_.try_get(message, {ENOENT}, ignore);
        }
        std::erase_if(netns.peers, [&](int index) {
            Message message(RTM_GETLINK, 0, ifinfomsg{.ifi_index = index});
            message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
            return !questions_.try_get(message, {ENODEV}, ignore);
        });
    }
}

bool Departures::is_over() const
{
    return std::ranges::all_of(all_, [](const Netns &netns) { return netns.dead && netns.peers.empty(); });
}

/// Waits for events, but at most until the deadline. Returns false if there was none in a second: it is time
/// to look again.
static bool wait_for_events(const Socket &socket, const Deadline &deadline)
{
    constexpr int slow_look = 1000;
    pollfd polled{.fd = socket.fd(), .events = POLLIN, .revents = 0};
    return uninterrupted([&] { return poll(&polled, 1, deadline.left(slow_look)); }) > 0;
}

// --- the canary

/// Makes a pair of devices between the namespace that the socket is in and another one.
static void make_pair(Socket &socket, const Fd &other)
{
    Message message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, ifinfomsg{});
    {
        Nest info(message, IFLA_LINKINFO);
        message.put_string(IFLA_INFO_KIND, "veth");
        Nest data(message, IFLA_INFO_DATA);
        Nest peer(message, VETH_INFO_PEER);
        message.append_fixed(ifinfomsg{});
        message.put<int>(IFLA_NET_NS_FD, other.get());
    }
    socket.request(message);
}

/// The kernel takes dead namespaces down in the order of their death. So when one that dies now has lost its
/// device, those that died before have lost theirs, although no event has told of them. Returns false if that
/// takes too long.
static bool outlives_canary(const Deadline &deadline)
{
    const NamespaceType &net = namespace_type(CLONE_NEWNET);
    NamespaceReturn back(net);
    sys(unshare(CLONE_NEWNET), "Cannot make a network namespace");
    Socket events;
    events.join(RTNLGRP_LINK);
    {
        sys(unshare(CLONE_NEWNET), "Cannot make a network namespace");
        const Fd doomed = sys(open_own_namespace(net), "Cannot open the new network namespace");
        make_pair(events, doomed);
        back.go_back();
    }
    bool gone = false;
    while (!gone && !deadline.is_over())
        if (wait_for_events(events, deadline))
            events.events([&](const nlmsghdr *event) { gone = gone || event->nlmsg_type == RTM_DELLINK; });
    return gone;
}

// --- waiting

void Departures::wait(int milliseconds)
{
    const Deadline deadline(milliseconds);
    while (!is_over() && !deadline.is_over())
        if (!wait_for_events(events_, deadline) ||
            !events_.events([&](const nlmsghdr *event) { hear(event); }))
            look_again();
    if (!is_over())
        fail("%s", left(milliseconds).c_str());
    if (std::ranges::any_of(all_, &Netns::without_peers) && !outlives_canary(deadline))
        fail("The namespaces are gone, but perhaps not all of their devices.");
}

/// What holds a namespace, in a line.
static std::string holders_text(const std::vector<Holder> &holders)
{
    constexpr size_t most = 10;
    std::string text;
    for (const Holder &holder : holders) {
        if (&holder - holders.data() == most)
            return text + format(" and %zu more", holders.size() - most);
        text += format("%s%s %s", text.empty() ? "" : ", ", holder_word(holder.kind),
                       holder_text(holder).c_str());
    }
    return text.empty() ? "something that cannot be seen" : text;
}

/// Looks for holders only now: a search opens what it looks at, and so holds it for a moment.
std::string Departures::left(int milliseconds) const
{
    Holders found = find_holders(Search::all);
    std::string text;
    for (const Netns &netns : all_) {
        if (netns.dead && netns.peers.empty())
            continue;
        std::vector<Holder> &holders = found.by_inode[netns.inode];
        if (const Fd fd = netns.handle.open(); fd.valid())
            add_tcp_orphans(fd.get(), holders);
        text += format("%s%s: not gone after %g s: %s%s", text.empty() ? "" : "\n", netns.name.c_str(),
                       milliseconds / 1e3, netns.dead ? "the kernel still takes it down" : "held by ",
                       netns.dead ? "" : holders_text(holders).c_str());
    }
    return text;
}

} // namespace nskit
