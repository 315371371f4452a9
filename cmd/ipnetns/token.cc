// SPDX-License-Identifier: MIT
// ip token: the interface identifiers of devices. A device makes its addresses of its identifier and the
// prefixes that routers announce.
#include <algorithm>
#include <linux/if.h>
#include <linux/if_link.h>

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/objects.h"
#include "lib/netlink/address_text.h"
#include "lib/row/types.h"

namespace nskit {

/// What the command line says.
struct TokenRequest {
    int index = 0;
    std::optional<Prefix> token;
};

static void parse_device(Context &context, Args &args, TokenRequest &request)
{
    const char *name = args.next();
    auto index = context.links().index(name);
    if (!index)
        wrong_argument(name, "dev is invalid");
    if (request.index)
        duplicate_argument("dev", name);
    request.index = *index;
}

static constexpr Word<TokenRequest> words[] = {
    {.word = "dev", .arg = "DEV", .set = parse_device, .exact = true},
};

static std::string token_usage();

static TokenRequest parse_request(Context &context, Args &args, bool takes_token)
{
    TokenRequest request;
    while (!args.empty()) {
        if (parse_word<TokenRequest>(context, args, words, request))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(token_usage());
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
    const auto link = Record::of<ifinfomsg>(message, RTM_NEWLINK);
    if (!link)
        return;
    const auto &header = link->fixed<ifinfomsg>();
    const Record inet6 = link->nested(IFLA_PROTINFO);
    const bool has_none = header.ifi_flags & (IFF_LOOPBACK | IFF_NOARP);
    if (has_none || !inet6[IFLA_INET6_TOKEN] || (index && header.ifi_index != index))
        return;
    AddressText space;
    auto object = context.out.object();
    context.out.string({"token", "token", " ", Color::inet6},
                       format_address(AF_INET6, get_bytes(inet6[IFLA_INET6_TOKEN]), space));
    context.out.string({"ifname", "dev", "", Color::ifname}, link->attrs.string(IFLA_IFNAME));
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

static void set_token(Session &session, int index, const Prefix &token)
{
    if (!index)
        fail("Not enough information: \"dev\" argument is required.");
    Message message(RTM_SETLINK, 0, ifinfomsg{.ifi_family = AF_INET6, .ifi_index = index});
    {
        Nest spec(message, IFLA_AF_SPEC), inet6(message, AF_INET6);
        message.put_address(IFLA_INET6_TOKEN, token);
    }
    session.change(message);
}

static void set(Session &session, Args &args)
{
    const TokenRequest request = parse_request(session, args, true);
    if (!request.token)
        fail("Not enough information: token is required.");
    set_token(session, request.index, *request.token);
}

/// Without a token the kernel makes identifiers of its own again.
static void remove(Session &session, Args &args)
{
    set_token(session, parse_request(session, args, false).index, prefix_from("::", AF_INET6));
}

// --- configuration

static std::string identity(Context &context, const nlmsghdr *message, const Wish &)
{
    const Record link = Record::of<ifinfomsg>(message);
    const std::string_view name = link.attrs.string(IFLA_IFNAME);
    return std::string(name.empty() ? context.links().name(link.fixed<ifinfomsg>().ifi_index) : name);
}

static const nlattr *token_of(const nlmsghdr *message)
{
    return Record::of<ifinfomsg>(message).nested(IFLA_PROTINFO)[IFLA_INET6_TOKEN];
}

static Wish read(Session &plan, Args &args)
{
    const TokenRequest request = parse_request(plan, args, true);
    if (!request.token || !request.index)
        fail_with(255, "Not enough information: token and \"dev\" are required.");
    Wish wish;
    Message message(RTM_NEWLINK, 0, ifinfomsg{.ifi_family = AF_INET6, .ifi_index = request.index});
    {
        Nest inet6(message, IFLA_PROTINFO);
        message.put_address(IFLA_INET6_TOKEN, *request.token);
    }
    wish.message = MessageCopy(message.header());
    wish.identity = identity(plan, wish.message.get(), wish);
    return wish;
}

static std::vector<std::string> differences(const Comparison &all)
{
    const nlattr *wanted = token_of(all.wish.message.get()), *there = token_of(all.found);
    if (there && std::ranges::equal(get_bytes(wanted), get_bytes(there)))
        return {};
    return {"token"};
}

static std::vector<std::string> changes(const Comparison &, const std::string &line,
                                        const std::vector<std::string> &)
{
    return {"set " + line};
}

/// Devices that have a token.
static void all(Session &session, EachMessage each)
{
    dump_all(session, RTM_GETLINK, RTM_NEWLINK, ifinfomsg{.ifi_family = AF_INET6}, [&](const nlmsghdr *link) {
        const nlattr *token = token_of(link);
        if (token && std::ranges::any_of(get_bytes(token), [](uint8_t byte) { return byte != 0; }))
            each(link);
    });
}

static std::string write(Context &context, const nlmsghdr *message)
{
    AddressText space;
    return std::string("set ").append(format_address(AF_INET6, get_bytes(token_of(message)), space)) +
           " dev " + quote_word(identity(context, message, {}));
}

constexpr StateObject token_state{.word = "token",
                                  .naming = "token",
                                  .removal = 0,
                                  .read = read,
                                  .each = nullptr,
                                  .identity = identity,
                                  .differences = differences,
                                  .changes = changes,
                                  .maker = "set",
                                  .deletion = "delete dev ",
                                  .all = all,
                                  .write = write};

// --- the verbs

static void help(Session &, Args &)
{
    usage(token_usage());
}

static constexpr Command verbs[] = {
    {.word = "list", .run = list, .usage = "[ { list | show | lst | get } [ dev DEV ] ]"},
    {.word = "show", .run = list},
    {.word = "lst", .run = list},
    {.word = "get", .run = list},
    {.word = "set", .run = set, .usage = "set TOKEN dev DEV"},
    {.word = "delete", .run = remove, .usage = "del dev DEV"},
    {.word = "help", .run = help, .usage = "help"},
};

static std::string token_usage()
{
    return usage_of("token", verbs);
}

void ip_token(Session &session, Args &args)
{
    run_verb(session, args, verbs, "token", list);
}

} // namespace nskit
