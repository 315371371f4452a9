// SPDX-License-Identifier: MIT
// ip route get: asks the kernel which way a packet goes.
#include <endian.h>

#include "cmd/ipnetns/route/route.h"
#include "lib/netlink/uapi.h"
#include "lib/row/devices.h"

namespace nskit {

/// The packet that the question is about.
struct Query {
    Message message{RTM_GETROUTE, 0, rtmsg{}};
    bool has_address = false, has_source = false;
    bool connected = false; ///< to be asked again, from the source address in the first answer
    rtmsg &header() { return message.fixed<rtmsg>(); }
};

// --- words

static void parse_tos(Context &context, Args &args, Query &query)
{
    auto tos = context.names.id(rt_dsfield, args.next());
    if (!tos)
        wrong_argument(args.previous(), "TOS value is invalid");
    query.header().rtm_tos = static_cast<uint8_t>(*tos);
}

static void parse_source(Context &, Args &args, Query &query)
{
    query.has_source = true;
    query.header().rtm_src_len = put_prefix(args.next(), RTA_SRC, query.message);
}

static void parse_mark(Context &, Args &args, Query &query)
{
    query.message.put(RTA_MARK, take_number<uint32_t>(args, "invalid mark value"));
}

static void parse_input(Context &context, Args &args, Query &query)
{
    query.message.put<int>(RTA_IIF, context.links().index_from(args.next()));
}

static void parse_output(Context &context, Args &args, Query &query)
{
    query.message.put<int>(RTA_OIF, context.links().index_from(args.next()));
}

static void parse_vrf(Context &context, Args &args, Query &query)
{
    query.message.put<int>(RTA_OIF, vrf_index(context, args.next(), "Invalid VRF"));
}

static void parse_uid(Context &, Args &args, Query &query)
{
    query.message.put(RTA_UID, take_number<uint32_t>(args, "invalid UID"));
}

static void parse_new_destination(Context &, Args &args, Query &query)
{
    args.take("to");
    Prefix address = address_from(args.next(), query.header().rtm_family);
    query.message.put_address(RTA_NEWDST, address);
}

static void parse_source_port(Context &, Args &args, Query &query)
{
    query.message.put<uint16_t>(RTA_SPORT, htobe16(take_number<uint16_t>(args, "invalid sport")));
}

static void parse_destination_port(Context &, Args &args, Query &query)
{
    query.message.put<uint16_t>(RTA_DPORT, htobe16(take_number<uint16_t>(args, "invalid dport")));
}

static void parse_protocol(Context &context, Args &args, Query &query)
{
    auto protocol = context.names.id(ip_protocols, args.next());
    if (!protocol)
        wrong_argument(args.previous(), "Invalid \"ipproto\" value");
    query.message.put<uint8_t>(RTA_IP_PROTO, static_cast<uint8_t>(*protocol));
}

static void parse_flow_label(Context &, Args &args, Query &query)
{
    auto label = parse_unsigned(args.next(), 0xfffff);
    if (!label)
        wrong_argument(args.previous(), "invalid flowlabel");
    query.message.put<uint32_t>(RTA_FLOWLABEL, htobe32(static_cast<uint32_t>(*label)));
}

/// Reads an address. A prefix stands for its first address, with a warning.
static void parse_destination(Context &, Args &args, Query &query)
{
    const char *word = args.next();
    if (is_prefix(word, "help"))
        usage(route_usage());
    query.has_address = true;
    query.header().rtm_dst_len = put_prefix(word, RTA_DST, query.message);
    const unsigned bits = query.message.find(RTA_DST) ? family_bits(query.header().rtm_family) : 0;
    if (query.header().rtm_dst_len != bits) {
        warn("Warning: /%u as prefix is invalid, only /%u (or none) is supported.",
             query.header().rtm_dst_len, bits);
        query.header().rtm_dst_len = static_cast<uint8_t>(bits);
    }
}

static void set_notify(Context &, Args &, Query &query)
{
    query.header().rtm_flags |= RTM_F_NOTIFY;
}

static void set_connected(Context &, Args &, Query &query)
{
    query.connected = true;
}

static void set_fib_match(Context &, Args &, Query &query)
{
    query.header().rtm_flags |= RTM_F_FIB_MATCH;
}

static constexpr Word<Query> words[] = {
    {.word = "tos", .arg = "TOS", .set = parse_tos, .exact = true},
    {.word = "dsfield", .arg = "TOS", .set = parse_tos},
    {.word = "from", .arg = "ADDRESS", .set = parse_source},
    {.word = "iif", .arg = "DEV", .set = parse_input},
    {.word = "mark", .arg = "NUMBER", .set = parse_mark},
    {.word = "oif", .arg = "DEV", .set = parse_output, .also = "dev"},
    {.word = "notify", .set = set_notify},
    {.word = "connected", .set = set_connected},
    {.word = "vrf", .arg = "NAME", .set = parse_vrf},
    {.word = "uid", .arg = "NUMBER", .set = parse_uid},
    {.word = "fibmatch", .set = set_fib_match},
    {.word = "as", .arg = "[ to ] ADDRESS", .set = parse_new_destination, .exact = true},
    {.word = "sport", .arg = "NUMBER", .set = parse_source_port},
    {.word = "dport", .arg = "NUMBER", .set = parse_destination_port},
    {.word = "ipproto", .arg = "PROTOCOL", .set = parse_protocol},
    {.word = "flowlabel", .arg = "NUMBER", .set = parse_flow_label, .exact = true},
    {.word = "to", .arg = "ADDRESS", .set = parse_destination, .exact = true},
};
constexpr std::span<const Word<Query>> query_words{words};

std::string route_get_words(int indent)
{
    return describe_words(query_words, indent);
}

// --- the question

/// Shows the route, and keeps the source address that the kernel chooses for it.
static void print_answer(Context &context, const nlmsghdr *answer, std::vector<uint8_t> &source)
{
    const auto route = Record::of<rtmsg>(answer, RTM_NEWROUTE);
    if (!route)
        return;
    auto object = context.out.object();
    print_route(context, *route);
    if (const nlattr *chosen = (*route)[RTA_PREFSRC])
        source.assign(get_bytes(chosen).begin(), get_bytes(chosen).end());
}

static void ask(Context &context, Query &query)
{
    auto list = context.out.list();
    std::vector<uint8_t> source;
    auto print = [&](const nlmsghdr *answer) { print_answer(context, answer, source); };
    context.socket().get(query.message, print);
    if (!query.connected || query.has_source || source.empty())
        return;
    query.header().rtm_src_len = static_cast<uint8_t>(source.size() * 8);
    query.message.put(RTA_SRC, source.data(), source.size());
    context.socket().get(query.message, print);
}

void route_get(Session &session, Args &args)
{
    Query query;
    query.header().rtm_family = static_cast<unsigned char>(session.settings.family);
    while (!args.empty())
        if (!parse_word(session, args, query_words, query))
            parse_destination(session, args, query);
    if (!query.has_address)
        fail("need at least a destination address");
    if (query.header().rtm_family == AF_UNSPEC)
        query.header().rtm_family = AF_INET;
    if (query.header().rtm_family == AF_INET) // IPv6 refuses it
        query.header().rtm_flags |= RTM_F_LOOKUP_TABLE;
    ask(session, query);
}

} // namespace nskit
