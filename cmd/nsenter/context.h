// SPDX-License-Identifier: MIT
// What the program takes over from the target besides namespaces: root and working directory, environment,
// cgroup, IDs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/nsenter/plan.h"
#include "cmd/nsenter/target.h"
#include "lib/base/fd.h"

namespace nskit::nsenter {

/// The variables in the bytes of /proc/PID/environ, where each ends in a zero byte: the last one first.
std::vector<std::string> variables_of(std::string_view text);

/// What is opened in the caller's namespaces, and taken over in the entered ones.
struct Belongings {
    std::optional<std::vector<std::string>> environment; ///< NAME=VALUE
    Fd cgroup;                                           ///< cgroup.procs of the target's cgroup
};

/// Opens everything of the target that the plan wants and that is no namespace: root and working directory,
/// which become the plan's, environment and cgroup. Throws Error.
Belongings open_belongings(Plan &plan, Target &target);

/// Changes to the root and the working directory of the plan: after the namespaces are entered. Throws Error.
void change_directories(const Plan &plan);

/// Puts the environment in place of our own and joins the cgroup. Throws Error.
void take_over(Belongings &belongings);

/// Replaces the IDs that follow the target by the numbers that they have in the entered user namespace.
/// Throws Error.
void follow_target(Plan &plan, Target &target);

} // namespace nskit::nsenter
