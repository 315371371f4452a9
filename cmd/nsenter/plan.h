// SPDX-License-Identifier: MIT
// What a command line of nsenter asks for. Parsing only fills it, and opens the files and directories that
// the line names, because their names are meant in the caller's namespaces.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include <sys/types.h>

#include "lib/base/fd.h"
#include "lib/base/options.h"
#include "lib/namespace/namespace.h"

namespace nskit::nsenter {

/// A namespace to enter, or not.
struct Destination {
    bool wanted = false;
    Fd file;                       ///< empty: the target's
    std::optional<NamespaceId> id; ///< what must have been entered in the end
    int id_error = 0;              ///< why there is no id
    bool entered = false;
};

/// A directory to change to.
struct Directory {
    bool wanted = false;
    Fd fd; ///< empty: the target's
};

/// A user or group ID to change to.
struct Identity {
    enum class From { nowhere, number, target } from = From::nowhere;
    uint32_t id = 0;
};

struct Plan {
    pid_t target = 0;                  ///< 0: none
    std::optional<ino_t> target_inode; ///< of its pidfd, if the number alone is not trusted
    std::array<Destination, namespace_count> destinations; ///< in the order of namespace_types
    bool all = false;
    bool user_parent = false;
    std::optional<int> net_socket; ///< the target's descriptor whose network namespace is entered
    Identity uid, gid;
    bool preserve_credentials = false;
    bool keep_capabilities = false;
    Directory root, working;
    bool inner_option = false;             ///< -W was given, perhaps without a value, which has no effect
    const char *inner_directory = nullptr; ///< the working directory by its name inside
    bool environment = false;
    bool fork = true;
    bool join_cgroup = false;
    char *const *program = nullptr; ///< and its arguments, up to a null pointer; none: a login shell

    /// `flag` is a CLONE_NEW*.
    Destination &destination(int flag) { return destinations[index(flag)]; }
    bool enters(int flag) const { return destinations[index(flag)].wanted; }
    bool follows_target() const
    {
        return uid.from == Identity::From::target || gid.from == Identity::From::target;
    }

  private:
    static size_t index(int flag) { return static_cast<size_t>(&namespace_type(flag) - namespace_types); }
};

/// The rows of the options: for the help, the completion and the tests of both.
std::span<const OptionGroup<Plan>> options();

/// Reads a command line: argv[0], the words, and a null pointer behind them, all of which outlive the plan.
/// Throws Error if it is wrong or contradicts itself. --help and --version end the command here.
Plan parse(std::span<char *> argv);

} // namespace nskit::nsenter
