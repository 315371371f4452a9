// SPDX-License-Identifier: MIT
#include "lib/netlink/address_text.h"

#include <arpa/inet.h>
#include <bit>
#include <cstring>
#include <linux/if_arp.h>
#include <string>
#include <sys/socket.h>

#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/netlink/mpls.h"

namespace nskit {

struct FamilyName {
    int family;
    std::string_view name;
    uint8_t bits;
};

static constexpr FamilyName families[] = {
    {AF_INET, "inet", 32}, {AF_INET6, "inet6", 128}, {AF_PACKET, "link", 0},
    {AF_MPLS, "mpls", 20}, {AF_BRIDGE, "bridge", 0},
};

uint8_t family_bits(int family)
{
    for (const FamilyName &row : families)
        if (row.family == family)
            return row.bits;
    return 0;
}

const char *family_name(int family)
{
    for (const FamilyName &row : families)
        if (row.family == family)
            return row.name.data();
    return family == AF_UNSPEC ? "any valid" : "???";
}

std::optional<int> family_from(std::string_view name)
{
    completion::offer_names(name, families);
    for (const FamilyName &row : families)
        if (row.name == name)
            return row.family;
    return std::nullopt;
}

// --- from text

/// Takes one part of an IPv4 address off the front: a decimal number unless it begins with a zero. Returns a
/// larger one than 255 if there is none.
static unsigned take_part(const char *&at, const char *end)
{
    const char *const start = at;
    unsigned value = 0;
    for (unsigned digit; at != end && value <= UINT8_MAX && (digit = static_cast<unsigned>(*at) - '0') < 10;
         at++)
        value = value * 10 + digit;
    if (at != start && (*start != '0' || (at == start + 1 && (at == end || *at == '.'))))
        return value;
    std::string_view rest(start, static_cast<size_t>(end - start));
    value = static_cast<unsigned>(take_unsigned(rest, UINT8_MAX).value_or(UINT8_MAX + 1));
    at = rest.data();
    return value;
}

static bool parse_inet(std::string_view text, uint8_t *bytes)
{
    const char *at = text.data(), *const end = at + text.size();
    for (int i = 0; i < 4; i++) {
        const unsigned part = take_part(at, end);
        bytes[i] = static_cast<uint8_t>(part);
        if (part > UINT8_MAX)
            return false;
        if (at == end)
            return true;
        if (*at++ != '.')
            return false;
    }
    return false;
}

/// One label.
static std::optional<Prefix> parse_label(std::string_view text)
{
    auto labels = parse_labels(text);
    if (!labels || labels->size() != 1)
        return std::nullopt;
    Prefix prefix{.family = AF_MPLS, .size = sizeof(uint32_t), .length = family_bits(AF_MPLS)};
    memcpy(prefix.bytes.data(), labels->data(), prefix.size);
    return prefix;
}

/// `default`, `any` and `all`: the zero-length prefix.
static std::optional<Prefix> parse_zero(std::string_view text, int family)
{
    bool is_default = text == "default";
    if (!is_default && text != "any" && text != "all")
        return std::nullopt;
    Prefix prefix;
    prefix.family = static_cast<uint8_t>(family);
    prefix.has_length = is_default;
    if (is_default)
        prefix.size = static_cast<uint8_t>(family_bits(family) / 8);
    return prefix;
}

std::optional<Prefix> parse_address(std::string_view text, int family)
{
    if (family == AF_MPLS)
        return parse_label(text);
    if (auto zero = parse_zero(text, family))
        return zero;
    Prefix prefix;
    auto may_be = [family](int other) { return family == AF_UNSPEC || family == other; };
    if (may_be(AF_INET) && parse_inet(text, prefix.bytes.data()))
        prefix.family = AF_INET;
    else if (may_be(AF_INET6) && inet_pton(AF_INET6, std::string(text).c_str(), prefix.bytes.data()) == 1)
        prefix.family = AF_INET6;
    else
        return std::nullopt;
    prefix.length = prefix.family == AF_INET ? 32 : 128;
    prefix.size = static_cast<uint8_t>(prefix.length / 8);
    return prefix;
}

/// `/LENGTH` or a contiguous `/NETMASK`, in bits.
static std::optional<uint8_t> parse_length(std::string_view text, const Prefix &prefix)
{
    uint8_t bits = family_bits(prefix.family);
    if (auto length = parse_unsigned(text, bits))
        return static_cast<uint8_t>(*length);
    uint8_t mask[4] = {};
    if (prefix.family != AF_INET || text.find('.') == std::string_view::npos || !parse_inet(text, mask))
        return std::nullopt;
    uint32_t host = static_cast<uint32_t>(mask[0]) << 24 | static_cast<uint32_t>(mask[1]) << 16 |
                    static_cast<uint32_t>(mask[2]) << 8 | mask[3];
    int ones = std::countl_one(host);
    if (ones < 32 && host << ones != 0)
        return std::nullopt;
    return static_cast<uint8_t>(ones);
}

std::optional<Prefix> parse_prefix(std::string_view text, int family)
{
    const size_t slash = find_char(text, '/');
    if (slash == text.size() || family == AF_MPLS)
        return parse_address(text, family);
    auto prefix = parse_address(text.substr(0, slash), family);
    if (!prefix || prefix->length == 0) // `default/8` is no prefix
        return std::nullopt;
    auto length = parse_length(text.substr(slash + 1), *prefix);
    if (!length)
        return std::nullopt;
    prefix->length = *length;
    prefix->has_length = true;
    return prefix;
}

[[noreturn]] static void expected(int family, const char *what, std::string_view text)
{
    fail("Error: %s %s is expected rather than \"%.*s\".", family_name(family), what,
         static_cast<int>(text.size()), text.data());
}

Prefix address_from(std::string_view text, int family)
{
    auto address = parse_address(text, family);
    if (!address)
        expected(family, "address", text);
    return *address;
}

Prefix prefix_from(std::string_view text, int family)
{
    if (family == AF_PACKET)
        fail("Error: \"%.*s\" may be inet prefix, but it is not allowed in this context.",
             static_cast<int>(text.size()), text.data());
    auto prefix = parse_prefix(text, family);
    if (!prefix)
        expected(family, "prefix", text);
    return *prefix;
}

std::optional<LinkAddress> parse_lladdr(std::string_view text)
{
    LinkAddress address;
    if (find_char(text, '.') != text.size()) {
        auto ip = parse_address(text, AF_INET);
        if (!ip)
            return std::nullopt;
        memcpy(address.bytes.data(), ip->bytes.data(), 4);
        address.size = 4;
        return address;
    }
    const char *at = text.data(), *const end = at + text.size();
    for (;; at++) {
        const char *const start = at;
        while (at != end && *at != ':')
            at++;
        auto byte = parse_digits({start, static_cast<size_t>(at - start)}, UINT8_MAX, 16);
        if (!byte || address.size == address.bytes.size())
            return std::nullopt;
        address.bytes[address.size++] = static_cast<uint8_t>(*byte);
        if (at == end)
            return address;
    }
}

LinkAddress lladdr_from(std::string_view text)
{
    auto address = parse_lladdr(text);
    if (!address)
        fail("\"%.*s\" is invalid lladdr.", static_cast<int>(text.size()), text.data());
    return *address;
}

// --- to text

/// What an address may take of an AddressText: a prefix length follows.
constexpr size_t address_text = sizeof(AddressText) - sizeof "/255";

/// The decimal digits of a byte and how many they are: addresses make up half of what a dump of routes shows.
struct ByteText {
    char digits[3];
    uint8_t size;
};

static constexpr std::array<ByteText, 256> make_byte_texts()
{
    std::array<ByteText, 256> texts{};
    for (unsigned byte = 0; byte < texts.size(); byte++) {
        ByteText &text = texts[byte];
        for (unsigned place = byte >= 100 ? 100 : byte >= 10 ? 10 : 1; place > 0; place /= 10)
            text.digits[text.size++] = static_cast<char>('0' + byte / place % 10);
    }
    return texts;
}
static constexpr std::array<ByteText, 256> byte_texts = make_byte_texts();

/// Writes three bytes, whatever the number of digits.
static char *put_byte(char *at, uint8_t byte)
{
    memcpy(at, byte_texts[byte].digits, sizeof byte_texts[byte].digits);
    return at + byte_texts[byte].size;
}

/// The two hex digits of a byte.
static constexpr std::array<std::array<char, 2>, 256> make_hex_digits()
{
    std::array<std::array<char, 2>, 256> texts{};
    for (size_t byte = 0; byte < texts.size(); byte++)
        texts[byte] = {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
    return texts;
}
static constexpr std::array<std::array<char, 2>, 256> hex_digits = make_hex_digits();

using Groups = std::array<uint16_t, 8>;

/// The first of the longest runs of zeros in the groups of an IPv6 address, and their number; {0, 0} if none
/// has two.
static std::pair<size_t, size_t> longest_zeros(const Groups &groups)
{
    std::pair<size_t, size_t> longest{0, 0};
    for (size_t start = 0; start < groups.size();) {
        size_t end = start;
        while (end < groups.size() && groups[end] == 0)
            end++;
        if (end - start > std::max<size_t>(longest.second, 1))
            longest = {start, end - start};
        start = std::max(end, start + 1);
    }
    return longest;
}

static char *put_group(char *at, uint16_t group)
{
    const char *digits = hex_digits[group >> 8].data();
    char all[] = {digits[0], digits[1], hex_digits[group & 0xff][0], hex_digits[group & 0xff][1]};
    const size_t zeros = group >= 0x1000 ? 0 : group >= 0x100 ? 1 : group >= 0x10 ? 2 : 3;
    memcpy(at, all + zeros, sizeof all - zeros);
    return at + sizeof all - zeros;
}

static char *put_inet(char *at, const uint8_t *bytes)
{
    for (int i = 0; i < 4; i++) {
        if (i)
            *at++ = '.';
        at = put_byte(at, bytes[i]);
    }
    return at;
}

/// As glibc's inet_ntop(3) does; others shorten another run of zeros. IPv4 addresses behind zeros, or behind
/// ::ffff, have dots.
static char *put_inet6(char *at, const uint8_t *bytes)
{
    Groups groups;
    for (size_t i = 0; i < groups.size(); i++)
        groups[i] = static_cast<uint16_t>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
    const auto [start, count] = longest_zeros(groups);
    const bool dots = start == 0 && (count == 6 || (count == 5 && groups[5] == 0xffff));
    for (size_t i = 0; i < (dots ? 6 : groups.size());) {
        if (count && i == start) {
            *at++ = ':';
            i += count;
            if (i == groups.size())
                *at++ = ':';
            continue;
        }
        if (i)
            *at++ = ':';
        at = put_group(at, groups[i++]);
    }
    if (!dots)
        return at;
    *at++ = ':';
    return put_inet(at, bytes + 12);
}

static std::string_view hex_bytes(std::span<const uint8_t> bytes, AddressText &space)
{
    char *at = space.data();
    for (uint8_t byte : bytes.first(std::min(bytes.size(), address_text / 3))) {
        memcpy(at, hex_digits[byte].data(), 2);
        at[2] = ':';
        at += 3;
    }
    return {space.data(), static_cast<size_t>(at - space.data()) - (bytes.empty() ? 0 : 1)};
}

std::string_view format_address(int family, std::span<const uint8_t> bytes, AddressText &space)
{
    if (family == AF_INET && bytes.size() >= 4) {
        const char *end = put_inet(space.data(), bytes.data());
        return {space.data(), static_cast<size_t>(end - space.data())};
    }
    if (family == AF_INET6 && bytes.size() >= 16) {
        const char *end = put_inet6(space.data(), bytes.data());
        return {space.data(), static_cast<size_t>(end - space.data())};
    }
    if (family == AF_MPLS)
        return {space.data(), format_labels(bytes).copy(space.data(), address_text)};
    return hex_bytes(bytes, space);
}

std::string_view format_lladdr(std::span<const uint8_t> bytes, int hardware_type, AddressText &space)
{
    bool inet =
        hardware_type == ARPHRD_TUNNEL || hardware_type == ARPHRD_SIT || hardware_type == ARPHRD_IPGRE;
    bool inet6 = hardware_type == ARPHRD_TUNNEL6 || hardware_type == ARPHRD_IP6GRE;
    if (inet && bytes.size() == 4)
        return format_address(AF_INET, bytes, space);
    if (inet6 && bytes.size() == 16)
        return format_address(AF_INET6, bytes, space);
    return hex_bytes(bytes, space);
}

bool same_bits(const uint8_t *a, const uint8_t *b, unsigned bits)
{
    if (memcmp(a, b, bits / 8) != 0)
        return false;
    unsigned rest = bits % 8;
    auto mask = static_cast<uint8_t>(0xff00 >> rest);
    return rest == 0 || ((a[bits / 8] ^ b[bits / 8]) & mask) == 0;
}

} // namespace nskit
