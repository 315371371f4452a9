// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/lookout.h"

#include <cerrno>
#include <linux/if.h>
#include <linux/net_namespace.h>
#include <sched.h>

#include "lib/namespace/namespace.h"
#include "lib/netlink/netns_names.h"

namespace nskit {

Lookout::Lookout()
{
    NamespaceReturn back(namespace_type(CLONE_NEWNET));
    outside_ = unshare(CLONE_NEWNET) == 0;
    if (!outside_) {
        back.stay();
        if (errno != EPERM)
            fail_errno("Cannot make a network namespace to look from");
    }
    socket_.emplace();
}

std::optional<int> Lookout::id(const Fd &ns)
{
    const auto known = netns_id(*socket_, ns.get());
    if (known || !outside_)
        return known;
    Message message(RTM_NEWNSID, 0, rtgenmsg{});
    message.put<int>(NETNSA_FD, ns.get());
    message.put<int>(NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED); // any
    socket_->request(message);
    return netns_id(*socket_, ns.get());
}

void Lookout::links(std::optional<int> id, Records &records)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    if (id)
        message.put<int>(IFLA_TARGET_NETNSID, *id);
    socket_->collect(message, records);
}

void Lookout::addresses(std::optional<int> id, Records &records)
{
    Message message(RTM_GETADDR, 0, ifaddrmsg{});
    if (id)
        message.put<int>(IFA_TARGET_NETNSID, *id);
    socket_->collect(message, records);
}

bool Lookout::ask(std::optional<int> id, Message &message, Each each)
{
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    if (id)
        message.put<int>(IFLA_TARGET_NETNSID, *id);
    return socket_->try_get(message, {ENODEV, EACCES, EPERM, EINVAL}, each);
}

bool Lookout::link(std::optional<int> id, int index, Each each)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{.ifi_index = index});
    return ask(id, message, each);
}

bool Lookout::link(std::optional<int> id, const char *name, Each each)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put_string(strlen(name) < IFNAMSIZ ? IFLA_IFNAME : IFLA_ALT_IFNAME, name);
    return ask(id, message, each);
}

} // namespace nskit
