// SPDX-License-Identifier: MIT
// The directory of names of network namespaces.
#pragma once

#include <string>

namespace nskit {

/// NETNS_RUN_DIR, unless use_netns_directory() has said otherwise.
const char *netns_directory();

/// From now on names are looked up in this directory, as `ip -user` has them. `path` outlives the process's
/// last look.
void use_netns_directory(const char *path);

} // namespace nskit
