// SPDX-License-Identifier: MIT
// A multiplexed link to a modem.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Field stage(const char *word, uint32_t bit)
{
    return {.word = word, .attr = IFLA_RMNET_FLAGS, .type = masked_on_off, .mask = bit, .exact = true};
}

static constexpr Choice flag_names[] = {
    {"INGRESS_DEAGGREGATION", RMNET_FLAGS_INGRESS_DEAGGREGATION},
    {"INGRESS_MAP_COMMANDS", RMNET_FLAGS_INGRESS_MAP_COMMANDS},
    {"INGRESS_MAP_CKSUMV4", RMNET_FLAGS_INGRESS_MAP_CKSUMV4},
    {"EGRESS_MAP_CKSUMV4", RMNET_FLAGS_EGRESS_MAP_CKSUMV4},
    {"INGRESS_MAP_CKSUMV5", RMNET_FLAGS_INGRESS_MAP_CKSUMV5},
    {"EGRESS_MAP_CKSUMV5", RMNET_FLAGS_EGRESS_MAP_CKSUMV5},
};

static void print_flags(Context &context, const Field &field, const Record &record)
{
    print_bits(context, field, get<ifla_rmnet_flags>(record[field.attr]).flags);
}

static constexpr Type flags_type{.print = print_flags};

static constexpr Field fields[] = {
    {.word = "mux_id", .attr = IFLA_RMNET_MUX_ID, .type = u16},
    stage("ingress-deaggregation", RMNET_FLAGS_INGRESS_DEAGGREGATION),
    stage("ingress-commands", RMNET_FLAGS_INGRESS_MAP_COMMANDS),
    stage("ingress-mapv4-checksum", RMNET_FLAGS_INGRESS_MAP_CKSUMV4),
    stage("egress-mapv4-checksum", RMNET_FLAGS_EGRESS_MAP_CKSUMV4),
    stage("ingress-mapv5-checksum", RMNET_FLAGS_INGRESS_MAP_CKSUMV5),
    stage("egress-mapv5-checksum", RMNET_FLAGS_EGRESS_MAP_CKSUMV5),
    {.attr = IFLA_RMNET_FLAGS, .type = flags_type, .json = "flags", .choices = flag_names},
};
constexpr Kind rmnet{
    .name = "rmnet", .fields = {fields, "%s is invalid"}, .about = "a multiplexed link to a modem"};

} // namespace nskit
