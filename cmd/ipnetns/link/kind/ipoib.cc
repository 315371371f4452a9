// SPDX-License-Identifier: MIT
// IP over InfiniBand.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Choice modes[] = {{"datagram", IPOIB_MODE_DATAGRAM}, {"connected", IPOIB_MODE_CONNECTED}};
static constexpr Type key{"NUMBER", parse_number<uint16_t>,
                          [](Context &context, const Field &field, const Record &record) {
                              context.out.hex({field.json, field.word}, get<uint16_t>(record[field.attr]), 4);
                          }};
static constexpr Type umcast{"{ 0 | 1 }", parse_number<uint16_t>,
                             [](Context &context, const Field &field, const Record &record) {
                                 unsigned value = get<uint16_t>(record[field.attr]);
                                 context.out.string(field.word, format("%04x", value));
                             }};

static constexpr Field fields[] = {
    {.word = "pkey", .attr = IFLA_IPOIB_PKEY, .type = key, .json = "key"},
    {.word = "mode",
     .attr = IFLA_IPOIB_MODE,
     .type = name16,
     .choices = modes,
     .wrong = "must be \"datagram\"or \"connected\""},
    {.word = "umcast", .attr = IFLA_IPOIB_UMCAST, .type = umcast},
};
constexpr Kind ipoib{
    .name = "ipoib",
    .fields = {fields, "%s is invalid"},
    .about = "IP over InfiniBand",
    .unknown = "unknown option \"%s\"?",
};

} // namespace nskit
