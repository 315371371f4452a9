// SPDX-License-Identifier: MIT
// How ip monitor shows one event: a time, a namespace and a label, and then what the object's own command
// prints.
#include <linux/net_namespace.h>

#include "cmd/ipnetns/monitor/monitor.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/netlink/uapi.h"
#include "lib/row/timestamp.h"

namespace nskit {

// --- what stands in front

static std::string time_line(const timespec &time, const char *unit)
{
    return "Timestamp: " + long_time(time, unit) + "\n";
}

/// The name of the namespace with this id in ours; nullptr if it has none. The names of our ids are kept by
/// the view on our own namespace.
static const std::string *netns_name(Context &context, int nsid)
{
    if (nsid < 0)
        return nullptr;
    context.look_into(-1);
    const std::string *name = context.netns_ids().name(nsid);
    context.look_into(nsid);
    return name;
}

/// Prints what stands in front of an event's text, and first in its JSON.
static void print_head(Context &context, const Monitor &monitor, const Subject &subject)
{
    Out &out = context.out;
    const bool is_short = context.settings.short_timestamp;
    if (context.settings.timestamp || is_short || monitor.recorded) {
        const timespec time = monitor.recorded.value_or(time_of_day());
        out.lead("timestamp", quote(short_time(time)));
        if (is_short)
            out.text("[" + short_time(time) + "] ");
        else if (!monitor.recorded)
            out.text(time_line(time, "usec"));
    }
    if (monitor.all_nsid) {
        out.lead(subject.nsid_key, monitor.nsid < 0 ? "null" : std::to_string(monitor.nsid));
        if (const std::string *name = netns_name(context, monitor.nsid))
            out.lead("netns", quote(*name));
        out.text(monitor.nsid < 0 ? "[nsid current]" : format("[nsid %d]", monitor.nsid));
    }
    if (monitor.found_later) {
        out.lead("resync", "true");
        out.text("[resync]");
    }
    out.lead("event", quote(subject.label)); // in JSON always; the option `label` is for text
    if (monitor.label)
        out.text(format("[%s]", subject.label));
}

// --- the event

/// Ids are learnt from our own namespace only: another has others for the same namespaces.
static void learn_name(Context &context, const Monitor &monitor, const nlmsghdr *message)
{
    if (message->nlmsg_type == RTM_NEWLINK)
        context.links().remember(message);
    else if (message->nlmsg_type == RTM_NEWNSID && monitor.nsid < 0)
        context.netns_ids().refresh();
}

/// What is gone is forgotten when it has been shown, or memory would grow for as long as the monitor runs. A
/// link keeps its name for a while: later events may be about it.
static void forget_name(Context &context, const Monitor &monitor, const nlmsghdr *message)
{
    auto *link = message->nlmsg_type == RTM_DELLINK && has_fixed(message, sizeof(ifinfomsg))
                     ? fixed<ifinfomsg>(message)
                     : nullptr;
    if (link && link->ifi_family == AF_UNSPEC) // another family tells of a port that has left its bridge
        context.links().forget_later(link->ifi_index);
    else if (message->nlmsg_type == RTM_DELNSID && monitor.nsid < 0)
        context.forget_netns(Attrs(message, sizeof(rtgenmsg)).value<int>(NETNSA_NSID, -1));
}

/// Whether a message passes the filter by family. A subject without groups for single families always does.
static bool is_of_family(const Context &context, const Subject &subject, const nlmsghdr *message)
{
    int family = fixed<rtgenmsg>(message)->rtgen_family; // the first byte of every header
    if (is_multicast_family(family))
        family = multicast_address_family(family);
    return subject.any || context.family_or(family) == family;
}

static const Subject *find_subject(const Context &context, const Monitor &monitor, const nlmsghdr *message,
                                   bool &known)
{
    for (const Subject &subject : subjects) {
        if (message->nlmsg_type < subject.first || message->nlmsg_type > subject.last)
            continue;
        known = true;
        if (is_asked(monitor, subject) && has_fixed(message, subject.header) &&
            is_of_family(context, subject, message) &&
            (!subject.wants || subject.wants(context, monitor, message)))
            return &subject;
    }
    return nullptr;
}

/// Reads the time that rtmon(8) writes in front of a message. Text shows it here, JSON in the object.
static void learn_time(Context &context, Monitor &monitor, const nlmsghdr *message)
{
    struct {
        uint32_t seconds, microseconds;
    } time;
    if (!has_fixed(message, sizeof time))
        return;
    memcpy(&time, fixed<char>(message), sizeof time);
    monitor.recorded =
        timespec{static_cast<time_t>(time.seconds), static_cast<long>(time.microseconds) * 1000};
    context.out.text(time_line(*monitor.recorded, "us"));
}

static void tell_unknown(const nlmsghdr *message)
{
    warn("Unknown message: type=0x%08x(%d) flags=0x%08x(%d) len=0x%08x(%d)", message->nlmsg_type,
         message->nlmsg_type, message->nlmsg_flags, message->nlmsg_flags, message->nlmsg_len,
         static_cast<int>(message->nlmsg_len));
}

void show_event(Context &context, Monitor &monitor, const nlmsghdr *message)
{
    if (message->nlmsg_type == NLMSG_TSTAMP)
        return learn_time(context, monitor, message);
    context.look_into(monitor.nsid);
    learn_name(context, monitor, message);
    if (Nexthops *nexthops = context.nexthops())
        nexthops->clear(); // the event may have changed them
    bool known = message->nlmsg_type < NLMSG_MIN_TYPE;
    if (const Subject *subject = find_subject(context, monitor, message, known)) {
        print_head(context, monitor, *subject);
        subject->print(context, monitor, message);
        if (monitor.told && monitor.nsid < 0 && !monitor.found_later)
            monitor.told->note(message);
    } else if (!known) {
        tell_unknown(message);
    }
    forget_name(context, monitor, message);
    context.out.flush();
}

} // namespace nskit
