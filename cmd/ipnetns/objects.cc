// SPDX-License-Identifier: MIT
// The list of objects, in the order in which the reference matches abbreviations. Those without a function
// are not here, and refused as unknown; but what abbreviates them shall not mean another.
#include "cmd/ipnetns/objects.h"

#include "cmd/ipnetns/command/command.h"

namespace nskit {

static constexpr Command rows[] = {
    changing("address", ip_addr),
    changing("addrlabel", ip_addrlabel),
    {"maddress", ip_maddress},
    changing("route", ip_route),
    changing("rule", ip_rule),
    changing("neighbor", ip_neigh),
    changing("neighbour", ip_neigh),
    {"ntable", ip_ntable},
    {"ntbl", ip_ntable},
    changing("link", ip_link),
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
    changing("nexthop", ip_nexthop),
    {"help", ip_help},
    {"stats", ip_stats},
};
constexpr std::span<const Command> objects{rows};

/// Where a command does more than to ask for a change, what waits comes first. What is remembered of devices
/// and namespaces ends with it: it may have changed them.
static void run_command(Session &session, Args &args, const Command &command)
{
    if (command.only_changes)
        return command.run(session, args);
    struct Forget {
        Session &session;
        ~Forget() { session.forget(); }
    };
    session.flush();
    Forget at_end{session};
    command.run(session, args);
}

void run_verb(Session &session, Args &args, std::span<const Command> verbs, const char *object,
              void (*fallback)(Session &, Args &), int status)
{
    if (args.empty())
        return run_command(session, args, {nullptr, fallback});
    const Command *verb = match(args.peek(), verbs);
    if (!verb)
        fail_with(status, "Command \"%s\" is unknown, try \"ip %s help\".%s", args.peek(), object,
                  Nearest(args.peek()).among(verbs).line().c_str());
    args.next();
    run_command(session, args, *verb);
}

const Command *find_object(std::string_view word)
{
    const Command *object = match(word, objects);
    return object && object->run ? object : nullptr;
}

void run_object(Session &session, Args &args)
{
    const Command *object = find_object(args.peek());
    if (!object) {
        Nearest nearest(args.peek());
        for (const Command &row : objects)
            if (row.run)
                nearest.offer(row.word);
        fail("Object \"%s\" is unknown, try \"ip help\".%s", args.peek(), nearest.line().c_str());
    }
    args.next();
    run_command(session, args, *object);
}

void send_change(Session &session, Message &message, void (*show)(Context &, const nlmsghdr *))
{
    if (!session.options.echo)
        return session.change(message);
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
