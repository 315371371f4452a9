// SPDX-License-Identifier: MIT
// The end of network namespaces: whether they, and their devices, are gone, and what holds those that are
// not.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lib/base/deadline.h"
#include "lib/namespace/handle.h"
#include "lib/netlink/socket.h"

namespace nskit {

class Departures {
  public:
    /// Hears the events of the network namespace that the process is in.
    Departures();

    /// Watches a namespace, which gets an id. The descriptor holds it: it must be closed before wait().
    void watch(const std::string &name, const Fd &ns, ino_t inode);
    /// Learns which devices of ours are ends of pairs whose other ends are in the namespaces: they go with
    /// them. To be called when all namespaces are watched, before their names are removed.
    void find_peers();
    /// Waits until all are gone, their devices included. Throws if one is not gone in time, and says what
    /// holds it.
    void wait(int milliseconds);

  private:
    struct Netns {
        std::string name;
        ino_t inode;
        int id;
        NamespaceHandle handle;
        std::set<int> peers = {};   // devices of ours
        bool dead = false;          // nothing holds it any more
        bool without_peers = false; // when it died
    };
    bool is_over() const;
    void hear(const nlmsghdr *event);
    void look_again();
    std::string left(int milliseconds) const;

    Socket events_, questions_;
    std::vector<Netns> all_;
};

} // namespace nskit
