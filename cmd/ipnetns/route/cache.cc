// SPDX-License-Identifier: MIT
// What is shown of an entry of the kernel's route cache.
#include <linux/in_route.h>

#include "cmd/ipnetns/route/route.h"

namespace nskit {

bool is_cloned(const Record &route)
{
    return route.fixed<rtmsg>().rtm_flags & RTM_F_CLONED;
}

static constexpr Choice flag_names[] = {
    {"local", RTCF_LOCAL},
    {"reject", RTCF_REJECT},
    {"mc", RTCF_MULTICAST},
    {"brd", RTCF_BROADCAST},
    {"dst-nat", RTCF_DNAT},
    {"src-nat", RTCF_SNAT},
    {"masq", RTCF_MASQ},
    {"dst-direct", RTCF_DIRECTDST},
    {"src-direct", RTCF_DIRECTSRC},
    {"redirected", RTCF_REDIRECTED},
    {"redirect", RTCF_DOREDIRECT},
    {"fastroute", RTCF_FAST},
    {"notify", RTCF_NOTIFY},
    {"proxy", RTCF_TPROXY},
};
static constexpr Field flags{.type = hex32, .text = "cache", .choices = flag_names};

static void print_cached(Context &context, const Field &, const Record &route)
{
    auto &header = route.fixed<rtmsg>();
    if (header.rtm_family != AF_INET || !is_cloned(route))
        return;
    context.out.line_break();
    context.out.text("    cache ");
    if (uint32_t bits = header.rtm_flags & 0xffff0000)
        print_bits(context, flags, bits);
    else
        auto none = context.out.list(flags.key());
}

constexpr Type cached_route{.print = print_cached};

// --- its age and use

/// Takes the kernel's hundredths of a second.
static unsigned seconds(uint32_t ticks)
{
    return ticks / 100;
}

static void print_use(Out &out, const rta_cacheinfo &info)
{
    if (info.rta_clntref)
        out.number("users", info.rta_clntref);
    if (info.rta_used)
        out.number("used", info.rta_used);
    if (info.rta_lastuse)
        out.number({"age", "age", "sec "}, seconds(info.rta_lastuse));
}

static void print_information(Context &context, const Field &field, const Record &route)
{
    auto info = get<rta_cacheinfo>(route[field.attr]);
    Out &out = context.out;
    if (info.rta_expires)
        out.integer({"expires", "expires", "sec "}, info.rta_expires / 100);
    if (info.rta_error)
        out.integer("error", static_cast<int32_t>(info.rta_error));
    if (context.settings.stats)
        print_use(out, info);
    if (info.rta_id)
        out.hex("ipid", info.rta_id, 4);
    if (info.rta_ts)
        out.hex("ts", info.rta_ts);
    if (info.rta_tsage)
        out.number({"tsage", "tsage", "sec "}, seconds(info.rta_tsage));
}

constexpr Type cache_information{.print = print_information};

} // namespace nskit
