// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/batch_lines.h"

#include <algorithm>
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

void split_words(std::string &command, std::vector<char *> &words)
{
    words.clear();
    char *at = command.data();
    for (;;) {
        at += strspn(at, " \t\r\n");
        if (!*at)
            break;
        bool quoted = *at == '\'' || *at == '"';
        char *end = quoted ? strchr(at + 1, *at) : at + strcspn(at, " \t\r\n");
        if (!end)
            fail("Unterminated quoted string");
        words.push_back(quoted ? at + 1 : at);
        at = *end ? end + 1 : end;
        *end = '\0';
    }
}

} // namespace nskit
