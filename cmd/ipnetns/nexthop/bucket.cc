// SPDX-License-Identifier: MIT
// ip nexthop bucket: the buckets of resilient groups, each of which sends to one of the group's next hops.
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "lib/row/hop.h"

namespace nskit {

// --- how one is shown

static constexpr Field content_rows[] = {
    {.attr = NHA_RES_BUCKET_INDEX, .type = u16, .text = "index"},
    {.attr = NHA_RES_BUCKET_IDLE_TIME, .type = nexthop::seconds, .text = "idle_time"},
    {.attr = NHA_RES_BUCKET_NH_ID, .type = u32, .text = "nhid"},
};

static void print_content(Context &context, const Field &field, const Record &record)
{
    auto object = context.out.object(field.key());
    print_fields(context, content_rows, record.nested(field.attr));
}

static constexpr Type content_type{.print = print_content};

static void print_flags(Context &context, const Field &, const Record &record)
{
    print_hop_flags(context, record.fixed<nhmsg>().nh_flags);
}

static constexpr Type flags_type{.print = print_flags};

static constexpr Field rows[] = {
    nexthop::id,
    {.attr = NHA_RES_BUCKET, .type = content_type, .json = "bucket"},
    {.type = flags_type},
};

void print_bucket(Context &context, const nlmsghdr *message)
{
    auto object = context.out.object();
    if (message->nlmsg_type == RTM_DELNEXTHOPBUCKET)
        context.out.flag({"deleted", "Deleted"});
    print_fields(context, rows, Record::of<nhmsg>(message));
    context.out.line();
}

// --- which ones are selected

/// The number goes into a nest.
template <class T>
static bool parse_in_bucket(Context &context, Args &args, const Field &field, Message &message)
{
    Nest nest(message, NHA_RES_BUCKET, true);
    return parse_number<T>(context, args, field, message);
}

template <class T> static constexpr Type in_bucket{.arg = "NUMBER", .parse = parse_in_bucket<T>};

static constexpr Field selector_rows[] = {
    nexthop::selected_device,
    nexthop::selected_master,
    nexthop::selected_vrf,
    nexthop::id,
    {.word = "nhid",
     .attr = NHA_RES_BUCKET_NH_ID,
     .type = in_bucket<uint32_t>,
     .wrong = "invalid id value",
     .exact = true},
};
static constexpr Fields selector{selector_rows};

static constexpr Field key_rows[] = {
    nexthop::id,
    {.word = "index",
     .attr = NHA_RES_BUCKET_INDEX,
     .type = in_bucket<uint16_t>,
     .wrong = "invalid bucket index value",
     .exact = true},
};
static constexpr Fields key{key_rows};

std::string nexthop_bucket_selector(int indent)
{
    return describe_fields(selector_rows, indent);
}

static void parse(Context &context, Args &args, const Fields &table, Message &request)
{
    request.fixed<nhmsg>().nh_family = static_cast<uint8_t>(context.settings.family);
    for (Seen seen; parse_field(context, args, table, request, seen);)
        continue;
    request.keep_last();
}

void parse_bucket_selection(Context &context, Args &args, Message &request)
{
    parse(context, args, selector, request);
    end_selection(args);
}

void parse_bucket_key(Context &context, Args &args, Message &request)
{
    parse(context, args, key, request);
    if (!args.empty() || !request.find(NHA_ID) || !request.find(NHA_RES_BUCKET))
        usage(nexthop_usage());
}

// --- the verbs

static void show(Context &context, const nlmsghdr *found)
{
    if (found->nlmsg_type == RTM_NEWNEXTHOPBUCKET && has_fixed(found, sizeof(nhmsg)))
        print_bucket(context, found);
}

static void list(Session &session, Args &args)
{
    Message request(RTM_GETNEXTHOPBUCKET, 0, nhmsg{});
    parse_bucket_selection(session, args, request);
    auto buckets = session.out.list();
    dump_nexthops(session, request, Purpose::show, [&](const nlmsghdr *found) { show(session, found); });
}

static void get(Session &session, Args &args)
{
    Message request(RTM_GETNEXTHOPBUCKET, 0, nhmsg{});
    parse_bucket_key(session, args, request);
    session.socket().get(request, [&](const nlmsghdr *answer) {
        auto buckets = session.out.list();
        show(session, answer);
    });
}

static void help(Session &, Args &)
{
    usage(nexthop_usage());
}

static constexpr Command verbs[] = {
    {.word = "list", .run = list}, {.word = "show", .run = list}, {.word = "lst", .run = list},
    {.word = "get", .run = get},   {.word = "help", .run = help},
};

void nexthop_bucket(Session &session, Args &args)
{
    run_verb(session, args, verbs, "nexthop", list);
}

} // namespace nskit
