// SPDX-License-Identifier: MIT
// The commands of a batch file, and their words.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lib/base/buffer.h"
#include "lib/base/function_ref.h"
#include "lib/base/text.h"

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
    /// first '#'. It stands in the buffer, with a NUL behind it, and is the caller's to change until the next
    /// call. nullptr at the end.
    char *next();
    /// False if the last command ended in a backslash at the end of the file: it is not to be run.
    bool is_complete() const { return is_complete_; }
    /// The number of the last line that was read, from 1.
    size_t number() const { return number_; }

  private:
    bool append_line();
    bool refill();
    std::string_view unread() const { return {buffer_.data() + at_, size_ - at_}; }
    int fd_;
    std::optional<FunctionRef<void()>> before_reading_;
    bool is_complete_ = true;
    size_t number_ = 0;
    // The buffer: from start_ to end_ the command, from at_ to size_ what has not been read yet. One more
    // byte is left for the NUL.
    size_t start_ = 0, end_ = 0, at_ = 0, size_ = 0;
    Buffer buffer_{16384};
};

/// Splits a command into words, in place. Blanks separate words. A word that starts with a quote runs to the
/// next such quote; throws if there is none. The words point into the command.
void split_words(char *command, std::vector<Text> &words);

} // namespace nskit
