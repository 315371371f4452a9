// SPDX-License-Identifier: MIT
#include "lib/row/quote.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace nskit {

/// The length of the UTF-8 sequence that `text` starts with; 0 if it is not valid.
static size_t utf8_length(std::string_view text)
{
    auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    auto follows = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
    unsigned first = byte(0), second = byte(1);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        bool overlong = first == 0xe0 && second < 0xa0, surrogate = first == 0xed && second > 0x9f;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        bool overlong = first == 0xf0 && second < 0x90, beyond = first == 0xf4 && second > 0x8f;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

/// The escape of a byte; empty if the byte may stand in a string as it is.
static std::string_view escaped(char c, char (&space)[8])
{
    static constexpr char special[] = "\t\n\r\f\b\\\"", letter[] = "tnrfb\\\"", digit[] = "0123456789abcdef";
    if (const char *at = c ? strchr(special, c) : nullptr) {
        space[0] = '\\';
        space[1] = letter[at - special];
        return {space, 2};
    }
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f)
        return {};
    memcpy(space, "\\u00", 4);
    space[4] = digit[byte >> 4];
    space[5] = digit[byte & 15];
    return {space, 6};
}

/// Whether a byte stands in a JSON string as it is, whatever is around it.
static constexpr std::array<bool, 256> plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (size_t byte = 0x20; byte < 0x7f; byte++)
        plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

static bool is_plain(char c)
{
    return plain_bytes[static_cast<unsigned char>(c)];
}

bool is_plain_json(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), is_plain);
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
    const std::string_view instead = length == 1 ? escaped(text[0], space) : std::string_view();
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
