// SPDX-License-Identifier: MIT
// ip mptcp monitor: connections and their subflows as they come and go.
#include <csignal>
#include <linux/mptcp.h>
#include <poll.h>
#include <sys/signalfd.h>

#include "cmd/ipnetns/mptcp/mptcp.h"
#include "lib/netlink/uapi.h"
#include "lib/row/address_pair.h"
#include "lib/row/timestamp.h"
#include "lib/row/types.h"

namespace nskit {

// --- rows

static void print_token(Context &context, const Field &field, const Record &record)
{
    const auto token = get<uint32_t>(record[field.attr]);
    context.out.literal(label(field), format("%08x", token), quote(format("%#x", token)));
}

static void print_event_address(Context &context, const Field &field, const Record &record)
{
    AddressText space;
    const auto bytes = get_bytes(record[field.attr]);
    const int family = bytes.size() == 16 ? AF_INET6 : AF_INET;
    context.out.string(label(field, address_color(family)), format_address(family, bytes, space));
}

static void print_device_name(Context &context, const Field &field, const Record &record)
{
    const auto *link = context.links().find(get<int>(record[field.attr]));
    if (link)
        context.out.string(label(field, Color::ifname), link->name);
}

constexpr uint16_t deny_join_id0 = 1, server_side = 2; // MPTCP_PM_EV_FLAG_*

static uint16_t event_flags(const Record &event)
{
    return event.attrs.value<uint16_t>(MPTCP_ATTR_FLAGS);
}

/// Newer kernels report it as a flag, too.
static void print_server_side(Context &context, const Field &field, const Record &event)
{
    if (event.attrs.value<uint8_t>(MPTCP_ATTR_SERVER_SIDE) || event_flags(event) & server_side)
        context.out.flag(label(field));
}

static void print_deny_join(Context &context, const Field &field, const Record &event)
{
    if (event_flags(event) & deny_join_id0)
        context.out.flag(label(field));
}

static void print_other_flags(Context &context, const Field &field, const Record &event)
{
    if (const int others = event_flags(event) & ~(deny_join_id0 | server_side))
        context.out.hex(label(field), static_cast<uint64_t>(others));
}

constexpr Type token{.print = print_token};
constexpr Type event_address{.print = print_event_address};
constexpr Type device_name{.print = print_device_name};
constexpr Type of_server{.print = print_server_side};
constexpr Type deny_join{.print = print_deny_join};
constexpr Type event_other_flags{.print = print_other_flags};

static constexpr Field rows[] = {
    event_field(MPTCP_ATTR_TOKEN, token, " token=", "token"),
    event_field(MPTCP_ATTR_REM_ID, u8, " remid=", "remid"),
    event_field(MPTCP_ATTR_LOC_ID, u8, " locid=", "locid"),
    event_field(MPTCP_ATTR_SADDR4, event_address, " saddr4=", "saddr4"),
    event_field(MPTCP_ATTR_DADDR4, event_address, " daddr4=", "daddr4"),
    event_field(MPTCP_ATTR_SADDR6, event_address, " saddr6=", "saddr6"),
    event_field(MPTCP_ATTR_DADDR6, event_address, " daddr6=", "daddr6"),
    event_field(MPTCP_ATTR_SPORT, be16, " sport=", "sport"),
    event_field(MPTCP_ATTR_DPORT, be16, " dport=", "dport"),
    event_field(MPTCP_ATTR_BACKUP, u8, " backup=", "backup"),
    event_field(MPTCP_ATTR_ERROR, u8, " error=", "error"),
    event_field(MPTCP_ATTR_TIMEOUT, u32, " timeout=", "timeout"),
    event_field(MPTCP_ATTR_IF_IDX, s32, " ifindex=", "ifindex"),
    event_field(MPTCP_ATTR_IF_IDX, device_name, " dev=", "dev"),
    event_field(MPTCP_ATTR_RESET_REASON, u32, " reset_reason=", "reset_reason"),
    event_field(MPTCP_ATTR_RESET_FLAGS, hex32, " reset_flags=", "reset_flags"),
    {.attr = 0, .type = of_server, .text = "server_side", .before = " ", .after = ""},
    {.attr = MPTCP_ATTR_FLAGS, .type = deny_join, .text = "deny_join_id0", .before = " ", .after = ""},
    event_field(MPTCP_ATTR_FLAGS, event_other_flags, " flags=", "flags"),
};
constexpr Fields mptcp_event_fields{.rows = rows};

// --- one event

static constexpr Choice events[] = {
    {"CREATED", MPTCP_EVENT_CREATED},
    {"ESTABLISHED", MPTCP_EVENT_ESTABLISHED},
    {"CLOSED", MPTCP_EVENT_CLOSED},
    {"ANNOUNCED", MPTCP_EVENT_ANNOUNCED},
    {"REMOVED", MPTCP_EVENT_REMOVED},
    {"SF_ESTABLISHED", MPTCP_EVENT_SUB_ESTABLISHED},
    {"SF_CLOSED", MPTCP_EVENT_SUB_CLOSED},
    {"SF_PRIO", MPTCP_EVENT_SUB_PRIORITY},
    {"LISTENER_CREATED", MPTCP_EVENT_LISTENER_CREATED},
    {"LISTENER_CLOSED", MPTCP_EVENT_LISTENER_CLOSED},
};

void print_mptcp_event(Context &context, const nlmsghdr *message)
{
    const Record event = Record::of<genlmsghdr>(message);
    const unsigned number = event.fixed<genlmsghdr>().cmd;
    const char *name = choice_name(events, number);
    const std::string shown_name = name ? name : format("UNKNOWN %u", number);
    print_timestamp(context);
    auto object = context.out.object();
    context.out.literal({"event", "", ""}, format("[%16s]", shown_name.c_str()), quote(shown_name));
    if (name)
        print_fields(context, mptcp_event_fields.rows, event);
    context.out.line();
}

// --- all events

/// Becomes readable if SIGINT or SIGTERM comes, which then do not end the process.
static Fd open_ending()
{
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGINT);
    sigaddset(&endings, SIGTERM);
    sigprocmask(SIG_BLOCK, &endings, nullptr);
    return Fd(sys(signalfd(-1, &endings, SFD_CLOEXEC), "signalfd failed"));
}

/// Waits for events; false if a signal ends the monitor.
static bool wait_for_events(int events_fd, int ending_fd)
{
    pollfd fds[] = {{.fd = events_fd, .events = POLLIN}, {.fd = ending_fd, .events = POLLIN}};
    sys(uninterrupted([&] { return poll(fds, std::size(fds), -1); }), "poll failed");
    return fds[1].revents == 0;
}

void mptcp_monitor(Session &session, Args &args)
{
    refuse_more_words(args);
    Generic family(MPTCP_PM_NAME, session.options.receive_buffer);
    if (!family.join(MPTCP_PM_EV_GRP_NAME))
        fail("The kernel reports no events of MPTCP");
    const Fd ending = open_ending();
    auto list = session.out.list();
    auto show = [&](const nlmsghdr *event) {
        print_mptcp_event(session, event);
        session.out.flush();
        session.links().clear(); // devices may have come and gone since
    };
    while (wait_for_events(family.fd(), ending.get()))
        if (!family.events(show))
            session.warn_line(lost_events());
}

} // namespace nskit
