// SPDX-License-Identifier: MIT
// A pair of devices whose packets BPF programs direct.
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static constexpr Choice modes[] = {{"l2", 0}, {"l3", 1}};
static constexpr Choice policies[] = {{"forward", 0}, {"blackhole", 2}};
static constexpr Choice scrubs[] = {{"none", 0}, {"default", 1}};
static constexpr Choice ends[] = {{"peer", 0}, {"primary", 1}};

/// The words of the other end: its policy and its scrub, and then those of any link.
static bool parse_peer(Context &context, Args &args, const Field &field, Message &message);
static constexpr Type peer{"[ POLICY ] [ scrub SCRUB ] LINK", parse_peer, nullptr};

static constexpr Field peer_fields[] = {
    {.word = "forward", .attr = IFLA_NETKIT_PEER_POLICY, .type = constant32, .value = 0, .exact = true},
    {.word = "blackhole", .attr = IFLA_NETKIT_PEER_POLICY, .type = constant32, .value = 2, .exact = true},
    {.word = "scrub", .attr = IFLA_NETKIT_PEER_SCRUB, .type = name32, .choices = scrubs, .exact = true},
};

static bool parse_peer(Context &context, Args &args, const Field &field, Message &message)
{
    for (Seen seen; parse_field(context, args, {peer_fields, "invalid %s"}, message, seen);)
        continue;
    return parse_peer_link(context, args, field, message);
}

static constexpr Field fields[] = {
    {.word = "mode", .attr = IFLA_NETKIT_MODE, .type = name32, .choices = modes},
    {.attr = IFLA_NETKIT_PRIMARY, .type = name32, .text = "type", .choices = ends},
    {.word = "forward", .attr = IFLA_NETKIT_POLICY, .type = constant32, .value = 0, .exact = true},
    {.word = "blackhole", .attr = IFLA_NETKIT_POLICY, .type = constant32, .value = 2, .exact = true},
    {.attr = IFLA_NETKIT_POLICY, .type = name32, .text = "policy", .choices = policies},
    {.attr = IFLA_NETKIT_PEER_POLICY,
     .type = name32,
     .text = "peer policy",
     .json = "peer_policy",
     .choices = policies},
    {.word = "scrub", .attr = IFLA_NETKIT_SCRUB, .type = name32, .choices = scrubs},
    {.attr = IFLA_NETKIT_PEER_SCRUB,
     .type = name32,
     .text = "peer scrub",
     .json = "peer_scrub",
     .choices = scrubs},
    {.word = "headroom", .attr = IFLA_NETKIT_HEADROOM, .type = u16, .exact = true},
    {.word = "tailroom", .attr = IFLA_NETKIT_TAILROOM, .type = u16, .exact = true},
    {.word = "peer", .attr = IFLA_NETKIT_PEER_INFO, .type = peer, .exact = true},
};
constexpr Kind netkit{
    .name = "netkit",
    .fields = {fields},
    .about = "a pair of devices that BPF programs connect",
    .unknown = "unknown option \"%s\"?",
};

} // namespace nskit
