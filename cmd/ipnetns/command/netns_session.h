// SPDX-License-Identifier: MIT
// A session in a named network namespace, beside that of the command itself.
#pragma once

#include <string>

#include "cmd/ipnetns/command/session.h"
#include "lib/base/function_ref.h"

namespace nskit {

class NetnsSession {
  public:
    /// Opens the session's socket in the namespace, where it stays. Throws as enter_netns() does.
    NetnsSession(const GlobalOptions &options, const std::string &name);

    Session &session() { return session_; }
    /// Calls `f()` while the process is in the namespace: some commands read /proc, which is that of the
    /// process.
    void within(FunctionRef<void()> f);

  private:
    std::string name_;
    Session session_;
};

} // namespace nskit
