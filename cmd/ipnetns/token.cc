// SPDX-License-Identifier: MIT
// ip token: the interface identifiers from which devices make their addresses in the prefixes that routers
// announce.
#include <linux/if.h>
#include <linux/if_link.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/objects.h"
#include "lib/netlink/address_text.h"
#include "lib/row/types.h"

namespace nskit {

/// What a command line says.
struct TokenRequest {
    int index = 0;
    std::optional<Prefix> token;
};

static void read_device(Context &context, Args &args, TokenRequest &request)
{
    const char *name = args.next();
    auto index = context.links().index(name);
    if (!index)
        wrong_argument(name, "dev is invalid");
    if (request.index)
        duplicate_argument("dev", name);
    request.index = *index;
}

static constexpr Word<TokenRequest> words[] = {{"dev", "DEV", read_device, nullptr, true}};

static constexpr char token_usage[] = "Usage: ip token [ { list | show | lst | get } [ dev DEV ] ]\n"
                                      "       ip token set TOKEN dev DEV\n"
                                      "       ip token delete dev DEV\n"
                                      "       ip token help";

static void help(Session &, Args &)
{
    usage(token_usage);
}

static TokenRequest parse_request(Context &context, Args &args, bool takes_token)
{
    TokenRequest request;
    while (!args.empty()) {
        if (parse_word<TokenRequest>(context, args, words, request))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(token_usage);
        if (!takes_token)
            garbage_argument("dev", args.peek());
        if (request.token)
            duplicate_argument("token", args.peek());
        request.token = prefix_from(args.next(), AF_INET6);
    }
    return request;
}

// --- list

static void print_token(Context &context, const nlmsghdr *message, int index)
{
    if (message->nlmsg_type != RTM_NEWLINK || !has_fixed(message, sizeof(ifinfomsg)))
        return;
    const ifinfomsg &header = *fixed<ifinfomsg>(message);
    const Attrs attrs(message, sizeof header), inet6(attrs[IFLA_PROTINFO]);
    const bool has_none = header.ifi_flags & (IFF_LOOPBACK | IFF_NOARP);
    if (has_none || !inet6[IFLA_INET6_TOKEN] || (index && header.ifi_index != index))
        return;
    AddressText space;
    auto object = context.out.object();
    context.out.string({"token", "token", " ", Color::inet6},
                       format_address(AF_INET6, get_bytes(inet6[IFLA_INET6_TOKEN]), space));
    context.out.string({"ifname", "dev", "", Color::ifname}, attrs.string(IFLA_IFNAME));
    context.out.line();
}

static void list(Session &session, Args &args)
{
    const TokenRequest request = parse_request(session, args, false);
    Message message(RTM_GETLINK, 0, ifinfomsg{.ifi_family = AF_INET6});
    auto array = session.out.list();
    session.socket().dump(message, [&](const nlmsghdr *link) { print_token(session, link, request.index); });
}

// --- set, delete

static void put_token(Session &session, int index, const Prefix &token)
{
    if (!index)
        fail("Not enough information: \"dev\" argument is required.");
    Message message(RTM_SETLINK, 0, ifinfomsg{.ifi_family = AF_INET6, .ifi_index = index});
    {
        Nest spec(message, IFLA_AF_SPEC), inet6(message, AF_INET6);
        message.put(IFLA_INET6_TOKEN, token.bytes.data(), token.size);
    }
    session.change(message);
}

static void set(Session &session, Args &args)
{
    const TokenRequest request = parse_request(session, args, true);
    if (!request.token)
        fail("Not enough information: token is required.");
    put_token(session, request.index, *request.token);
}

/// Without a token the kernel makes identifiers of its own again.
static void remove(Session &session, Args &args)
{
    put_token(session, parse_request(session, args, false).index, prefix_from("::", AF_INET6));
}

static constexpr Command verbs[] = {
    {"list", list},     {"show", list}, {"lst", list},  {"set", set},
    {"delete", remove}, {"get", list},  {"help", help},
};

void ip_token(Session &session, Args &args)
{
    run_verb(session, args, verbs, "token", list);
}

} // namespace nskit
