// SPDX-License-Identifier: MIT
// The words of a tunnel.
#include "cmd/ipnetns/tunnel/tunnel.h"

namespace nskit {

static void take_name(Args &args, Message &tunnel)
{
    const char *name = args.next();
    if (*tunnel_name(tunnel))
        garbage_argument("name", name);
    if (!is_device_name(name))
        wrong_argument(name, "\"name\" not a valid ifname");
    memcpy(tunnel.fixed<ifreq>().ifr_name, name,
           strlen(name) + 1); // both structs begin with it; the name fits
}

void parse_tunnel(Context &context, Args &args, const TunnelFamily &family, TunnelVerb verb, Message &tunnel,
                  ReadOld read_old)
{
    Seen seen;
    for (bool is_first = true; !args.empty(); is_first = false) {
        if (parse_field(context, args, family.words, tunnel, seen))
            continue;
        if (!args.take("name") && is_prefix(args.peek(), "help"))
            usage(tunnel_usage(family));
        take_name(args, tunnel);
        if (is_first && verb == TunnelVerb::change) {
            const std::string name = tunnel_name(tunnel);
            read_old(name.c_str(), tunnel);
            family.check_old(tunnel);
        }
    }
    family.finish(verb, tunnel);
}

} // namespace nskit
