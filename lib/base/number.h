// SPDX-License-Identifier: MIT
// Numbers from words, strictly: the whole word, no sign where none is meant, no silent overflow.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace nskit {

/// An unsigned number of any base strtoul takes with base 0 (0x1f, 017, 15), or of `base`; at most `most`.
/// nullopt for anything else: an empty word, a sign, trailing text, a number above `most`.
std::optional<uint64_t> parse_unsigned(std::string_view text,
                                       uint64_t most = std::numeric_limits<uint64_t>::max(), int base = 0);

/// The same with an optional minus sign, from `least` to `most`.
std::optional<int64_t> parse_signed(std::string_view text, int64_t least, int64_t most, int base = 0);

/// As wide as T, which is unsigned.
template <std::unsigned_integral T> std::optional<T> parse_as(std::string_view text, int base = 0)
{
    auto value = parse_unsigned(text, std::numeric_limits<T>::max(), base);
    if (!value)
        return std::nullopt;
    return static_cast<T>(*value);
}

} // namespace nskit
