// SPDX-License-Identifier: MIT
// Addresses to text and back: IPv4, IPv6, prefixes, link-layer addresses, and the names of address families.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace nskit {

/// An address or a prefix as a command line gives it.
struct Prefix {
    uint8_t family = 0; ///< AF_INET, AF_INET6; AF_UNSPEC for `default`, `any`, `all` without a family
    uint8_t size = 0;   ///< bytes: 4, 16, or 0 for `any`, `all`, and `default` without a family
    uint8_t length = 0; ///< the prefix length in bits; all bits if none was given
    bool has_length = false;
    std::array<uint8_t, 16> bytes{};

    std::span<const uint8_t> data() const { return {bytes.data(), size}; }
};

/// An address: IPv6 if the text has a colon, else IPv4 of one to four parts, each in any base that strtoul
/// takes, missing parts being zero; or `default`, `any`, `all`. `family` AF_UNSPEC takes IPv4 and IPv6,
/// AF_MPLS one label. nullopt for any other text.
std::optional<Prefix> parse_address(std::string_view text, int family);

/// The same with an optional `/LENGTH` or, for IPv4, a contiguous `/NETMASK`.
std::optional<Prefix> parse_prefix(std::string_view text, int family);

/// The two above, throwing `Error: FAMILY address|prefix is expected rather than "TEXT".` (status 1).
Prefix address_from(std::string_view text, int family);
Prefix prefix_from(std::string_view text, int family);

/// Whether an IPv4 or IPv6 address is multicast.
inline bool is_multicast(std::span<const uint8_t> address)
{
    return address.size() == 16 ? address[0] == 0xff : address.size() == 4 && address[0] >> 4 == 0xe;
}

/// Bits of an address: 32, 128, 20 for an MPLS label; 0 for another family.
uint8_t family_bits(int family);
/// inet, inet6, link, mpls, bridge; "any valid" for AF_UNSPEC and "???" for another.
const char *family_name(int family);
/// The family of such a name, not abbreviated; nullopt for another word.
std::optional<int> family_from(std::string_view name);

/// Room for any address's text, and for a `/LENGTH` of up to 255 behind it.
using AddressText = std::array<char, 128>;

/// The text of a protocol address (dotted quad, RFC 5952, as many MPLS labels as there is room for,
/// colon-separated bytes for any other family).
std::string_view format_address(int family, std::span<const uint8_t> bytes, AddressText &space);

/// The text of a link-layer address: an IP address if the hardware type (ARPHRD_*) is a tunnel's, else hex
/// bytes.
std::string_view format_lladdr(std::span<const uint8_t> bytes, int hardware_type, AddressText &space);

/// A link-layer address: hex bytes between colons, or an IPv4 address if it has a dot.
struct LinkAddress {
    std::array<uint8_t, 32> bytes{};
    uint8_t size = 0;
    std::span<const uint8_t> data() const { return {bytes.data(), size}; }
};
/// nullopt if the text is no such address.
std::optional<LinkAddress> parse_lladdr(std::string_view text);
/// Throws `"TEXT" is invalid lladdr.` (status 1).
LinkAddress lladdr_from(std::string_view text);

/// Whether the first `bits` bits are equal.
bool same_bits(const uint8_t *a, const uint8_t *b, unsigned bits);

} // namespace nskit
