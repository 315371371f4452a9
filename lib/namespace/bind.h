// SPDX-License-Identifier: MIT
// Binding a file over a symbolic link itself, so that it does not matter where the link leads, or what
// becomes of that.
#pragma once

namespace nskit {

/// Mounts `file` on `link`. Returns false with errno set on failure: ENOSYS before Linux 5.2, ENOTDIR if
/// `file` is a directory.
bool bind_over_link(const char *file, const char *link);

} // namespace nskit
