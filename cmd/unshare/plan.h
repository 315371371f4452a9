// SPDX-License-Identifier: MIT
// What a command line of unshare asks for. Reading it fills a plan and changes nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sys/mount.h>
#include <unistd.h>

#include "lib/namespace/idmap.h"
#include "lib/namespace/namespace.h"
#include "lib/base/options.h"

namespace nskit {

enum class Setgroups : uint8_t { unset, allow, deny };

struct UnsharePlan {
    int namespaces = 0; ///< CLONE_NEW* flags
    const char *pins[namespace_count] =
        {}; ///< by the rows of namespace_types: a file to bind the namespace to

    bool fork = false;
    bool forward_signals = false;
    int kill_child = 0; ///< the signal that the child gets when we die

    IdRequest users, groups;
    std::optional<uint32_t> owner_user, owner_group; ///< who owns the user namespace
    Setgroups setgroups = Setgroups::unset;
    uint32_t euid = geteuid(), egid = getegid(); ///< as we were called

    unsigned long propagation = MS_PRIVATE;
    const char *root = nullptr, *directory = nullptr;
    const char *proc = nullptr, *binfmt = nullptr; ///< where to mount them
    const char *interpreter = nullptr;             ///< to register with binfmt_misc

    std::optional<uint32_t> user, group; ///< of the program
    bool keep_capabilities = false;

    std::optional<int64_t> monotonic, boottime; ///< in seconds

    bool clear_environment = false;
    std::vector<std::string> environment; ///< NAME=VALUE, what is kept of a cleared one

    char **program =
        nullptr; ///< and its arguments, up to a null pointer; the login shell where there is none

    bool pinned() const;
    bool pinned(int flag) const { return pins[&namespace_type(flag) - namespace_types]; }
    /// Whether a process outside writes the user or group map: it takes rights in the caller's user
    /// namespace, while a map of the caller's own ID alone can be written from inside.
    bool user_map_from_outside() const { return !users.ranges.empty() || (users.single && owner_user); }
    bool group_map_from_outside() const { return !groups.ranges.empty() || (groups.single && owner_group); }
};

/// Its options; for the help, the completion and the tests of both.
std::span<const OptionGroup<UnsharePlan>> unshare_options();

/// Reads a command line, argv[0] and the null pointer at its end included. Throws Error where it is wrong or
/// contradicts itself; --help and --version are answered on the spot.
UnsharePlan parse_unshare(std::span<char *> argv);

} // namespace nskit
