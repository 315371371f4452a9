// SPDX-License-Identifier: MIT
// From the plan to the namespaces: which ones, by which descriptor, and in which order.
#pragma once

#include "lib/namespace/namespace.h"
#include "cmd/nsenter/plan.h"
#include "cmd/nsenter/target.h"

namespace nskit::nsenter {

/// Adds what -a means, opens what has to be opened in the caller's namespaces, and notes which namespaces
/// must have been entered in the end. Throws Error.
void find_destinations(Plan &plan, Target &target, const OwnNamespaces &own);

/// Enters the wanted namespaces, and makes sure of each. Throws Error.
void enter_destinations(Plan &plan, const Target &target, const OwnNamespaces &own);

} // namespace nskit::nsenter
