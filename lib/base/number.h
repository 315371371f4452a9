// SPDX-License-Identifier: MIT
// Numbers from words: as `ip` reads them, and as the options of unshare and nsenter do. A word is a number as
// a whole or not at all, and no number wraps to another.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace nskit {

/// An unsigned number in the base that its prefix names (0x1f, 017, 15), or in `base`. As strtoul does, it
/// takes blanks and a sign in front, a minus sign for 0 only. Returns nullopt for anything else: an empty
/// word, text behind the number, a number above `most`.
std::optional<uint64_t> parse_unsigned(std::string_view text,
                                       uint64_t most = std::numeric_limits<uint64_t>::max(), int base = 0);

/// The same, with an optional minus sign, from `least` to `most`.
std::optional<int64_t> parse_signed(std::string_view text, int64_t least, int64_t most, int base = 0);

/// As parse_unsigned(), but without blanks and sign, for digits inside a longer word.
std::optional<uint64_t> parse_digits(std::string_view text,
                                     uint64_t most = std::numeric_limits<uint64_t>::max(), int base = 0);

/// Takes such a number off the front of `text`; what follows it stays. Base 0 to 36, as above. Returns
/// nullopt, and `text` is then of no use, if none stands there.
std::optional<uint64_t> take_unsigned(std::string_view &text, uint64_t most, int base = 0);

/// As wide as T, which is unsigned.
template <std::unsigned_integral T> std::optional<T> parse_as(std::string_view text, int base = 0)
{
    auto value = parse_unsigned(text, std::numeric_limits<T>::max(), base);
    if (!value)
        return std::nullopt;
    return static_cast<T>(*value);
}

/// A decimal number of 32 bits, which may have blanks and a plus sign in front. Returns nullopt with errno
/// EINVAL if it is no number, ERANGE if it is negative or too large: no ID wraps to another.
std::optional<uint32_t> decimal_id(const char *text);

/// A time in milliseconds: `3`, `0.5s`, `500ms`, `2m`, `1h`; seconds if no unit stands behind it. Returns
/// nullopt if it is none, or longer than 24 days.
std::optional<int> parse_duration(std::string_view text);

/// A user or group ID as -S and -G take it: below 2^32 - 1, which the kernel reads as "none". Throws
/// `failed to parse KIND: 'TEXT'`, with the reason if it is out of range. `kind` is "uid" or "gid".
uint32_t parse_id(const char *kind, const char *text);

/// All of `text` as a number of seconds, which may be negative. Throws `failed to parse WHAT: 'TEXT'`, as
/// parse_id().
int64_t parse_seconds(const char *what, const char *text);

} // namespace nskit
