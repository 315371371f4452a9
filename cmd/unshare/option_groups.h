// SPDX-License-Identifier: MIT
// Groups of options that stand in files of their own. The list of all groups is in options.cc.
#pragma once

#include "cmd/unshare/plan.h"

namespace nskit::unshare {

extern const Option<Plan> id_options[10], supervisor_options[8];

} // namespace nskit::unshare
