// SPDX-License-Identifier: MIT
#include "cmd/unshare/doctor.h"

#include <cerrno>
#include <csignal>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/options.h"
#include "lib/namespace/idmap.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/obstacles.h"
#include "lib/namespace/process.h"
#include "lib/namespace/users.h"

namespace nskit::unshare {

namespace {

// --- trying

/// Calls `step()` in a child: 0, or the errno with which it failed (it returns false then).
template <class Step> int tried(Step step)
{
    Child child = fork_child([&] { return step() ? 0 : errno; });
    const int status = child.wait();
    return WIFEXITED(status) ? WEXITSTATUS(status) : ECANCELED;
}

/// Maps root of the new user namespace to the caller.
bool map_root(uid_t user, gid_t group)
{
    return write_once("/proc/self/setgroups", "deny") &&
           write_once("/proc/self/uid_map", format("0 %u 1", user)) &&
           write_once("/proc/self/gid_map", format("0 %u 1", group));
}

bool make_as_root(int types)
{
    const uid_t user = geteuid();
    const gid_t group = getegid();
    return ::unshare(CLONE_NEWUSER | types) == 0 && map_root(user, group);
}

bool mount_a_tmpfs()
{
    return make_as_root(CLONE_NEWNS) && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("none", "/", "tmpfs", 0, nullptr) == 0;
}

bool mount_a_proc()
{
    if (!make_as_root(CLONE_NEWNS | CLONE_NEWPID) ||
        mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == -1)
        return false;
    errno = tried([] { return mount("proc", "/proc", "proc", 0, nullptr) == 0; });
    return errno == 0;
}

/// Enters the user and network namespaces of a process that has made them.
bool enter_another()
{
    Gate made, seen;
    Child inside =
        fork_child([&] { return make_as_root(CLONE_NEWNET) ? (made.open(), seen.wait(), 0) : errno; });
    if (!made.wait()) {
        errno = WEXITSTATUS(inside.wait());
        return false;
    }
    const Fd pidfd = open_pidfd(inside.pid());
    return pidfd.valid() && setns(pidfd.get(), CLONE_NEWUSER | CLONE_NEWNET) == 0;
}

// --- printing

std::string answer(int error)
{
    return error ? "no: " + std::string(error_text(error)) : "yes";
}

/// What is known of the refusal of one type.
std::string reason(const NamespaceType &type, int error)
{
    if (const auto obstacles = namespace_obstacles(type.flag); !obstacles.empty())
        return " (" + obstacles.front() + ")";
    return error == EINVAL ? " (the kernel has no such namespaces)" : "";
}

/// A line for a type of namespace; true if one can be made.
bool examine_type(const NamespaceType &type, std::string &text)
{
    int error = tried([&] { return ::unshare(type.flag) == 0; });
    const char *how = "";
    if (error == EPERM && type.flag != CLONE_NEWUSER) {
        error = tried([&] { return ::unshare(CLONE_NEWUSER | type.flag) == 0; });
        how = ", in a user namespace (-r or -c)";
    }
    text += format("  %-28s %s%s\n", type.title, answer(error).c_str(),
                   error ? reason(type, error).c_str() : how);
    return !error;
}

/// The user's range in a database of subordinate IDs, FIRST:COUNT; "" if there is none.
std::string subordinate_ids(const IdKind &kind)
{
    const auto user = local_user(getuid());
    const auto found = find_subids(read_optional_file(kind.database), user ? user->name : "", getuid());
    return found ? format("%u:%u", found->first, found->second) : "";
}

std::string ranges()
{
    if (geteuid() == 0)
        return "yes: any";
    for (const IdKind *kind : {&user_ids, &group_ids}) {
        if (subordinate_ids(*kind).empty())
            return format("no: the user has no line in %s", kind->database);
        if (access(format("/usr/bin/%s", kind->helper).c_str(), X_OK) == -1)
            return format("no: /usr/bin/%s is missing (Debian: uidmap)", kind->helper);
    }
    return format("yes: %s users, %s groups (FIRST:COUNT; --map-auto)", subordinate_ids(user_ids).c_str(),
                  subordinate_ids(group_ids).c_str());
}

} // namespace

void examine()
{
    std::string text = "Which namespaces can be made here:\n";
    bool all = true;
    for (const NamespaceType &type : namespace_types)
        all &= examine_type(type, text);
    text += "Inside a user namespace:\n";
    struct Ability {
        const char *what;
        std::string (*is)();
    };
    static constexpr Ability abilities[] = {
        {"root can be mapped", [] { return answer(tried([] { return make_as_root(0); })); }},
        {"ranges of IDs can be mapped", ranges},
        {"file systems can be mounted", [] { return answer(tried(mount_a_tmpfs)); }},
        {"a new /proc can be mounted", [] { return answer(tried(mount_a_proc)); }},
        {"another can be entered", [] { return answer(tried(enter_another)); }},
    };
    for (const auto &[what, is] : abilities)
        text += format("  %-28s %s\n", what, is().c_str());
    write_all(STDOUT_FILENO, text);
    _exit(all ? 0 : 1);
}

} // namespace nskit::unshare
