// SPDX-License-Identifier: MIT
// The list of objects, in the order in which the reference matches abbreviations. Those without a function are
// not here, and refused as unknown; but what abbreviates them shall not mean another.
#include "objects.h"

#include "ip.h"

namespace nskit {

static constexpr Command rows[] = {
    {"address", ip_addr},
    {"addrlabel", ip_addrlabel},
    {"maddress", ip_maddress},
    {"route", ip_route},
    {"rule", ip_rule},
    {"neighbor", ip_neigh},
    {"neighbour", ip_neigh},
    {"ntable", ip_ntable},
    {"ntbl", ip_ntable},
    {"link", ip_link},
    {"tunnel", nullptr},
    {"tunl", nullptr},
    {"tuntap", ip_tuntap},
    {"tap", ip_tuntap},
    {"token", ip_token},
    {"monitor", ip_monitor},
    {"mroute", nullptr},
    {"mrule", ip_mrule},
    {"netns", ip_netns},
    {"netconf", ip_netconf},
    {"vrf", ip_vrf},
    {"sr", nullptr},
    {"help", ip_help},
    {"stats", ip_stats},
};
constexpr std::span<const Command> objects{rows};

void run_verb(Session &session, Args &args, std::span<const Command> verbs, const char *object,
              void (*fallback)(Session &, Args &), int status)
{
    if (args.empty())
        return fallback(session, args);
    const Command *verb = match(args.peek(), verbs);
    if (!verb)
        fail_with(status, "Command \"%s\" is unknown, try \"ip %s help\".", args.peek(), object);
    args.next();
    verb->run(session, args);
}

const Command *find_object(std::string_view word)
{
    const Command *object = match(word, objects);
    return object && object->run ? object : nullptr;
}

void run_object(Session &session, Args &args)
{
    const Command *object = find_object(args.peek());
    if (!object)
        fail("Object \"%s\" is unknown, try \"ip help\".", args.peek());
    args.next();
    object->run(session, args);
}

void send_change(Session &session, Message &message, void (*show)(Session &, const nlmsghdr *))
{
    if (!session.settings.echo)
        return session.socket().request(message);
    message.header()->nlmsg_flags |= NLM_F_ECHO;
    auto list = session.out.list();
    session.socket().request(message, [&](const nlmsghdr *answer) { show(session, answer); });
}

void usage(std::string text)
{
    if (text.ends_with('\n'))
        text.pop_back();
    throw Error{std::move(text), 255};
}

void ip_help(Session &, Args &)
{
    usage(global_usage());
}

} // namespace nskit
