// SPDX-License-Identifier: MIT
// Lists of segments. Routing headers have them the other way round: the last one to be visited comes first.
#pragma once

#include <linux/in6.h>

#include "cmd/ipnetns/route/encap/encap.h"

namespace nskit {

/// Addresses in the order in which packets visit them.
using Segments = std::vector<in6_addr>;

/// Reads IPv6 addresses between commas. Throws (1) if one is none.
Segments parse_segments(Args &args);
/// Shows `segs NUMBER [ ADDRESS ... ] `.
void print_segments(Context &context, const Segments &segments);

/// Appends segments in the order of a routing header.
void append_segments(std::string &header, const Segments &segments);
/// The first `count` segments in the bytes of a routing header, or as many as are there.
Segments segments_of(std::span<const uint8_t> bytes, size_t count);

/// The routing header of segment routing (RFC 8754).
struct SegmentHeader {
    static constexpr size_t fixed_size = 8, hmac_size = 40;

    Segments segments;
    uint32_t hmac = 0; ///< the id of the key; 0: not signed

    SegmentHeader() = default;
    /// Reads the bytes of an attribute; parts that they are too short for stay empty.
    explicit SegmentHeader(std::span<const uint8_t> bytes);
    std::string bytes() const;
};

/// The segments as a word, `ADDRESS,ADDRESS...`.
std::string write_segments(const Segments &segments);
/// `segs ADDRESS,ADDRESS... [ hmac ID ]`, as it is read. `open`: the last place is left open, for the
/// packet's own destination.
std::string write_segment_header(const SegmentHeader &header, bool open);

/// Shows `segs ... [ hmac ID ]`.
void print_segment_header(Context &context, const SegmentHeader &header);
/// Reads the id of a key. Returns nullopt if the word is no number.
std::optional<uint32_t> parse_hmac(Args &args);

} // namespace nskit
