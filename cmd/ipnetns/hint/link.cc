// SPDX-License-Identifier: MIT
// Hints about devices and their kinds.
#include <algorithm>
#include <linux/if_link.h>
#include <net/if.h>

#include "cmd/ipnetns/hint/hint.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/netlink/netns_names.h"

namespace nskit::hint {

// --- kinds

std::string unknown_kind(const Failure &failure)
{
    const std::string kind(failure.behind({"type"}));
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
    return format("there is no kind of link that is called \"%s\"%s", kind.c_str(),
                  did_you_mean(nearest(kind, names)).c_str());
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
        return format("\"%s\" is in the namespace %s; write: ip -n %s ...", name.c_str(), where.c_str(),
                      where.c_str());
    return mean.empty() ? "\"ip -br link\" lists the devices here"
                        : "no device here is called so" + did_you_mean(mean);
}

/// `2 (veth)`: what is known of a device by this name.
static std::string described(const std::string &name)
{
    const std::string line = first_shown({"link", "show", "dev", name});
    return line.substr(0, line.find(' ', line.find(' ') + 1));
}

std::string device_exists(const Failure &failure)
{
    const auto words = object_words(failure);
    if (!is_about(failure, "link") || words.size() < 3)
        return "";
    for (const std::string_view word : words.subspan(2)) {
        const std::string name(word);
        if (name == "type" || name.size() >= IFNAMSIZ || !if_nametoindex(name.c_str()) ||
            name == failure.behind({"link", "master"}))
            continue;
        return format("there is a device %s here (%s); choose another name, or delete it first", name.c_str(),
                      described(name).c_str());
    }
    const std::string netns(failure.behind({"netns"}));
    return netns.empty()
               ? ""
               : format("the namespace %s has a device of this name; \"ip -n %s -br link\" lists them",
                        netns.c_str(), netns.c_str());
}

} // namespace nskit::hint
