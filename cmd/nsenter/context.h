// SPDX-License-Identifier: MIT
// What a program takes over from the target besides namespaces: root and working directory, environment,
// cgroup, IDs.
#pragma once

#include <string>
#include <vector>

#include "lib/base/fd.h"
#include "cmd/nsenter/plan.h"
#include "cmd/nsenter/target.h"

namespace nskit::nsenter {

/// An environment as /proc/PID/environ holds it: variables that end in a zero byte each.
class Environment {
  public:
    explicit Environment(std::string text) : text_(std::move(text)) {}
    /// Puts it in place of our own, for as long as this lives.
    void install();

  private:
    std::string text_;
    std::vector<char *> entries_;
};

/// The target's environment; throws Error.
Environment read_environment(Target &target);

/// Opens the target's root and working directory where the plan wants them. Throws Error.
void open_directories(Plan &plan, Target &target);

/// Changes to the root and the working directory of the plan: this comes behind the namespaces. Throws Error.
void change_directories(const Plan &plan);

/// Opens the target's directory in /proc, so that it can be asked later, from inside. Throws Error.
void hold_target(Target &target);

/// Replaces the IDs that follow the target by their numbers as the entered user namespace sees them. Throws
/// Error.
void follow_target(Plan &plan, Target &target);

} // namespace nskit::nsenter
