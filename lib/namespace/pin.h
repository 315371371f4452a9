// SPDX-License-Identifier: MIT
// Namespaces pinned to files: a bind mount keeps a namespace alive, and gives it a path.
#pragma once

#include "lib/base/fd.h"
#include "lib/namespace/namespace.h"

namespace nskit {

/// The mount of a namespace, which is made before it is put on a file. Other processes may mount on the same
/// file at any time: the mount is known by its descriptor, not by the file, and a child that has inherited it
/// can remove it, too.
class NamespacePin {
  public:
    /// `id` is what the open namespace must be: what /proc is mounted with need not be the kernel's.
    NamespacePin(Fd ns, NamespaceId id);

    /// Mounts the namespace on a file that exists. Returns false with errno set if that fails, ESTALE if it
    /// is not the namespace `id`; no mount is left then. Before Linux 5.2, one is left if the path has come
    /// to lead elsewhere meanwhile.
    bool mount_on(const char *file);

    /// Closes the descriptor of the mount, for which umount(2) would fail with EBUSY. remove_from() then goes
    /// by the namespace that lies on the file.
    void release_mount() { mount_.reset(); }

    /// Removes the mount from the file. Does nothing if it is not there (any more).
    void remove_from(const char *file) const;

  private:
    bool bind_to(const char *file);

    Fd ns_, mount_; ///< no mount before Linux 5.2
    NamespaceId id_;
};

} // namespace nskit
