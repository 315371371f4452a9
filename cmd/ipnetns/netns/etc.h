// SPDX-License-Identifier: MIT
// The files of a network namespace, NETNS_ETC_DIR/NAME, over those of /etc.
#pragma once

namespace nskit {

/// Binds every entry of NETNS_ETC_DIR/NAME over the entry of /etc with the same name, in the mount namespace
/// of the calling process. If that fails for one of them, as when /etc has no such entry, warns, and goes on.
/// Returns whether there was an entry. Throws Error if the directory cannot be read.
bool bind_etc(const char *name);

} // namespace nskit
