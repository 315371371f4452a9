// SPDX-License-Identifier: MIT
// Texts that have been measured, and taking text apart, from the front.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace nskit {

/// A text with a NUL behind it, and its length: a word of a command line, or a text of the source, which the
/// compiler measures. nullptr is an empty one. It owns nothing.
struct Text : std::string_view {
    constexpr Text(const char *text = nullptr)
        : std::string_view(text ? std::string_view(text) : std::string_view())
    {}
    Text(const std::string &text) : std::string_view(text) {}
    /// `size` bytes, with a NUL behind them.
    constexpr Text(const char *text, size_t size) : std::string_view(text, size) {}

    constexpr operator const char *() const { return data(); }
    friend constexpr bool operator==(const Text &a, const char *b)
    {
        return static_cast<const std::string_view &>(a) == b;
    }
};

/// The same byte eight times.
constexpr uint64_t eight_times(unsigned char byte)
{
    return ~uint64_t{0} / 0xff * byte;
}

/// The place of the first byte `c`; the size of the text if there is none. Eight bytes at a time: for texts
/// of a few words, memchr(3) takes longer to begin than to search.
inline size_t find_char(std::string_view text, char c)
{
    const uint64_t wanted = eight_times(static_cast<unsigned char>(c));
    size_t at = 0;
    for (uint64_t eight; at + sizeof eight <= text.size(); at += sizeof eight) {
        memcpy(&eight, text.data() + at, sizeof eight);
        eight ^= wanted; // it has a zero if the byte is there
        if ((eight - eight_times(1)) & ~eight & eight_times(0x80))
            break;
    }
    while (at < text.size() && text[at] != c)
        at++;
    return at;
}

/// Copies a text and returns the end of the copy. Most texts have a few bytes, and a call of memcpy() would
/// cost more than the copying: it goes in pieces of one size, and the last piece overlaps the one before it.
[[gnu::always_inline]] inline char *copy_short(char *at, std::string_view text)
{
    const size_t size = text.size();
    const char *from = text.data();
    auto copy = [&](size_t piece, size_t place) { memcpy(at + place, from + place, piece); };
    if (size >= 8) {
        for (size_t place = 0; place + 8 < size; place += 8)
            copy(8, place);
        copy(8, size - 8);
    } else if (size >= 4) {
        copy(4, 0);
        copy(4, size - 4);
    } else if (size > 0) {
        at[0] = from[0];
        if (size > 1)
            copy(2, size - 2);
    }
    return at + size;
}

/// Takes the text before the next `separator` off the front, and the separator with it; all if there is none.
inline std::string_view take_until(std::string_view &text, char separator)
{
    const size_t end = find_char(text, separator);
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end == text.size() ? end : end + 1);
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
