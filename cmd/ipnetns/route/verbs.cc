// SPDX-License-Identifier: MIT
// ip route: its verbs, but for show, flush, get, save and restore, which have files of their own.
#include "cmd/ipnetns/route/route.h"

#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/route/encap/encap.h"

namespace nskit {

static void show_answer(Context &context, const nlmsghdr *answer)
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
    send_change(session, request.message, show_answer);
}

static constexpr const char *explanations = R"(
TYPE := { unicast | local | broadcast | multicast | anycast | throw |
          unreachable | prohibit | blackhole | nat | xresolve }
TABLE_ID := { local | main | default | NAME | NUMBER }
SCOPE := { host | link | global | NAME | NUMBER }
RTPROTO := { kernel | boot | static | NAME | NUMBER }
FAMILY := { inet | inet6 | link | mpls | bridge }
TIME := NUMBER[ s | ms ]
FEATURE := { ecn | tcp_usec_ts })";

std::string route_usage()
{
    constexpr int indent = 8;
    return "Usage: ip route { list | flush } SELECTOR\n"
           "       ip route save SELECTOR\n"
           "       ip route { restore | showdump }\n"
           "       ip route get [ QUERY ] ADDRESS\n"
           "       ip route { add | del | change | append | prepend | replace | test } ROUTE\n\n"
           "SELECTOR :=\n" +
           describe_words(route_filter_words, indent) + "QUERY :=\n" + route_get_words(indent) +
           "ROUTE := [ TYPE ] PREFIX\n" + describe_words(route_words, indent) +
           describe_fields(route_fields.rows, indent) + describe_fields(metric_fields.rows, indent) +
           "HOP :=\n" + describe_words(hop_words, indent) + describe_fields(hop_fields.rows, indent) +
           "KIND :=\n" + encap_words(indent) + explanations;
}

static void help(Session &, Args &)
{
    usage(route_usage());
}

static constexpr Command verbs[] = {
    changing("add", modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL>),
    changing("change", modify<RTM_NEWROUTE, NLM_F_REPLACE>, "chg"),
    changing("replace", modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE>),
    changing("prepend", modify<RTM_NEWROUTE, NLM_F_CREATE>),
    changing("append", modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND>),
    changing("test", modify<RTM_NEWROUTE, NLM_F_EXCL>),
    changing("delete", modify<RTM_DELROUTE, 0>),
    {"list", route_show},
    {"show", route_show},
    {"lst", route_show},
    {"get", route_get},
    {"flush", route_flush},
    {"save", route_save},
    {"restore", route_restore},
    {"showdump", route_showdump},
    {"help", help},
};

void ip_route(Session &session, Args &args)
{
    run_verb(session, args, verbs, "route", route_show);
}

} // namespace nskit
