// SPDX-License-Identifier: MIT
// The list of kinds, and what is done for all of them.
#include "cmd/ipnetns/link/kind/kind.h"

#include <unistd.h>

#include "lib/base/file.h"

namespace nskit {

static constexpr const Kind *rows[] = {
    &amt,     &bareudp,    &batadv, &bond,      &bond_slave, &bridge,    &bridge_slave, &can,    &dsa,
    &dummy,   &erspan,     &geneve, &gre,       &gretap,     &gtp,       &hsr,          &ifb,    &ip6erspan,
    &ip6gre,  &ip6gretap,  &ip6tnl, &ipip,      &ipoib,      &ipvlan,    &ipvtap,       &lowpan, &macsec,
    &macvlan, &macvtap,    &netkit, &netdevsim, &nlmon,      &ovpn,      &pfcp,         &rmnet,  &sit,
    &team,    &team_slave, &tun,    &vcan,      &veth,       &virt_wifi, &vlan,         &vrf,    &vrf_slave,
    &vti,     &vti6,       &vxcan,  &vxlan,     &wireguard,  &wwan,      &xfrm,
};
constexpr std::span<const Kind *const> kinds{rows};

const Kind *find_kind(std::string_view name, std::string_view suffix)
{
    const char first = name.empty() ? '\0' : name.front();
    auto spells = [&](std::string_view row) {
        return row.size() == name.size() + suffix.size() && row.starts_with(name) && row.ends_with(suffix);
    };
    for (const Kind *kind : kinds)
        if (*kind->name == first && spells(kind->name))
            return kind;
    return nullptr;
}

bool is_on(Message &message, uint16_t attr)
{
    const nlattr *value = message.find(attr);
    return value && get<uint8_t>(value);
}

std::string kind_usage(const Kind &kind)
{
    if (kind.usage)
        return usage_of(kind.usage);
    std::string text = usage_of(format("... %s", kind.name));
    if (!kind.fields.rows.empty())
        text += "\n" + describe_fields(kind.fields.rows, 8);
    if (text.ends_with('\n'))
        text.pop_back();
    return text;
}

void print_kind_usage(Context &context, const Kind &kind)
{
    context.out.flush();
    if (!write_all(STDOUT_FILENO, kind_usage(kind) + '\n'))
        fail_errno("write error");
}

} // namespace nskit
