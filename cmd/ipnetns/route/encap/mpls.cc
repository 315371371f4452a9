// SPDX-License-Identifier: MIT
// A stack of MPLS labels in front of the packet.
#include <linux/mpls_iptunnel.h>

#include "cmd/ipnetns/route/encap/encap.h"
#include "lib/netlink/mpls.h"

namespace nskit {

static bool parse_labels(Context &, Args &args, const Field &field, Message &message)
{
    const Labels stack = labels_from(args.next());
    message.put(field.attr, stack.data(), stack.size() * sizeof stack[0]);
    return true;
}

static void print_labels(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), format_labels(get_bytes(record[field.attr])));
}

static constexpr Type labels{.arg = "LABEL[/LABEL...]", .parse = parse_labels, .print = print_labels};

static constexpr Field rows[] = {
    {.attr = MPLS_IPTUNNEL_DST, .type = labels, .json = "dst"},
    {.word = "ttl", .attr = MPLS_IPTUNNEL_TTL, .type = u8, .exact = true},
};
constexpr Encap encap_mpls{
    .name = "mpls",
    .type = LWTUNNEL_ENCAP_MPLS,
    .fields = {.rows = rows, .wrong = "\"%s\" value is invalid", .each_once = true},
    .leads = true,
};

} // namespace nskit
