// SPDX-License-Identifier: MIT
// Buffered bytes on their way to a descriptor. The small functions are inline: output consists of very many
// short texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/buffer.h"
#include "lib/base/text.h"

namespace nskit {

/// Writes to a descriptor in large pieces. After an error all later output is dropped.
class Writer {
  public:
    /// Writes to `fd`, which it does not own.
    explicit Writer(int fd) : fd_(fd) {}

    void append(std::string_view text)
    {
        if (text.size() > room())
            return append_across(text);
        set_end(copy_short(end(), text));
    }
    void append(char c)
    {
        if (room() == 0)
            write_out();
        *end() = c;
        used_++;
    }

    /// Makes room for a few bytes, at most a quarter of the buffer, and returns the place for them.
    char *reserve(size_t size)
    {
        if (room() < size)
            write_out();
        return end();
    }
    // For a caller that writes into the buffer itself: at most room() bytes from end() on, and then
    // set_end().
    size_t room() const { return capacity - used_; }
    char *end() const { return buffer_.data() + used_; }
    void set_end(const char *end) { used_ = static_cast<size_t>(end - buffer_.data()); }

    bool has_failed() const { return error_ != 0; }
    /// Whether it writes to a terminal. Asks the kernel only once.
    bool is_terminal()
    {
        if (!is_terminal_)
            ask_for_terminal();
        return *is_terminal_;
    }
    /// Writes what is buffered. Throws `write error: ...` for the first error there was, or an Error without
    /// text if the reader is gone.
    void flush();
    /// What is buffered and not yet written.
    std::string_view buffered() const { return {buffer_.data(), used_}; }
    /// From now on output is appended to `kept`, which the caller owns; nullptr: it is written again.
    void keep_in(std::string *kept);

  private:
    static constexpr size_t capacity = 64 * 1024;
    void append_across(std::string_view text);
    void write_out();
    void ask_for_terminal();

    int fd_;
    std::optional<bool> is_terminal_; // empty: not asked yet
    std::string *kept_ = nullptr;     // see keep_in()
    int error_ = 0;                   // the errno of the first write that failed
    size_t used_ = 0;
    Buffer buffer_{capacity};
};

} // namespace nskit
