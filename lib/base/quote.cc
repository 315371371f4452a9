// SPDX-License-Identifier: MIT
#include "lib/base/quote.h"

#include <cstring>

namespace nskit {

/// The escape of a character below U+00A0, given by its last byte; empty if it may stand in a string as it
/// is.
static std::string_view escaped(char c, char (&space)[8])
{
    static constexpr char special[] = "\t\n\r\f\b\\\"", letter[] = "tnrfb\\\"", digit[] = "0123456789abcdef";
    if (const char *at = c ? strchr(special, c) : nullptr) {
        space[0] = '\\';
        space[1] = letter[at - special];
        return {space, 2};
    }
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f)
        return {};
    memcpy(space, "\\u00", 4);
    space[4] = digit[byte >> 4];
    space[5] = digit[byte & 15];
    return {space, 6};
}

/// Appends the character that `text` starts with, escaped or replaced if need be. Returns its length.
static size_t append_character(std::string &quoted, std::string_view text)
{
    char space[8];
    const size_t length = utf8_length(text);
    if (length == 0) {
        quoted += "\xef\xbf\xbd"; // U+FFFD
        return 1;
    }
    const std::string_view instead = is_control(text.substr(0, length)) || length == 1
                                         ? escaped(text[length - 1], space)
                                         : std::string_view();
    quoted += instead.empty() ? text.substr(0, length) : instead;
    return length;
}

std::string quote(std::string_view text)
{
    std::string quoted = "\"";
    while (!text.empty())
        text.remove_prefix(append_character(quoted, text));
    return quoted + '"';
}

} // namespace nskit
