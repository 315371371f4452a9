// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "lib/namespace/namespace.h"

namespace nskit {

/// Device and inode of a file, as they are known: does not wait for a network file system. Returns nullopt
/// with errno set on failure.
std::optional<NamespaceId> file_identity(int directory, const char *name);

} // namespace nskit
