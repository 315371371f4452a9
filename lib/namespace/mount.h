// SPDX-License-Identifier: MIT
// Mounts that the commands make: propagation, pinned files, /proc and binfmt_misc.
#pragma once

#include <optional>
#include <string_view>

namespace nskit {

/// The mount(2) flags of a propagation mode: private, shared, slave, or 0 for unchanged; nullopt for other
/// words.
std::optional<unsigned long> propagation_flags(std::string_view mode);

/// Changes the propagation of `dir` and of all mounts below it. Returns false with errno set if the kernel
/// refuses: EINVAL if `dir` is no mount point.
bool set_propagation(const char *dir, unsigned long flags);

/// Mounts a new instance of a pseudo file system (proc, binfmt_misc), without devices, programs and set-uid
/// bits. Throws `mount TYPE failed: ...`.
void mount_pseudo(const char *type, const char *dir);

} // namespace nskit
