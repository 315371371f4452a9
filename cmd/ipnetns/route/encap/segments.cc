// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/route/encap/segments.h"

#include <endian.h>
#include <linux/seg6.h>

#include "lib/base/number.h"
#include "lib/netlink/address_text.h"

namespace nskit {

Segments parse_segments(Args &args)
{
    Segments segments;
    for (std::string_view text = args.next();;) {
        size_t comma = text.find(',');
        Prefix address = address_from(text.substr(0, comma), AF_INET6);
        memcpy(&segments.emplace_back(), address.bytes.data(), sizeof(in6_addr));
        if (comma == std::string_view::npos)
            return segments;
        text.remove_prefix(comma + 1);
    }
}

void print_segments(Context &context, const Segments &segments)
{
    context.out.text(format("segs %zu ", segments.size()));
    auto list = context.out.list("segs", "[ ", "", "] ");
    for (const in6_addr &segment : segments) {
        AddressText space;
        context.out.string({nullptr, "", " ", address_color(AF_INET6)},
                           format_address(AF_INET6, segment.s6_addr, space));
    }
}

std::string write_segments(const Segments &segments)
{
    std::string text;
    for (const in6_addr &segment : segments) {
        AddressText space;
        text.append(text.empty() ? "" : ",").append(format_address(AF_INET6, segment.s6_addr, space));
    }
    return text;
}

std::string write_segment_header(const SegmentHeader &header, bool open)
{
    Segments segments = header.segments;
    if (open && !segments.empty())
        segments.pop_back();
    return "segs " + write_segments(segments) + (header.hmac ? format(" hmac %u", header.hmac) : "");
}

void append_segments(std::string &header, const Segments &segments)
{
    for (size_t i = segments.size(); i-- > 0;)
        header.append(reinterpret_cast<const char *>(&segments[i]), sizeof(in6_addr));
}

Segments segments_of(std::span<const uint8_t> bytes, size_t count)
{
    Segments segments(std::min(count, bytes.size() / sizeof(in6_addr)));
    for (size_t i = 0; i < segments.size(); i++)
        memcpy(&segments[segments.size() - 1 - i], bytes.data() + i * sizeof(in6_addr), sizeof(in6_addr));
    return segments;
}

// --- segment routing

constexpr uint8_t routing_type = 4;

/// How the signature begins: its TLV's type, length and, behind two reserved bytes, the id of the key.
struct Signature {
    uint8_t type = SR6_TLV_HMAC, length = SegmentHeader::hmac_size - 2;
    uint16_t reserved = 0;
    uint32_t key;
};

SegmentHeader::SegmentHeader(std::span<const uint8_t> bytes)
{
    ipv6_sr_hdr header{};
    if (bytes.size() < fixed_size)
        return;
    memcpy(&header, bytes.data(), fixed_size);
    bytes = bytes.subspan(fixed_size);
    segments = segments_of(bytes, static_cast<uint8_t>(header.first_segment + 1));
    bytes = bytes.subspan(segments.size() * sizeof(in6_addr));
    Signature signature;
    if (!sr_has_hmac(&header) || bytes.size() < sizeof signature)
        return;
    memcpy(&signature, bytes.data(), sizeof signature);
    hmac = be32toh(signature.key);
}

std::string SegmentHeader::bytes() const
{
    std::string bytes(fixed_size, '\0');
    append_segments(bytes, segments);
    if (hmac) {
        Signature signature{.key = htobe32(hmac)};
        bytes.append(reinterpret_cast<const char *>(&signature), sizeof signature);
        bytes.append(hmac_size - sizeof signature, '\0');
    }
    // The index of the last segment; 255 if there is none.
    const auto last = static_cast<uint8_t>(segments.size() - 1);
    ipv6_sr_hdr header{
        .hdrlen = static_cast<uint8_t>((bytes.size() - fixed_size) / 8),
        .type = routing_type,
        .segments_left = last,
        .first_segment = last,
        .flags = static_cast<uint8_t>(hmac ? SR6_FLAG1_HMAC : 0),
    };
    memcpy(bytes.data(), &header, fixed_size);
    return bytes;
}

std::optional<uint32_t> parse_hmac(Args &args)
{
    return parse_as<uint32_t>(args.next());
}

void print_segment_header(Context &context, const SegmentHeader &header)
{
    print_segments(context, header.segments);
    if (header.hmac)
        context.out.literal("hmac", format("%X", header.hmac), quote(format("0x%x", header.hmac)));
}

} // namespace nskit
