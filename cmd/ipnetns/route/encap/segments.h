// SPDX-License-Identifier: MIT
// Lists of segments, which routing headers have the other way round: the last one to be visited comes first.
#pragma once

#include <linux/in6.h>

#include "cmd/ipnetns/route/encap/encaps.h"

namespace nskit {

/// In the order in which they are visited.
using Segments = std::vector<in6_addr>;

/// IPv6 addresses between commas.
Segments read_segments(Args &args);
/// `segs NUMBER [ ADDRESS ... ] `
void show_segments(Context &context, const Segments &segments);

/// Appends them as a header has them.
void append_segments(std::string &header, const Segments &segments);
/// As many as `count` of those that stand in `bytes`.
Segments segments_of(std::span<const uint8_t> bytes, size_t count);

/// The routing header of segment routing (RFC 8754).
struct SegmentHeader {
    static constexpr size_t fixed_size = 8, hmac_size = 40;

    Segments segments;
    uint32_t hmac = 0; ///< the id of the key; 0: not signed

    SegmentHeader() = default;
    /// Of a message; what it has too little of is left out.
    explicit SegmentHeader(std::span<const uint8_t> bytes);
    std::string bytes() const;
};

/// `segs ... [ hmac ID ]`, as text and JSON.
void show_segment_header(Context &context, const SegmentHeader &header);
/// The id of a key.
std::optional<uint32_t> read_hmac(Args &args);

} // namespace nskit
