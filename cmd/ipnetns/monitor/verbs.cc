// SPDX-License-Identifier: MIT
// ip monitor: what the kernel tells of changes, as they happen, or from a file that rtmon(8) has recorded.
#include "cmd/ipnetns/monitor/monitor.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/netlink.h>
#include <sys/socket.h>

#include "cmd/ipnetns/objects.h"
#include "lib/netlink/saved.h"

namespace nskit {

// --- listening

/// Joins the groups of the objects that are asked for, and those of links and namespaces, by which it is
/// known how what events are about is called. A kernel may lack a group: there is then nothing to hear.
static void join_groups(const Context &context, const Monitor &monitor, Socket &socket)
{
    const int family = context.settings.family;
    socket.join(RTNLGRP_LINK);
    socket.join(RTNLGRP_NSID);
    for (const Subject &subject : subjects) {
        const std::pair<int, unsigned> groups[] = {{family, subject.any},
                                                   {AF_INET, subject.inet},
                                                   {AF_INET6, subject.inet6},
                                                   {AF_MPLS, subject.mpls}};
        for (auto [of, group] : groups)
            if (group && is_asked(monitor, subject) && (family == AF_UNSPEC || family == of))
                socket.join(group);
    }
}

/// What is there, so that it has a name when the kernel tells of its end.
static void learn_names(Context &context)
{
    context.look_into(-1);
    context.netns_ids().refresh();
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    context.socket().dump(message, [&](const nlmsghdr *link) { context.links().remember(link); });
    context.netns_ids().name(0);
}

/// Events were lost, since they came faster than they could be shown: said on stderr, and in JSON in the
/// stream as well, where a reader sees it between those that were not. Names may be among what was lost.
static void tell_loss(Context &context)
{
    const std::string text = format("netlink receive error %s (%d)", strerror(ENOBUFS), ENOBUFS);
    {
        auto object = context.out.object();
        context.out.data("error", text);
    }
    context.out.flush();
    warn("%s", text.c_str());
    learn_names(context);
}

/// The groups are joined before anything is asked, and what comes meanwhile waits: no event is missed.
[[noreturn]] static void listen(Session &session, Monitor &monitor)
{
    constexpr int receive_buffer = 1024 * 1024;
    const int on = 1;
    Socket socket(session.options.receive_buffer ? session.options.receive_buffer : receive_buffer);
    if (monitor.all_nsid)
        sys(setsockopt(socket.fd(), SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, &on, sizeof on),
            "NETLINK_LISTEN_ALL_NSID");
    join_groups(session, monitor, socket);
    learn_names(session);
    auto show = [&](const nlmsghdr *message) { show_event(session, monitor, message); };
    for (;;)
        if (!socket.events(show, &monitor.nsid))
            tell_loss(session);
}

// --- replaying

static void replay(Context &context, Monitor &monitor)
{
    Fd file(open(monitor.file, O_RDONLY | O_CLOEXEC));
    if (!file.valid())
        throw Error{format("Cannot fopen: %s", strerror(errno)), 255, errno};
    read_messages(file.get(), 255, [&](const nlmsghdr *message) { show_event(context, monitor, message); });
}

// --- the command line

static void read_device(Context &context, Args &args, Monitor &monitor)
{
    auto index = context.links().index(args.next());
    if (!index)
        wrong_argument(args.previous(), "Device does not exist");
    monitor.device = *index;
}

static std::string monitor_usage()
{
    std::string text = "Usage: ip monitor [ OBJECT ... ] [ label ] [ all-nsid ] [ dev DEVICE ]\n"
                       "       ip monitor [ OBJECT ... ] [ label ] [ dev DEVICE ] file FILE\n"
                       "OBJECT := {";
    const Subject *last = nullptr;
    for (const Subject &subject : subjects) {
        if (!last || subject_bit(*last) != subject_bit(subject))
            append_part(text, format("%s%s", last ? "| " : "", subject.word), 10);
        last = &subject;
    }
    return text + " | all }";
}

// What is tried before the objects, and behind them: `l` is label, `al` is all-nsid.
static constexpr Word<Monitor> first_words[] = {
    {"file", "FILE", [](Context &, Args &args, Monitor &m) { m.file = args.next(); }},
    {"label", nullptr, [](Context &, Args &, Monitor &m) { m.label = true; }},
};
static constexpr Word<Monitor> last_words[] = {
    // Without an object all are shown: the word adds none, but says of each what it is.
    {"all", nullptr, [](Context &, Args &, Monitor &m) { m.label = true; }, nullptr, true},
    {"all-nsid", nullptr, [](Context &, Args &, Monitor &m) { m.all_nsid = true; }},
    {"help", nullptr, [](Context &, Args &, Monitor &) { usage(monitor_usage()); }},
    {"dev", "DEVICE", read_device, nullptr, true},
};

static bool parse_subject(Args &args, Monitor &monitor)
{
    const Subject *subject = match(args.peek(), subjects);
    if (!subject)
        return false;
    monitor.subjects |= subject_bit(*subject);
    args.next();
    return true;
}

void ip_monitor(Session &session, Args &args)
{
    Monitor monitor;
    while (!args.empty())
        if (!parse_word<Monitor>(session, args, first_words, monitor) && !parse_subject(args, monitor) &&
            !parse_word<Monitor>(session, args, last_words, monitor))
            fail_with(255, "Argument \"%s\" is unknown, try \"ip monitor help\".", args.peek());
    if (monitor.file)
        return replay(session, monitor);
    listen(session, monitor);
}

} // namespace nskit
