// SPDX-License-Identifier: MIT
// ip link xstats and ip link afstats: counters that only some kinds of link, or some address families, have.
#include <linux/if_bonding.h>
#include <linux/if_bridge.h>
#include <linux/mpls.h>

#include <algorithm>

#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link_parts.h"
#include "cmd/ipnetns/stats/stats.h"
#include "lib/base/meaning.h"
#include "lib/row/devices.h"

namespace nskit {

// --- xstats

/// A group of counters, by its kind and by its word.
struct Part {
    std::string_view kind, word, also;
    uint16_t kind_attr, attr;
    void (*print)(Context &, const nlattr *);
};
static constexpr Part parts[] = {
    {.kind = "bond",
     .word = "802.3ad",
     .also = "lacp",
     .kind_attr = LINK_XSTATS_TYPE_BOND,
     .attr = BOND_XSTATS_3AD,
     .print = print_bond_lacp},
    {.kind = "bridge",
     .word = "mcast",
     .also = "igmp",
     .kind_attr = LINK_XSTATS_TYPE_BRIDGE,
     .attr = BRIDGE_XSTATS_MCAST,
     .print = print_bridge_multicast},
    {.kind = "bridge",
     .word = "stp",
     .kind_attr = LINK_XSTATS_TYPE_BRIDGE,
     .attr = BRIDGE_XSTATS_STP,
     .print = print_bridge_stp},
};

struct XstatsRequest {
    std::string_view kind;
    bool port = false; ///< the counters of the kind's ports
    int device = 0;
    const Part *part = nullptr; ///< nullptr: all of the kind
};

static std::string xstats_usage(std::string_view kind)
{
    std::string words;
    for (const Part &part : parts)
        if (kind == part.kind)
            for (std::string_view word : {part.word, part.also})
                if (!word.empty())
                    words.append(words.empty() ? "" : " | ").append(word);
    return usage_of(format("... %s [ %s ] [ dev DEVICE ]", std::string(kind).c_str(), words.c_str()));
}

/// The kinds that have such counters, and those of their ports.
static std::vector<std::string> counted_kinds()
{
    std::vector<std::string> names;
    for (const Part &part : parts)
        for (const char *suffix : {"", "_slave"})
            names.push_back(std::string(part.kind) + suffix);
    return names;
}

/// `type KIND`, or `type KIND_slave` for the ports of one.
static void parse_kind(Args &args, XstatsRequest &request)
{
    if (args.empty())
        fail("xstats: missing argument");
    const char *word = args.next();
    if (is_prefix(word, "help"))
        usage(usage_of("... xstats type TYPE [ ARGS ]"));
    if (!is_prefix(word, "type"))
        wrong_argument(word, "unknown argument");
    const char *kind = args.next();
    completion::offer_names(kind, counted_kinds());
    if (!find_kind(kind))
        wrong_argument(kind, "invalid type");
    request.kind = kind;
    request.port = request.kind.ends_with("_slave");
    if (request.port)
        request.kind.remove_suffix(strlen("_slave"));
    if (std::none_of(std::begin(parts), std::end(parts),
                     [&](const Part &part) { return part.kind == request.kind; }))
        fail("xstats: link type %s doesn't support xstats", kind);
}

static std::vector<std::string_view> words_of(std::string_view kind)
{
    std::vector<std::string_view> words;
    for (const Part &part : parts)
        if (part.kind == kind)
            words.push_back(part.word);
    return words;
}

static XstatsRequest parse_xstats(Context &context, Args &args)
{
    XstatsRequest request;
    parse_kind(args, request);
    while (!args.empty()) {
        if (args.take("dev")) {
            request.device = context.links().index_from(args.next());
            continue;
        }
        std::string_view word = args.next();
        if (word == "help")
            usage(xstats_usage(request.kind));
        completion::offer_names(word, words_of(request.kind));
        auto found = std::find_if(std::begin(parts), std::end(parts), [&](const Part &part) {
            return request.kind == part.kind && (word == part.word || word == part.also);
        });
        if (found == std::end(parts))
            wrong_argument(args.previous(), "unknown attribute");
        request.part = found;
    }
    return request;
}

static void print_xstats(Context &context, const XstatsRequest &request, int index, const nlattr *xstats)
{
    const Attrs counted(xstats);
    auto is_counted = [&](const Part &part) { return part.kind == request.kind && counted[part.kind_attr]; };
    if (std::none_of(std::begin(parts), std::end(parts), is_counted))
        return;
    auto object = context.out.object();
    context.out.string({"ifname", "", "", Color::none, 16}, context.links().name(index));
    for (const Part &part : parts) {
        const bool is_wanted = is_counted(part) && (!request.part || request.part == &part);
        if (const nlattr *attr = is_wanted ? counted.nested(part.kind_attr)[part.attr] : nullptr)
            part.print(context, attr);
    }
    context.out.line();
}

void link_xstats(Session &session, Args &args)
{
    const XstatsRequest request = parse_xstats(session, args);
    const uint16_t attr = request.port ? IFLA_STATS_LINK_XSTATS_SLAVE : IFLA_STATS_LINK_XSTATS;
    auto list = session.out.list();
    each_stats(session, attr, request.device,
               [&](int index, const nlattr *xstats) { print_xstats(session, request, index, xstats); });
}

// --- afstats

/// Reads `dev DEVICE`; 0 if all devices are meant.
static int parse_device(Context &context, Args &args)
{
    const char *name = nullptr;
    while (!args.empty()) {
        if (is_prefix(args.peek(), "help"))
            usage(link_usage());
        if (!args.take("dev"))
            fail_with(255, "Command \"%s\" is unknown, try \"ip link help\".", args.peek().data());
        if (name)
            garbage_argument("dev", args.next());
        name = args.next();
    }
    return name ? existing_device(context, name) : 0;
}

void link_afstats(Session &session, Args &args)
{
    const int device = parse_device(session, args);
    auto list = session.out.list();
    each_stats(session, IFLA_STATS_AF_SPEC, device, [&](int index, const nlattr *families) {
        const nlattr *attr = Attrs(families).nested(AF_MPLS)[MPLS_STATS_LINK];
        if (!attr)
            return;
        auto object = session.out.object();
        session.out.number({"ifindex", "", ":"}, static_cast<uint64_t>(index));
        session.out.string({"ifname", "", ""}, session.links().name(index));
        session.out.line_break();
        session.out.text("    mpls:");
        print_mpls(session, attr, 8);
        session.out.line();
    });
}

} // namespace nskit
