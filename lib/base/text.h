// SPDX-License-Identifier: MIT
// Text taken apart, piece by piece.
#pragma once

#include <algorithm>
#include <string_view>

namespace nskit {

/// Takes what stands before the next `separator`, or all, off the front of `text`, and the separator with it.
inline std::string_view take_until(std::string_view &text, char separator)
{
    size_t end = std::min(text.find(separator), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

/// Takes the next word off the front of a line, and the blanks and tabs before it; empty where there is none.
inline std::string_view take_word(std::string_view &line, std::string_view stops = " \t\n")
{
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    std::string_view word = line.substr(0, line.find_first_of(stops));
    line.remove_prefix(word.size());
    return word;
}

} // namespace nskit
