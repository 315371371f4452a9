// SPDX-License-Identifier: MIT
// The commands of a batch file, and their words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/function_ref.h"

namespace nskit {

/// The commands of a file, read as they come, so that memory stays constant however long it is and a pipe is
/// served at once.
class BatchLines {
  public:
    /// Reads from `fd`, which it does not own; calls `before_reading` before each time, as that may have to
    /// wait.
    explicit BatchLines(int fd, std::optional<FunctionRef<void()>> before_reading = std::nullopt)
        : fd_(fd), before_reading_(before_reading)
    {}

    /// The next command: a line and those that it goes on in by a backslash at its end, each cut at its first
    /// '#'. False at the end; a command that goes on behind it is told and dropped.
    bool next(std::string &command);
    /// The number of the last line that was read, from 1.
    size_t number() const { return number_; }

  private:
    bool next_line(std::string &line);
    bool refill();
    int fd_;
    std::optional<FunctionRef<void()>> before_reading_;
    size_t number_ = 0;
    size_t at_ = 0, size_ = 0; // what is left in the buffer
    char buffer_[16384];
};

/// Splits a command into words, in place: blanks separate; a word that starts with a quote runs to the next
/// such quote. Throws where there is none. The words are valid as long as the command is.
void split_words(std::string &command, std::vector<char *> &words);

} // namespace nskit
