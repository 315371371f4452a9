// SPDX-License-Identifier: MIT
// What the `wait` verbs share: they ask as `show` does, again after every event, until the answer is the one
// that is waited for.
#pragma once

#include <linux/rtnetlink.h>
#include <poll.h>

#include <optional>
#include <span>
#include <vector>

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/socket.h"

namespace nskit {

/// Descriptors that become readable if another look may find something else.
class Wakers {
  public:
    Wakers() = default;
    Wakers(const Wakers &) = delete;
    Wakers &operator=(const Wakers &) = delete;

    /// Hears the events of these groups (RTNLGRP_*); to be called first. A kernel that lacks a group has no
    /// such events.
    void hear(std::span<const unsigned> groups);
    /// Hears of files that come and go in a directory, and of mounts. Nothing if the directory is not there.
    void watch_names(const char *directory);
    /// Hears the end of the processes behind these pidfds, until the next call.
    void watch_processes(std::vector<Fd> pidfds);
    /// Waits for one of them, at most so long, and takes what it says.
    void wait(int milliseconds);

  private:
    std::optional<Socket> socket_;
    Fd names_, mounts_;
    std::vector<Fd> processes_;
    std::vector<pollfd> polled_;
    size_t lasting_ = 0; // how many of them stay when the processes change
};

/// What a look is for.
enum class Look {
    wanted, ///< what the words select
    state,  ///< the same objects whatever state they are in, to be shown when the time is over
};

/// One kind of object that can be waited for.
struct Waited {
    const char *things;               ///< in messages: "link"
    std::span<const unsigned> groups; ///< the events (RTNLGRP_*) after which another look is worth it
    /// Shows the objects that the words select, and returns how many there are. Throws an Error with
    /// Error::absent if a device that they name is not there, and any other Error to end the wait. It may add
    /// to the wakers.
    size_t (*show)(Session &session, Args &args, Look look, Wakers &wakers);
    const char *directory = nullptr; ///< heard as well: names in it, and mounts
};

/// Runs `wait WORDS [ gone ] [ timeout TIME ]`: waits until there is an object that the words select, and
/// shows it; with `gone`, until there is none. Throws with status 124, and with the last state in the text,
/// if the time is over.
void wait_for(Session &session, Args &args, const Waited &waited);

/// The line of the help: `wait FILTER [ gone ] [ timeout TIME ]`.
#define WAIT_USAGE(filter) "wait " filter " [ gone ] [ timeout TIME ]"

} // namespace nskit
