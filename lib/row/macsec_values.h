// SPDX-License-Identifier: MIT
// Values of MACsec, which a link (`ip link ... type macsec`) and `ip macsec` have in common.
#pragma once

#include <linux/if_macsec.h>

#include "lib/row/types.h"

namespace nskit {

/// A u64: the cipher suite.
extern const Type macsec_cipher;
/// A u8 with names; one without a name is shown as `(unknown)`.
extern const Type macsec_named;

inline constexpr Choice macsec_validations[] = {{"disabled", MACSEC_VALIDATE_DISABLED},
                                                {"check", MACSEC_VALIDATE_CHECK},
                                                {"strict", MACSEC_VALIDATE_STRICT}};
inline constexpr Choice macsec_offloads[] = {
    {"off", MACSEC_OFFLOAD_OFF}, {"phy", MACSEC_OFFLOAD_PHY}, {"mac", MACSEC_OFFLOAD_MAC}};

// --- the identifier of a secure channel: a number, or an address and a port

/// Hex digits, as a number of the host's byte order; nullopt for any other word.
std::optional<uint64_t> parse_macsec_channel(std::string_view word);
/// A port in network byte order. Throws `Error: argument "WORD" is wrong: expected port` (255), and `expected
/// port != 0`.
uint16_t take_macsec_port(Args &args);
/// The identifier that an Ethernet address and a port (in network byte order) make. Throws `"WORD" is invalid
/// lladdr.` and `expected lladdr` (255), also for an address of another length.
uint64_t macsec_channel_of(const char *address, uint16_t port);
/// Its text: 16 hex digits.
std::string format_macsec_channel(uint64_t network_channel);

} // namespace nskit
