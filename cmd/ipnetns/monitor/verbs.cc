// SPDX-License-Identifier: MIT
// ip monitor: changes as the kernel reports them, or from a file that rtmon(8) has recorded.
#include "cmd/ipnetns/monitor/monitor.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>

#include "cmd/ipnetns/objects.h"
#include "lib/base/error_text.h"
#include "lib/netlink/saved.h"

namespace nskit {

// --- listening

/// Joins the groups of the subjects, and those of links and namespaces, from which it learns their names. A
/// kernel that lacks a group has no such events.
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

/// Learns the names of what exists, to show them when the kernel reports its end.
static void learn_names(Context &context)
{
    context.look_into(-1);
    context.netns_ids().refresh();
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    context.socket().dump(message, [&](const nlmsghdr *link) { context.links().remember(link); });
    context.netns_ids().name(0);
}

/// Reports that events were lost, since they came faster than they could be shown: on stderr, and in JSON
/// also in the stream, between the events before and after. Learns the names again, as some may have been
/// lost.
static void tell_loss(Context &context)
{
    const std::string text = lost_events();
    {
        auto object = context.out.object();
        context.out.data("error", text);
    }
    context.out.flush();
    warn("%s", text.c_str());
    learn_names(context);
}

/// The types of messages whose objects are asked for.
static std::vector<uint16_t> asked_types(const Monitor &monitor)
{
    std::vector<uint16_t> types;
    for (const Subject &subject : subjects)
        if (is_asked(monitor, subject))
            types.push_back(subject.first);
    return types;
}

/// Tells what the lost events would have told. What is still in the socket is older than a dump, and comes
/// first: the kernel adds nothing to it, and reports no further loss, until all of it has been read.
static void resync(Context &context, Monitor &monitor, Socket &socket)
{
    auto show = [&](const nlmsghdr *message) { show_event(context, monitor, message); };
    pollfd polled{.fd = socket.fd(), .events = POLLIN, .revents = 0};
    while (poll(&polled, 1, 0) > 0)
        socket.events(show, &monitor.nsid);
    monitor.nsid = -1;
    monitor.found_later = true;
    monitor.told->compare(context, asked_types(monitor), context.settings.family, show);
    monitor.found_later = false;
}

/// Joins the groups before it asks for names. Events that come meanwhile wait in the socket: none is missed.
[[noreturn]] static void listen(Session &session, Monitor &monitor)
{
    constexpr int receive_buffer = 1024 * 1024;
    Socket socket(session.options.receive_buffer ? session.options.receive_buffer : receive_buffer);
    if (monitor.all_nsid)
        socket.listen_to_all_netns();
    join_groups(session, monitor, socket);
    learn_names(session);
    Told told;
    if (monitor.resync) {
        monitor.told = &told;
        told.compare(session, asked_types(monitor), session.settings.family, [](const nlmsghdr *) {});
    }
    auto show = [&](const nlmsghdr *message) { show_event(session, monitor, message); };
    for (;;) {
        if (socket.events(show, &monitor.nsid))
            continue;
        tell_loss(session);
        if (monitor.told)
            resync(session, monitor, socket);
    }
}

// --- replaying

Fd open_recorded(const char *path)
{
    Fd file = open_file(path, O_RDONLY);
    if (!file.valid())
        throw Error{format("Cannot fopen: %s", error_text(errno)), 255, errno};
    return file;
}

static void replay(Context &context, Monitor &monitor)
{
    const Fd file = open_recorded(monitor.file);
    read_messages(file.get(), 255, [&](const nlmsghdr *message) { show_event(context, monitor, message); });
}

// --- the command line

static void parse_device(Context &context, Args &args, Monitor &monitor)
{
    auto index = context.links().index(args.next());
    if (!index)
        wrong_argument(args.previous(), "Device does not exist");
    monitor.device = *index;
}

static constexpr Command forms[] = {
    {.usage = "[ OBJECT ... ] [ label ] [ all-nsid ] [ resync ]\n"
              "           [ dev DEVICE ]\n"
              "[ OBJECT ... ] [ label ] [ dev DEVICE ] file FILE"},
};

static std::string monitor_usage()
{
    std::string text = usage_of("monitor", forms) + "OBJECT := {";
    const Subject *last = nullptr;
    for (const Subject &subject : subjects) {
        if (!last || subject_bit(*last) != subject_bit(subject))
            append_part(text, format("%s%s", last ? "| " : "", subject.word), 10);
        last = &subject;
    }
    return text + " | all }";
}

static void parse_file(Context &, Args &args, Monitor &monitor)
{
    monitor.file = args.next();
}

static void set_label(Context &, Args &, Monitor &monitor)
{
    monitor.label = true;
}

static void set_all_nsid(Context &, Args &, Monitor &monitor)
{
    monitor.all_nsid = true;
}

static void set_resync(Context &, Args &, Monitor &monitor)
{
    monitor.resync = true;
}

static void help(Context &, Args &, Monitor &)
{
    usage(monitor_usage());
}

// Tried before the objects, and after them: `l` is label, `al` is all-nsid.
static constexpr Word<Monitor> first_words[] = {
    {.word = "file", .arg = "FILE", .set = parse_file},
    {.word = "label", .set = set_label},
};
static constexpr Word<Monitor> last_words[] = {
    // Without an object all are shown. So this word adds none, but turns the labels on.
    {.word = "all", .set = set_label, .exact = true},
    {.word = "all-nsid", .set = set_all_nsid},
    {.word = "resync", .set = set_resync, .exact = true},
    {.word = "help", .set = help},
    {.word = "dev", .arg = "DEVICE", .set = parse_device, .exact = true},
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
            fail_with(255, "Argument \"%s\" is unknown, try \"ip monitor help\".", args.peek().data());
    if (monitor.file)
        return replay(session, monitor);
    listen(session, monitor);
}

} // namespace nskit
