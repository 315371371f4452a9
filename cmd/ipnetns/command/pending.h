// SPDX-License-Identifier: MIT
// Requests of many commands that go to the kernel together. Each command still gets the kernel's answer to its
// own. This is what makes `ip -force -batch` fast.
#pragma once

#include <vector>

#include "lib/base/function_ref.h"
#include "lib/netlink/message.h"
#include "lib/netlink/pipeline.h"

namespace nskit {

/// Whether a request is about a device itself, and not about its addresses, routes or neighbours.
bool is_about_links(const Message &request);

/// Requests that wait to be sent, each with the number of the command that made it.
class Pending {
  public:
    /// Is told, in the order of the requests, what the kernel says of one: a refusal or, with status 0, the
    /// warning that came with success. It does not use the socket.
    using Tell = FunctionRef<void(size_t command, const Error &said)>;

    /// `tell` lives as long as this.
    Pending(Socket &socket, Tell tell) : pipeline_(socket), tell_(tell) {}

    /// Copies a request, which must own no descriptors. If it does not fit beside those that wait, they are
    /// sent first.
    void add(const Message &request, size_t command);
    /// Sends the requests, waits until the kernel has answered all, and passes the answers on. If they cannot
    /// be sent, each command gets that error.
    void send();

    bool empty() const { return commands_.empty(); }
    /// Whether one of the requests is about links: after send(), devices may have other names or states.
    bool change_links() const { return change_links_; }

  private:
    Pipeline pipeline_;
    Tell tell_;
    std::vector<size_t> commands_;
    bool change_links_ = false;
};

} // namespace nskit
