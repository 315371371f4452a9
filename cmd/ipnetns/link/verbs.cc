// SPDX-License-Identifier: MIT
// ip link: its verbs. The attributes of a link stand in fields.cc and kind/, the reader of its words in
// parse.cc, the choice of the links that are shown in show.cc.
#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link_parts.h"
#include "cmd/ipnetns/netns/netns.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/meaning.h"

namespace nskit {

using Verb = LinkRequest::Verb;

static void send(Session &session, Message &message)
{
    send_change(session, message, print_link_event);
}

static void make(Session &session, Args &args, uint16_t flags)
{
    Message message(RTM_NEWLINK, static_cast<uint16_t>(NLM_F_CREATE | flags), ifinfomsg{});
    LinkRequest request(message, NLMSG_HDRLEN, Verb::add);
    request.header().ifi_family = static_cast<unsigned char>(session.settings.family);
    parse_link(session, args, request);
    if (message.find(IFLA_GROUP) && !message.find(IFLA_IFNAME))
        fail_with(255, "group cannot be used when creating devices.");
    if (!message.find(IFLA_LINKINFO))
        fail("Not enough information: \"type\" argument is required");
    send(session, message);
}

static void add(Session &session, Args &args)
{
    make(session, args, NLM_F_EXCL);
}

static void replace(Session &session, Args &args)
{
    make(session, args, NLM_F_REPLACE);
}

void check_lladdr(Context &context, int index, size_t length)
{
    if (context.plans)
        return;
    Message ask(RTM_GETLINK, 0, ifinfomsg{.ifi_index = index});
    ask.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    size_t own_length = length;
    context.socket().get(ask, [&](const nlmsghdr *answer) {
        if (const nlattr *own = Attrs(answer, sizeof(ifinfomsg))[IFLA_ADDRESS])
            own_length = get_bytes(own).size();
    });
    if (own_length != length)
        fail("Invalid address length %zu - must be %zu bytes", length, own_length);
}

static void change(Session &session, Args &args, uint16_t type, Verb verb)
{
    Message message(type, 0, ifinfomsg{});
    LinkRequest request(message, NLMSG_HDRLEN, verb);
    request.header().ifi_family = static_cast<unsigned char>(session.settings.family);
    parse_link(session, args, request);
    send(session, message);
}

static void set(Session &session, Args &args)
{
    change(session, args, RTM_NEWLINK, Verb::set);
}

static void remove(Session &session, Args &args)
{
    change(session, args, RTM_DELLINK, Verb::remove);
}

static void put_altname(Args &args, Message &message)
{
    const char *name = args.next();
    if (!is_alternative_name(name))
        wrong_argument(name, "not a valid altname");
    message.put_string(IFLA_ALT_IFNAME, name);
}

static void parse_altname(Context &, Args &args, Message &message)
{
    put_altname(args, message);
}

static constexpr Word<Message> properties[] = {{.word = "altname", .arg = "NAME", .set = parse_altname}};

/// Reads `altname NAME ...` into the list of properties. Returns the device, or nullptr if none is named.
static const char *parse_properties(Context &context, Args &args, Message &message)
{
    const char *device = nullptr;
    Nest list(message, IFLA_PROP_LIST, true);
    while (!args.empty()) {
        if (parse_word<Message>(context, args, properties, message))
            continue;
        args.take("dev");
        if (device)
            garbage_argument("dev", args.next());
        device = args.next();
    }
    return device;
}

static constexpr Word<Message> operators[] = {{.word = "add"}, {.word = "delete"}};

/// Adds and deletes alternative names (IFLA_ALT_IFNAME).
static void property(Session &session, Args &args)
{
    if (args.empty() || is_prefix(args.peek(), "help"))
        usage(link_usage());
    const Word<Message> *chosen = match<Word<Message>>(args.peek(), operators);
    if (!chosen)
        fail_with(255, "Operator required");
    const bool adds = chosen == &operators[0];
    args.next();
    Message message(adds ? RTM_NEWLINKPROP : RTM_DELLINKPROP,
                    adds ? NLM_F_CREATE | NLM_F_EXCL | NLM_F_APPEND : 0, ifinfomsg{});
    const char *device = parse_properties(session, args, message);
    if (!device)
        fail_with(255, "Not enough of information: \"dev\" argument is required.");
    message.fixed<ifinfomsg>().ifi_index = session.links().index_from(device);
    session.change(message);
}

/// `help` prints the whole help; `help KIND` prints the words of a kind, if it has some, on stdout.
static void help(Session &session, Args &args)
{
    completion::offer_names(args.peek(), kinds);
    const Kind *kind = args.empty() ? nullptr : find_kind(args.peek());
    if (!kind || !kind->has_help)
        usage(link_usage());
    print_kind_usage(session, *kind);
}

static constexpr Command verbs[] = {
    {.word = "add",
     .run = add,
     .only_changes = true,
     .usage = "add [link DEV] [ name ] NAME [ WORD VALUE ... ]\n"
              "                   type KIND [ ARGS ]"},
    {.word = "delete",
     .run = remove,
     .only_changes = true,
     .usage = "delete { DEVICE | dev DEVICE | group DEVGROUP }\n"
              "                      type KIND [ ARGS ]"},
    {.word = "set",
     .run = set,
     .only_changes = true,
     .usage = "{ set | change } { DEVICE | dev DEVICE | group DEVGROUP }\n"
              "                   [ WORD VALUE ... ]"},
    {.word = "change", .run = set, .only_changes = true},
    {.word = "replace", .run = replace, .only_changes = true},
    {.word = "show",
     .run = link_show,
     .usage = "show [ DEVICE | group GROUP ] [ up | down ]\n"
              "                    [ master DEV | nomaster ] [ vrf NAME ]\n"
              "                    [ type KIND ] [ novf ] [ carrier ]\n"
              "                    [ lower-up ] [ operstate STATE ]"},
    {.word = "lst", .run = link_show},
    {.word = "list", .run = link_show},
    {.word = "xstats",
     .run = link_xstats,
     .usage = "xstats type { bridge | bridge_slave } [ dev DEVICE ]\n"
              "                      [ mcast | igmp | stp ]\n"
              "xstats type { bond | bond_slave } [ dev DEVICE ]\n"
              "                      [ 802.3ad | lacp ]"},
    {.word = "afstats", .run = link_afstats, .usage = "afstats [ dev DEVICE ]"},
    {.word = "property",
     .run = property,
     .only_changes = true,
     .usage = "property { add | del } dev DEVICE [ altname NAME ... ]"},
    {.word = "wait", .run = link_wait, .usage = WAIT_USAGE("[ DEVICE ] [ WORD ... ]")},
    {.word = "peer", .run = link_peer, .usage = "peer DEVICE"},
    {.word = "ensure",
     .run = ensure_verb<link_state>,
     .exact = true,
     .usage = "ensure [ name ] NAME [ WORD VALUE ... ]\n"
              "                      [ type KIND [ ARGS ] [ WORD VALUE ... ] ]"},
    {.word = "absent",
     .run = absent_verb<link_state>,
     .exact = true,
     .usage = "absent NAME [ WORD VALUE ... ]"},
    {.word = "help", .run = help, .usage = "help [ KIND ]"},
};

std::string describe_kinds()
{
    std::string text = "KIND := {";
    for (const Kind *kind : kinds)
        append_part(text, format("%s%s", kind == kinds.front() ? "" : "| ", kind->name), 8);
    return text + " }";
}

std::string link_usage()
{
    std::string text = usage_of("link", verbs) + "\nWORD :=\n" + describe_words(link_words, 8);
    for (const Fields &table : link_tables)
        text += describe_fields(table.rows, 8);
    text += "\nvf NUMBER :=\n" + describe_fields(vf_fields.rows, 8);
    text += "\ninet :=\n" + describe_inet(8);
    return text + "\n" + describe_kinds();
}

void ip_link(Session &session, Args &args)
{
    run_verb(session, args, verbs, "link", link_show);
}

} // namespace nskit
