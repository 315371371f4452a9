// SPDX-License-Identifier: MIT
// Requests of many commands that go to the kernel together, while each command still hears what the kernel
// says of its own: what makes `ip -force -batch` fast.
#pragma once

#include <vector>

#include "lib/base/function_ref.h"
#include "lib/netlink/message.h"
#include "lib/netlink/pipeline.h"

namespace nskit {

/// Whether a request is about a device, not about what a device has.
bool is_about_links(const Message &request);

/// Requests that wait to be sent, each with the number of the command that made it.
class Pending {
  public:
    /// Is told, in the order of the requests, what the kernel says of one: a refusal or, with status 0, the
    /// warning that came with success. It does not use the socket.
    using Tell = FunctionRef<void(size_t command, const Error &said)>;

    /// `tell` lives as long as this.
    Pending(Socket &socket, Tell tell) : pipeline_(socket), tell_(tell) {}

    /// Takes a copy of a request that owns no descriptors. What waits is sent where it finds no room.
    void add(const Message &request, size_t command);
    /// Sends what waits, and returns when the kernel has worked through it and what it said has been told.
    /// Where it cannot be sent, that is told of each.
    void send();

    bool empty() const { return commands_.empty(); }
    /// Whether there are, after send(), other devices, or other names or states of devices.
    bool change_links() const { return change_links_; }

  private:
    Pipeline pipeline_;
    Tell tell_;
    std::vector<size_t> commands_;
    bool change_links_ = false;
};

} // namespace nskit
