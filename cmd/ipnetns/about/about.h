// SPDX-License-Identifier: MIT
// What the words of `ip` mean, a line of at most 60 columns each: for `ip -details OBJECT help` and for the
// completion. The texts stand apart from the rows, so that a command that succeeds reads none of them.
// tests/bats/words.bats looks for words without a text.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/text.h"

namespace nskit {

/// The words of one object, or of one kind of link.
struct AboutTable {
    std::string_view of;   ///< an object or a kind of link; `netns verbs`: the verbs of an object
    std::string_view text; ///< lines: the word, blanks, and what it means
};

extern const std::span<const AboutTable> about_link, about_kinds, about_tunnels, about_route, about_addresses,
    about_protocols, about_objects;

/// The tables that explain the words of a command line, the nearest first. `line` is what stands behind `ip`
/// and its options.
class About {
  public:
    explicit About(std::span<const Text> line);

    /// What a word means there; empty if no table has it. `nolearning` is explained by `learning`.
    std::string word(std::string_view word) const;
    /// What a verb of the object, an object or an option of `ip` means; empty if it is unknown.
    std::string_view verb(std::string_view word) const;
    /// Whether it is about a kind of link.
    bool of_kind() const { return is_of_kind_; }
    /// The table of the object's verbs, or of all objects and options, line by line; empty if there is none.
    std::string_view verbs() const;
    /// The table of the object's words, line by line; empty if it is about a kind of link.
    std::string_view words() const;

  private:
    std::string object_; // empty: the line has none yet
    std::string part_;   // `xfrm state`, as typed: an object that has objects of its own
    bool is_of_kind_ = false;
    std::vector<std::string> places_; // the tables that explain words, the nearest first
};

/// The lines behind a help that explain its words: first the verbs, then the words that were described while
/// the help was made (see lib/row/described.h), then other words of the object that stand in its text.
std::string explain_words(const About &about, std::string_view help = {});

} // namespace nskit
