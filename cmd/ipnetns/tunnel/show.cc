// SPDX-License-Identifier: MIT
// ip tunnel show: the devices come from a dump of links, with their counters, and the parameters of each from
// an ioctl.
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/ipnetns/tunnel/tunnel.h"
#include "lib/base/error_text.h"
#include "lib/row/devices.h"

namespace nskit {

// --- ioctls

void tunnel_ioctl(int domain, unsigned long command, const char *device, void *data)
{
    const Fd fd(socket(domain, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!fd.valid())
        fail_errno("create socket failed");
    ifreq request{};
    strncpy(request.ifr_name, device, sizeof request.ifr_name - 1);
    request.ifr_data = static_cast<char *>(data);
    if (ioctl(fd.get(), static_cast<int>(command), &request) != 0) // which is musl's type for it
        throw Error{.text = error_text(errno), .code = errno};
}

void fail_tunnel(const char *action, const char *device, const Error &error)
{
    throw Error{.text = format("%s tunnel \"%s\" failed: %s", action, device, error.text.c_str()),
                .code = error.code};
}

void read_tunnel(const TunnelFamily &family, const char *name, Message &tunnel)
{
    try {
        tunnel_ioctl(family.domain, SIOCGETTUNNEL, name, tunnel.at(NLMSG_HDRLEN));
    } catch (const Error &error) {
        fail_tunnel("get", name, error);
    }
}

// --- one tunnel

void print_tunnel(Context &context, const TunnelFamily &family, const Message &tunnel)
{
    const Record record(tunnel.header(), family.size);
    auto object = context.out.object();
    for (const Fields *table : family.shown)
        print_fields(context, table->rows, record);
    context.out.line();
}

/// Shows a tunnel whose parameters have been read, if it is wanted.
static void show_tunnel(Context &context, const TunnelFamily &family, const Message &wanted, Message &tunnel)
{
    if (!family.wants(wanted, tunnel))
        return;
    family.complete(tunnel);
    print_tunnel(context, family, tunnel);
}

static void show_one(Context &context, const TunnelFamily &family, const Message &wanted)
{
    const char *name = tunnel_name(wanted);
    Message tunnel = family.blank(TunnelVerb::show);
    read_tunnel(family, *name ? name : family.base(wanted), tunnel);
    auto list = context.out.list();
    show_tunnel(context, family, wanted, tunnel);
}

// --- all tunnels

/// A device of the dump. The dump ends before the device is asked for more.
struct TunnelLink {
    std::string name;
    rtnl_link_stats64 counters;
};

static std::vector<TunnelLink> tunnel_links(Context &context, const TunnelFamily &family)
{
    std::vector<TunnelLink> found;
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    if (!context.settings.stats)
        message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    context.socket().dump(message, [&](const nlmsghdr *answer) {
        const auto link = Record::of<ifinfomsg>(answer, RTM_NEWLINK);
        const auto &types = family.hardware;
        if (link && std::find(types.begin(), types.end(), link->fixed<ifinfomsg>().ifi_type) != types.end())
            found.push_back({std::string(link->attrs.string(IFLA_IFNAME)),
                             link->attrs.value<rtnl_link_stats64>(IFLA_STATS64)});
    });
    return found;
}

static void show_link(Context &context, const TunnelFamily &family, const Message &wanted,
                      const TunnelLink &link)
{
    Message tunnel = family.blank(TunnelVerb::show);
    try {
        read_tunnel(family, link.name.c_str(), tunnel);
    } catch (const Error &error) {
        return context.warn_line(error.text); // it may be gone
    }
    if (context.settings.stats)
        tunnel.put(TUNNEL_STATS, link.counters);
    show_tunnel(context, family, wanted, tunnel);
}

void show_tunnels(Session &session, Args &args, const TunnelFamily &family)
{
    Message wanted = family.blank(TunnelVerb::show);
    parse_tunnel(session, args, family, TunnelVerb::show, wanted, [](const char *, Message &) {});
    if (family.is_one(session, wanted))
        return show_one(session, family, wanted);
    const std::string_view name = tunnel_name(wanted);
    auto list = session.out.list();
    for (const TunnelLink &link : tunnel_links(session, family))
        if (name.empty() || name == link.name)
            show_link(session, family, wanted, link);
}

} // namespace nskit
