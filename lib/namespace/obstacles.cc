// SPDX-License-Identifier: MIT
#include "lib/namespace/obstacles.h"

#include <cerrno>
#include <cstdlib>
#include <linux/nsfs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/namespace/namespace.h"

namespace nskit {

// --- programs

static std::string hint_of_path(const std::string &path)
{
    struct stat file;
    if (stat(path.c_str(), &file) == -1)
        return format("there is no file %s in the file system that the program was to run in", path.c_str());
    if (S_ISDIR(file.st_mode))
        return format("%s is a directory", path.c_str());
    if (access(path.c_str(), X_OK) == -1)
        return format("%s may not be executed; chmod +x allows it", path.c_str());
    return format(
        "%s is there: what is missing, or of another machine, is the program that its first line or its "
        "header names",
        path.c_str());
}

/// The program's name: behind the text of nsenter and unshare, between the quotes of ip.
static std::string program_of(const Failure &failure)
{
    if (!failure.quoted().empty())
        return std::string(failure.quoted());
    constexpr std::string_view before = "failed to execute ";
    const size_t start = failure.error.text.find(before);
    if (start == std::string::npos)
        return "";
    const std::string name = failure.error.text.substr(start + before.size());
    return name.substr(0, name.rfind(": "));
}

std::string program_hint(const Failure &failure)
{
    const std::string name = program_of(failure);
    if (name.empty())
        return "";
    if (name.find('/') != name.npos)
        return hint_of_path(name);
    const char *path = getenv("PATH");
    return format("\"%s\" was looked for in PATH, %s, in the file system that the program was to run in: "
                  "install it there, or write its whole path",
                  name.c_str(), path ? path : "which is not set");
}

// --- limits

static std::optional<uint64_t> number_in(const std::string &path)
{
    const auto text = read_file(path.c_str());
    if (!text)
        return std::nullopt;
    std::string_view rest = *text;
    return parse_digits(take_word(rest));
}

static std::string limit_path(const NamespaceType &type)
{
    return format("/proc/sys/user/max_%s_namespaces", type.name);
}

std::string limit_hint(const Failure &)
{
    std::string list;
    uint64_t least = UINT64_MAX;
    for (const NamespaceType &type : namespace_types) {
        const std::string path = limit_path(type);
        const auto limit = number_in(path);
        if (!limit || *limit > least)
            continue;
        if (*limit < least)
            list.clear();
        least = *limit;
        list += (list.empty() ? "" : ", ") + path;
    }
    if (list.empty())
        return "a limit on namespaces is reached: see /proc/sys/user, here and in the namespaces around";
    return format("a limit on namespaces is reached, here or in a user namespace around; the least here is "
                  "%llu, in %s, where a larger number allows more",
                  static_cast<unsigned long long>(least), list.c_str());
}

/// Switches that are off, or on, for ordinary users on some distributions.
struct Switch {
    const char *path;
    uint64_t forbids;
};
static constexpr Switch user_switches[] = {
    {"/proc/sys/kernel/unprivileged_userns_clone", 0},
    {"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 1},
};

std::vector<std::string> namespace_obstacles(int types)
{
    std::vector<std::string> found;
    auto look = [&](const std::string &path, uint64_t forbids) {
        if (number_in(path) == forbids)
            found.push_back(format("%s is %llu", path.c_str(), static_cast<unsigned long long>(forbids)));
    };
    for (const NamespaceType &type : namespace_types)
        if (types & type.flag)
            look(limit_path(type), 0);
    if (types & CLONE_NEWUSER)
        for (const auto &[path, forbids] : user_switches)
            look(path, forbids);
    return found;
}

std::string user_namespace_obstacle()
{
    const auto found = namespace_obstacles(CLONE_NEWUSER);
    return found.empty() ? "" : found.front();
}

bool is_namespace_file(const char *path, int kind)
{
    const Fd fd = open_namespace_file(path);
    const int found = fd.valid() ? ioctl(fd.get(), NS_GET_NSTYPE) : -1;
    return found != -1 && (kind == 0 || found == kind);
}

} // namespace nskit
