// SPDX-License-Identifier: MIT
// Control files of the kernel: above all those of /proc in which a process that has made namespaces is given
// its IDs and clocks.
#pragma once

#include <string>
#include <string_view>

#include "cmd/unshare/plan.h"

namespace nskit::unshare {

/// The directory of a process in /proc, open, and its name in messages.
struct ProcessDirectory {
    Fd fd;
    std::string shown;
};

/// Opens the calling process's own. It stays this process's, also in a child and as another user.
/// Throws Error.
ProcessDirectory open_own_directory();

/// Writes all of `text` with one write(2). Throws `cannot open PATH: ...` or `write failed PATH: ...`.
void write_control_file(const char *path, std::string_view text);

/// The same, to a file of a process.
void write_control_file(const ProcessDirectory &process, const char *file, std::string_view text);

/// Allows or denies setgroups(2), as the plan has it. A process may map its own group only after it has given
/// it up, see user_namespaces(7). Comes before the group map: once that is written it is too late.
void write_setgroups(const Plan &plan, const ProcessDirectory &process);

/// Sets the clocks of the new time namespace. Comes before its first process.
void set_clocks(const Plan &plan, const ProcessDirectory &process);

} // namespace nskit::unshare
