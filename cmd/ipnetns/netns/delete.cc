// SPDX-License-Identifier: MIT
// ip netns delete: removes names. With `wait` it goes on until the namespaces behind them, and their devices,
// are gone; with `force` it takes away what would keep a namespace.
#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

#include "cmd/ipnetns/command/user_home.h"
#include "cmd/ipnetns/netns/departures.h"
#include "cmd/ipnetns/netns/name_files.h"
#include "cmd/ipnetns/netns/netns.h"
#include "lib/base/error_text.h"
#include "lib/base/number.h"
#include "lib/netlink/netns_names.h"
#include "lib/netlink/records.h"
#include "lib/netlink/tcp_orphans.h"

namespace nskit {

/// If `may_be_gone`, it is no error that there is no such name.
static void remove_name(const std::string &name, bool may_be_gone)
{
    const std::string file = netns_path(name);
    if (remove_name_file(file) || (may_be_gone && errno == ENOENT))
        return;
    throw Error{format("Cannot remove namespace file \"%s\": %s", file.c_str(), error_text(errno)) +
                    nearest_netns(name),
                1, errno};
}

/// Removes all names that can be removed. If they `may_be_gone`, somebody else may do so at the same time.
/// Throws a silent Error with the status of the failures, which it has reported.
static void remove_names(const std::vector<std::string> &names, bool may_be_gone)
{
    where_names_are_made([&] {
        const DirectoryLock lock = lock_directory(); // none if there is no directory, or we may not read it
        int status = 0;
        for (const std::string &name : names)
            status |= run_reporting([&] { remove_name(name, may_be_gone); }, Report::bare);
        if (status != 0)
            fail_silently(status);
    });
}

// --- the words behind the name

namespace {
struct Wish {
    bool wait = false;
    int time = 10'000; // milliseconds
    int force = 0;     // how often it is said

    bool is_plain() const { return !wait && force == 0; }
};
} // namespace

/// Other words are ignored, as they always were, unless they stand beside one of these.
static Wish parse_wish(Args &args)
{
    Wish wish;
    for (;;) {
        if (args.take("wait")) {
            wish.wait = true;
            if (const auto time = args.empty() ? std::nullopt : parse_duration(args.peek())) {
                wish.time = *time;
                args.next();
            }
        } else if (args.take("force")) {
            wish.force++;
        } else if (args.empty() || wish.is_plain()) {
            return wish;
        } else {
            wrong_argument(args.peek(), "only wait and force may follow the name");
        }
    }
}

// --- force

/// A group that no link of the namespace is in.
static uint32_t unused_group(const Records &links)
{
    std::vector<uint32_t> used;
    links.each([&](const nlmsghdr *link) {
        used.push_back(Attrs(link, sizeof(ifinfomsg)).value<uint32_t>(IFLA_GROUP));
    });
    uint32_t group = 1;
    while (std::ranges::find(used, group) != used.end())
        group++;
    return group;
}

/// Whether a link is one that somebody has made: hardware and the loopback device have no kind.
static bool has_kind(const nlmsghdr *link)
{
    return !Attrs(find_attr(link, sizeof(ifinfomsg), IFLA_LINKINFO)).string(IFLA_INFO_KIND).empty();
}

/// Puts every link with a kind into a group, or back into its own.
static void put_into_groups(Socket &socket, const Records &links, std::optional<uint32_t> group)
{
    Pipeline pipeline(socket);
    links.each([&](const nlmsghdr *link) {
        if (!has_kind(link))
            return;
        const Attrs attrs(link, sizeof(ifinfomsg));
        Message set(RTM_SETLINK, 0, ifinfomsg{.ifi_index = fixed<ifinfomsg>(link)->ifi_index});
        set.put<uint32_t>(IFLA_GROUP, group.value_or(attrs.value<uint32_t>(IFLA_GROUP)));
        if (pipeline.full(set.size()))
            pipeline.run();
        pipeline.add(set, NLM_F_REQUEST);
    });
    if (!pipeline.empty())
        pipeline.run();
}

static void delete_one_by_one(Socket &socket, const Records &links)
{
    links.each([&](const nlmsghdr *link) {
        Message remove(RTM_DELLINK, 0, ifinfomsg{.ifi_index = fixed<ifinfomsg>(link)->ifi_index});
        if (has_kind(link))
            socket.try_request(remove, {ENODEV, EOPNOTSUPP, EPERM, EINVAL});
    });
}

/// Deletes the links that somebody has made, by one request for a group: one by one, each would take the
/// kernel some 15 ms.
static void delete_links(Socket &socket)
{
    Records links;
    Message ask(RTM_GETLINK, 0, ifinfomsg{});
    ask.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    socket.collect(ask, links);
    const uint32_t group = unused_group(links);
    put_into_groups(socket, links, group);
    Message remove(RTM_DELLINK, 0, ifinfomsg{});
    remove.put<uint32_t>(IFLA_GROUP, group);
    if (socket.try_request(remove, {ENODEV, EOPNOTSUPP, EPERM, EINVAL})) // ENODEV: there are no such links
        return;
    put_into_groups(socket, links, std::nullopt);
    delete_one_by_one(socket, links);
}

/// Refuses to take the devices away from processes, unless that is said twice.
static void check_processes(const std::string &name, NamespaceId id, int force)
{
    std::vector<uint64_t> pids;
    each_process_in(id, [&](uint64_t pid) { pids.push_back(pid); });
    if (pids.empty() || force > 1)
        return;
    fail("Process %lu%s in network namespace \"%s\". To take its devices away all the same, say force twice.",
         static_cast<unsigned long>(pids[0]),
         pids.size() == 1 ? " is" : format(" and %zu others are", pids.size() - 1).c_str(), name.c_str());
}

/// Takes away what is in the namespace and would outlive its name.
static void make_empty(const Fd &ns)
{
    const NamespaceType &net = namespace_type(CLONE_NEWNET);
    NamespaceReturn back(net);
    enter_namespace(ns.get(), net);
    Socket inside; // not that of the session: SETLINK with an id of a namespace would move our own devices
    delete_links(inside);
    destroy_tcp_orphans();
    back.go_back();
}

// --- delete

/// Refuses the caller's own network namespace, and that of the machine: a name may mean them, too, as users
/// of Docker attach it.
static void check_not_ours(const std::string &name, NamespaceId id)
{
    constexpr ino_t first = 0xeffffff9; // NET_NS_INIT_INO; 6.18
    struct stat init;
    const bool is_own = id == netns_of_socket();
    const bool is_host = id.inode == first || (stat("/proc/1/ns/net", &init) == 0 && init.st_ino == id.inode);
    if (is_own || is_host)
        fail("Network namespace \"%s\" is that of %s: its name can be deleted, but not with wait or force.",
             name.c_str(), is_own ? "this process" : "process 1");
}

/// What comes before the name is removed.
static void prepare(const std::string &name, const Wish &wish, Departures &departures)
{
    const Fd ns = open_namespace_file(netns_path(name).c_str());
    const auto id = ns.valid() ? NetnsDirectory().id(name) : std::nullopt;
    if (!id)
        return; // a stale file, or no such name: removing it tells
    check_not_ours(name, *id);
    if (wish.force) {
        check_processes(name, *id, wish.force);
        make_empty(ns);
    }
    if (wish.wait)
        departures.watch(name, ns, id->inode);
}

/// Deletes as many as it can, and reports the others. Returns the exit status.
static int delete_for_good(const std::vector<std::string> &names, const Wish &wish, bool all)
{
    Departures departures;
    std::vector<std::string> ready;
    int status = 0;
    auto attempt = [&](auto &&body) {
        const int failed = run_reporting(body, Report::bare);
        status |= failed;
        return failed == 0;
    };
    for (const std::string &name : names)
        if (attempt([&] { prepare(name, wish, departures); }))
            ready.push_back(name);
    departures.find_peers();
    attempt([&] { remove_names(ready, all); });
    if (wish.wait)
        attempt([&] { departures.wait(wish.time); });
    return status;
}

void netns_delete(Session &session, Args &args)
{
    const bool all = session.options.all;
    const char *name = all ? nullptr : take_netns_name(args);
    const Wish wish = parse_wish(args);
    const std::vector<std::string> names = all ? NetnsDirectory().names() : std::vector<std::string>{name};
    if (wish.is_plain())
        return remove_names(names, all);
    if (delete_for_good(names, wish, all) != 0)
        fail_silently();
}

} // namespace nskit
