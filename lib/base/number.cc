// SPDX-License-Identifier: MIT
#include "lib/base/number.h"

#include <charconv>

namespace nskit {

/// Takes the prefix that names the base off `text`, as strtoul does with base 0.
static int take_base(std::string_view &text)
{
    if (text.starts_with("0x") || text.starts_with("0X")) {
        text.remove_prefix(2);
        return 16;
    }
    if (text.size() > 1 && text[0] == '0')
        return 8;
    return 10;
}

std::optional<uint64_t> parse_unsigned(std::string_view text, uint64_t most, int base)
{
    if (base == 0)
        base = take_base(text);
    else if (base == 16 && (text.starts_with("0x") || text.starts_with("0X")))
        text.remove_prefix(2);
    uint64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size() || value > most)
        return std::nullopt;
    return value;
}

std::optional<int64_t> parse_signed(std::string_view text, int64_t least, int64_t most, int base)
{
    bool negative = text.starts_with('-');
    if (negative)
        text.remove_prefix(1);
    constexpr uint64_t largest = std::numeric_limits<int64_t>::max();
    auto size = parse_unsigned(text, largest + negative, base);
    if (!size)
        return std::nullopt;
    auto value = static_cast<int64_t>(negative ? 0 - *size : *size);
    if (value < least || value > most)
        return std::nullopt;
    return value;
}

} // namespace nskit
