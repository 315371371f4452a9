// SPDX-License-Identifier: MIT
// Who runs one command in many network namespaces.
#pragma once

#include <string>

#include "lib/base/function_ref.h"
#include "lib/namespace/process.h"

namespace nskit {

/// A child that runs the command in one network namespace after another, in surroundings that it keeps as
/// long as they are as new. It is killed with its owner.
class Worker {
  public:
    /// Where the worker is with its command, in this order; `gone`: it takes no more, since its surroundings
    /// are spoilt or it has ended.
    enum class State { idle, entering, ready, running, gone };

    /// `prepare` is called once, in the child; `command` becomes the program, each time in a child of that.
    Worker(FunctionRef<void()> prepare, FunctionRef<void()> command);

    /// Has it enter the network namespace, and be ready there. To be called if it is idle.
    void enter(const std::string &name);
    /// Has it enter the network namespace and run the command. To be called if it is idle.
    void run(const std::string &name);
    /// Has it run the command. To be called if it is ready.
    void go();
    /// Takes what it reports, which waits until there is something. Returns whether a command has ended.
    bool hear();
    /// Tells it that there is no more to do. To be called if it is idle or gone.
    void dismiss();

    State state() const { return state_; }
    /// The exit status of the last command that has ended, or of the worker itself.
    int status() const { return status_; }
    /// Whether the worker has ended by an error of its own, which it has reported.
    bool has_failed() const { return has_failed_; }
    const Fd &channel() const { return channel_; }

  private:
    void order(const std::string &name, bool waits);

    Child child_;
    Fd channel_;
    State state_ = State::idle;
    int status_ = 0;
    bool has_failed_ = false;
};

} // namespace nskit
