// SPDX-License-Identifier: MIT
// JSON string literals (RFC 8259, section 7).
#pragma once

#include <string>
#include <string_view>

#include "lib/base/visible.h"

namespace nskit {

/// The text in quotes. Control characters, quotes and backslashes are escaped; a byte that is no valid UTF-8
/// becomes U+FFFD.
std::string quote(std::string_view text);

/// Whether the text needs nothing but the quotes: it is all printable ASCII without quotes and backslashes.
inline bool is_plain_json(std::string_view text)
{
    return all_even(text, [](uint64_t eight) {
        return find_unprintable(eight) | find_byte(eight, '"') | find_byte(eight, '\\');
    });
}

} // namespace nskit
