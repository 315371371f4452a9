// SPDX-License-Identifier: MIT
// The running kernel's release, for the few things that it cannot be asked about otherwise.
#pragma once

namespace nskit {

/// Whether the kernel is Linux MAJOR.MINOR or newer.
bool kernel_at_least(unsigned major, unsigned minor);

} // namespace nskit
