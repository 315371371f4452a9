// SPDX-License-Identifier: MIT
// ip l2tp: the words, which any verb takes in any order, and what each verb sends of them.
#include "cmd/ipnetns/l2tp/l2tp.h"
#include "cmd/ipnetns/objects.h"

namespace nskit {

// --- the words

template <bool L2tpRequest::*member> static void set(Context &, Args &, L2tpRequest &request)
{
    request.*member = true;
}

static constexpr Word<L2tpRequest> things[] = {
    {.word = "tunnel", .set = set<&L2tpRequest::tunnel>, .exact = true},
    {.word = "session", .set = set<&L2tpRequest::session>, .exact = true},
};
static const Fields tables[] = {l2tp_tunnel_fields, l2tp_session_fields};

/// What no word has said: rows have initial values, IDs are 0, and two attributes have one value only.
static void complete(Context &context, Message &given)
{
    for (const Fields &table : tables)
        put_initial(context, table.rows, given);
    for (const uint16_t id : {L2TP_ATTR_CONN_ID, L2TP_ATTR_PEER_CONN_ID, L2TP_ATTR_SESSION_ID})
        if (!given.find(id))
            given.put<uint32_t>(id, 0);
    given.put<uint8_t>(L2TP_ATTR_PROTO_VERSION, 3);
    given.put<uint16_t>(L2TP_ATTR_PW_TYPE, L2TP_PWTYPE_ETH);
}

void parse_l2tp(Context &context, Args &args, L2tpRequest &request)
{
    if (args.empty())
        usage(l2tp_usage());
    for (Seen seen; !args.empty();) {
        if (parse_word<L2tpRequest>(context, args, things, request) ||
            parse_field(context, args, tables, request.given, seen))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(l2tp_usage());
        fail_with(255, "Unknown command: %s\n%s", args.peek().data(), l2tp_usage().c_str());
    }
    request.given.keep_last();
    complete(context, request.given);
}

// --- what the verbs send

static constexpr uint16_t tunnel_attrs[] = {
    L2TP_ATTR_CONN_ID,           L2TP_ATTR_PEER_CONN_ID, L2TP_ATTR_PROTO_VERSION, L2TP_ATTR_ENCAP_TYPE,
    L2TP_ATTR_IP_SADDR,          L2TP_ATTR_IP6_SADDR,    L2TP_ATTR_IP_DADDR,      L2TP_ATTR_IP6_DADDR,
    L2TP_ATTR_UDP_SPORT,         L2TP_ATTR_UDP_DPORT,    L2TP_ATTR_UDP_CSUM,      L2TP_ATTR_UDP_ZERO_CSUM6_TX,
    L2TP_ATTR_UDP_ZERO_CSUM6_RX,
};
constexpr size_t without_udp = 8; // the first ones of them
static constexpr uint16_t session_attrs[] = {
    L2TP_ATTR_CONN_ID,  L2TP_ATTR_PEER_CONN_ID, L2TP_ATTR_SESSION_ID,  L2TP_ATTR_PEER_SESSION_ID,
    L2TP_ATTR_PW_TYPE,  L2TP_ATTR_L2SPEC_TYPE,  L2TP_ATTR_L2SPEC_LEN,  L2TP_ATTR_RECV_SEQ,
    L2TP_ATTR_SEND_SEQ, L2TP_ATTR_COOKIE,       L2TP_ATTR_PEER_COOKIE, L2TP_ATTR_IFNAME,
};
static constexpr uint16_t tunnel_key[] = {L2TP_ATTR_CONN_ID};
static constexpr uint16_t session_key[] = {L2TP_ATTR_CONN_ID, L2TP_ATTR_SESSION_ID};

static void require(bool is_there, const char *word)
{
    if (!is_there)
        missing_argument(word);
}

static void require_thing(const L2tpRequest &request)
{
    require(request.tunnel || request.session, "tunnel or session");
}

static bool has_end(const L2tpRequest &request, uint16_t inet, uint16_t inet6)
{
    return request.given.find(inet) || request.given.find(inet6);
}

static void require_tunnel_words(const L2tpRequest &request, bool is_udp)
{
    require(request.id(L2TP_ATTR_PEER_CONN_ID), "peer_tunnel_id");
    require(has_end(request, L2TP_ATTR_IP_SADDR, L2TP_ATTR_IP6_SADDR), "local");
    require(has_end(request, L2TP_ATTR_IP_DADDR, L2TP_ATTR_IP6_DADDR), "remote");
    for (auto [attr, word] :
         {std::pair(L2TP_ATTR_UDP_SPORT, "udp_sport"), {L2TP_ATTR_UDP_DPORT, "udp_dport"}}) {
        const nlattr *port = request.given.find(static_cast<uint16_t>(attr));
        require(!is_udp || (port && get<uint16_t>(port)), word);
    }
}

std::vector<L2tpCommand> l2tp_additions(const L2tpRequest &request)
{
    require_thing(request);
    const bool is_udp = get<uint16_t>(request.given.find(L2TP_ATTR_ENCAP_TYPE)) == L2TP_ENCAPTYPE_UDP;
    require(request.id(L2TP_ATTR_CONN_ID), "tunnel_id");
    std::vector<L2tpCommand> commands;
    if (request.session) {
        require(request.id(L2TP_ATTR_PEER_SESSION_ID), "peer_session_id");
        require(request.id(L2TP_ATTR_SESSION_ID), "session_id");
    }
    if (request.tunnel) {
        require_tunnel_words(request, is_udp);
        commands.push_back({L2TP_CMD_TUNNEL_CREATE,
                            std::span(tunnel_attrs).first(is_udp ? std::size(tunnel_attrs) : without_udp)});
    }
    if (request.session)
        commands.push_back({L2TP_CMD_SESSION_CREATE, session_attrs});
    return commands;
}

L2tpCommand l2tp_removal(const L2tpRequest &request)
{
    require_thing(request);
    require(!request.tunnel || request.id(L2TP_ATTR_CONN_ID), "tunnel_id");
    require(!request.session || request.id(L2TP_ATTR_SESSION_ID), "session_id");
    if (request.id(L2TP_ATTR_SESSION_ID))
        return {L2TP_CMD_SESSION_DELETE, session_key};
    return {L2TP_CMD_TUNNEL_DELETE, tunnel_key};
}

void put_l2tp(const L2tpCommand &command, const L2tpRequest &request, Message &message)
{
    message.fixed<genlmsghdr>().cmd = command.command;
    for (const uint16_t attr : command.attrs)
        if (const nlattr *value = request.given.find(attr))
            message.put(attr, payload(value), payload_size(value));
}

static void send(Session &session, const L2tpCommand &command, const L2tpRequest &request)
{
    Message message = generic_message(0);
    put_l2tp(command, request, message);
    session.generic(L2TP_GENL_NAME).request(message);
}

// --- the verbs

static void add(Session &session, Args &args)
{
    L2tpRequest request;
    parse_l2tp(session, args, request);
    const std::vector<L2tpCommand> commands = l2tp_additions(request);
    for (const L2tpCommand &command : commands)
        send(session, command, request);
}

static void remove(Session &session, Args &args)
{
    L2tpRequest request;
    parse_l2tp(session, args, request);
    send(session, l2tp_removal(request), request);
}

static void show(Session &session, Args &args)
{
    L2tpRequest request;
    parse_l2tp(session, args, request);
    require_thing(request);
    show_l2tp(session, request);
}

static void help(Session &, Args &)
{
    usage(l2tp_usage());
}

static constexpr Command verbs[] = {
    {.word = "add", .run = add, .usage = "add tunnel WORD...\nadd session WORD..."},
    {.word = "delete",
     .run = remove,
     .usage = "del tunnel tunnel_id ID\ndel session tunnel_id ID session_id ID"},
    {.word = "show",
     .run = show,
     .usage = "{ show | list | lst } tunnel [ tunnel_id ID ]\n"
              "{ show | list | lst } session [ tunnel_id ID ] [ session_id ID ]"},
    {.word = "lst", .run = show},
    {.word = "list", .run = show},
    {.word = "help", .run = help, .usage = "help"},
};

std::string l2tp_usage()
{
    return usage_of("l2tp", verbs) + "\nWORD := of a tunnel:\n" +
           describe_fields(l2tp_tunnel_fields.rows, 8) + "        of a session, and tunnel_id:\n" +
           describe_fields(l2tp_session_fields.rows, 8);
}

void ip_l2tp(Session &session, Args &args)
{
    run_verb_of(L2TP_GENL_NAME, session, args, verbs, "l2tp");
}

} // namespace nskit
