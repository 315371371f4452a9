// SPDX-License-Identifier: MIT
#include "lib/namespace/capability.h"

#include <cerrno>
#include <optional>

#include <linux/capability.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/namespace/namespace.h"

namespace nskit {

namespace {

/// The capability sets of the calling process.
struct Capabilities {
    __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    __user_cap_data_struct words[_LINUX_CAPABILITY_U32S_3] = {}; ///< 32 capabilities each

    Capabilities() { sys(static_cast<int>(syscall(SYS_capget, &header, words)), "capget failed"); }
    bool has(unsigned capability) const
    {
        return words[CAP_TO_INDEX(capability)].effective & CAP_TO_MASK(capability);
    }
    void set() { sys(static_cast<int>(syscall(SYS_capset, &header, words)), "capset failed"); }
};

} // namespace

bool is_secure_execution()
{
    return getauxval(AT_SECURE) != 0;
}

/// Whether the program's file can give rights. If not, those that the process has are of its caller, which
/// has changed its own IDs.
static bool file_gives_rights()
{
    constexpr const char *file = "/proc/self/exe";
    struct stat status;
    if (stat(file, &status) == -1 || status.st_mode & (S_ISUID | S_ISGID))
        return true;
    return getxattr(file, "security.capability", nullptr, 0) != -1 || (errno != ENODATA && errno != ENOTSUP);
}

void drop_file_rights()
{
    const uid_t user = getuid();
    const gid_t group = getgid();
    if (!is_secure_execution() || user == 0 || !file_gives_rights())
        return;
    sys(prctl(PR_SET_KEEPCAPS, 1), "prctl failed"); // for those that are the caller's
    sys(setresgid(group, group, group), "setresgid failed");
    sys(setresuid(user, user, user), "setresuid failed");
    Capabilities own;
    for (__user_cap_data_struct &word : own.words)
        word.permitted = word.effective = word.permitted & word.inheritable;
    own.set();
    sys(prctl(PR_SET_KEEPCAPS, 0), "prctl failed");
    // Without this /proc/self would still belong to root. There is nothing left here to hide from the caller.
    sys(prctl(PR_SET_DUMPABLE, 1), "prctl failed");
}

bool has_capability(unsigned capability)
{
    return Capabilities().has(capability);
}

static std::optional<NamespaceId> own_user_namespace()
{
    return namespace_id(open_own_namespace(namespace_type(CLONE_NEWUSER)).get());
}

bool belongs_to_own_user_namespace(int fd)
{
    const Fd owner(ioctl(fd, NS_GET_USERNS));
    return owner.valid() && namespace_id(owner.get()) == own_user_namespace();
}

bool is_in_first_user_namespace()
{
    constexpr ino_t first = 0xeffffffd; // PROC_USER_INIT_INO
    const auto own = own_user_namespace();
    return own && own->inode == first;
}

void keep_capabilities()
{
    Capabilities own;
    // A capability can be ambient only if it is inheritable as well.
    for (__user_cap_data_struct &word : own.words)
        word.inheritable = word.permitted;
    own.set();
    for (unsigned cap = 0; cap < 32 * _LINUX_CAPABILITY_U32S_3; cap++)
        if (own.has(cap))
            sys(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, cap, 0, 0), "prctl(PR_CAP_AMBIENT) failed");
}

} // namespace nskit
