// SPDX-License-Identifier: MIT
// Stacks of MPLS labels to text and back.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nskit {

/// In the order and the form of packets: the last one has the bit for the bottom of the stack.
using Labels = std::vector<uint32_t>;

/// LABEL[/LABEL...]; nullopt for anything else.
std::optional<Labels> parse_labels(std::string_view text);
/// The same, throwing `Error: mpls address is expected rather than "TEXT".` (status 1).
Labels labels_from(std::string_view text);

/// LABEL[/LABEL...], to the bottom of the stack or the end.
std::string format_labels(std::span<const uint8_t> bytes);

} // namespace nskit
