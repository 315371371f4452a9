// SPDX-License-Identifier: MIT
// Namespaces pinned to files: a bind mount keeps a namespace alive, and gives it a path.
#pragma once

#include <optional>

#include "lib/base/fd.h"
#include "lib/namespace/namespace.h"

namespace nskit {

/// Binds an open namespace to a file that exists, and makes sure that the mount is the namespace `id`: what
/// /proc is mounted with need not be the kernel's. Returns false with errno set if that fails, ESTALE if it
/// is another namespace. No mount is left then, unless the path has come to lead elsewhere meanwhile.
bool pin_namespace(const Fd &ns, NamespaceId id, const char *file);

/// Removes the mount of the namespace from the file. Does nothing if another, or nothing, is mounted there:
/// the path may lead elsewhere by now.
void unpin_namespace(NamespaceId id, const char *file);

} // namespace nskit
