// SPDX-License-Identifier: MIT
// Capabilities that survive an exec by a user who is not root.
#pragma once

namespace nskit {

/// Makes every effective capability of the calling process ambient (capabilities(7)), so that the program
/// that it becomes has them, whatever its user ID. Throws `capget failed`, `capset failed` or
/// `prctl(PR_CAP_AMBIENT) failed`.
void keep_capabilities();

} // namespace nskit
