// SPDX-License-Identifier: MIT
#include "cmd/nsenter/hints.h"

#include <cerrno>
#include <cstring>
#include <linux/capability.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/namespace/capability.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/obstacles.h"

namespace nskit::nsenter {

namespace {

/// The type that an option of nsenter names, and the file behind it; nullptr if none has a file.
struct FileOption {
    const NamespaceType *type = nullptr;
    std::string file;
};
FileOption file_option(const Failure &failure)
{
    for (const std::string_view word : failure.words)
        for (const NamespaceType &type : namespace_types) {
            const std::string option = format("--%s=", type.option), letter = format("-%c", type.letter);
            if (word.starts_with(option))
                return {&type, std::string(word.substr(option.size()))};
            if (word.starts_with(letter) && word.size() > 2 && word[1] == type.letter)
                return {&type, std::string(word.substr(2))};
        }
    return {};
}

std::string no_target(const Failure &)
{
    return "say whose namespaces: --target PID; or the file of one: --net=/run/netns/NAME";
}

std::string name_of_netns(const Failure &failure)
{
    const auto [type, file] = file_option(failure);
    if (!type || file.find('/') != file.npos)
        return "";
    const std::string path = NETNS_RUN_DIR "/" + file;
    if (type->flag == CLONE_NEWNET && is_namespace_file(path.c_str()))
        return format("%s is a name of ip netns: --net=%s", file.c_str(), path.c_str());
    return "";
}

std::string no_process(const Failure &failure)
{
    const std::string &text = failure.error.text;
    const size_t start = text.find("/proc/");
    if (start == text.npos || failure.error.code != ENOENT)
        return "";
    const std::string pid = text.substr(start + 6, text.find('/', start + 6) - start - 6);
    if (access("/proc/self", F_OK) == -1)
        return "/proc is not mounted: mount -t proc proc /proc";
    return access(("/proc/" + pid).c_str(), F_OK) == -1
               ? format("no process has the PID %s here", pid.c_str())
               : "this kernel has no namespaces of this kind";
}

std::string not_this_kind(const Failure &failure)
{
    const auto [type, file] = file_option(failure);
    if (!type)
        return "";
    if (!is_namespace_file(file.c_str()))
        return format("%s is no namespace; those of a process are files such as /proc/PID/ns/%s",
                      file.c_str(), type->name);
    for (const NamespaceType &other : namespace_types)
        if (&other != type && is_namespace_file(file.c_str(), other.flag))
            return format("%s is a %s: --%s=%s", file.c_str(), other.title, other.option, file.c_str());
    return "";
}

std::string not_permitted(const Failure &failure)
{
    if (geteuid() == 0 && !has_capability(CAP_SYS_ADMIN))
        return "root here has no CAP_SYS_ADMIN, as in many containers";
    if (geteuid() == 0)
        return "root here has no rights over that namespace: it belongs to another user namespace";
    if (failure.has({"-U", "--user"}))
        return "only root and the user who made a user namespace may enter it";
    return "as an ordinary user, enter the user namespace as well, if it is yours: -U; otherwise this takes "
           "root";
}

/// Root of a user namespace may have no right to drop groups: if its owner has mapped one group.
std::string no_setgroups(const Failure &)
{
    return "this user namespace lets nobody drop groups; to keep user and groups as they are, add "
           "--preserve-credentials";
}

/// A PID in the place of the program.
std::string pid_as_program(const Failure &failure)
{
    const std::string &text = failure.error.text;
    const std::string name =
        text.substr(strlen("failed to execute "), text.rfind(": ") - strlen("failed to execute "));
    if (name.empty() || name.find_first_not_of("0123456789") != name.npos)
        return "";
    return format("for the namespaces of process %s: --target %s --all", name.c_str(), name.c_str());
}

constexpr Hint rows[] = {
    {"no target PID specified", no_target},    {"cannot open", name_of_netns},
    {"No such file or directory", no_process}, {"Invalid argument", not_this_kind},
    {"setgroups failed", no_setgroups},        {"not permitted", not_permitted},
    {"Permission denied", not_permitted},      {"failed to execute", pid_as_program},
    {"failed to execute", program_hint},
};

} // namespace

void give_hints(std::span<char *const> words)
{
    nskit::give_hints(words, rows);
}

} // namespace nskit::nsenter
