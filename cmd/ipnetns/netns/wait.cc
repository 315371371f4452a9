// SPDX-License-Identifier: MIT
// ip netns wait: until a name is there, or gone, or no process is in its namespace.
#include "cmd/ipnetns/command/wait.h"

#include <fnmatch.h>

#include "cmd/ipnetns/netns/netns.h"
#include "lib/namespace/process.h"
#include "lib/netlink/netns_names.h"
#include "lib/netlink/netns_place.h"

namespace nskit {

namespace {
/// Which names are waited for.
struct NameFilter {
    const char *pattern = "*";
    bool empty = false;
};
} // namespace

static NameFilter parse_filter(Args &args)
{
    NameFilter filter;
    bool has_name = false;
    while (!args.empty()) {
        if (args.take("empty")) {
            filter.empty = true;
        } else if (has_name) {
            garbage_argument("NAME", args.next());
        } else if (is_prefix(args.peek(), "help")) {
            netns_usage();
        } else {
            filter.pattern = take_netns_name(args);
            has_name = true;
        }
    }
    return filter;
}

/// Opens pidfds of the processes in a namespace, a few at most: when one of them ends, it is time to look
/// again. Returns whether there is no process.
static bool is_empty(NamespaceId id, std::vector<Fd> &pidfds)
{
    constexpr size_t most = 64;
    bool none = true;
    each_process_in(id, [&](uint64_t pid) {
        none = false;
        if (pidfds.size() >= most)
            return;
        if (Fd fd = open_pidfd(static_cast<pid_t>(pid)); fd.valid())
            pidfds.push_back(std::move(fd));
    });
    return none;
}

/// Shows the names that fit and are namespaces: a plain file may become one, or may be left over.
static size_t look_for_names(Session &session, Args &args, Look look, Wakers &wakers)
{
    const NameFilter filter = parse_filter(args);
    const bool asks_processes = filter.empty && look == Look::wanted;
    std::vector<Fd> pidfds;
    size_t count = 0;
    const NetnsDirectory directory;
    auto list = session.out.list();
    for (const std::string &name : directory.names()) {
        if (fnmatch(filter.pattern, name.c_str(), 0) != 0)
            continue;
        const auto id = directory.id(name);
        if (!id || (asks_processes && !is_empty(*id, pidfds)))
            continue;
        auto object = session.out.object();
        session.out.string({"name", "", ""}, name);
        session.out.line();
        count++;
    }
    wakers.watch_processes(std::move(pidfds));
    return count;
}

void netns_wait(Session &session, Args &args)
{
    wait_for(session, args,
             {.things = "network namespace",
              .groups = {},
              .show = look_for_names,
              .directory = netns_directory()});
}

} // namespace nskit
