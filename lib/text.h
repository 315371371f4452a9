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

} // namespace nskit
