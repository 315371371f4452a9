// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/known.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <tuple>

#include "lib/base/error.h"
#include "lib/netlink/netns_names.h"

namespace nskit {

std::string KnownNetns::title() const
{
    return !name.empty() ? name : is_host ? "host" : std::to_string(inode);
}

Fd KnownNetns::open() const
{
    if (!name.empty()) {
        Fd fd = open_namespace_file(netns_path(name).c_str());
        const auto id = fd.valid() ? namespace_id(fd.get()) : std::nullopt;
        if (id && id->inode == inode)
            return fd;
    }
    if (is_host)
        if (Fd fd = open_namespace_file("/proc/1/ns/net"); fd.valid())
            return fd;
    for (const Holder &holder : holders)
        if (Fd fd = holder.open(inode); fd.valid())
            return fd;
    // This process, which is not searched for, may be the only one there that can be seen.
    if (holders.empty()) {
        Fd own = open_own_namespace(namespace_type(CLONE_NEWNET));
        const auto id = own.valid() ? namespace_id(own.get()) : std::nullopt;
        if (id && id->inode == inode)
            return own;
        errno = ENOENT;
    }
    return Fd();
}

const Holder *KnownNetns::process() const
{
    for (const Holder &holder : holders)
        if (holder.kind <= Holder::Kind::thread)
            return &holder;
    return nullptr;
}

static bool comes_first(const KnownNetns &one, const KnownNetns &other)
{
    return std::tuple(!one.is_host, one.name.empty(), std::string_view(one.name), one.inode) <
           std::tuple(!other.is_host, other.name.empty(), std::string_view(other.name), other.inode);
}

std::vector<KnownNetns> known_netns(Holders &holders)
{
    std::map<ino_t, KnownNetns> found;
    for (auto &[inode, list] : holders.by_inode)
        found[inode].holders = std::move(list);
    const NetnsDirectory directory;
    std::vector<std::string> names = directory.names();
    std::sort(names.begin(), names.end());
    for (const std::string &name : names)
        if (const auto id = directory.id(name))
            if (KnownNetns &netns = found[id->inode]; netns.name.empty())
                netns.name = name;
    struct stat status;
    for (const char *path : {"/proc/self/ns/net", "/proc/1/ns/net"})
        if (stat(path, &status) == 0)
            found[status.st_ino].is_host = std::string_view(path) == "/proc/1/ns/net";
        else if (errno != ENOENT && errno != EACCES) // not there, or not ours to see
            fail_errno("Cannot look at %s", path);
        else if (errno == EACCES && holders.unreadable == 0)
            holders.add_unreadable(errno);
    std::vector<KnownNetns> all;
    for (auto &[inode, netns] : found) {
        netns.inode = inode;
        all.push_back(std::move(netns));
    }
    std::sort(all.begin(), all.end(), comes_first);
    return all;
}

KnownNetns own_netns(const Fd &own)
{
    const auto id = namespace_id(own.get());
    Holders none;
    for (KnownNetns &netns : known_netns(none))
        if (id && netns.inode == id->inode)
            return std::move(netns);
    return {};
}

void print_process(Out &out, const KnownNetns &netns)
{
    const Holder *process = netns.name.empty() && !netns.is_host ? netns.process() : nullptr;
    if (!process)
        return;
    auto object = out.object("process");
    out.text(" (process ");
    out.integer({"pid", ""}, process->pid);
    out.string({"command", "", ""}, process->command);
    if (!process->owner.empty()) {
        out.text(", ");
        out.string({"owner", "", ""}, process->owner);
    }
    out.text(")");
}

} // namespace nskit
