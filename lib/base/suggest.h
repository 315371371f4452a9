// SPDX-License-Identifier: MIT
// Lines for a person at a terminal: the nearest right word for a wrong one, and which words of the command
// line a refusal is about. Scripts, which compare what is said, are never told more than the reference says.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nskit {

/// Whether stderr is a terminal.
bool is_told_to_person();

/// How many letters must be changed, put in, left out or swapped with their neighbour to make one word of
/// the other.
unsigned edit_distance(std::string_view a, std::string_view b);

/// Looks for the right word that is nearest to one that was given. Its line begins with a newline, to be
/// appended to the text of an Error.
class Nearest {
  public:
    explicit Nearest(std::string_view word);

    void offer(std::string_view candidate);
    /// Every word of the rows of a table; rows without one are passed over.
    template <class Row> Nearest &among(std::span<const Row> rows)
    {
        for (const Row &row : rows)
            if (is_wanted_ && row.word)
                offer(row.word);
        return *this;
    }
    /// Every name of a list.
    template <class Names> Nearest &names(const Names &names)
    {
        for (const auto &name : names)
            if (is_wanted_)
                offer(name);
        return *this;
    }
    /// `Did you mean "WORD"?` after a newline, the word behind `dashes`; empty where no candidate is near, or
    /// where nobody reads it.
    std::string line(const char *dashes = "") const;

  private:
    std::string_view word_;
    std::string nearest_;
    unsigned distance_; // of the nearest one, or one more than counts as near
    bool is_wanted_;
};

/// Which words of a command line put which bytes of a request.
class Notes {
  public:
    void add(size_t start, size_t end, std::string words);
    /// Follows bytes that are taken out of the request: what was behind them moves up.
    void removed(size_t start, size_t size);
    /// Follows bytes that are moved to the end of the request, which is at `end`.
    void moved_to_end(size_t start, size_t size, size_t end);
    /// Takes over the notes of another request, whose bytes from `from` on were put at `to`.
    void adopt(const Notes &other, size_t from, size_t to);
    /// A line that is told with any refusal of the request; it begins with a newline.
    void hint(std::string line) { hint_ = std::move(line); }
    const std::string &hint() const { return hint_; }
    bool empty() const { return parts_.empty() && hint_.empty(); }
    /// The words that put the byte at this place, and the fewest others; empty where none did.
    std::string_view words_at(size_t place) const;

  private:
    struct Part {
        size_t start, end;
        std::string words;
    };
    std::vector<Part> parts_;
    std::string hint_;
};

} // namespace nskit
