// SPDX-License-Identifier: MIT
// Questions to the name service switch (nsswitch.conf(5)). libc's own functions load the modules that it
// names into the process, which is not safe in a static program: getent(1) loads them into a process of its
// own.
#pragma once

#include <string>

namespace nskit {

/// What getent(1) prints for a key of a database; empty if there is no getent, or no such entry.
std::string ask_getent(const char *database, const char *key);

} // namespace nskit
