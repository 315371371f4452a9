// SPDX-License-Identifier: MIT
// A layer 3 protocol straight over UDP.
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/row/ethertype.h"

namespace nskit {

/// Also shows if the attribute is missing.
static void print_multiproto(Context &context, const Field &field, const Record &record)
{
    const bool on = record[IFLA_BAREUDP_MULTIPROTO_MODE];
    context.out.data_bool(field.key(), on);
    context.out.text(format("%s%s ", on ? "" : "no", field.label().data()));
}

static constexpr Type multiproto{.parse = parse_presence, .words = write_flag, .negatable = true};
static constexpr Type multiproto_shown{.print = print_multiproto};

static void finish(Context &, const Kind &, Message &message, bool creating)
{
    if (creating && !message.find(IFLA_BAREUDP_PORT))
        missing_argument("dstport");
    if (creating && !message.find(IFLA_BAREUDP_ETHERTYPE))
        missing_argument("ethertype");
}

static constexpr Field fields[] = {
    {.word = "dstport", .attr = IFLA_BAREUDP_PORT, .type = be16, .wrong = "dstport"},
    {.word = "ethertype", .attr = IFLA_BAREUDP_ETHERTYPE, .type = ether_type, .wrong = "ethertype"},
    {.word = "srcportmin", .attr = IFLA_BAREUDP_SRCPORT_MIN, .type = u16, .wrong = "srcportmin"},
    {.word = "multiproto", .attr = IFLA_BAREUDP_MULTIPROTO_MODE, .type = multiproto},
    {.type = multiproto_shown, .text = "multiproto"},
};
constexpr Kind bareudp{
    .name = "bareudp",
    .fields = {.rows = fields, .wrong = "invalid %s", .each_once = true},
    .about = "a layer 3 protocol over UDP",
    .finish = finish,
};

} // namespace nskit
