// SPDX-License-Identifier: MIT
// A pair of devices whose packets BPF programs direct.
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/netlink/uapi.h"

#include "lib/row/words.h"

namespace nskit {

static constexpr Choice modes[] = {{"l2", NETKIT_L2}, {"l3", NETKIT_L3}};
static constexpr Choice policies[] = {{"forward", NETKIT_PASS}, {"blackhole", NETKIT_DROP}};
static constexpr Choice scrubs[] = {{"none", NETKIT_SCRUB_NONE}, {"default", NETKIT_SCRUB_DEFAULT}};
static constexpr Choice pairings[] = {{"pair", NETKIT_DEVICE_PAIR}, {"single", NETKIT_DEVICE_SINGLE}};
static constexpr Choice ends[] = {{"peer", 0}, {"primary", 1}};

static constexpr Field peer_fields[] = {
    {.word = "forward",
     .attr = IFLA_NETKIT_PEER_POLICY,
     .type = constant32,
     .value = NETKIT_PASS,
     .exact = true},
    {.word = "blackhole",
     .attr = IFLA_NETKIT_PEER_POLICY,
     .type = constant32,
     .value = NETKIT_DROP,
     .exact = true},
    {.word = "scrub", .attr = IFLA_NETKIT_PEER_SCRUB, .type = name32, .choices = scrubs, .exact = true},
};

/// Reads the words of the other end: its policy and its scrub, and then the words of any link.
static bool parse_peer(Context &context, Args &args, const Field &field, Message &message)
{
    for (Seen seen; parse_field(context, args, {peer_fields, "invalid %s"}, message, seen);)
        continue;
    return parse_peer_link(context, args, field, message);
}

/// The words of any link behind `peer`.
static constexpr Type peer_words{.parse = parse_peer_link, .words = write_peer_link};
static constexpr Field link_peer{.word = "peer", .attr = IFLA_NETKIT_PEER_INFO, .type = peer_words};

static void write_peer(Context &context, const Field &field, const Record &record)
{
    std::string peer = row_words(context, link_peer, record), policy;
    for (const Field &row : peer_fields)
        if (std::string words = row_words(context, row, record); !words.empty())
            policy += ' ' + words;
    context.out.text(peer.insert(strlen(field.word), policy));
}

static constexpr Type peer{
    .arg = "[ POLICY ] [ scrub SCRUB ] LINK", .parse = parse_peer, .words = write_peer};

static constexpr Field fields[] = {
    {.word = "mode",
     .attr = IFLA_NETKIT_MODE,
     .type = name32,
     .choices = modes,
     .wrong = "must be either \"l3\" or \"l2\""},
    {.word = "single",
     .attr = IFLA_NETKIT_PAIRING,
     .type = constant32,
     .value = NETKIT_DEVICE_SINGLE,
     .exact = true},
    {.attr = IFLA_NETKIT_PRIMARY, .type = name32, .text = "type", .choices = ends},
    {.word = "forward", .attr = IFLA_NETKIT_POLICY, .type = constant32, .value = NETKIT_PASS, .exact = true},
    {.word = "blackhole",
     .attr = IFLA_NETKIT_POLICY,
     .type = constant32,
     .value = NETKIT_DROP,
     .exact = true},
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
    {.attr = IFLA_NETKIT_PAIRING, .type = name32, .text = "pairing", .choices = pairings},
};
constexpr Kind netkit{
    .name = "netkit",
    .fields = {fields},
    .about = "a pair of devices that BPF programs connect",
    .unknown = "unknown option \"%s\"?",
};

} // namespace nskit
