// SPDX-License-Identifier: MIT
// Bytes as pairs of hex digits.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/number.h"

namespace nskit {

/// nullopt if the text has an odd number of characters, or one that is no hex digit.
inline std::optional<std::vector<uint8_t>> parse_hex(std::string_view digits)
{
    std::vector<uint8_t> bytes;
    for (; !digits.empty(); digits.remove_prefix(2)) {
        const auto byte = digits.size() < 2 ? std::nullopt : parse_digits(digits.substr(0, 2), UINT8_MAX, 16);
        if (!byte)
            return std::nullopt;
        bytes.push_back(static_cast<uint8_t>(*byte));
    }
    return bytes;
}

inline std::string format_hex(std::span<const uint8_t> bytes)
{
    constexpr const char *digits = "0123456789abcdef";
    std::string text;
    for (const uint8_t byte : bytes)
        text.append({digits[byte >> 4], digits[byte & 0xf]});
    return text;
}

} // namespace nskit
