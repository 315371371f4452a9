// SPDX-License-Identifier: MIT
#include "lib/base/number.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "lib/base/error.h"

namespace nskit {

/// The values of digits in any base; larger ones for all other characters.
static constexpr std::array<uint8_t, 256> digit_values = [] {
    std::array<uint8_t, 256> values{};
    values.fill(UINT8_MAX);
    for (unsigned char i = 0; i < 10; i++)
        values['0' + i] = i;
    for (unsigned char i = 0; i < 26; i++)
        values['a' + i] = values['A' + i] = 10 + i;
    return values;
}();

static inline uint64_t digit_of(char c)
{
    return digit_values[static_cast<unsigned char>(c)];
}

// What follows takes something off the front of a text that runs from `at` to `end`.

/// The prefix that names the base, as strtoul does with base 0.
static inline uint64_t take_base(const char *&at, const char *end, int base)
{
    const bool has_prefix = end - at > 1 && *at == '0', is_hex = has_prefix && (at[1] | 0x20) == 'x';
    if (is_hex && (base == 0 || base == 16))
        at += 2;
    return base != 0 ? static_cast<uint64_t>(base) : is_hex ? 16 : has_prefix ? 8 : 10;
}

/// A number without blanks and sign.
static inline std::optional<uint64_t> take_digits(const char *&at, const char *end, uint64_t most, int base)
{
    const uint64_t radix = take_base(at, end, base);
    const char *const start = at;
    uint64_t value = 0, digit;
    bool fits = true;
    for (; at != end && (digit = digit_of(*at)) < radix; at++)
        if (__builtin_mul_overflow(value, radix, &value) || __builtin_add_overflow(value, digit, &value))
            fits = false;
    return fits && at != start && value <= most ? std::optional(value) : std::nullopt;
}

/// Blanks and a sign. Returns whether it is a minus sign.
static inline bool take_sign(const char *&at, const char *end)
{
    while (at != end && (*at == ' ' || (*at >= '\t' && *at <= '\r')))
        at++;
    const bool negative = at != end && *at == '-';
    at += negative || (at != end && *at == '+');
    return negative;
}

std::optional<uint64_t> parse_digits(std::string_view text, uint64_t most, int base)
{
    const char *at = text.data(), *const end = at + text.size();
    auto value = take_digits(at, end, most, base);
    return at == end ? value : std::nullopt;
}

std::optional<uint64_t> take_unsigned(std::string_view &text, uint64_t most, int base)
{
    const char *at = text.data(), *const end = at + text.size();
    const bool negative = take_sign(at, end);
    auto value = take_digits(at, end, negative ? 0 : most, base);
    text = {at, static_cast<size_t>(end - at)};
    return value;
}

std::optional<uint64_t> parse_unsigned(std::string_view text, uint64_t most, int base)
{
    auto value = take_unsigned(text, most, base);
    return text.empty() ? value : std::nullopt;
}

std::optional<int64_t> parse_signed(std::string_view text, int64_t least, int64_t most, int base)
{
    const char *at = text.data(), *const end = at + text.size();
    const bool negative = take_sign(at, end);
    constexpr uint64_t largest = std::numeric_limits<int64_t>::max();
    auto size = parse_digits({at, static_cast<size_t>(end - at)}, largest + negative, base);
    if (!size)
        return std::nullopt;
    auto value = static_cast<int64_t>(negative ? 0 - *size : *size);
    if (value < least || value > most)
        return std::nullopt;
    return value;
}

std::optional<int> parse_duration(std::string_view text)
{
    struct Unit {
        std::string_view name;
        double milliseconds;
    };
    static constexpr Unit units[] = {{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"", 1e3}};
    const size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string_view number = text.substr(0, end);
    if (number.empty() || number == "." || number.size() > 12 || std::ranges::count(number, '.') > 1)
        return std::nullopt;
    for (const Unit &unit : units) {
        if (text.substr(end) != unit.name)
            continue;
        const double time = strtod(std::string(number).c_str(), nullptr) * unit.milliseconds;
        return time <= INT32_MAX ? std::optional(static_cast<int>(time)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<uint32_t> decimal_id(const char *text)
{
    const char *digits = text + strspn(text, " \t\n\v\f\r");
    bool negative = *digits == '-';
    if (negative || *digits == '+')
        digits++;
    errno = EINVAL;
    if (!*digits || digits[strspn(digits, "0123456789")])
        return std::nullopt;
    errno = 0;
    unsigned long long id = strtoull(digits, nullptr, 10);
    if (!negative && !errno && id <= UINT32_MAX)
        return static_cast<uint32_t>(id);
    errno = ERANGE;
    return std::nullopt;
}

[[noreturn]] static void fail_number(const char *what, const char *text)
{
    if (errno == ERANGE)
        fail_errno("failed to parse %s: '%s'", what, text);
    fail("failed to parse %s: '%s'", what, text);
}

uint32_t parse_id(const char *kind, const char *text)
{
    std::optional<uint32_t> id = decimal_id(text);
    if (id == UINT32_MAX)
        errno = ERANGE;
    if (!id || id == UINT32_MAX)
        fail_number(kind, text);
    return *id;
}

int64_t parse_seconds(const char *what, const char *text)
{
    char *end;
    errno = 0;
    long long seconds = strtoll(text, &end, 10);
    if (end == text || *end)
        errno = EINVAL;
    if (errno)
        fail_number(what, text);
    return seconds;
}

} // namespace nskit
