// SPDX-License-Identifier: MIT
// What the name service switch knows (nsswitch.conf(5)). libc's own functions load the modules that it names
// into the process, which a static program cannot do safely; getent(1) does it in one of its own.
#pragma once

#include <string>

namespace nskit {

/// What getent(1) prints for a key of a database; empty where it, or the entry, is not there.
std::string ask_getent(const char *database, const char *key);

} // namespace nskit
