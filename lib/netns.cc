// SPDX-License-Identifier: MIT
#include "netns.h"

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/net_namespace.h>
#include <sched.h>

#include "error.h"
#include "netlink.h"
#include "number.h"

namespace nskit {

std::string netns_path(std::string_view name)
{
    return std::string(NETNS_RUN_DIR "/").append(name);
}

std::optional<std::vector<std::string>> netns_names()
{
    DIR *dir = opendir(NETNS_RUN_DIR);
    if (!dir)
        return std::nullopt;
    std::vector<std::string> names;
    while (const dirent *entry = readdir(dir)) {
        std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
    closedir(dir);
    return names;
}

Fd open_netns(const char *name)
{
    std::string_view word = name;
    if (word.find('/') != std::string_view::npos)
        return Fd(open(name, O_RDONLY | O_CLOEXEC));
    Fd named(open(netns_path(word).c_str(), O_RDONLY | O_CLOEXEC));
    if (named.valid() || !parse_unsigned(word, INT32_MAX))
        return named;
    return Fd(open(format("/proc/%s/ns/net", name).c_str(), O_RDONLY | O_CLOEXEC));
}

void enter_netns(const char *name)
{
    Fd fd(open(netns_path(name).c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid())
        throw Error{format("Cannot open network namespace \"%s\": %s", name, strerror(errno)), 255, errno};
    if (setns(fd.get(), CLONE_NEWNET) != 0)
        throw Error{format("setting the network namespace \"%s\" failed: %s", name, strerror(errno)), 255,
                    errno};
}

std::optional<int> netns_id(Socket &socket, int fd)
{
    Message message(RTM_GETNSID, 0, rtgenmsg{});
    message.put<int>(NETNSA_FD, fd);
    std::optional<int> id;
    try {
        socket.get(message, [&](const nlmsghdr *answer) {
            int value = Attrs(answer, sizeof(rtgenmsg)).value<int>(NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED);
            if (value >= 0)
                id = value;
        });
    } catch (const Error &) {
        // Not a network namespace: a stale file, which has no id.
    }
    return id;
}

const std::string *NetnsIds::name(int id)
{
    if (!loaded_)
        load();
    auto found = names_.find(id);
    return found == names_.end() ? nullptr : &found->second;
}

void NetnsIds::load()
{
    loaded_ = true;
    auto names = netns_names();
    if (!names || names->empty())
        return;
    Socket socket; // of its own: this may be asked in the middle of a dump
    for (const std::string &each : *names) {
        Fd fd(open(netns_path(each).c_str(), O_RDONLY | O_CLOEXEC));
        if (auto id = fd.valid() ? netns_id(socket, fd.get()) : std::nullopt)
            names_.emplace(*id, each);
    }
}

} // namespace nskit
