// SPDX-License-Identifier: MIT
// The words behind `inet`: the IPv4 settings of a link.
#include <linux/ip.h>

#include "cmd/ipnetns/link/link_parts.h"

namespace nskit {

static bool parse_setting(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint32_t>(field.attr, parse_on_off(field.word, args.next(), 255));
    return true;
}

static constexpr Type on_or_off{.arg = "{ on | off }", .parse = parse_setting};

static constexpr Field setting(const char *word, uint16_t attr)
{
    return {.word = word, .attr = attr, .type = on_or_off, .exact = true};
}
static constexpr Field number(const char *word, uint16_t attr)
{
    return {.word = word, .attr = attr, .type = s32, .exact = true};
}

static constexpr Field rows[] = {
    setting("forwarding", IPV4_DEVCONF_FORWARDING),
    setting("proxy_arp", IPV4_DEVCONF_PROXY_ARP),
    setting("accept_redirects", IPV4_DEVCONF_ACCEPT_REDIRECTS),
    setting("secure_redirects", IPV4_DEVCONF_SECURE_REDIRECTS),
    setting("send_redirects", IPV4_DEVCONF_SEND_REDIRECTS),
    setting("shared_media", IPV4_DEVCONF_SHARED_MEDIA),
    setting("accept_source_route", IPV4_DEVCONF_ACCEPT_SOURCE_ROUTE),
    setting("bootp_relay", IPV4_DEVCONF_BOOTP_RELAY),
    setting("log_martians", IPV4_DEVCONF_LOG_MARTIANS),
    setting("arp_filter", IPV4_DEVCONF_ARPFILTER),
    setting("disable_xfrm", IPV4_DEVCONF_NOXFRM),
    setting("disable_policy", IPV4_DEVCONF_NOPOLICY),
    setting("promote_secondaries", IPV4_DEVCONF_PROMOTE_SECONDARIES),
    setting("arp_notify", IPV4_DEVCONF_ARP_NOTIFY),
    setting("accept_local", IPV4_DEVCONF_ACCEPT_LOCAL),
    setting("src_vmark", IPV4_DEVCONF_SRC_VMARK),
    setting("proxy_arp_pvlan", IPV4_DEVCONF_PROXY_ARP_PVLAN),
    setting("route_localnet", IPV4_DEVCONF_ROUTE_LOCALNET),
    setting("bc_forwarding", IPV4_DEVCONF_BC_FORWARDING),
    setting("ignore_routes_with_linkdown", IPV4_DEVCONF_IGNORE_ROUTES_WITH_LINKDOWN),
    setting("drop_unicast_in_l2_multicast", IPV4_DEVCONF_DROP_UNICAST_IN_L2_MULTICAST),
    setting("drop_gratuitous_arp", IPV4_DEVCONF_DROP_GRATUITOUS_ARP),
    setting("arp_evict_nocarrier", IPV4_DEVCONF_ARP_EVICT_NOCARRIER),
    number("rp_filter", IPV4_DEVCONF_RP_FILTER),
    number("arp_announce", IPV4_DEVCONF_ARP_ANNOUNCE),
    number("arp_ignore", IPV4_DEVCONF_ARP_IGNORE),
    number("arp_accept", IPV4_DEVCONF_ARP_ACCEPT),
    number("force_igmp_version", IPV4_DEVCONF_FORCE_IGMP_VERSION),
    number("tag", IPV4_DEVCONF_TAG),
    number("medium_id", IPV4_DEVCONF_MEDIUM_ID),
    number("igmpv2_unsolicited_report_interval", IPV4_DEVCONF_IGMPV2_UNSOLICITED_REPORT_INTERVAL),
    number("igmpv3_unsolicited_report_interval", IPV4_DEVCONF_IGMPV3_UNSOLICITED_REPORT_INTERVAL),
};
static constexpr Fields table{rows};

/// IFLA_AF_SPEC { AF_INET { IFLA_INET_CONF { IPV4_DEVCONF_* } } }
void parse_inet(Context &context, Args &args, LinkRequest &request)
{
    Message &message = request.message;
    extend_nest(message, IFLA_AF_SPEC, false, [&] {
        Nest inet(message, AF_INET), conf(message, IFLA_INET_CONF, true);
        Seen seen;
        if (!parse_field(context, args, table, message, seen))
            incomplete_line();
        while (parse_field(context, args, table, message, seen))
            continue;
    });
}

std::string describe_inet(int indent)
{
    return describe_fields(rows, indent);
}

} // namespace nskit
