// SPDX-License-Identifier: MIT
#pragma once

namespace nskit::unshare {

/// Prints which namespaces the caller can make here, alone or inside a user namespace, and what can be done
/// in them; and for what cannot, what forbids it. All of it is tried, in children that end at once. Then
/// exits: 0 if a namespace of each type can be made, else 1.
[[noreturn]] void examine();

} // namespace nskit::unshare
