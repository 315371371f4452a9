// SPDX-License-Identifier: MIT
// ip mroute: the multicast routes of the kernel, in the tables that it keeps for each family.
#include "cmd/ipnetns/mroute/mroute.h"
#include "cmd/ipnetns/objects.h"

namespace nskit {

// --- the words of a filter

static std::string mroute_usage();

static void parse_table(Context &context, Args &args, MrouteFilter &filter)
{
    std::string_view word = args.next();
    if (word == "help")
        usage(mroute_usage());
    const auto table = word == "all" ? 0 : context.names.id(rt_tables, word);
    if (!table)
        wrong_argument(word, "table id value is invalid");
    filter.table = *table;
}

static void parse_input(Context &context, Args &args, MrouteFilter &filter)
{
    filter.iif = context.links().index_from(args.next());
}

template <PrefixFilter MrouteFilter::*member>
static void parse_prefix(Context &context, Args &args, MrouteFilter &filter)
{
    const Prefix prefix = prefix_from(args.next(), context.settings.family);
    (filter.*member).within = prefix.size ? std::optional(prefix) : std::nullopt; // `any` is no filter
}

static constexpr Word<MrouteFilter> words[] = {
    {.word = "table", .arg = "TABLE_ID", .set = parse_table},
    {.word = "iif", .arg = "DEVICE", .set = parse_input, .exact = true},
    {.word = "from", .arg = "PREFIX", .set = parse_prefix<&MrouteFilter::source>},
    {.word = "to", .arg = "PREFIX", .set = parse_prefix<&MrouteFilter::group>, .exact = true},
};

/// The family of the routes. Without a filter, the IPv4 routes of one table are shown, and all of IPv6.
static void set_family(const Context &context, MrouteFilter &filter)
{
    const int family = context.family_or(AF_INET);
    filter.family = AF_UNSPEC;
    if (family == AF_INET6)
        filter.family = RTNL_FAMILY_IP6MR;
    if (family == AF_INET) {
        filter.family = RTNL_FAMILY_IPMR;
        filter.table = RT_TABLE_DEFAULT;
    }
}

MrouteFilter parse_mroute_filter(Context &context, Args &args)
{
    MrouteFilter filter;
    set_family(context, filter);
    while (!args.empty()) {
        if (parse_word<MrouteFilter>(context, args, words, filter))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(mroute_usage());
        parse_prefix<&MrouteFilter::group>(context, args, filter);
    }
    return filter;
}

// --- show

bool MrouteFilter::wants(const Record &route) const
{
    const auto &header = route.fixed<rtmsg>();
    const int addresses = multicast_address_family(header.rtm_family);
    return header.rtm_family == family && header.rtm_type == RTN_MULTICAST &&
           (table == 0 || table == route_table(route)) && (!iif || *iif == route.attrs.value<int>(RTA_IIF)) &&
           group.wants(addresses, route[RTA_DST], header.rtm_dst_len) &&
           source.wants(addresses, route[RTA_SRC], header.rtm_src_len);
}

ShownRows MrouteFilter::shown() const
{
    Seen hidden;
    if (table)
        hidden.set(row_number(mroute_fields.rows, "Table:"));
    return ShownRows(mroute_fields.rows, hidden);
}

static void show(Session &session, Args &args)
{
    const MrouteFilter filter = parse_mroute_filter(session, args);
    const ShownRows rows = filter.shown();
    auto list = session.out.list();
    if (filter.family == AF_UNSPEC)
        return;
    Message message(RTM_GETROUTE, 0, rtmsg{.rtm_family = static_cast<unsigned char>(filter.family)});
    if (filter.table)
        message.put(RTA_TABLE, filter.table);
    session.socket().dump(message, [&](const nlmsghdr *answer) {
        const auto route = Record::of<rtmsg>(answer, RTM_NEWROUTE);
        if (route && filter.wants(*route))
            print_mroute(session, answer, rows);
    });
}

// --- the verbs

static void help(Session &, Args &)
{
    usage(mroute_usage());
}

static constexpr Command verbs[] = {
    {.word = "list", .run = show},
    {.word = "show",
     .run = show,
     .usage = "show [ [ to ] PREFIX ] [ from PREFIX ] [ iif DEVICE ]\n"
              "                      [ table TABLE_ID ]"},
    {.word = "lst", .run = show},
    {.word = "help", .run = help},
};

static std::string mroute_usage()
{
    return usage_of("mroute", verbs) + "TABLE_ID := [ local | main | default | all | NUMBER ]";
}

void ip_mroute(Session &session, Args &args)
{
    run_verb(session, args, verbs, "mroute", show);
}

} // namespace nskit
