// SPDX-License-Identifier: MIT
// ip xfrm monitor: what happens to states and policies, as the kernel reports it, or from a file.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <endian.h>

#include "cmd/ipnetns/monitor/monitor.h"
#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/base/error_text.h"
#include "lib/netlink/saved.h"
#include "lib/row/context.h"
#include "lib/row/timestamp.h"

namespace nskit {

namespace ipsec {

/// What the command line says.
struct Listening {
    uint32_t groups = 0; ///< bits, by XFRMNLGRP_*; 0: all
    bool hides_keys = false, all_netns = false;
    const char *file = nullptr;
};

// --- events

static void print_acquire(Context &context, const nlmsghdr *message)
{
    const auto acquire = header_of<xfrm_user_acquire>(message);
    const bool stats = context.settings.stats;
    const uint32_t spi = be32toh(acquire.id.spi);
    std::string text = "acquire proto " + name_of(protocols, acquire.id.proto) + " ";
    if (spi || stats)
        text += format(stats ? "spi 0x%08x(%u) " : "spi 0x%08x ", spi, spi);
    print_line(context, text);
    print_selector(context, "  sel ", acquire.sel, AF_UNSPEC);
    print_policy(context, "  policy ", acquire.policy, Record(message, sizeof acquire), {.lead = "    \t"});
    print_line(context, stats ? format("  seq 0x%08x enc-mask %08x auth-mask %08x comp-mask %08x",
                                       acquire.seq, acquire.ealgos, acquire.aalgos, acquire.calgos)
                              : "");
    end_lines(context);
}

static void print_state_flush(Context &context, const nlmsghdr *message)
{
    print_line(context,
               "Flushed state proto " + name_of(protocols, header_of<xfrm_usersa_flush>(message).proto));
    end_lines(context);
}

static void print_policy_flush(Context &context, const nlmsghdr *message)
{
    const Attrs attrs(message, 0);
    std::string text = "Flushed policy ";
    if (const nlattr *type = attrs[XFRMA_POLICY_TYPE])
        text += "ptype " + policy_type_name(get<xfrm_userpolicy_type>(type).type) + " ";
    print_line(context, text);
    end_lines(context);
}

static void print_report(Context &context, const nlmsghdr *message)
{
    const auto report = header_of<xfrm_user_report>(message);
    print_line(context, "report proto " + name_of(protocols, report.proto) + " ");
    print_selector(context, "  sel ", report.sel, AF_UNSPEC);
    print_attributes(context, Record(message, sizeof report), {.lead = "  "});
    end_lines(context);
}

/// `reqid 0x5 protocol esp  SPI 0x100`.
static std::string state_text(uint32_t reqid, const xfrm_usersa_id &id)
{
    return format("  reqid 0x%x protocol %s  SPI 0x%x\n", reqid, name_of(protocols, id.proto).c_str(),
                  be32toh(id.spi));
}

static void print_async_event(Context &context, const nlmsghdr *message)
{
    const auto event = header_of<xfrm_aevent_id>(message);
    const int family = event.sa_id.family;
    std::string text = format("Async event  (0x%x) ", event.flags);
    text += event.flags & XFRM_AE_CR ? " replay update " : "";
    text += event.flags & XFRM_AE_CE ? " timer expired " : "";
    text += event.flags & XFRM_AE_CU ? " policy updated " : "";
    text +=
        "\n\tsrc " + address_text(event.saddr, family) + " dst " + address_text(event.sa_id.daddr, family);
    context.out.text(text + state_text(event.reqid, event.sa_id));
}

static void print_mapping(Context &context, const nlmsghdr *message)
{
    const auto mapping = header_of<xfrm_user_mapping>(message);
    const int family = mapping.id.family;
    context.out.text(format("Mapping change %s:%u -> %s:%u\n\tdst %s",
                            address_text(mapping.old_saddr, family).c_str(), be16toh(mapping.old_sport),
                            address_text(mapping.new_saddr, family).c_str(), be16toh(mapping.new_sport),
                            address_text(mapping.id.daddr, family).c_str()) +
                     state_text(mapping.reqid, mapping.id));
}

/// A kind of event: the size of its header, and what prints it.
struct Event {
    uint16_t type;
    size_t header;
    void (*print)(Context &, const nlmsghdr *);
};
static constexpr Event events[] = {
    {XFRM_MSG_NEWPOLICY, 0, print_policy},
    {XFRM_MSG_DELPOLICY, 0, print_policy},
    {XFRM_MSG_UPDPOLICY, 0, print_policy},
    {XFRM_MSG_POLEXPIRE, 0, print_policy},
    {XFRM_MSG_ACQUIRE, sizeof(xfrm_user_acquire), print_acquire},
    {XFRM_MSG_FLUSHSA, sizeof(xfrm_usersa_flush), print_state_flush},
    {XFRM_MSG_FLUSHPOLICY, 0, print_policy_flush},
    {XFRM_MSG_REPORT, sizeof(xfrm_user_report), print_report},
    {XFRM_MSG_NEWAE, sizeof(xfrm_aevent_id), print_async_event},
    {XFRM_MSG_MAPPING, sizeof(xfrm_user_mapping), print_mapping},
    {XFRM_MSG_GETDEFAULT, sizeof(xfrm_userpolicy_default), print_defaults},
};

static bool is_about_states(const nlmsghdr *message)
{
    constexpr uint16_t types[] = {XFRM_MSG_NEWSA, XFRM_MSG_DELSA, XFRM_MSG_UPDSA, XFRM_MSG_EXPIRE};
    return std::find(std::begin(types), std::end(types), message->nlmsg_type) != std::end(types);
}

static void print_event(Context &context, const nlmsghdr *message, bool hides_keys)
{
    if (is_about_states(message))
        return print_state(context, message, hides_keys);
    for (const Event &event : events)
        if (event.type == message->nlmsg_type) {
            if (has_header(message, event.header))
                event.print(context, message);
            return;
        }
    if (message->nlmsg_type >= NLMSG_MIN_TYPE)
        context.out.text(format("Unknown message: %08u 0x%08x 0x%08x\n", message->nlmsg_len,
                                message->nlmsg_type, message->nlmsg_flags));
}

static void show_event(Session &session, const Listening &listening, const nlmsghdr *message, int nsid)
{
    session.forget(); // devices may have changed since the last event
    session.look_into(nsid);
    print_timestamp(session);
    if (listening.all_netns)
        session.out.text(nsid < 0 ? "[nsid current]" : format("[nsid %d]", nsid));
    print_event(session, message, listening.hides_keys);
    session.out.flush();
}

// --- listening

[[noreturn]] static void listen(Session &session, const Listening &listening)
{
    Socket socket = open_socket(session);
    if (listening.all_netns)
        socket.listen_to_all_netns();
    for (unsigned group = XFRMNLGRP_ACQUIRE; group <= XFRMNLGRP_MAX; group++)
        if (listening.groups == 0 || listening.groups & 1U << group)
            socket.join(group);
    int nsid = -1;
    auto show = [&](const nlmsghdr *message) { show_event(session, listening, message, nsid); };
    for (;;)
        if (!socket.events(show, &nsid))
            warn("netlink receive error %s (%d)", error_text(ENOBUFS), ENOBUFS);
}

static void replay(Session &session, const Listening &listening)
{
    const Fd file = open_recorded(listening.file);
    read_messages(file.get(), 1,
                  [&](const nlmsghdr *message) { show_event(session, listening, message, -1); });
}

// --- the command line

static void parse_file(Context &, Args &args, Listening &listening)
{
    listening.file = args.next();
}

template <bool Listening::*member> static void set_on(Context &, Args &, Listening &listening)
{
    listening.*member = true;
}

/// All events are shown if no word names some.
static void set_all(Context &, Args &, Listening &) {}

template <unsigned group> static void add_group(Context &, Args &, Listening &listening)
{
    listening.groups |= 1U << group;
}

static void help(Context &, Args &, Listening &)
{
    usage(xfrm_monitor_usage());
}

static constexpr Word<Listening> words[] = {
    {.word = "file", .arg = "FILE", .set = parse_file},
    {.word = "nokeys", .set = set_on<&Listening::hides_keys>, .exact = true},
    {.word = "all", .set = set_all, .exact = true},
    {.word = "all-nsid", .set = set_on<&Listening::all_netns>},
};
static constexpr Word<Listening> event_words[] = {
    {.word = "acquire", .set = add_group<XFRMNLGRP_ACQUIRE>},
    {.word = "expire", .set = add_group<XFRMNLGRP_EXPIRE>},
    {.word = "SA", .set = add_group<XFRMNLGRP_SA>},
    {.word = "aevent", .set = add_group<XFRMNLGRP_AEVENTS>},
    {.word = "policy", .set = add_group<XFRMNLGRP_POLICY>},
    {.word = "report", .set = add_group<XFRMNLGRP_REPORT>},
};
static constexpr Word<Listening> last_words[] = {{.word = "help", .set = help}};

} // namespace ipsec

std::string xfrm_monitor_usage()
{
    std::string names;
    for (const auto &subject : ipsec::event_words)
        names += format("%s%s", names.empty() ? "" : " | ", subject.word);
    return usage_of("ip xfrm monitor [ nokeys ] [ all-nsid ] [ all | OBJECTS | help ]\n") + "OBJECTS := { " +
           names + " }\n";
}

void xfrm_monitor(Session &session, Args &args)
{
    using namespace ipsec;
    Listening listening;
    while (!args.empty())
        if (!parse_word<Listening>(session, args, words, listening) &&
            !parse_word<Listening>(session, args, event_words, listening) &&
            !parse_word<Listening>(session, args, last_words, listening))
            fail_with(255, "Argument \"%s\" is unknown, try \"ip xfrm monitor help\".", args.peek().data());
    if (listening.file)
        return replay(session, listening);
    listen(session, listening);
}

} // namespace nskit
