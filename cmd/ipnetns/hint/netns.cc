// SPDX-License-Identifier: MIT
// Hints about the names of network namespaces, and about rights.
#include <cerrno>
#include <linux/capability.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/ipnetns/hint/hint.h"
#include "lib/namespace/capability.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/obstacles.h"
#include "lib/netlink/netns_names.h"

namespace nskit::hint {

std::vector<std::string> netns_names()
{
    return NetnsDirectory().names();
}

/// The name that the error is about, without the directory: the error quotes it, or the command line has it.
static std::string name_of(const Failure &failure)
{
    std::string_view quoted = failure.quoted();
    if (const auto words = object_words(failure);
        quoted.empty() && is_about(failure, "netns") && words.size() > 2)
        quoted = words[2];
    return std::string(quoted.substr(quoted.rfind('/') + 1)); // npos + 1 is 0
}

std::string no_such_netns(const Failure &failure)
{
    const std::string name = name_of(failure);
    const std::string_view file = failure.behind({"-n", "-netns", "--netns"});
    if (file.find('/') != file.npos)
        return format("a name has no '/'; with a file: nsenter --net=%.*s ip%s",
                      static_cast<int>(file.size()), file.data(), object_text(failure).c_str());
    if (name.empty() || (failure.error.code != ENOENT && !failure.says("netns\" value")))
        return "";
    if (name.find_first_not_of("0123456789") == name.npos)
        return format("no namespace has this name, and no process the number %s", name.c_str());
    struct stat link;
    if (lstat(netns_path(name).c_str(), &link) == 0 && S_ISLNK(link.st_mode))
        return format("%s is a link to a file that is gone; \"ip netns delete %s\" removes it",
                      netns_path(name).c_str(), name.c_str());
    const auto names = netns_names();
    const std::string mean = nearest(name, names);
    if (!mean.empty())
        return "no namespace has this name" + did_you_mean(mean);
    if (geteuid() != 0)
        return "\"ip netns\" lists root's names; those of an ordinary user: ip -user netns";
    const char *user = failure.has({"-user", "--user"}) ? " -user" : "";
    return format("%s; \"ip%s netns add %s\" makes one",
                  names.empty() ? "no namespace has a name here"
                                : format("\"ip%s netns\" lists the names", user).c_str(),
                  user, name.c_str());
}

std::string not_a_netns(const Failure &failure)
{
    const std::string name = name_of(failure), path = netns_path(name);
    struct stat file;
    if (name.empty() || failure.error.code != EINVAL || stat(path.c_str(), &file) == -1)
        return "";
    if (S_ISDIR(file.st_mode))
        return format("%s is a directory, no namespace; rmdir removes it", path.c_str());
    if (is_namespace_file(path.c_str()))
        return format("%s is a namespace of another kind", path.c_str());
    return format(
        "%s is a plain file: its namespace has gone, or was never mounted; \"ip netns delete %s\" removes it",
        path.c_str(), name.c_str());
}

std::string netns_exists(const Failure &failure)
{
    const std::string name = name_of(failure);
    if (!failure.says("namespace file") || name.empty())
        return "";
    return format("%s has this name; \"ip netns delete %s\" takes it away",
                  is_namespace_file(netns_path(name).c_str()) ? "a namespace" : "a file", name.c_str());
}

std::string busy_netns(const Failure &failure)
{
    if (!is_about(failure, "netns"))
        return "";
    return "the name was mounted in the mount namespace outside this one, which may not unmount it: delete "
           "it "
           "there";
}

std::string home_without_names()
{
    return netns_names().empty() && device_names().size() > 1
               ? "no network namespace has a name in the home, so it ends now, and its devices with it: "
                 "first write ip -user netns add NAME"
               : "";
}

std::string not_permitted(const Failure &failure)
{
    if (geteuid() == 0 && failure.error.code == EACCES)
        return failure.says("etwork namespace")
                   ? "root here has no rights over that namespace: it belongs to another user namespace"
                   : "";
    const bool is_name = failure.says("mount") || failure.says("create namespace") ||
                         failure.says("Cannot mkdir") || is_about(failure, "netns");
    if (is_name && geteuid() != 0)
        return "names of namespaces are root's; an ordinary user has names of their own: ip -user" +
               object_text(failure);
    if (geteuid() == 0 && !has_capability(is_name ? CAP_SYS_ADMIN : CAP_NET_ADMIN))
        return format("root here has no %s, as in many containers",
                      is_name ? "CAP_SYS_ADMIN" : "CAP_NET_ADMIN");
    if (is_name)
        return "these names belong to root outside of this user namespace; mount -t tmpfs tmpfs /run makes "
               "room for others, in a mount namespace of your own (unshare -rm)";
    if (geteuid() != 0)
        return "this takes CAP_NET_ADMIN in the network namespace: run it as root, or try it in a namespace "
               "of your own: unshare -Urn";
    if (!belongs_to_own_user_namespace(open_own_namespace(namespace_type(CLONE_NEWNET)).get()))
        return "root here has no rights over this namespace: it belongs to another user namespace";
    return "the kernel lets nobody do this but root outside of all user namespaces";
}

} // namespace nskit::hint
