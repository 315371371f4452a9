// SPDX-License-Identifier: MIT
// Generic netlink: families of messages that have a name. The kernel gives each a number when it is
// registered.
#pragma once

#include <linux/genetlink.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/netlink/message.h"
#include "lib/netlink/socket.h"

namespace nskit {

/// A request to a family, without attributes. Every family that `ip` talks to has version 1. The family's
/// number is filled in when it is sent.
inline Message generic_message(uint8_t command)
{
    return Message(0, 0, genlmsghdr{.cmd = command, .version = 1});
}

/// One family of the kernel's, and a socket to it. `each` gets messages of the family only, and each is long
/// enough for its genlmsghdr.
class Generic {
  public:
    /// Opens a socket and asks for the family by its name (CTRL_CMD_GETFAMILY of linux/genetlink.h). If the
    /// kernel lacks it, throws `RTNETLINK answers: No such file or directory` and `Error talking to the
    /// kernel` below it (1). `receive_buffer` is as in Socket.
    explicit Generic(const char *family, int receive_buffer = 0);
    /// A family whose number is known, over a socket that exists.
    Generic(uint16_t id, Socket socket) : socket_(std::move(socket)), id_(id) {}

    /// The type of its messages.
    uint16_t id() const { return id_; }
    int fd() const { return socket_.fd(); }

    // As Socket's.
    void request(Message &message) { socket_.request(addressed(message)); }
    void get(Message &message, Each each);
    void dump(Message &message, Each each, Purpose purpose = Purpose::show);

    /// Joins a multicast group; false if the family has none of this name.
    bool join(std::string_view group);
    /// As Socket::events().
    bool events(Each each);

  private:
    Message &addressed(Message &message) const;
    Socket socket_;
    uint16_t id_ = 0;
    std::vector<std::pair<std::string, uint32_t>> groups_;
};

} // namespace nskit
