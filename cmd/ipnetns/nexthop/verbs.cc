// SPDX-License-Identifier: MIT
// ip nexthop: its verbs, but for list, get, flush and bucket, and how a next hop is printed.
#include "cmd/ipnetns/nexthop/nexthop.h"

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/route/encap/encap.h"

namespace nskit {

void print_nexthop_words(Context &context, const Record &nexthop)
{
    print_fields(context, nexthop_fields.rows, nexthop);
}

void print_nexthop(Context &context, const nlmsghdr *message)
{
    auto object = context.out.object();
    if (message->nlmsg_type == RTM_DELNEXTHOP)
        context.out.flag({"deleted", "Deleted"});
    print_nexthop_words(context, Record::of<nhmsg>(message));
    context.out.line();
}

// --- add, replace and delete

void parse_nexthop(Context &context, Args &args, Message &message)
{
    message.fixed<nhmsg>().nh_family = static_cast<uint8_t>(context.settings.family);
    for (Seen seen; parse_field(context, args, nexthop_fields, message, seen);)
        continue;
    if (args.take("help"))
        usage(nexthop_usage());
    if (!args.empty())
        wrong_argument(args.peek(), "");
}

static void print_answer(Context &context, const nlmsghdr *answer)
{
    if (has_fixed(answer, sizeof(nhmsg)))
        print_nexthop(context, answer);
}

template <uint16_t type, uint16_t flags> static void modify(Session &session, Args &args)
{
    Message message(type, flags, nhmsg{});
    parse_nexthop(session, args, message);
    send_change(session, message, print_answer);
}

// --- the verbs

static void help(Session &, Args &)
{
    usage(nexthop_usage());
}

static constexpr Command verbs[] = {
    {.word = "list", .run = nexthop_list, .usage = "{ list | flush } [ SELECTOR ]"},
    {.word = "show", .run = nexthop_list},
    {.word = "lst", .run = nexthop_list},
    {.word = "flush", .run = nexthop_flush},
    {.word = "add",
     .run = modify<RTM_NEWNEXTHOP, NLM_F_CREATE | NLM_F_EXCL>,
     .only_changes = true,
     .usage = "{ add | replace } id ID NEXTHOP"},
    {.word = "replace", .run = modify<RTM_NEWNEXTHOP, NLM_F_CREATE | NLM_F_REPLACE>, .only_changes = true},
    {.word = "get", .run = nexthop_get, .usage = "{ get | del } id ID"},
    {.word = "delete", .run = modify<RTM_DELNEXTHOP, 0>, .only_changes = true},
    {.word = "bucket",
     .run = nexthop_bucket,
     .usage = "bucket list [ BUCKET_SELECTOR ]\nbucket get id ID index INDEX"},
    {.word = "wait", .run = nexthop_wait, .usage = WAIT_USAGE("[ SELECTOR ]")},
    {.word = "ensure",
     .run = ensure_verb<nexthop_state>,
     .exact = true,
     .usage = "{ ensure | absent } id ID NEXTHOP"},
    {.word = "absent", .run = absent_verb<nexthop_state>, .exact = true},
    {.word = "help", .run = help},
};

std::string nexthop_usage()
{
    constexpr int indent = 8;
    return usage_of("nexthop", verbs) + "\nSELECTOR :=\n" + nexthop_selector(indent) +
           "BUCKET_SELECTOR :=\n" + nexthop_bucket_selector(indent) + "NEXTHOP :=\n" +
           describe_fields(nexthop_fields.rows, indent) + "        and behind type resilient\n" +
           describe_fields(resilient_fields.rows, indent) +
           "FAMILY := { inet | inet6 }\nKIND, with the words that ip route help shows :=\n        " +
           encap_names();
}

void ip_nexthop(Session &session, Args &args)
{
    run_verb(session, args, verbs, "nexthop", nexthop_list);
}

} // namespace nskit
