// SPDX-License-Identifier: MIT
// Source routing in low-power networks (RFC 6554): a routing header of type 3.
#include <linux/rpl_iptunnel.h>

#include "cmd/ipnetns/route/encap/segments.h"

namespace nskit {

constexpr size_t fixed_size = 8;
constexpr uint8_t routing_type = 3;

static bool parse_routing_header(Context &, Args &args, const Field &field, Message &message)
{
    Segments segments = parse_segments(args);
    // Next header, length in units of 8 bytes, type, segments left; addresses are not compressed.
    std::string header(fixed_size, '\0');
    header[1] = static_cast<char>(segments.size() * sizeof(in6_addr) / 8);
    header[2] = routing_type;
    header[3] = static_cast<char>(segments.size());
    append_segments(header, segments);
    message.put_text(field.attr, header);
    return true;
}

static void print_routing_header(Context &context, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    if (bytes.size() >= fixed_size)
        print_segments(context, segments_of(bytes.subspan(fixed_size), bytes[3]));
}

static void write_routing_header(Context &context, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    if (bytes.size() >= fixed_size)
        context.out.text(std::string(field.word) + ' ' +
                         write_segments(segments_of(bytes.subspan(fixed_size), bytes[3])));
}

static constexpr Type routing_header{.arg = "ADDRESS[,ADDRESS...]",
                                     .parse = parse_routing_header,
                                     .print = print_routing_header,
                                     .words = write_routing_header};

static void check(Message &message)
{
    require(message, RPL_IPTUNNEL_SRH, "segs");
}

static constexpr Field rows[] = {
    {.word = "segs", .attr = RPL_IPTUNNEL_SRH, .type = routing_header, .exact = true},
};
constexpr Encap encap_rpl{
    .name = "rpl",
    .type = LWTUNNEL_ENCAP_RPL,
    .fields = {.rows = rows, .wrong = "\"%s\" value is invalid", .each_once = true},
    .check = check,
};

} // namespace nskit
