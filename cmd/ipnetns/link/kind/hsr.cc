// SPDX-License-Identifier: MIT
// Every packet goes both ways round a ring, or through two networks: high-availability seamless redundancy
// (HSR) and the parallel redundancy protocol (PRP).
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/netlink/uapi.h"

namespace nskit {

/// Shows a port of the ring. Field::part is its attribute, which is missing if the port is gone.
static void print_port(Context &context, const Field &field, const Record &record)
{
    if (const nlattr *index = record[field.part])
        context.out.string(label(field), context.links().name(get<int>(index)));
    else
        context.out.literal(label(field), "<none>", "null");
}

static constexpr Type port{.arg = "DEV", .parse = parse_known_ifindex, .words = write_device};
static constexpr Type port_shown{.print = print_port};
/// A number that is not shown.
static constexpr Type number{.arg = "NUMBER", .parse = parse_number<uint8_t>, .words = print_number<uint8_t>};

static constexpr Field fields[] = {
    {.word = "slave1", .attr = IFLA_HSR_SLAVE1, .type = port, .wrong = "No such interface"},
    {.type = port_shown, .text = "slave1", .part = IFLA_HSR_SLAVE1},
    {.word = "slave2", .attr = IFLA_HSR_SLAVE2, .type = port, .wrong = "No such interface"},
    {.type = port_shown, .text = "slave2", .part = IFLA_HSR_SLAVE2},
    {.word = "interlink", .attr = IFLA_HSR_INTERLINK, .type = known_device, .wrong = "No such interface"},
    {.attr = IFLA_HSR_SEQ_NR, .type = u16, .text = "sequence", .json = "seq_nr"},
    {.attr = IFLA_HSR_SUPERVISION_ADDR, .type = lladdr, .text = "supervision", .json = "supervision_addr"},
    {.word = "supervision", .attr = IFLA_HSR_MULTICAST_SPEC, .type = number, .wrong = "ADDR-BYTE is invalid"},
    {.word = "version", .attr = IFLA_HSR_VERSION, .type = number, .wrong = "version is invalid"},
    {.word = "proto", .attr = IFLA_HSR_PROTOCOL, .type = u8, .wrong = "protocol is invalid"},
};
constexpr Kind hsr{
    .name = "hsr",
    .fields = {fields},
    .about = "a redundant ring",
    .unknown = "what is \"%s\"?",
};

} // namespace nskit
