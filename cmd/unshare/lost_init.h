// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "cmd/unshare/plan.h"
#include "lib/namespace/process.h"

namespace nskit::unshare {

/// The hint for --pid without --fork. The program's first child is process 1 of the namespace then; if it
/// ends, the program's next fork fails (ENOMEM), and nothing of ours is there to explain that, since the
/// program has taken our place. So if hints are wanted (lib/base/explain.h), this leaves a process in the
/// caller's namespaces that is nobody's child, and sleeps until process 1 or the program ends. It prints the
/// hint if the program lives on without a process 1, or has failed for want of one (Linux 6.15 tells).
class FirstChildWatcher {
  public:
    /// To be made before the namespaces are. Leaves no process if no hint can be needed.
    explicit FirstChildWatcher(const Plan &plan);
    /// To be called when they are made. Waits until the process has opened them: a program that ends soon
    /// would take them away.
    void begin();

  private:
    struct Gates {
        Gate made, opened;
    };
    std::optional<Gates> gates_;
};

} // namespace nskit::unshare
