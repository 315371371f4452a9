// SPDX-License-Identifier: MIT
#include "lib/base/number.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "lib/base/error.h"

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

std::optional<uint64_t> parse_digits(std::string_view text, uint64_t most, int base)
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

static void skip_blanks(std::string_view &text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size()));
}

std::optional<uint64_t> parse_unsigned(std::string_view text, uint64_t most, int base)
{
    skip_blanks(text);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    return parse_digits(text, negative ? 0 : most, base);
}

std::optional<int64_t> parse_signed(std::string_view text, int64_t least, int64_t most, int base)
{
    skip_blanks(text);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    constexpr uint64_t largest = std::numeric_limits<int64_t>::max();
    auto size = parse_digits(text, largest + negative, base);
    if (!size)
        return std::nullopt;
    auto value = static_cast<int64_t>(negative ? 0 - *size : *size);
    if (value < least || value > most)
        return std::nullopt;
    return value;
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
