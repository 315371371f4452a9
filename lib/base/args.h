// SPDX-License-Identifier: MIT
// The words of a command line of `ip`, read one after the other, each once.
#pragma once

#include <span>
#include <string_view>

namespace nskit {

/// The words that are still to be read. Owns nothing: the words outlive it.
class Args {
  public:
    explicit Args(std::span<char *const> words) : words_(words) {}

    bool empty() const { return words_.empty(); }
    size_t size() const { return words_.size(); }
    /// The next word, which stays; "" if none is left.
    const char *peek() const { return words_.empty() ? "" : words_.front(); }
    /// Takes the next word. Throws `Command line is not complete. Try option "help"` (255) if none is left.
    const char *next();
    /// Takes the next word if it is exactly `word`.
    bool take(std::string_view word);
    /// The word before the next one (the keyword whose value is being read); "" at the start.
    const char *previous() const { return taken_ ? words_.data()[-1] : ""; }
    /// What is left, for a command to execute. A null pointer follows if the words came from main or a batch
    /// line.
    std::span<char *const> rest() const { return words_; }

  private:
    std::span<char *const> words_;
    size_t taken_ = 0;
};

/// Throws `Command line is not complete. Try option "help"` (255).
[[noreturn]] void incomplete_line();

/// Whether `word` is a leading part of `full`, and not empty: the way `ip` abbreviates.
bool is_prefix(std::string_view word, std::string_view full);

} // namespace nskit
