// SPDX-License-Identifier: MIT
// Taking text apart, from the front.
#pragma once

#include <string_view>

namespace nskit {

/// Takes the text before the next `separator` off the front, and the separator with it; all if there is none.
inline std::string_view take_until(std::string_view &text, char separator)
{
    size_t end = text.find(separator);
    std::string_view word = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return word;
}

/// Takes the next word off the front of a line, and the blanks and tabs before it. Empty if there is none.
inline std::string_view take_word(std::string_view &line, std::string_view stops = " \t\n")
{
    size_t start = line.find_first_not_of(" \t");
    line.remove_prefix(start == line.npos ? line.size() : start);
    std::string_view word = line.substr(0, line.find_first_of(stops));
    line.remove_prefix(word.size());
    return word;
}

} // namespace nskit
