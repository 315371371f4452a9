// SPDX-License-Identifier: MIT
// ip route: its verbs, but for show, flush, get, save and restore, which have files of their own.
#include "cmd/ipnetns/route/route.h"

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/route/encap/encap.h"

namespace nskit {

static void print_answer(Context &context, const nlmsghdr *answer)
{
    if (!has_fixed(answer, sizeof(rtmsg)))
        return;
    auto object = context.out.object();
    print_route(context, Record::of<rtmsg>(answer));
}

template <uint16_t type, uint16_t flags> static void modify(Session &session, Args &args)
{
    RouteRequest request(type, flags, session.settings.family);
    parse_route(session, args, request);
    send_change(session, request.message, print_answer);
}

static constexpr const char *explanations = R"(
TABLE_ID := { local | main | default | NAME | NUMBER }
SCOPE := { host | link | global | NAME | NUMBER }
RTPROTO := { kernel | boot | static | NAME | NUMBER }
FAMILY := { inet | inet6 | link | mpls | bridge }
TIME := NUMBER[ s | ms ]
FEATURE := { ecn | tcp_usec_ts })";

static void help(Session &, Args &)
{
    usage(route_usage());
}

// The order of help, in which abbreviations are matched: `r` means replace, not restore.
static constexpr Command verbs[] = {
    {.word = "list", .run = route_show, .usage = "{ list | flush } SELECTOR"},
    {.word = "show", .run = route_show},
    {.word = "lst", .run = route_show},
    {.word = "flush", .run = route_flush},
    {.word = "save", .run = route_save, .usage = "save SELECTOR"},
    {.word = "showdump", .run = route_showdump, .usage = "{ restore | showdump }"},
    {.word = "get", .run = route_get, .usage = "get [ QUERY ] ADDRESS"},
    {.word = "add",
     .run = modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL>,
     .only_changes = true,
     .usage = "{ add | del | change | append | prepend | replace | test }\n"
              "                ROUTE"},
    {.word = "change", .run = modify<RTM_NEWROUTE, NLM_F_REPLACE>, .also = "chg", .only_changes = true},
    {.word = "replace", .run = modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE>, .only_changes = true},
    {.word = "prepend", .run = modify<RTM_NEWROUTE, NLM_F_CREATE>, .only_changes = true},
    {.word = "append", .run = modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND>, .only_changes = true},
    {.word = "test", .run = modify<RTM_NEWROUTE, NLM_F_EXCL>, .only_changes = true},
    {.word = "delete", .run = modify<RTM_DELROUTE, 0>, .only_changes = true},
    {.word = "restore", .run = route_restore},
    {.word = "wait", .run = route_wait, .usage = WAIT_USAGE("SELECTOR")},
    {.word = "ensure", .run = ensure_verb<route_state>, .exact = true, .usage = "{ ensure | absent } ROUTE"},
    {.word = "absent", .run = absent_verb<route_state>, .exact = true},
    {.word = "help", .run = help},
};

std::string route_usage()
{
    constexpr int indent = 8;
    std::string types;
    append_part(types, route_type_names(), indent);
    return usage_of("route", verbs) + "\nSELECTOR :=\n" + describe_words(route_filter_words, indent) +
           "QUERY :=\n" + route_get_words(indent) + "ROUTE := [ TYPE ] PREFIX\n" +
           describe_words(route_words, indent) + describe_fields(route_fields.rows, indent) +
           describe_fields(metric_fields.rows, indent) + "HOP :=\n" + describe_words(hop_words, indent) +
           describe_fields(hop_fields.rows, indent) + "KIND :=\n" + encap_words(indent) + "\nTYPE := {\n" +
           types + " }" + explanations;
}

void ip_route(Session &session, Args &args)
{
    run_verb(session, args, verbs, "route", route_show);
}

} // namespace nskit
