// SPDX-License-Identifier: MIT
// Virtual tunnel interfaces, vti and vti6. IPsec policies with the same keys protect their packets.
#include "cmd/ipnetns/link/kind/part/outer_header.h"
#include "cmd/ipnetns/link/kind/part/tunnel_ends.h"
#include "cmd/ipnetns/link/kind/part/tunnel_kind.h"
#include "lib/row/tunnel_values.h"

namespace nskit {

static bool parse_key(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint32_t>(field.attr, parse_tunnel_key(args, field));
    return true;
}

static void print_key(Context &context, const Field &field, const Record &record)
{
    const auto value = get<uint32_t>(record[field.attr]);
    if (!field.hides(value))
        print_tunnel_key(context, field, value);
}

static bool parse_both_keys(Context &, Args &args, const Field &field, Message &message)
{
    uint32_t value = parse_tunnel_key(args, field);
    message.put<uint32_t>(IFLA_VTI_IKEY, value);
    message.put<uint32_t>(IFLA_VTI_OKEY, value);
    return true;
}

static constexpr Type key{.arg = "KEY", .parse = parse_key, .print = print_key};
static constexpr Type both_keys{.arg = "KEY", .parse = parse_both_keys, .words = print_key};

static constexpr std::array keys{
    Field{.word = "ikey", .attr = IFLA_VTI_IKEY, .type = key, .hide = 0},
    Field{.word = "okey", .attr = IFLA_VTI_OKEY, .type = key, .hide = 0},
    Field{.word = "key", .attr = IFLA_VTI_IKEY, .type = both_keys, .alias = true},
};
static constexpr auto last = join(keys, mark_row(IFLA_VTI_FWMARK));
static constexpr auto fields =
    join(end_rows(IFLA_VTI_REMOTE, IFLA_VTI_LOCAL, IFLA_VTI_LINK, tunnel_inet), last);
static constexpr auto fields6 =
    join(end_rows(IFLA_VTI_REMOTE, IFLA_VTI_LOCAL, IFLA_VTI_LINK, tunnel_inet6), last);

constexpr Kind vti = tunnel_kind("vti", fields, "a tunnel of IPsec over IPv4");
constexpr Kind vti6 = tunnel_kind("vti6", fields6, "a tunnel of IPsec over IPv6");

} // namespace nskit
