// SPDX-License-Identifier: MIT
// A routing domain, and its ports.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Type table_type{
    .arg = "TABLE", .parse = parse_named<uint32_t>, .print = print_number<uint32_t>};

static constexpr Field fields[] = {
    {.word = "table",
     .attr = IFLA_VRF_TABLE,
     .type = table_type,
     .names = &rt_tables,
     .wrong = "invalid table ID"},
};
constexpr Kind vrf{
    .name = "vrf",
    .fields = {fields},
    .about = "a virtual routing and forwarding domain",
    .unknown = "unknown option \"%s\"?",
};

static constexpr Field port_fields[] = {
    {.attr = IFLA_VRF_PORT_TABLE, .type = u32, .text = "table"},
};
constexpr Kind vrf_slave{
    .name = "vrf_slave", .fields = {port_fields}, .about = "a port of a vrf", .has_help = false};

} // namespace nskit
