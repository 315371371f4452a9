// SPDX-License-Identifier: MIT
// Who runs the commands of exec_many().
#pragma once

#include <string>

#include "lib/base/function_ref.h"
#include "lib/namespace/process.h"

namespace nskit {

/// A child that runs one command after another, in surroundings that it keeps as long as they are as new. It
/// is killed with its owner, and its command with it.
class Worker {
  public:
    /// Where the worker is with its command, in this order; `gone`: it takes no more, since its surroundings
    /// are spoilt or it has been killed.
    enum class State { idle, entering, ready, running, gone };

    /// `command` becomes the program, without standard input if `no_input` says so.
    Worker(FunctionRef<void()> command, bool no_input);

    /// Has it enter the network namespace. To be called if it is idle.
    void enter(const std::string &name);
    /// Has it run the command. To be called if it is ready.
    void go();
    /// Takes what it reports, which waits until there is something. Returns whether a command has ended.
    bool hear();
    /// Tells it that there is no more to do. To be called if it is idle or gone.
    void dismiss();

    State state() const { return state_; }
    int status() const { return status_; } ///< the exit status of the last command that has ended
    const Fd &channel() const { return channel_; }

    Fd out, err; ///< the other end of what its commands write

  private:
    Child child_;
    Fd channel_;
    State state_ = State::idle;
    int status_ = 0;
};

} // namespace nskit
