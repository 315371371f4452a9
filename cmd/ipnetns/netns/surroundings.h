// SPDX-License-Identifier: MIT
// What a command of `ip netns exec` finds around it: the network namespace, and a mount namespace with the
// /sys of that network namespace and its own files over those of /etc.
#pragma once

#include <span>

#include "lib/base/fd.h"
#include "lib/base/function_ref.h"

namespace nskit {

/// The surroundings of this process. They can serve one command after another, each in another network
/// namespace: to copy all mounts for each takes long, since there is one for each name.
class Surroundings {
  public:
    /// Leaves the VRF, and enters the network namespace NAME and, the first time, a new mount namespace, with
    /// the mounts that belong to NAME. Later mounts outside still appear inside, but not the other way round.
    /// Throws Error.
    void enter(const char *name);

    /// Runs `command`, which becomes a program, in a child. Returns the exit status, as a shell says it.
    /// Processes that the command leaves behind become children of this process.
    int run(FunctionRef<void()> command);

    /// Whether the next command would find what a first one finds: nothing but /sys has been mounted, and no
    /// process of the last one is left. To be asked after run().
    bool are_as_new();

  private:
    void prepare_watch();
    void mount_sysfs(const char *name);
    bool has_seen_mounts();

    bool are_own_ = false; ///< whether this process has entered the new mount namespace
    bool are_spoilt_ = false;
    unsigned long sys_flags_ = 0; ///< mount(2)'s
    Fd mountinfo_;                ///< polled: have mounts come or gone?
};

} // namespace nskit
