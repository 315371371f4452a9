// SPDX-License-Identifier: MIT
// Making the namespaces.
#pragma once

#include "cmd/unshare/plan.h"

namespace nskit {

/// Makes the namespaces of the plan, with this process in them. Throws `unshare failed: ...`.
void make_namespaces(const UnsharePlan &plan);

} // namespace nskit
