// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/batch_lines.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/fd.h"

namespace nskit {

/// Reads more behind what is unread. Moves the command to the start of the buffer, and makes that larger if
/// the command fills it. False at the end of the file.
bool BatchLines::refill()
{
    if (before_reading_)
        (*before_reading_)();
    memmove(buffer_.data(), buffer_.data() + start_, size_ - start_);
    end_ -= start_, at_ -= start_, size_ -= start_, start_ = 0;
    if (size_ + 1 == buffer_.size()) {
        Buffer larger(2 * buffer_.size());
        memcpy(larger.data(), buffer_.data(), size_);
        buffer_ = std::move(larger);
    }
    ssize_t n = uninterrupted([&] { return read(fd_, buffer_.data() + size_, buffer_.size() - 1 - size_); });
    if (n == -1)
        fail_errno("Cannot read commands");
    size_ += static_cast<size_t>(n);
    return n > 0;
}

/// Appends the next line to the command, without its newline and what follows its first '#'. False at the end
/// of the file.
bool BatchLines::append_line()
{
    size_t length = find_char(unread(), '\n');
    for (size_t seen; at_ + length == size_ && (seen = length, refill());)
        length = seen + find_char(unread().substr(seen), '\n');
    if (at_ == size_)
        return false;
    const std::string_view line = unread().substr(0, length);
    const size_t kept = find_char(line, '#');
    if (end_ != at_) // behind a line that it continues
        memmove(buffer_.data() + end_, line.data(), kept);
    end_ += kept;
    at_ = std::min(at_ + length + 1, size_);
    number_++;
    return true;
}

char *BatchLines::next()
{
    start_ = end_ = at_;
    if (!append_line())
        return nullptr;
    while (is_complete_ && end_ > start_ && buffer_.data()[end_ - 1] == '\\') {
        end_--;
        is_complete_ = append_line();
    }
    buffer_.data()[end_] = '\0';
    return buffer_.data() + start_;
}

/// What separates words; with the NUL, what ends one.
static constexpr std::string_view blanks = " \t\r\n";
static constexpr std::array<bool, 256> ends_word = [] {
    std::array<bool, 256> ends{true};
    for (const char c : blanks)
        ends[static_cast<unsigned char>(c)] = true;
    return ends;
}();

/// The end of the word at `at`.
static char *word_end(char *at)
{
    while (!ends_word[static_cast<unsigned char>(*at)])
        at++;
    return at;
}

/// The word at `at` or behind the blanks there, or the end of the command.
static char *skip_blanks(char *at)
{
    while (*at && ends_word[static_cast<unsigned char>(*at)])
        at++;
    return at;
}

static char *quoted_end(char *at, char quote)
{
    char *end = strchr(at, quote);
    if (!end)
        fail("Unterminated quoted string");
    return end;
}

void split_words(char *command, std::vector<Text> &words)
{
    words.clear();
    for (char *at = command; *(at = skip_blanks(at));) {
        const bool quoted = *at == '\'' || *at == '"';
        char *word = at + quoted, *end = quoted ? quoted_end(word, *at) : word_end(word);
        words.emplace_back(word, static_cast<size_t>(end - word));
        at = *end ? end + 1 : end;
        *end = '\0';
    }
}

} // namespace nskit
