// SPDX-License-Identifier: MIT
#include "cmd/unshare/hints.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/obstacles.h"
#include "lib/namespace/users.h"

namespace nskit::unshare {

namespace {

/// Whether an option is given: `--long`, `--long=VALUE`, or its letter in a group of short options.
bool has_option(const Failure &failure, std::string_view option, char letter)
{
    for (const std::string_view word : failure.words) {
        if (word == "--" || word.empty() || word[0] != '-')
            return false;
        if (word.starts_with("--") ? word.substr(2, word.find('=') - 2) == option
                                   : word.find(letter) != word.npos)
            return true;
    }
    return false;
}

std::string user_namespace(const Failure &failure)
{
    const std::string obstacle = user_namespace_obstacle();
    const bool wants = has_option(failure, "map-root-user", 'r') || has_option(failure, "user", 'U') ||
                       has_option(failure, "map-current-user", 'c');
    if (!wants && geteuid() != 0)
        return "an ordinary user can make such a namespace inside a user namespace: add -r (root there) or "
               "-c (yourself)" +
               (obstacle.empty() ? "" : "; but " + obstacle + ", which forbids it here");
    if (!wants)
        return "root has no CAP_SYS_ADMIN here: is this a container, or a seccomp filter? -r makes a user "
               "namespace first";
    if (!obstacle.empty())
        return obstacle + ": this forbids user namespaces to ordinary users";
    struct stat here, start;
    if (stat("/", &here) == 0 && stat("/proc/1/root/", &start) == 0 &&
        (here.st_dev != start.st_dev || here.st_ino != start.st_ino))
        return "the kernel makes no user namespace in a chroot";
    return "a seccomp filter, or what guards this container, may forbid user namespaces; unshare --explain "
           "tries what is allowed";
}

std::string propagation(const Failure &failure)
{
    const std::string modes[] = {"private", "shared", "slave", "unchanged"};
    const std::string &text = failure.error.text;
    const std::string mode = text.substr(text.rfind(' ') + 1);
    return "the modes are private, shared, slave and unchanged" + did_you_mean(nearest(mode, modes));
}

/// A file for a namespace stands behind `=`; behind a blank it is the program.
std::string file_behind_blank(const Failure &failure)
{
    for (size_t i = 0; i + 1 < failure.words.size(); i++) {
        const std::string_view option = failure.words[i];
        if (option.starts_with("--") && option.find('=') == option.npos && failure.words[i + 1][0] == '/' &&
            failure.says(failure.words[i + 1]))
            for (const NamespaceType &type : namespace_types)
                if (option.substr(2) == type.option)
                    return format("a file for the namespace stands behind \"=\": --%s=%s", type.option,
                                  failure.words[i + 1]);
    }
    return "";
}

/// The file of `mount /proc/PID/ns/KIND on FILE failed`.
std::string pin_file(const Failure &failure)
{
    const std::string &text = failure.error.text;
    const size_t start = text.find(" on "), end = text.rfind(" failed");
    return start == text.npos || end == text.npos ? "" : text.substr(start + 4, end - start - 4);
}

std::string missing_pin_file(const Failure &failure)
{
    const std::string file = pin_file(failure);
    if (file.empty() || failure.error.code != ENOENT)
        return "";
    return format("the file must be there first: touch %s", file.c_str());
}

std::string shared_pin_file(const Failure &failure)
{
    const std::string file = pin_file(failure);
    if (file.empty() || failure.error.code != EINVAL)
        return "";
    return format("a mount namespace cannot be mounted on a shared mount: mount --bind %s %s && mount "
                  "--make-private %s",
                  file.c_str(), file.c_str(), file.c_str());
}

std::string mount_proc(const Failure &failure)
{
    if (!has_option(failure, "pid", 'p') || !has_option(failure, "fork", 'f'))
        return "/proc shows a PID namespace, which must be new as well and have a process: add --pid --fork";
    return "a /proc of which parts are covered, as in containers, keeps a user namespace from mounting "
           "another";
}

std::string no_subordinate_ids(const Failure &failure)
{
    const bool groups = failure.says("subgid");
    const std::string_view user = failure.quoted();
    return format("an administrator gives IDs to the user with: usermod --add-sub%s 100000-165535 %.*s",
                  groups ? "gids" : "uids", static_cast<int>(user.size()), user.data());
}

std::string missing_map_tool(const Failure &failure)
{
    return failure.error.code == ENOENT
               ? "ranges of IDs are mapped by newuidmap and newgidmap; Debian has them in uidmap"
               : "";
}

std::string setgroups_first(const Failure &)
{
    return "a user may map a group only after giving up setgroups: add --setgroups deny";
}

std::string no_setgroups(const Failure &)
{
    return "where a user has mapped a group, setgroups is denied for good: map the group with -r or "
           "--map-group instead, or ranges of groups with --map-auto";
}

std::string no_proc(const Failure &failure)
{
    return failure.error.code == ENOENT && access("/proc/self", F_OK) == -1
               ? "/proc is not mounted: mount -t proc proc /proc"
           : failure.error.code == EROFS ? "/proc is mounted read-only: mount -o remount,rw /proc"
                                         : "";
}

std::string no_other_process(const Failure &failure)
{
    return failure.error.code == ENOMEM
               ? "the first process of the PID namespace has ended, and no other can start in it: "
                 "add --fork"
               : "";
}

// --- maps

/// The ranges that the database gives to a user.
std::vector<IdExtent> given_ranges(const IdKind &kind, uint32_t euid)
{
    std::vector<IdExtent> found;
    const auto user = local_user(euid);
    const std::string text = read_file(kind.database).value_or("");
    for (std::string_view rest = text; !rest.empty();)
        if (auto range = find_subids(take_until(rest, '\n'), user ? user->name : "", euid))
            found.push_back({range->first, range->first, range->second});
    return found;
}

bool is_within(const IdExtent &extent, const IdExtent &given)
{
    return extent.outer >= given.outer &&
           uint64_t{extent.outer} + extent.count <= uint64_t{given.outer} + given.count;
}

std::string listed(const std::vector<IdExtent> &ranges)
{
    std::string text;
    for (const IdExtent &range : ranges)
        text += format("%s%u:%u", text.empty() ? "" : ", ", range.outer, range.count);
    return text.empty() ? "none" : text;
}

constexpr Hint rows[] = {
    {"unshare failed: Operation not permitted", user_namespace},
    {"No space left on device", limit_hint},
    {"Too many users", limit_hint},
    {"unsupported propagation mode", propagation},
    {"failed to execute newuidmap", missing_map_tool},
    {"failed to execute newgidmap", missing_map_tool},
    {"failed to execute", file_behind_blank},
    {"failed to execute", program_hint},
    {"No such file or directory", missing_pin_file},
    {"Invalid argument", shared_pin_file},
    {"mount /proc failed", mount_proc},
    {"/etc/subuid", no_subordinate_ids},
    {"/etc/subgid", no_subordinate_ids},
    {"setgroups failed", no_setgroups},
    {"gid_map", setgroups_first},
    {"/proc/", no_proc},
    {"fork failed", no_other_process},
};

} // namespace

std::string refused_map_hint(const IdKind &kind, std::span<const IdExtent> map, uint32_t euid)
{
    const std::vector<IdExtent> given = given_ranges(kind, euid);
    for (const IdExtent &extent : map) {
        const bool is_own = extent.count == 1 && extent.outer == (&kind == &user_ids ? euid : getegid());
        if (is_own || std::ranges::any_of(given, [&](const IdExtent &g) { return is_within(extent, g); }))
            continue;
        return format("%u:%u is not among the IDs that %s gives to you, %s; an administrator gives more with "
                      "usermod --add-sub%ss",
                      extent.outer, extent.count, kind.database, listed(given).c_str(), kind.name);
    }
    return format("%s, which must be setuid root, gains no rights here: its file has lost the bit, or "
                  "no_new_privs is set",
                  kind.helper);
}

void give_hints(std::span<char *const> words)
{
    nskit::give_hints(words, rows);
}

} // namespace nskit::unshare
