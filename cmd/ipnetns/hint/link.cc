// SPDX-License-Identifier: MIT
// Hints about devices and their kinds.
#include <algorithm>
#include <linux/if_link.h>
#include <net/if.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/hint/hint.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/netlink/netns_names.h"

namespace nskit::hint {

// --- kinds

/// The kind that a line of `ip link` is about: behind `type`, or `ip link help`. "" if there is none.
static std::string kind_of_line(const Failure &failure)
{
    const auto words = object_words(failure);
    return words.size() > 2 && is_prefix(words[1], "help") ? words[2] : std::string(failure.behind({"type"}));
}

/// The kinds that begin like a word, with quotes and "or" between them; else the nearest one.
static std::string meant_kinds(const std::string &word, std::span<const std::string> names)
{
    std::string list;
    for (const std::string &name : names)
        if (name.starts_with(word))
            list += (list.empty() ? "" : "\" or \"") + name;
    return list.empty() ? nearest(word, names) : list;
}

std::string unknown_kind(const Failure &failure)
{
    const std::string kind = kind_of_line(failure);
    if (kind.empty() || !is_about(failure, "link"))
        return "";
    std::vector<std::string> names;
    for (const Kind *row : kinds)
        names.emplace_back(row->name);
    if (std::find(names.begin(), names.end(), kind) != names.end())
        return failure.says("Unknown device type")
                   ? format("this kernel has no links of kind %s: it was built without them, or their module "
                            "cannot be loaded here",
                            kind.c_str())
                   : "";
    return format("no kind of link has the name \"%s\"%s", kind.c_str(),
                  did_you_mean(meant_kinds(kind, names)).c_str());
}

/// Kinds whose devices stand on another one.
static constexpr std::string_view on_others[] = {"vlan",   "macvlan", "macvtap", "ipvlan", "ipvtap",
                                                 "macsec", "lowpan",  "ipoib",   "rmnet",  "virt_wifi"};

std::string missing_lower(const Failure &failure)
{
    const std::string kind(failure.behind({"type"}));
    const bool stands = std::find(std::begin(on_others), std::end(on_others), kind) != std::end(on_others);
    const auto words = object_words(failure);
    const bool has_lower =
        std::count(words.begin(), words.end(), std::string_view("link")) > 1; // and the object
    if (!stands || !is_about(failure, "link") || has_lower)
        return "";
    return format("a %s stands on another device; write: link DEVICE, in front of type", kind.c_str());
}

// --- names

/// Goes into each named namespace, at most 100, until `found` says so there; the process ends soon. Returns
/// the name; "" if none does.
template <class Found> static std::string netns_where(Found found)
{
    size_t tried = 0;
    for (const std::string &name : netns_names()) {
        const Fd fd = open_netns(name.c_str());
        if (++tried > 100)
            break;
        if (fd.valid() && setns(fd.get(), CLONE_NEWNET) == 0 && found())
            return name;
    }
    return "";
}

std::vector<std::string> device_names()
{
    std::vector<std::string> names;
    struct if_nameindex *all = if_nameindex();
    for (struct if_nameindex *one = all; one && one->if_name; one++)
        names.emplace_back(one->if_name);
    if (all) // glibc's does not take the nullptr of a failure
        if_freenameindex(all);
    return names;
}

std::string no_such_device(const Failure &failure)
{
    const std::string name(failure.quoted());
    if (name.empty() || if_nametoindex(name.c_str()))
        return "";
    const std::string mean = nearest(name, device_names());
    const std::string where = netns_where([&] { return if_nametoindex(name.c_str()) != 0; });
    if (!where.empty())
        return format("\"%s\" is in the namespace %s; write: ip -n %s%s", name.c_str(), where.c_str(),
                      where.c_str(), object_text(failure).c_str());
    return mean.empty() ? "\"ip -br link\" lists the devices here"
                        : "no device here has this name" + did_you_mean(mean);
}

/// What a device's driver says of it.
struct DeviceFacts {
    int index = 0;
    std::string kind;
    uint32_t least_mtu = 0, largest_mtu = 0; ///< 0: it does not say
};
static DeviceFacts facts_of(const std::string &device)
{
    DeviceFacts facts;
    Session session(GlobalOptions{});
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put_string(IFLA_IFNAME, device.c_str());
    session.socket().get(message, [&](const nlmsghdr *answer) {
        const Attrs link(answer, sizeof(ifinfomsg));
        facts = {.index = fixed<ifinfomsg>(answer)->ifi_index,
                 .kind = std::string(link.nested(IFLA_LINKINFO).string(IFLA_INFO_KIND)),
                 .least_mtu = link.value<uint32_t>(IFLA_MIN_MTU),
                 .largest_mtu = link.value<uint32_t>(IFLA_MAX_MTU)};
    });
    return facts;
}

/// The device that a line of `ip link` is about: the first word behind the verb that is one, other than what
/// is below it (`link`) or above it (`master`). "" if there is none.
static std::string device_of_line(const Failure &failure)
{
    if (!is_about(failure, "link"))
        return "";
    const auto words = object_words(failure);
    for (size_t i = 2; i < words.size(); i++) {
        const std::string_view before = words[i - 1];
        std::string word(words[i]);
        if (before != "link" && before != "master" && word != "type" && word.size() < IFNAMSIZ &&
            if_nametoindex(word.c_str()))
            return word;
    }
    return "";
}

std::string peer_up(const Failure &failure)
{
    return is_about(failure, "link") && failure.has({"peer"})
               ? "the kernel cannot set the peer of a new pair up: leave \"up\" away there, and set it up "
                 "afterwards"
               : "";
}

std::string device_exists(const Failure &failure)
{
    if (!is_about(failure, "link"))
        return "";
    std::string name(failure.behind({"name"})); // a new one
    if (!if_nametoindex(name.c_str()))
        name = device_of_line(failure);
    if (!name.empty()) {
        const DeviceFacts there = facts_of(name);
        return format(
            "there is a device %s here, %s%s with index %d; choose another name, or delete it first",
            name.c_str(), there.kind.empty() ? "one" : "of kind ", there.kind.c_str(), there.index);
    }
    const std::string netns(failure.behind({"netns"}));
    return netns.empty()
               ? ""
               : format("the namespace %s has a device of this name; \"ip -n %s -br link\" lists them",
                        netns.c_str(), netns.c_str());
}

std::string mtu_limits(const Failure &failure)
{
    const std::string name = device_of_line(failure);
    const DeviceFacts device = name.empty() ? DeviceFacts() : facts_of(name);
    return device.largest_mtu == 0 ? ""
                                   : format("%s takes an MTU of %u to %u bytes", name.c_str(),
                                            device.least_mtu, device.largest_mtu);
}

} // namespace nskit::hint
