// SPDX-License-Identifier: MIT
// The words of a command line of `ip`, read one after the other, each once.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "lib/base/text.h"

namespace nskit {

/// Throws `Command line is not complete. Try option "help"` (255).
[[noreturn]] void incomplete_line();

/// Where `word` ends in `full`, if it is a leading part of it; nullptr if not. Neither is measured: both are
/// read as far as they are equal.
constexpr const char *prefix_end(const char *word, const char *full)
{
    for (; *word && *word == *full; word++)
        full++;
    return *word ? nullptr : full;
}

/// Whether `word` is a leading part of `full`, and not empty: the way `ip` abbreviates.
constexpr bool is_prefix(const char *word, const char *full)
{
    return *word && prefix_end(word, full);
}

/// A set of first letters of words, as bits, to rule out rows before words are compared. Characters that are
/// no letters share a bit.
constexpr uint32_t letter_bit(char c)
{
    return uint32_t{1} << (c & 0x40 ? c & 0x1f : 0);
}
/// The first letters of a keyword and of its other spellings.
constexpr uint32_t first_letters(const char *word, const char *also)
{
    uint32_t letters = word ? letter_bit(*word) : 0;
    for (const char *at = also; at && *at; at++)
        if (at == also || at[-1] == '|')
            letters |= letter_bit(*at);
    return letters;
}
/// The words that are still to be read. Owns nothing: the words outlive it.
class Args {
  public:
    explicit Args(std::span<const Text> words) : words_(words) {}

    bool empty() const { return words_.empty(); }
    size_t size() const { return words_.size(); }
    /// The next word, which stays; "" if none is left.
    Text peek() const { return words_.empty() ? Text("") : words_.front(); }
    /// Takes the next word. Throws `Command line is not complete. Try option "help"` (255) if none is left.
    Text next()
    {
        if (words_.empty())
            incomplete_line();
        const Text word = words_.front();
        words_ = words_.subspan(1);
        taken_++;
        return word;
    }
    /// Takes the next word if it is exactly `word`, which the completion offers.
    bool take(std::string_view word);
    /// The word before the next one (the keyword whose value is being read); "" at the start.
    Text previous() const { return taken_ ? words_.data()[-1] : Text(""); }
    /// What is left.
    std::span<const Text> rest() const { return words_; }
    /// What is left, as a program gets it: with a null pointer behind it. exec changes no words. Throws `No
    /// command specified` if nothing is left. While a command line is completed, its reading ends here.
    std::vector<char *> program() const;

  private:
    std::span<const Text> words_;
    size_t taken_ = 0;
};

} // namespace nskit
