// SPDX-License-Identifier: MIT
// What the steps of a configuration are made of: the things that there are, and the words of a line.
#pragma once

#include <algorithm>

#include "cmd/ipnetns/command/batch_lines.h"
#include "cmd/ipnetns/config/config.h"
#include "lib/netlink/records.h"

namespace nskit {

/// A thing that there is.
struct Thing {
    const nlmsghdr *message;
    bool is_wanted = false;
};

/// All things of one object in one namespace, by what tells them apart.
class Things {
  public:
    Things(ConfigNetns &netns, const StateObject &object) : netns_(netns), object_(object)
    {
        netns.within([&] { object.all(netns.session(), [&](const nlmsghdr *message) { add(message); }); });
    }

    /// Those that have the identity of a wish.
    std::vector<Thing *> find(const Wish &wish)
    {
        std::vector<Thing *> found;
        if (object_.identity_varies) {
            for (Thing &thing : things_)
                if (object_.identity(netns_.session(), thing.message, wish) == wish.identity)
                    found.push_back(&thing);
            return found;
        }
        auto [from, to] = by_identity_.equal_range(wish.identity);
        for (auto at = from; at != to; ++at)
            found.push_back(&things_[at->second]);
        return found;
    }
    std::vector<Thing> &all() { return things_; }

  private:
    void add(const nlmsghdr *message)
    {
        if (!object_.identity_varies)
            by_identity_.emplace(object_.identity(netns_.session(), message, nothing_), things_.size());
        things_.push_back({records_.add(message)});
    }
    ConfigNetns &netns_;
    const StateObject &object_;
    const Wish nothing_;
    Records records_; // of things_
    std::vector<Thing> things_;
    std::unordered_multimap<std::string, size_t> by_identity_;
};

/// The words of a line behind its options: object, verb, and the rest.
struct ConfigCommand {
    explicit ConfigCommand(const WantedLine &line) : text(line.text)
    {
        words.reserve(16);
        split_words(text.data(), words);
        for (; first < words.size() && words[first][0] == '-'; first++)
            family = words[first][1] == '6' ? AF_INET6 : AF_INET;
        names_altname = word(0) == std::string_view("link") && word(1) == altname_verb;
    }
    Text word(size_t i) const { return first + i < words.size() ? words[first + i] : Text(""); }
    std::string_view verb() const { return word(names_altname ? 2 : 1); }
    Args rest() const
    {
        const size_t start = std::min(first + (names_altname ? 3 : 2), words.size());
        return Args(std::span<const Text>(words).subspan(start));
    }
    std::string text;
    std::vector<Text> words;
    size_t first = 0;
    int family = AF_UNSPEC;
    bool names_altname = false; ///< `link property VERB ...`
};

} // namespace nskit
