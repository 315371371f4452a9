// SPDX-License-Identifier: MIT
// ip netconf: the routing settings of devices, as the kernel reports them by netlink.
#include "cmd/ipnetns/netconf/netconf.h"

#include <cerrno>

#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/objects.h"
#include "lib/netlink/address_text.h"
#include "lib/row/devices.h"
#include "lib/row/types.h"

namespace nskit {

static constexpr Choice rp_filters[] = {{"off", 0}, {"strict", 1}, {"loose", 2}};

static constexpr Field rows[] = {
    {.attr = NETCONFA_FORWARDING, .type = on_off, .text = "forwarding"},
    {.attr = NETCONFA_RP_FILTER, .type = choice32, .text = "rp_filter", .choices = rp_filters},
    {.attr = NETCONFA_MC_FORWARDING, .type = on_off, .text = "mc_forwarding"},
    {.attr = NETCONFA_PROXY_NEIGH, .type = on_off, .text = "proxy_neigh"},
    {.attr = NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN, .type = on_off, .text = "ignore_routes_with_linkdown"},
    {.attr = NETCONFA_INPUT, .type = on_off, .text = "input"},
};

/// Words for the settings of all devices at once, and for those that new devices will have.
static constexpr struct {
    const char *name;
    int index;
} wildcards[] = {{"all", NETCONFA_IFINDEX_ALL}, {"default", NETCONFA_IFINDEX_DEFAULT}};

static std::string_view device_name(Context &context, int index)
{
    for (const auto &wildcard : wildcards)
        if (wildcard.index == index)
            return wildcard.name;
    return context.links().name(index);
}

void print_netconf(Context &context, const nlmsghdr *message)
{
    const auto record = Record::of<netconfmsg>(message);
    auto object = context.out.object();
    if (message->nlmsg_type == RTM_DELNETCONF)
        context.out.flag({"deleted", "Deleted"});
    context.out.string({"family", ""}, family_name(record.fixed<netconfmsg>().ncm_family));
    if (const nlattr *index = record[NETCONFA_IFINDEX])
        context.out.string({"interface", "", " ", Color::ifname}, device_name(context, get<int>(index)));
    print_fields(context, rows, record);
    context.out.line();
}

// --- show

static int device_index(Context &context, const char *name)
{
    for (const auto &wildcard : wildcards)
        if (name == std::string_view(wildcard.name))
            return wildcard.index;
    return existing_device(context, name);
}

/// A kernel that lacks the family in the request answers for all families that it has.
static void show_one(Context &context, const nlmsghdr *answer)
{
    int wanted = context.settings.family;
    const auto record = Record::of<netconfmsg>(answer, RTM_NEWNETCONF);
    if (record && (wanted == AF_UNSPEC || wanted == record->fixed<netconfmsg>().ncm_family))
        print_netconf(context, answer);
}

/// A device that has no settings of the family is no error.
static void show_device(Context &context, int family, int index)
{
    Message message(RTM_GETNETCONF, 0, netconfmsg{.ncm_family = static_cast<uint8_t>(family)});
    message.put<int>(NETCONFA_IFINDEX, index);
    context.socket().try_get(message, {EINVAL, EOPNOTSUPP},
                             [&](const nlmsghdr *answer) { show_one(context, answer); });
}

static void show_device(Context &context, int index)
{
    if (context.settings.family != AF_UNSPEC)
        return show_device(context, context.settings.family, index);
    for (int family : {AF_INET, AF_INET6})
        show_device(context, family, index);
}

static void show(Session &session, Args &args)
{
    std::optional<int> index;
    while (!args.empty()) {
        if (!args.take("dev") || index)
            garbage_argument("dev", args.next());
        index = device_index(session, args.next());
    }
    auto list = session.out.list();
    if (index)
        return show_device(session, *index);
    Message message(RTM_GETNETCONF, 0,
                    netconfmsg{.ncm_family = static_cast<uint8_t>(session.settings.family)});
    session.socket().dump(message, [&](const nlmsghdr *answer) { show_one(session, answer); });
}

// --- the verbs

static void help(Session &, Args &);

static constexpr Command verbs[] = {
    {.word = "show", .run = show, .usage = "show [ dev { DEVICE | all | default } ]"},
    {.word = "lst", .run = show},
    {.word = "list", .run = show},
    {.word = "help", .run = help},
};

static void help(Session &, Args &)
{
    usage(usage_of("netconf", verbs));
}

void ip_netconf(Session &session, Args &args)
{
    run_verb(session, args, verbs, "netconf", show);
}

} // namespace nskit
