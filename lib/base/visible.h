// SPDX-License-Identifier: MIT
// Text of others (aliases, names, words of a command line) for a terminal, which would take control
// characters in it for commands.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "lib/base/text.h"

namespace nskit {

/// Up to eight bytes of a text as a number, some of them twice if there are fewer; blanks for an empty text.
inline uint64_t eight_bytes(const char *text, size_t size)
{
    auto load = [text]<class T>(size_t at, T value) -> uint64_t {
        memcpy(&value, text + at, sizeof value);
        return value;
    };
    if (size >= 8)
        return load(0, uint64_t());
    if (size >= 4)
        return load(0, uint32_t()) | load(size - 4, uint32_t()) << 32;
    const uint64_t blanks = eight_times(' ');
    if (size >= 2)
        return load(0, uint16_t()) | load(size - 2, uint16_t()) << 16 | blanks << 32;
    return size == 1 ? load(0, uint8_t()) | blanks << 8 : blanks;
}

/// Whether `odd` finds nothing in a text: it gets eight bytes at a time, and sets the highest bit of a byte
/// that it looks for. Bits of bytes above such a one may be set, too.
template <class Odd> bool all_even(std::string_view text, Odd odd)
{
    const size_t size = text.size(), last = size < 8 ? 0 : size - 8;
    uint64_t found = odd(eight_bytes(text.data() + last, size - last));
    for (size_t at = 0; at < last; at += 8)
        found |= odd(eight_bytes(text.data() + at, 8));
    return (found & eight_times(0x80)) == 0;
}

/// For all_even(): finds one byte, among bytes below 0x80.
constexpr uint64_t find_byte(uint64_t eight, unsigned char byte)
{
    return (eight ^ eight_times(byte)) - eight_times(1);
}
/// For all_even(): finds bytes that are no printable ASCII.
constexpr uint64_t find_unprintable(uint64_t eight)
{
    return eight | (eight - eight_times(' ')) | find_byte(eight, 0x7f);
}

/// Whether all of it is printable ASCII, as nearly every text is.
inline bool is_printable(std::string_view text)
{
    return all_even(text, [](uint64_t eight) { return find_unprintable(eight); });
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
