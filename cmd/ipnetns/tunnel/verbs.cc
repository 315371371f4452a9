// SPDX-License-Identifier: MIT
// ip tunnel: the verbs, for the family that the mode names or, without a mode, the options in front of the
// object.
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/tunnel/parameters.h"

namespace nskit {

// --- add, change, delete

struct Action {
    TunnelVerb verb;
    unsigned long command;
    const char *name; ///< as errors call it
};
static constexpr Action adding{TunnelVerb::add, SIOCADDTUNNEL, "add"};
static constexpr Action changing{TunnelVerb::change, SIOCCHGTUNNEL, "change"};
static constexpr Action removing{TunnelVerb::remove, SIOCDELTUNNEL, "delete"};

const char *asked_device(const TunnelFamily &family, TunnelVerb verb, const Message &tunnel)
{
    const char *name = tunnel_name(tunnel);
    return verb == TunnelVerb::add || !*name ? family.base(tunnel) : name;
}

template <const TunnelFamily &family, const Action &action> static void modify(Session &session, Args &args)
{
    Message tunnel = family.blank(action.verb);
    parse_tunnel(session, args, family, action.verb, tunnel,
                 [](const char *name, Message &old) { read_tunnel(family, name, old); });
    const char *device = asked_device(family, action.verb, tunnel);
    try {
        tunnel_ioctl(family.domain, action.command, device, tunnel.at(NLMSG_HDRLEN));
    } catch (const Error &error) {
        fail_tunnel(action.name, device, error);
    }
}

// --- the verbs

template <const TunnelFamily &family> static void show(Session &session, Args &args)
{
    show_tunnels(session, args, family);
}

template <const TunnelFamily &family> static void help(Session &, Args &)
{
    usage(tunnel_usage(family));
}

static void change_routers(Session &session, Args &args)
{
    change_tunnel_list(session, args, router_list);
}

static void change_relay(Session &session, Args &args)
{
    change_tunnel_list(session, args, relay_list);
}

static constexpr const char *change_form = "{ add | change | del } [ [ name ] NAME ] [ WORD ]...";
static constexpr const char *show_form = "[ { show | list | lst } [ [ name ] NAME ] [ WORD ]... ]";

static constexpr Command inet_verbs[] = {
    {.word = "add", .run = modify<tunnels_inet, adding>, .usage = change_form},
    {.word = "change", .run = modify<tunnels_inet, changing>},
    {.word = "delete", .run = modify<tunnels_inet, removing>},
    {.word = "show", .run = show<tunnels_inet>, .usage = show_form},
    {.word = "lst", .run = show<tunnels_inet>},
    {.word = "list", .run = show<tunnels_inet>},
    {.word = "prl",
     .run = change_routers,
     .usage = "prl dev DEV { prl-default | prl-nodefault | prl-delete } ADDR"},
    {.word = "6rd",
     .run = change_relay,
     .usage = "6rd dev DEV [ 6rd-prefix PREFIX ] [ 6rd-relay_prefix PREFIX ]\n"
              "6rd dev DEV 6rd-reset"},
    {.word = "help", .run = help<tunnels_inet>, .usage = "help"},
};
static constexpr Command inet6_verbs[] = {
    {.word = "add", .run = modify<tunnels_inet6, adding>, .usage = change_form},
    {.word = "change", .run = modify<tunnels_inet6, changing>},
    {.word = "delete", .run = modify<tunnels_inet6, removing>},
    {.word = "show", .run = show<tunnels_inet6>, .usage = show_form},
    {.word = "lst", .run = show<tunnels_inet6>},
    {.word = "list", .run = show<tunnels_inet6>},
    {.word = "help", .run = help<tunnels_inet6>, .usage = "help"},
};

std::string tunnel_usage(const TunnelFamily &family)
{
    const bool is_inet = family.domain == AF_INET;
    std::string text = is_inet ? usage_of("tunnel", inet_verbs) : usage_of("-6 tunnel", inet6_verbs);
    text += "\nWORD :=\n";
    for (const Fields &table : family.words)
        text += describe_fields(table.rows, 8);
    return text;
}

// --- the family

/// Whether the word behind the first `mode` names a mode over IPv6.
static bool names_inet6_mode(std::span<const Text> words)
{
    const auto mode = std::find(words.begin(), words.end(), std::string_view("mode"));
    return mode != words.end() && mode + 1 != words.end() &&
           std::any_of(tunnels_inet6.modes.begin(), tunnels_inet6.modes.end(),
                       [&](const TunnelMode &row) { return spells_mode(mode[1], row); });
}

const TunnelFamily &tunnel_family(const Context &context, const Args &args)
{
    const int family = names_inet6_mode(args.rest()) ? AF_INET6 : context.family_or(AF_INET);
    if (family != AF_INET && family != AF_INET6)
        fail_with(255, "Unsupported protocol family: %d", family);
    return family == AF_INET6 ? tunnels_inet6 : tunnels_inet;
}

void ip_tunnel(Session &session, Args &args)
{
    if (&tunnel_family(session, args) == &tunnels_inet6)
        return run_verb(session, args, inet6_verbs, "-f inet6 tunnel", show<tunnels_inet6>);
    run_verb(session, args, inet_verbs, "tunnel", show<tunnels_inet>);
}

} // namespace nskit
