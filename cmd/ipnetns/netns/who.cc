// SPDX-License-Identifier: MIT
// ip netns who: what keeps a network namespace alive.
#include <algorithm>
#include <cerrno>

#include "cmd/ipnetns/netns/holders.h"
#include "cmd/ipnetns/netns/known.h"
#include "cmd/ipnetns/netns/netns.h"
#include "lib/base/error_text.h"
#include "lib/base/number.h"

namespace nskit {

// --- output

static void print_holder(Out &out, const Holder &holder)
{
    auto object = out.object();
    out.string({"type", "", " ", Color::none, 7}, holder_word(holder.kind));
    out.text(holder_text(holder));
    if (!holder.local.empty()) {
        out.data("local", holder.local);
        out.data("remote", holder.remote);
        out.data("state", holder.state);
    } else {
        out.data_integer("pid", holder.pid);
        if (holder.thread)
            out.data_integer("thread", holder.thread);
        out.data("command", holder.command);
        if (!holder.owner.empty())
            out.data("owner", holder.owner);
        if (holder.fd >= 0)
            out.data_integer("fd", holder.fd);
        if (!holder.path.empty())
            out.data("path", holder.path);
    }
    out.line();
}

static void print_netns(Out &out, const KnownNetns &netns, bool with_title)
{
    auto object = out.object();
    if (!netns.name.empty())
        out.data("netns", netns.name);
    out.data("inode", netns.inode);
    if (with_title) {
        out.text(netns.title(), Color::ifname);
        out.line();
    }
    auto list = out.list("holders");
    for (const Holder &holder : netns.holders) {
        if (with_title)
            out.text("  ");
        print_holder(out, holder);
    }
}

/// What we may not see may hold the namespace as well.
static void tell_unseen(const Holders &holders, int hidden_tcp)
{
    warn_of_unreadable(holders);
    if (!holders.sees_all)
        warn("Processes outside of this PID namespace cannot be seen.");
    if (hidden_tcp)
        warn("TCP connections without a process could not be looked for: %s", error_text(hidden_tcp));
}

// --- the words

/// The namespace that the words mean.
namespace {
struct Wanted {
    const char *name = nullptr;
    std::optional<int> id;
};
} // namespace

static Wanted parse_wanted(Args &args)
{
    Wanted wanted;
    if (args.take("id")) {
        const auto id = parse_unsigned(args.next(), INT32_MAX);
        if (!id)
            wrong_argument(args.previous(), "\"id\" value is invalid");
        wanted.id = static_cast<int>(*id);
    } else if (!args.empty()) {
        wanted.name = args.next();
    }
    if (!args.empty())
        garbage_argument("NAME", args.next());
    return wanted;
}

/// Returns nullopt if none was named. Throws if there is no such namespace.
static std::optional<ino_t> find_wanted(Session &session, const Wanted &wanted,
                                        const std::vector<KnownNetns> &known)
{
    if (wanted.id) {
        for (const KnownNetns &netns : known)
            if (const Fd fd = netns.open(); fd.valid() && netns_id(session.socket(), fd.get()) == *wanted.id)
                return netns.inode;
        fail("There is no network namespace with the id %d that can be seen.", *wanted.id);
    }
    if (!wanted.name)
        return std::nullopt;
    const Fd fd = open_netns(wanted.name);
    const auto id = fd.valid() ? namespace_id(fd.get()) : std::nullopt;
    if (!id)
        throw Error{format("Cannot open network namespace \"%s\": %s", wanted.name, error_text(errno)) +
                        nearest_netns(wanted.name),
                    1, errno};
    return id->inode;
}

void netns_who(Session &session, Args &args)
{
    if (!args.empty() && is_prefix(args.peek(), "help"))
        netns_usage();
    const Wanted words = parse_wanted(args);
    Holders holders = find_holders(Search::all); // while we hold nothing open ourselves
    std::vector<KnownNetns> known = known_netns(holders);
    const std::optional<ino_t> wanted = find_wanted(session, words, known);
    int hidden_tcp = 0;
    {
        auto list = session.out.list();
        for (KnownNetns &netns : known) {
            if (wanted && netns.inode != *wanted)
                continue;
            if (const Fd fd = netns.open(); !fd.valid() || !add_tcp_orphans(fd.get(), netns.holders))
                hidden_tcp = errno;
            print_netns(session.out, netns, !wanted);
        }
    }
    session.out.flush();
    tell_unseen(holders, hidden_tcp);
}

} // namespace nskit
