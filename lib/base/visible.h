// SPDX-License-Identifier: MIT
// Text of others (aliases, names, words of a command line) for a terminal, which would take control
// characters in it for commands.
#pragma once

#include <string>
#include <string_view>

namespace nskit {

/// Whether all of it is printable ASCII, as nearly every text is.
inline bool is_printable(std::string_view text)
{
    bool odd = false;
    for (const char c : text)
        odd |= static_cast<unsigned char>(c - ' ') >= 0x7f - ' ';
    return !odd;
}

/// The length of the UTF-8 sequence that `text` starts with; 0 if it is not valid.
size_t utf8_length(std::string_view text);

/// Whether a UTF-8 sequence is a control character: C0, DEL, or C1 (U+0080 to U+009F).
bool is_control(std::string_view sequence);

/// The text with each byte of a control character, and each byte that is no UTF-8, as `\NNN` in octal, as
/// ls(1) has it. Control characters in `allowed` stay.
std::string visible(std::string_view text, std::string_view allowed = "");

/// The text as it may be written to `fd`: visible() if that is a terminal, else unchanged.
std::string shown_on(int fd, std::string text, std::string_view allowed = "");

} // namespace nskit
