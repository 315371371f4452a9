// SPDX-License-Identifier: MIT
// The network namespaces that can be seen, whether or not they have a name.
#pragma once

#include <string>
#include <vector>

#include "cmd/ipnetns/netns/holders.h"
#include "lib/row/out.h"

namespace nskit {

/// A network namespace and the ways to it.
struct KnownNetns {
    ino_t inode = 0;
    std::string name;     ///< the first of its names; may be empty
    bool is_host = false; ///< the namespace of process 1
    std::vector<Holder> holders;

    /// What a person calls it: its name, `host`, or else its inode.
    std::string title() const;
    /// Opens it by its name or by a holder; empty with errno set if neither is left (ENOENT), or we may not.
    Fd open() const;
    /// A process of it, and the container or unit that the process belongs to, to tell namespaces without a
    /// name apart; nullptr if no process is in it.
    const Holder *process() const;
};

/// All that can be seen: the host's first, then those with a name in the order of names, then the others in
/// the order of inodes. Takes what `holders` has found.
std::vector<KnownNetns> known_netns(Holders &holders);

/// The one that is open, with its name.
KnownNetns own_netns(const Fd &own);

/// For a namespace without a name: ` (process 4711 nginx, docker 0123456789ab)`; in JSON the member
/// `process`.
void print_process(Out &out, const KnownNetns &netns);

} // namespace nskit
