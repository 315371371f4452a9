// SPDX-License-Identifier: MIT
// A mount namespace that can be bound to a file.
#pragma once

#include <cstdint>
#include <optional>

namespace nskit {

/// The number that tells the earlier of two mount namespaces, of the one that the process is in; nullopt on
/// kernels before 6.11.
std::optional<uint64_t> mount_namespace_number();

/// After a mount namespace has been made: makes others in its place until one counts as later than
/// `caller`'s. Binding a mount namespace to a file in an earlier one is all that the kernel allows, lest the
/// two keep each other alive; and since Linux 6.18 each processor takes its numbers from a stock of its own,
/// so that a new namespace may well count as earlier, depending on where the process happens to run. Throws
/// Error.
void outrank_mount_namespace(uint64_t caller);

} // namespace nskit
