// SPDX-License-Identifier: MIT
// A look at other network namespaces from outside. To ask about one gives ids to those that its devices lead
// to, and an id stays for as long as the namespace that has it. So the asking is done from a namespace that
// is made for it, and all ids are those of its table.
#pragma once

#include <optional>
#include <string>

#include "lib/base/fd.h"
#include "lib/netlink/message.h"
#include "lib/netlink/records.h"
#include "lib/netlink/socket.h"

namespace nskit {

class Lookout {
  public:
    /// If we may make no namespace, it looks out from our own, sees no other, and uses the ids that are
    /// there.
    Lookout();

    /// Whether it sees other namespaces.
    bool is_outside() const { return outside_; }
    /// The id of an open namespace, which gets one if it has none. Returns nullopt if it has none and the
    /// lookout is our own.
    std::optional<int> id(const Fd &ns);
    /// The links and the addresses of a namespace, by its id; nullopt means our own.
    void links(std::optional<int> id, Records &records);
    void addresses(std::optional<int> id, Records &records);
    /// One link by its index, or by its name. Returns false if there is none, or we may not look.
    bool link(std::optional<int> id, int index, Each each);
    bool link(std::optional<int> id, const char *name, Each each);

  private:
    bool ask(std::optional<int> id, Message &message, Each each);
    bool outside_ = false;
    std::optional<Socket> socket_;
};

} // namespace nskit
