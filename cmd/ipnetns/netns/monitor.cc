// SPDX-License-Identifier: MIT
// ip netns monitor: names as they come and go.
#include <cerrno>
#include <sys/inotify.h>
#include <sys/stat.h>

#include "cmd/ipnetns/netns/netns.h"
#include "lib/netlink/netns_place.h"

namespace nskit {

static void print_event(Out &out, const inotify_event &event)
{
    if (event.mask & IN_Q_OVERFLOW)
        return warn("Events were lost");
    if (event.mask & IN_IGNORED)
        fail("%s is gone", netns_directory());
    if (event.len == 0)
        return;
    {
        auto object = out.object();
        out.string({"event", ""}, event.mask & IN_CREATE ? "add" : "delete");
        out.string({"name", "", ""}, event.name);
        out.line();
    }
    out.flush();
}

/// Writes every event at once; JSON has one value on each line.
void netns_monitor(Session &session, Args &)
{
    Fd fd(sys(inotify_init1(IN_CLOEXEC), "inotify_init failed"));
    if (mkdir(netns_directory(), 0755) == -1 && errno != EEXIST)
        fail_errno("mkdir %s failed", netns_directory());
    sys(inotify_add_watch(fd.get(), netns_directory(), IN_CREATE | IN_DELETE | IN_ONLYDIR),
        "inotify_add_watch failed");
    alignas(inotify_event) char events[16 * 1024];
    for (;;) {
        ssize_t size = uninterrupted([&] { return read(fd.get(), events, sizeof events); });
        sys(static_cast<int>(size), "read failed");
        for (const char *at = events; at < events + size;) {
            auto *event = reinterpret_cast<const inotify_event *>(at);
            print_event(session.out, *event);
            at += sizeof *event + event->len;
        }
    }
}

} // namespace nskit
