// SPDX-License-Identifier: MIT
// Devices that share the link-layer address of a lower one and differ in their IP addresses; ipvtap has a
// character device in addition.
#include <linux/if_link.h>

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Choice modes[] = {{"l2", IPVLAN_MODE_L2}, {"l3", IPVLAN_MODE_L3}, {"l3s", IPVLAN_MODE_L3S}};

/// Which devices on the same lower device may talk to each other. `bridge` is the absence of flags.
static constexpr Choice isolations[] = {
    {"private", IPVLAN_F_PRIVATE}, {"vepa", IPVLAN_F_VEPA}, {"bridge", 0}};

/// Only one of the three words may be given.
static bool parse_isolation(Context &, Args &args, const Field &field, Message &message)
{
    if (message.find(field.attr))
        fail("ipvlan: unknown option \"%s\"?", args.previous().data());
    message.put<uint16_t>(field.attr, static_cast<uint16_t>(field.value));
    return true;
}

static void print_isolation(Context &context, const Field &field, const Record &record)
{
    const auto flags = get<uint16_t>(record[field.attr]);
    for (const Choice &choice : isolations)
        if (choice.value == 0 || flags & choice.value)
            return context.out.flag(choice.name);
}

static constexpr Type isolation{.parse = parse_isolation, .words = write_constant};
static constexpr Type isolation_shown{.print = print_isolation};

static constexpr Field fields[] = {
    {.word = "mode",
     .attr = IFLA_IPVLAN_MODE,
     .type = name16,
     .text = " mode", // with two blanks behind the kind
     .json = "mode",
     .choices = modes,
     .wrong = "must be either \"l2\", \"l3\" or \"l3s\""},
    {.word = "private", .attr = IFLA_IPVLAN_FLAGS, .type = isolation, .value = IPVLAN_F_PRIVATE},
    {.word = "vepa", .attr = IFLA_IPVLAN_FLAGS, .type = isolation, .value = IPVLAN_F_VEPA},
    {.word = "bridge", .attr = IFLA_IPVLAN_FLAGS, .type = isolation},
    {.attr = IFLA_IPVLAN_FLAGS, .type = isolation_shown},
};
constexpr Kind ipvlan{
    .name = "ipvlan",
    .fields = {fields},
    .about = "a device with an IP address of its own on another one",
    .unknown = "unknown option \"%s\"?",
};
constexpr Kind ipvtap{
    .name = "ipvtap",
    .fields = {fields},
    .about = "an ipvlan with a character device",
    .unknown = "unknown option \"%s\"?",
};

} // namespace nskit
