// SPDX-License-Identifier: MIT
// Generic Routing Encapsulation over IPv4: gre, gretap (Ethernet), erspan (a port mirror).
#include "cmd/ipnetns/link/kind/part/gre_header.h"
#include "cmd/ipnetns/link/kind/part/outer_header.h"
#include "cmd/ipnetns/link/kind/part/tunnel_encap.h"
#include "cmd/ipnetns/link/kind/part/tunnel_ends.h"

namespace nskit {

/// Text shows path MTU discovery only if it is off, which is unusual.
static void print_discovery(Context &context, const Field &field, const Record &record)
{
    const bool on = get<uint8_t>(record[field.attr]);
    context.out.data_bool(field.key(), on);
    context.out.text(on ? "" : "nopmtudisc ");
}

/// Shown only if it is on.
static void print_if_on(Context &context, const Field &field, const Record &record)
{
    if (get<uint8_t>(record[field.attr]))
        context.out.flag(label(field));
}

static constexpr Type discovery{
    .parse = parse_boolean, .print = print_discovery, .words = write_boolean, .negatable = true};
static constexpr Type switched{
    .parse = parse_boolean, .print = print_if_on, .words = write_boolean, .negatable = true};

/// If the remote end is a multicast group, the tunnel must have a local address, and the group is the key of
/// each direction that has none.
static void put_group_keys(Message &message, uint32_t group)
{
    if (!message.find(IFLA_GRE_LOCAL))
        fail("A broadcast tunnel requires a source address.");
    for (uint16_t key : {IFLA_GRE_IKEY, IFLA_GRE_OKEY})
        if (!message.find(key))
            put_gre_key(message, key, group, true);
}

static void finish(Context &context, const Kind &kind, Message &message, bool creating)
{
    if (const nlattr *remote = message.find(IFLA_GRE_REMOTE); remote && is_group(remote))
        put_group_keys(message, get<uint32_t>(remote));
    finish_tunnel<gretun>(context, kind, message, creating);
}

static constexpr std::array ignore_df{
    Field{.word = "ignore-df", .attr = IFLA_GRE_IGNORE_DF, .type = switched, .json = "ignore_df"}};

static constexpr auto head =
    join(external_row(gretun), end_rows(IFLA_GRE_REMOTE, IFLA_GRE_LOCAL, IFLA_GRE_LINK, tunnel_inet),
         inet_rows(IFLA_GRE_TTL, IFLA_GRE_TOS, IFLA_GRE_PMTUDISC, discovery), ignore_df, gre_rows,
         mark_row(IFLA_GRE_FWMARK));
static constexpr auto fields = join(head, encap_rows<gretun>(false));
static constexpr auto mirror_fields = join(head, erspan_rows, encap_rows<gretun>(false));

constexpr Kind gre = tunnel_kind("gre", fields, "a tunnel of GRE over IPv4", finish);
constexpr Kind gretap = tunnel_kind("gretap", fields, "Ethernet through GRE over IPv4", finish);
constexpr Kind erspan = tunnel_kind("erspan", mirror_fields, "a port mirror through GRE over IPv4", finish);

} // namespace nskit
