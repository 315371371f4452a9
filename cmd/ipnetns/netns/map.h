// SPDX-License-Identifier: MIT
// The map of network namespaces that `ip netns topology` shows.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "cmd/ipnetns/netns/known.h"
#include "lib/row/context.h"

namespace nskit {

/// A device on another one, or one end of a pair.
struct MapLink {
    /// Another device: its namespace (a place in Map::all, or -1: it cannot be seen) and its index; 0: none.
    struct End {
        int netns = -1, index = 0;
    };

    int index = 0, master = 0; ///< `master`: 0 if it is no port
    std::string name, kind, state;
    bool is_pair = false; ///< `end` is its peer, not the device below
    End end;
    struct Address {
        int family;
        std::string text;
    };
    std::vector<Address> addresses;
    std::vector<std::string> remotes; ///< of a vxlan
};

/// One network namespace.
struct MapNetns {
    KnownNetns known;
    std::vector<MapLink> links; ///< sorted by index
    bool is_seen = false;       ///< false: it cannot be looked into
    int cause = 0;              ///< errno of that
    bool is_wanted = true;      ///< it is to be shown

    /// The link with an index; nullptr if there is none.
    const MapLink *link(int index) const;
};

struct Map {
    std::vector<MapNetns> all;
    Holders holders; ///< what was found on the way, without the ways themselves

    /// The other end of a link, and the name that is shown for it; nullptr if it cannot be seen.
    const MapLink *at(const MapLink::End &end) const;
    std::string end_name(const MapLink::End &end) const;
};

/// Looks at every network namespace that can be seen.
Map draw_map();

/// Shows a map as text or JSON, or for Graphviz.
void print_map(Out &out, const Map &map);
void print_map_dot(Out &out, const Map &map);

} // namespace nskit
