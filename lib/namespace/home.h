// SPDX-License-Identifier: MIT
// The namespaces of an ordinary user: a user, a network and a mount namespace, which the first who asks for
// them makes, and which last as long as there are names of network namespaces in them, or processes.
//
// A user can pin nothing without a process, so a process of ours holds them: the holder. One lock file finds
// it. The holder has a record lock on the first byte, so that F_GETLK names the living holder and nothing
// can be stale. Everybody who uses the home has a shared flock(2) on the file; the holder leaves only with an
// exclusive one. Whoever makes a home has an open file description lock on the second byte.
#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

#include "lib/base/fd.h"

namespace nskit {

/// The caller's home, which does not go away as long as this lives.
class Home {
  public:
    /// Finds the home of the calling user, or makes it. Throws Error, which says what forbids it.
    static Home open();
    /// Finds the home of the calling user. Makes nothing and waits for nobody: nullopt if there is none, or
    /// it is about to go. Throws Error.
    static std::optional<Home> find();

    /// Enters the user and the network namespace. Does nothing if the process is in that user namespace
    /// already. Throws Error.
    void enter() const;
    /// Enters the mount namespace, where names are made and removed; to be called in a child, since the
    /// caller's own view of the files is gone then. Throws Error.
    void enter_mounts() const;
    /// The directory of names as it can be reached from the caller's own mount namespace.
    const std::string &names() const { return names_; }

  private:
    /// Opens the holder that has the lock file; false if there is none, or it leaves at the same time. Throws
    /// Error.
    bool open_holder(const struct HomePlace &place);
    /// The same, and makes one if there is none.
    bool find_holder(const struct HomePlace &place);

    Fd lock_, holder_; ///< the lock file; a pidfd
    std::string names_;
};

/// Where the lock file of the calling user is: below /run/user, $XDG_RUNTIME_DIR, or in /tmp.
struct HomePlace {
    std::string directory, file;
    bool is_ours = false; ///< the directory is made and removed with the home
};

/// Makes the namespaces, maps the caller's IDs, and starts the holder. Returns when it holds the lock file of
/// `place`. Throws Error, and then nothing is left; so it is if the caller is killed.
void start_holder(const HomePlace &place);

} // namespace nskit
