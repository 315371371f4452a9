// SPDX-License-Identifier: MIT
// Hints that the commands share; see lib/base/explain.h.
#pragma once

#include "lib/base/explain.h"

namespace nskit {

/// A program that could not be executed: where it was looked for, or what it is.
std::string program_hint(const Failure &);

/// A limit on namespaces (/proc/sys/user) that is reached.
std::string limit_hint(const Failure &);

/// The settings of the system that forbid namespaces of these types (CLONE_NEW*), each as `PATH is VALUE`.
std::vector<std::string> namespace_obstacles(int types);
/// The first that forbids user namespaces; "" if nothing does that can be seen.
std::string user_namespace_obstacle();

/// Whether the file is a namespace, of any kind or of the kind CLONE_NEW*.
bool is_namespace_file(const char *path, int kind = 0);

} // namespace nskit
