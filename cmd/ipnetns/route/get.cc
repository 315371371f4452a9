// SPDX-License-Identifier: MIT
// ip route get: asks the kernel which way a packet would go.
#include <endian.h>

#include "lib/base/number.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/netlink/uapi.h"
#include "cmd/ipnetns/vrf/vrf.h"

namespace nskit {

/// The packet that is asked about.
struct Query {
    Message message{RTM_GETROUTE, 0, rtmsg{}};
    bool has_address = false, has_source = false;
    bool connected = false; ///< asked again, from the source address that the first answer says
    rtmsg &header() { return message.fixed<rtmsg>(); }
};

// --- words

template <class T> static T number(Args &args, const char *wrong)
{
    auto value = parse_as<T>(args.next());
    if (!value)
        wrong_argument(args.previous(), wrong);
    return *value;
}

static void read_tos(Context &context, Args &args, Query &query)
{
    auto tos = context.names.id(rt_dsfield, args.next());
    if (!tos)
        wrong_argument(args.previous(), "TOS value is invalid");
    query.header().rtm_tos = static_cast<uint8_t>(*tos);
}

static void read_source(Context &, Args &args, Query &query)
{
    query.has_source = true;
    query.header().rtm_src_len = put_prefix(args.next(), RTA_SRC, query.message);
}

static void read_mark(Context &, Args &args, Query &query)
{
    query.message.put(RTA_MARK, number<uint32_t>(args, "invalid mark value"));
}

static void read_input(Context &context, Args &args, Query &query)
{
    query.message.put<int>(RTA_IIF, context.links().index_from(args.next()));
}

static void read_output(Context &context, Args &args, Query &query)
{
    query.message.put<int>(RTA_OIF, context.links().index_from(args.next()));
}

static void read_vrf(Context &context, Args &args, Query &query)
{
    const char *name = args.next();
    const auto vrf = find_vrf(context, name);
    if (!vrf)
        wrong_argument(name, "Invalid VRF");
    query.message.put<int>(RTA_OIF, vrf->index);
}

static void read_uid(Context &, Args &args, Query &query)
{
    query.message.put(RTA_UID, number<uint32_t>(args, "invalid UID"));
}

static void read_new_destination(Context &, Args &args, Query &query)
{
    args.take("to");
    Prefix address = address_from(args.next(), query.header().rtm_family);
    query.message.put(RTA_NEWDST, address.bytes.data(), address.size);
}

static void read_source_port(Context &, Args &args, Query &query)
{
    query.message.put<uint16_t>(RTA_SPORT, htobe16(number<uint16_t>(args, "invalid sport")));
}

static void read_destination_port(Context &, Args &args, Query &query)
{
    query.message.put<uint16_t>(RTA_DPORT, htobe16(number<uint16_t>(args, "invalid dport")));
}

static void read_protocol(Context &context, Args &args, Query &query)
{
    auto protocol = context.names.id(ip_protocols, args.next());
    if (!protocol)
        wrong_argument(args.previous(), "Invalid \"ipproto\" value");
    query.message.put<uint8_t>(RTA_IP_PROTO, static_cast<uint8_t>(*protocol));
}

static void read_flow_label(Context &, Args &args, Query &query)
{
    auto label = parse_unsigned(args.next(), 0xfffff);
    if (!label)
        wrong_argument(args.previous(), "invalid flowlabel");
    query.message.put<uint32_t>(RTA_FLOWLABEL, htobe32(static_cast<uint32_t>(*label)));
}

/// An address; a prefix is taken for its first address, with a warning.
static void read_address(Context &, Args &args, Query &query)
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

static constexpr Word<Query> words[] = {
    {"tos", "TOS", read_tos, nullptr, true},
    {"dsfield", "TOS", read_tos},
    {"from", "ADDRESS", read_source},
    {"iif", "DEV", read_input},
    {"mark", "NUMBER", read_mark},
    {"oif", "DEV", read_output, "dev"},
    {"notify", nullptr, [](Context &, Args &, Query &q) { q.header().rtm_flags |= RTM_F_NOTIFY; }},
    {"connected", nullptr, [](Context &, Args &, Query &q) { q.connected = true; }},
    {"vrf", "NAME", read_vrf},
    {"uid", "NUMBER", read_uid},
    {"fibmatch", nullptr, [](Context &, Args &, Query &q) { q.header().rtm_flags |= RTM_F_FIB_MATCH; }},
    {"as", "[ to ] ADDRESS", read_new_destination, nullptr, true},
    {"sport", "NUMBER", read_source_port},
    {"dport", "NUMBER", read_destination_port},
    {"ipproto", "PROTOCOL", read_protocol},
    {"flowlabel", "NUMBER", read_flow_label, nullptr, true},
    {"to", "ADDRESS", read_address, nullptr, true},
};
constexpr std::span<const Word<Query>> query_words{words};

std::string route_get_words(int indent)
{
    return describe_words(query_words, indent);
}

// --- the question

/// Shows the route, and keeps the source address that the kernel would choose for it.
static void print_answer(Context &context, const nlmsghdr *answer, std::vector<uint8_t> &source)
{
    if (answer->nlmsg_type != RTM_NEWROUTE || !has_fixed(answer, sizeof(rtmsg)))
        return;
    Record route(answer, sizeof(rtmsg));
    auto object = context.out.object();
    print_route(context, route);
    if (const nlattr *chosen = route[RTA_PREFSRC])
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
            read_address(session, args, query);
    if (!query.has_address)
        fail("need at least a destination address");
    if (query.header().rtm_family == AF_UNSPEC)
        query.header().rtm_family = AF_INET;
    if (query.header().rtm_family == AF_INET) // IPv6 refuses it
        query.header().rtm_flags |= RTM_F_LOOKUP_TABLE;
    ask(session, query);
}

} // namespace nskit
