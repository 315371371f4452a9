// SPDX-License-Identifier: MIT
// Lines that hints are made of: the nearest right word for a wrong one, and the words of the command line
// that a refusal is about. A script, which may compare messages, gets no more than the reference prints.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/error.h"

namespace nskit {

/// Whether what goes beyond the reference's messages is written: on a terminal, or if NSKIT_EXPLAIN is 1;
/// never if it is 0, or the rights are not the caller's (AT_SECURE) and stderr is no terminal.
bool are_hints_wanted();

/// How many letters must be changed, put in, left out or swapped with their neighbour to make one word from
/// the other.
unsigned edit_distance(std::string_view a, std::string_view b);

/// What the line of a Nearest begins with.
constexpr const char *nearest_line = "\nDid you mean ";

/// Finds the word that is nearest to a wrong one.
class Nearest {
  public:
    explicit Nearest(std::string_view word);

    void offer(std::string_view candidate);
    /// Offers every word of a table; rows without one are skipped.
    template <class Row> Nearest &among(std::span<const Row> rows)
    {
        for (const Row &row : rows)
            if (is_wanted_ && row.word)
                offer(row.word);
        return *this;
    }
    /// Offers every name of a list.
    template <class Names> Nearest &names(const Names &names)
    {
        for (const auto &name : names)
            if (is_wanted_)
                offer(name);
        return *this;
    }
    /// Empty if no candidate is near, or hints are not wanted.
    const std::string &word() const { return nearest_; }
    /// A line to append to the text of an Error: a newline and `Did you mean "WORD"?`, with `dashes` before
    /// the word; empty if that is.
    std::string line(const char *dashes = "") const;

  private:
    std::string_view word_;
    std::string nearest_;
    unsigned distance_; // that of the nearest one, or the first that is too far
    bool is_wanted_;
};

/// Calls `attempt()`, which reads `word` (nullptr: no word is left) as what it may be if no table has it. If
/// that throws, the Error gets the line of a Nearest to which `offer(nearest)` has offered the tables.
template <class Attempt, class Offer> void or_nearest(const char *word, Attempt attempt, Offer offer)
{
    try {
        attempt();
    } catch (Error &error) {
        Nearest nearest(word ? word : "");
        offer(nearest);
        error.text += nearest.line();
        throw;
    }
}

/// Which words of a command line have put which bytes of a request.
class Notes {
  public:
    void add(size_t start, size_t end, std::string words);
    /// The bytes have been taken out of the request: what was behind them has moved up.
    void removed(size_t start, size_t size);
    /// The bytes have been moved to the end of the request, which is at `end`.
    void moved_to_end(size_t start, size_t size, size_t end);
    /// A line for any refusal of the request; it begins with a newline.
    void hint(std::string line);
    const std::string &hint() const { return hint_; }
    bool empty() const { return parts_.empty() && hint_.empty(); }
    /// The words that have put the byte at this place, and the fewest other bytes; empty if none have.
    std::string_view words_at(size_t place) const;

  private:
    /// Takes over the notes of another request, whose bytes from `from` on have been put at `to`.
    void adopt(const Notes &other, size_t from, size_t to);
    struct Part {
        size_t start, end;
        std::string words;
    };
    std::vector<Part> parts_;
    std::string hint_;
};

} // namespace nskit
