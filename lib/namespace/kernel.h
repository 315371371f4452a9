// SPDX-License-Identifier: MIT
// The running kernel's release, for the few features that cannot be tried out.
#pragma once

namespace nskit {

/// Whether the kernel is Linux MAJOR.MINOR or newer.
bool kernel_at_least(unsigned major, unsigned minor);

} // namespace nskit
