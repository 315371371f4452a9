// SPDX-License-Identifier: MIT
// A layer 3 protocol straight over UDP.
#include "lib/row/ethertype.h"
#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Type several{nullptr, parse_presence, nullptr, true};
/// The absence of the attribute is told as well.
static constexpr Type several_or_one{nullptr, nullptr,
                                     [](Context &context, const Field &field, const Record &record) {
                                         bool on = record[IFLA_BAREUDP_MULTIPROTO_MODE];
                                         context.out.data_bool(field.text, on);
                                         context.out.text(format("%s%s ", on ? "" : "no", field.text));
                                     }};

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
    {.word = "multiproto", .attr = IFLA_BAREUDP_MULTIPROTO_MODE, .type = several},
    {.type = several_or_one, .text = "multiproto"},
};
constexpr Kind bareudp{
    .name = "bareudp",
    .fields = {fields, "invalid %s", true},
    .about = "a layer 3 protocol over UDP",
    .finish = finish,
};

} // namespace nskit
