// SPDX-License-Identifier: MIT
// What a monitor has told of: so much of each object that, after events were lost, a dump shows what they
// would have told.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/base/function_ref.h"
#include "lib/netlink/message.h"
#include "lib/netlink/records.h"
#include "lib/row/context.h"

namespace nskit {

/// Links, addresses, routes, neighbours, rules and next hops of our own network namespace. It keeps the
/// identity of each, and a digest of the rest: about 120 bytes for a link.
class Told {
  public:
    /// Notes what an event, or a message of a dump, says. Ignores other objects.
    void note(const nlmsghdr *message);

    /// Dumps the objects whose messages have one of these types (RTM_NEW*), of a family or of all, and calls
    /// `tell`: for each object that is gone, with a message of the type RTM_DEL*, then for each message that
    /// says something new. Notes all of it. A first call, when nothing is noted yet, tells of everything.
    void compare(Context &context, std::span<const uint16_t> types, int family, Each tell);

    static constexpr size_t kinds = 6; ///< of objects

  private:
    struct Entry {
        uint64_t digest;
        uint32_t round; // the last one that found it
    };
    /// Notes the objects of the dump. Returns the messages that say something new.
    std::vector<const nlmsghdr *> take_news(size_t which, const Records &records);
    /// Forgets the objects that the dump of this round lacked. Returns their identities.
    std::vector<std::string> take_gone(size_t which);

    std::array<std::unordered_map<std::string, Entry>, kinds> known_; ///< of each kind, by identity
    uint32_t round_ = 0;
};

} // namespace nskit
