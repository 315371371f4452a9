// SPDX-License-Identifier: MIT
// ip route: its verbs. What a route is made of stands in route_fields.cc and route_metrics.cc, how it is read
// in route_parse.cc, which ones are shown in route_show.cc.
#include "route.h"

#include "objects.h"

namespace nskit {

/// Sends a request that changes a route; -echo shows what the kernel says of it.
static void send(Session &session, Message &message)
{
    if (!session.settings.echo)
        return session.socket().request(message);
    message.header()->nlmsg_flags |= NLM_F_ECHO;
    auto list = session.out.list();
    session.socket().request(message, [&](const nlmsghdr *answer) {
        if (!has_fixed(answer, sizeof(rtmsg)))
            return;
        auto object = session.out.object();
        print_route(session, {Attrs(answer, sizeof(rtmsg)), answer});
    });
}

template <uint16_t type, uint16_t flags> static void modify(Session &session, Args &args)
{
    RouteRequest request(type, flags, session.settings.family);
    parse_route(session, args, request);
    send(session, request.message);
}

std::string route_usage()
{
    return "Usage: ip route { list | flush } SELECTOR\n";
}

static void help(Session &, Args &)
{
    usage(route_usage());
}

static constexpr Command verbs[] = {
    {"add", modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL>},
    {"change", modify<RTM_NEWROUTE, NLM_F_REPLACE>, "chg"},
    {"replace", modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE>},
    {"prepend", modify<RTM_NEWROUTE, NLM_F_CREATE>},
    {"append", modify<RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND>},
    {"test", modify<RTM_NEWROUTE, NLM_F_EXCL>},
    {"delete", modify<RTM_DELROUTE, 0>},
    {"list", route_show},
    {"show", route_show},
    {"lst", route_show},
    {"help", help},
};

void ip_route(Session &session, Args &args)
{
    run_verb(session, args, verbs, "route", route_show);
}

} // namespace nskit
