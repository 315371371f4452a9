// SPDX-License-Identifier: MIT
// From the plan to the namespaces: which ones, by which descriptor, in which order.
#pragma once

#include "cmd/nsenter/plan.h"
#include "cmd/nsenter/target.h"
#include "lib/namespace/namespace.h"

namespace nskit::nsenter {

/// Adds the namespaces that -a means, opens what has to be opened in the caller's namespaces, and notes the
/// identity of each wanted namespace. Throws Error.
void find_destinations(Plan &plan, Target &target, const OwnNamespaces &own);

/// Enters the wanted namespaces, and checks the identity of each. Throws Error.
void enter_destinations(Plan &plan, const Target &target, const OwnNamespaces &own);

} // namespace nskit::nsenter
