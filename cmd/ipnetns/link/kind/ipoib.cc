// SPDX-License-Identifier: MIT
// IP over InfiniBand.
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Choice modes[] = {{"datagram", IPOIB_MODE_DATAGRAM}, {"connected", IPOIB_MODE_CONNECTED}};

static void print_key(Context &context, const Field &field, const Record &record)
{
    context.out.hex(label(field), get<uint16_t>(record[field.attr]), 4);
}

static void print_umcast(Context &context, const Field &field, const Record &record)
{
    const unsigned value = get<uint16_t>(record[field.attr]);
    context.out.string(label(field), format("%04x", value));
}

static constexpr Type key{.arg = "NUMBER", .parse = parse_number<uint16_t>, .print = print_key};
static constexpr Type umcast{.arg = "{ 0 | 1 }", .parse = parse_number<uint16_t>, .print = print_umcast};

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
