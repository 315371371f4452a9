// SPDX-License-Identifier: MIT
// What a command line of unshare asks for. Parsing only fills it, and changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sys/mount.h>
#include <unistd.h>

#include "lib/base/fd.h"
#include "lib/base/options.h"
#include "lib/namespace/idmap.h"
#include "lib/namespace/namespace.h"

namespace nskit::unshare {

enum class Setgroups : uint8_t { unset, allow, deny };

/// Descriptors of the caller, see channels.h.
struct Channels {
    Fd ready, block, info;
    std::vector<int> taken; ///< the caller's own numbers of them
};

struct Plan {
    int namespaces = 0; ///< CLONE_NEW* flags
    const char *pins[namespace_count] =
        {}; ///< files to bind the namespaces to, in the order of namespace_types

    bool fork = false;
    bool forward_signals = false;
    bool init = false;  ///< a process 1 of ours stands above the program
    int kill_child = 0; ///< the signal that the child gets when we die; 0: none

    IdRequest users, groups;
    std::optional<uint32_t> owner_user, owner_group; ///< who owns the user namespace
    Setgroups setgroups = Setgroups::unset;
    uint32_t euid = geteuid(), egid = getegid(); ///< as we were called

    unsigned long propagation = MS_PRIVATE; ///< mount(2) flags; 0: unchanged
    const char *root = nullptr, *directory = nullptr;
    const char *proc = nullptr, *binfmt = nullptr; ///< where to mount them
    const char *interpreter = nullptr;             ///< to register with binfmt_misc

    std::optional<uint32_t> user, group; ///< of the program
    bool keep_capabilities = false;

    std::optional<int64_t> monotonic, boottime; ///< offsets of the clocks, in seconds

    bool clear_environment = false;
    std::vector<std::string> environment; ///< NAME=VALUE: what is kept of a cleared one

    const char *hostname = nullptr;
    bool loopback = false;       ///< set it up
    const char *setup = nullptr; ///< a command for the shell, run before the program
    bool no_new_privileges = false;
    Channels channels;

    char *const *program = nullptr; ///< and its arguments, up to a null pointer; none: a login shell

    bool pinned() const
    {
        for (const char *file : pins)
            if (file)
                return true;
        return false;
    }
    /// `flag` is a CLONE_NEW*.
    bool pinned(int flag) const { return pins[&namespace_type(flag) - namespace_types]; }
    /// Whether the program may start long after the namespaces stand.
    bool waits() const { return channels.block.valid() || setup; }
    /// Whether a process outside has work.
    bool needs_helper() const
    {
        const bool owner_writes = setgroups != Setgroups::unset || maps_own_group() || monotonic || boottime;
        return pinned() || user_map_from_outside() || group_map_from_outside() ||
               (has_owner() && owner_writes);
    }
    bool has_owner() const { return owner_user || owner_group; }
    /// Whether a process outside writes the user or group map: that takes rights in the caller's user
    /// namespace, while a map of the caller's own ID alone can be written from inside; but not by a process
    /// that has become the owner, whose files in /proc belong to root.
    bool user_map_from_outside() const { return !users.ranges.empty() || (users.single && has_owner()); }
    bool group_map_from_outside() const { return !groups.ranges.empty() || (groups.single && has_owner()); }
    /// Whether the process maps its own group only, which takes a denied setgroups(2).
    bool maps_own_group() const { return groups.ranges.empty() && groups.single && !owner_group; }
};

/// The rows of the options: for the help, the completion and the tests of both.
std::span<const OptionGroup<Plan>> options();

/// Reads a command line: argv[0], the words, and a null pointer behind them, all of which outlive the plan.
/// Throws Error if it is wrong or contradicts itself. --help and --version end the command here.
Plan parse(std::span<char *> argv);

} // namespace nskit::unshare
