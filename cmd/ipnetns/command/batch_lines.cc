// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/batch_lines.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/fd.h"

namespace nskit {

bool BatchLines::refill()
{
    if (before_reading_)
        (*before_reading_)();
    ssize_t n = uninterrupted([&] { return read(fd_, buffer_, sizeof buffer_); });
    if (n == -1)
        fail_errno("Cannot read commands");
    at_ = 0;
    size_ = static_cast<size_t>(n);
    return n > 0;
}

/// Reads a line, without its newline and what follows its first '#'; false at the end.
bool BatchLines::next_line(std::string &line)
{
    line.clear();
    bool whole = false, any = false;
    while (!whole && (at_ < size_ || refill())) {
        size_t end = std::string_view(buffer_ + at_, size_ - at_).find('\n');
        whole = end != std::string_view::npos;
        size_t size = whole ? end : size_ - at_;
        line.append(buffer_ + at_, size);
        at_ += size + whole;
        any = true;
    }
    line.resize(std::min(line.find('#'), line.size()));
    number_ += any;
    return any;
}

bool BatchLines::next(std::string &command)
{
    if (!next_line(command))
        return false;
    std::string more;
    while (command.ends_with('\\')) {
        command.pop_back();
        is_complete_ = next_line(more);
        if (!is_complete_)
            return true;
        command += more;
    }
    return true;
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

static char *quoted_end(char *at, char quote)
{
    char *end = strchr(at, quote);
    if (!end)
        fail("Unterminated quoted string");
    return end;
}

void split_words(std::string &command, std::vector<char *> &words)
{
    words.clear();
    for (char *at = command.data(); *at;) {
        if (ends_word[static_cast<unsigned char>(*at)]) {
            at++;
            continue;
        }
        const bool quoted = *at == '\'' || *at == '"';
        char *word = at + quoted, *end = quoted ? quoted_end(word, *at) : word_end(word);
        words.push_back(word);
        at = *end ? end + 1 : end;
        *end = '\0';
    }
}

} // namespace nskit
