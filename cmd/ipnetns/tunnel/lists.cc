// SPDX-License-Identifier: MIT
// What a sit tunnel has beside its parameters: the potential routers of ISATAP (RFC 5214, `prl`), and the
// prefixes of a rapid deployment (RFC 5969, `6rd`). Ioctls of their own set them.
#include "cmd/ipnetns/tunnel/parameters.h"

namespace nskit {

/// The ioctl that the last word stands for (Field::value).
static void set_command(const Field &field, Message &message)
{
    modify<uint32_t>(message, TUNNEL_COMMAND, [&](uint32_t &command) { command = field.value; });
}

// --- prl

/// A router; Field::mask has its flags.
static bool parse_router(Context &, Args &args, const Field &field, Message &message)
{
    if (message.find(TUNNEL_PRL))
        fail_with(255, "One PRL entry at a time");
    message.put(TUNNEL_PRL,
                ip_tunnel_prl{.addr = inet_from(args.next()), .flags = static_cast<__u16>(field.mask)});
    set_command(field, message);
    return true;
}

static constexpr Type router_type{.arg = "ADDR", .parse = parse_router};

static std::span<const ip_tunnel_prl> routers_of(const nlattr *attr)
{
    return {static_cast<const ip_tunnel_prl *>(payload(attr)), payload_size(attr) / sizeof(ip_tunnel_prl)};
}

static std::string_view address_of(const ip_tunnel_prl &router, AddressText &space)
{
    return format_address(AF_INET, {reinterpret_cast<const uint8_t *>(&router.addr), sizeof router.addr},
                          space);
}

/// Text has all in the order of the kernel; JSON has an array of the default ones and one of the others.
static void print_routers(Context &context, const Field &field, const Record &tunnel)
{
    AddressText space;
    const auto routers = routers_of(tunnel[field.attr]);
    for (const ip_tunnel_prl &router : routers) {
        context.out.text(router.flags & PRL_DEFAULT ? " pdr " : " pr ");
        context.out.text(address_of(router, space), Color::inet);
    }
    for (const bool is_default : {true, false}) {
        auto is_shown = [&](const ip_tunnel_prl &router) {
            return static_cast<bool>(router.flags & PRL_DEFAULT) == is_default;
        };
        if (std::none_of(routers.begin(), routers.end(), is_shown))
            continue;
        auto list = context.out.list(is_default ? "pdr" : "pr");
        for (const ip_tunnel_prl &router : routers)
            if (is_shown(router))
                context.out.data(nullptr, address_of(router, space));
    }
}

static constexpr Type routers{.print = print_routers};

static constexpr Field router_rows[] = {
    {.word = "prl-default",
     .attr = TUNNEL_PRL,
     .type = router_type,
     .mask = PRL_DEFAULT,
     .value = SIOCADDPRL,
     .exact = true},
    {.word = "prl-nodefault", .attr = TUNNEL_PRL, .type = router_type, .value = SIOCADDPRL, .exact = true},
    {.word = "prl-delete", .attr = TUNNEL_PRL, .type = router_type, .value = SIOCDELPRL, .exact = true},
    {.attr = TUNNEL_PRL, .type = routers},
};
constexpr Fields router_fields{.rows = router_rows};

// --- 6rd

template <class Change> static void change_relay(const Field &field, Message &message, Change change)
{
    modify<ip_tunnel_6rd>(message, TUNNEL_6RD, change);
    set_command(field, message);
}

static bool parse_inet6_prefix(Context &, Args &args, const Field &field, Message &message)
{
    const Prefix prefix = prefix_from(args.next(), AF_INET6);
    change_relay(field, message, [&](ip_tunnel_6rd &relay) {
        memcpy(&relay.prefix, prefix.bytes.data(), sizeof relay.prefix);
        relay.prefixlen = prefix.length;
    });
    return true;
}

static void print_length(Context &context, const char *key, unsigned bits)
{
    Label length(key, "", "");
    length.before = "/";
    context.out.number(length, bits);
}

static void print_inet6_prefix(Context &context, const Field &field, const Record &tunnel)
{
    const auto relay = get<ip_tunnel_6rd>(tunnel[field.attr]);
    AddressText space;
    context.out.string(label(field, Color::inet6), format_address(AF_INET6, relay.prefix.s6_addr, space));
    print_length(context, "6rd-prefixlen", relay.prefixlen);
}

static constexpr Type inet6_prefix{.arg = "PREFIX", .parse = parse_inet6_prefix, .print = print_inet6_prefix};

static bool parse_inet_prefix(Context &, Args &args, const Field &field, Message &message)
{
    const Prefix prefix = prefix_from(args.next(), AF_INET);
    change_relay(field, message, [&](ip_tunnel_6rd &relay) {
        memcpy(&relay.relay_prefix, prefix.bytes.data(), sizeof relay.relay_prefix);
        relay.relay_prefixlen = prefix.length;
    });
    return true;
}

static void print_inet_prefix(Context &context, const Field &field, const Record &tunnel)
{
    const auto relay = get<ip_tunnel_6rd>(tunnel[field.attr]);
    if (!relay.relay_prefix)
        return;
    AddressText space;
    context.out.string(
        label(field, Color::inet),
        format_address(AF_INET, {reinterpret_cast<const uint8_t *>(&relay.relay_prefix), 4}, space));
    print_length(context, "6rd-relay_prefixlen", relay.relay_prefixlen);
}

static constexpr Type inet_prefix{.arg = "PREFIX", .parse = parse_inet_prefix, .print = print_inet_prefix};

static bool parse_reset(Context &, Args &, const Field &field, Message &message)
{
    change_relay(field, message, [](ip_tunnel_6rd &) {});
    return true;
}

static constexpr Type reset{.parse = parse_reset};

static constexpr Field relay_rows[] = {
    {.word = "6rd-prefix",
     .attr = TUNNEL_6RD,
     .type = inet6_prefix,
     .before = " ",
     .after = "",
     .value = SIOCADD6RD,
     .exact = true},
    {.word = "6rd-relay_prefix",
     .attr = TUNNEL_6RD,
     .type = inet_prefix,
     .before = " ",
     .after = "",
     .value = SIOCADD6RD,
     .exact = true},
    {.word = "6rd-reset", .attr = TUNNEL_6RD, .type = reset, .value = SIOCDEL6RD, .exact = true},
};
constexpr Fields relay_fields{.rows = relay_rows};

// --- the verbs

extern constexpr TunnelList router_list{"PRL", TUNNEL_PRL, router_fields};
extern constexpr TunnelList relay_list{"6RD", TUNNEL_6RD, relay_fields};

const char *parse_tunnel_list(Context &context, Args &args, const TunnelList &list, Message &message)
{
    const char *device = nullptr;
    Seen seen;
    while (!args.empty()) {
        if (parse_field(context, args, list.fields, message, seen))
            continue;
        if (!args.take("dev"))
            fail_with(255, "Invalid %s parameter \"%s\"", list.what, args.peek().data());
        device = args.next();
        if (!is_device_name(device))
            wrong_argument(device, "\"dev\" not a valid ifname");
    }
    if (!device)
        fail_with(255, "Must specify device");
    if (!message.find(TUNNEL_COMMAND))
        fail_with(255, "Must specify what to change of the device's %s", list.what);
    return device;
}

void change_tunnel_list(Session &session, Args &args, const TunnelList &list)
{
    Message message(0, 0, ifreq{});
    const char *device = parse_tunnel_list(session, args, list, message);
    const auto command = get<uint32_t>(message.find(TUNNEL_COMMAND));
    try {
        tunnel_ioctl(AF_INET, command, device, payload(message.find(list.attr)));
    } catch (const Error &error) {
        fail("%s: ioctl %x failed: %s", device, command, error.text.c_str());
    }
}

} // namespace nskit
