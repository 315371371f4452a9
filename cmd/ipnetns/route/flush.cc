// SPDX-License-Identifier: MIT
// ip route flush: deletes every route that a filter wants.
#include <cerrno>
#include <ctime>

#include "cmd/ipnetns/command/flush.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/base/file.h"

namespace nskit {

/// Whether it is the kernel's own IPv6 default route that rejects all, which cannot be deleted.
static bool is_null_route(const Record &route)
{
    auto &header = route.fixed<rtmsg>();
    return header.rtm_family == AF_INET6 && header.rtm_dst_len == 0 && header.rtm_type == RTN_UNREACHABLE &&
           route.attrs.value<uint32_t>(RTA_PRIORITY) == UINT32_MAX;
}

/// One round: deletes the wanted routes as the dump finds them.
static void find_routes(Context &context, const RouteFilter &filter, Flush &flush)
{
    const ShownRows rows = filter.shown();
    each_route(context, filter, Purpose::flush, [&](const Record &route) {
        if (is_null_route(route))
            return;
        if (context.settings.stats > 1) {
            auto object = context.out.object();
            print_route(context, route, rows);
        }
        std::vector<char> copy;
        flush.remove(sendable(route, copy));
    });
}

/// Deletes the exceptions that the kernel keeps beside IPv4's routes, all at once.
static void flush_cache(Context &context)
{
    constexpr const char *file = "/proc/sys/net/ipv4/route/flush";
    if (!write_once(file, "-1"))
        fail_errno("Cannot open \"%s\"", file);
    if (context.settings.stats)
        context.out.text("*** IPv4 routing cache is flushed.\n");
}

/// The seconds of a clock that nobody sets.
static time_t now()
{
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

void route_flush(Session &session, Args &args)
{
    constexpr int most_seconds = 30;
    if (args.empty())
        fail("\"ip route flush\" requires arguments.");
    RouteFilter filter = parse_route_filter(session, args);
    if (filter.cloned && filter.family != AF_INET6) {
        flush_cache(session);
        if (filter.family == AF_INET)
            return;
    }
    Flush flush(RTM_DELROUTE, 2);
    auto list = session.out.list();
    const time_t start = now();
    int rounds = 0;
    flush_rounds(session, flush, "entries", 0, [&](Flush &round) {
        const time_t passed = now() - start;
        // Someone else adds routes as fast as we delete them.
        if (rounds++ > 1 && passed > most_seconds)
            fail("\n*** Flush not completed after %d seconds ***", static_cast<int>(passed));
        find_routes(session, filter, round);
    });
}

} // namespace nskit
