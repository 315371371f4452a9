// SPDX-License-Identifier: MIT
// Making the namespaces.
#pragma once

#include "cmd/unshare/plan.h"

namespace nskit::unshare {

/// Makes the namespaces of the plan, with this process in them. Throws `unshare failed: ...`.
void make_namespaces(const Plan &plan);

} // namespace nskit::unshare
