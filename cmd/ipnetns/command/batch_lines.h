// SPDX-License-Identifier: MIT
// The commands of a batch file, and their words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/function_ref.h"

namespace nskit {

/// The commands of a file. Reads them as they come: a long file needs no more memory, and a command from a
/// pipe runs at once.
class BatchLines {
  public:
    /// Reads from `fd`, which it does not own; calls `before_reading` before each time, as that may have to
    /// wait.
    explicit BatchLines(int fd, std::optional<FunctionRef<void()>> before_reading = std::nullopt)
        : fd_(fd), before_reading_(before_reading)
    {}

    /// The next command: a line and, if it ends with a backslash, the lines that continue it, each cut at its
    /// first '#'. False at the end.
    bool next(std::string &command);
    /// False if the last command ended in a backslash at the end of the file: it is not to be run.
    bool is_complete() const { return is_complete_; }
    /// The number of the last line that was read, from 1.
    size_t number() const { return number_; }

  private:
    bool next_line(std::string &line);
    bool refill();
    int fd_;
    std::optional<FunctionRef<void()>> before_reading_;
    bool is_complete_ = true;
    size_t number_ = 0;
    size_t at_ = 0, size_ = 0; // what is left in the buffer
    char buffer_[16384];
};

/// Splits a command into words, in place. Blanks separate words. A word that starts with a quote runs to the
/// next such quote; throws if there is none. The words point into the command.
void split_words(std::string &command, std::vector<char *> &words);

} // namespace nskit
