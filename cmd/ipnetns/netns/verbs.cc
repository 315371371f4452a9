// SPDX-License-Identifier: MIT
// ip netns: the verbs, and those that only look: list, identify, pids.
#include "cmd/ipnetns/netns/netns.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>

#include "cmd/ipnetns/objects.h"
#include "lib/base/number.h"

namespace nskit {

void netns_usage()
{
    usage("Usage:\tip netns list\n"
          "\tip netns add NAME\n"
          "\tip netns attach NAME PID\n"
          "\tip netns set NAME NETNSID\n"
          "\tip [-all] netns delete [NAME]\n"
          "\tip netns identify [PID]\n"
          "\tip netns pids NAME\n"
          "\tip [-all] netns exec [NAME] cmd ...\n"
          "\tip netns monitor\n"
          "\tip netns list-id [target-nsid POSITIVE-INT] [nsid POSITIVE-INT]\n"
          "NETNSID := auto | POSITIVE-INT");
}

void check_netns_name(const char *name)
{
    if (!is_netns_name(name))
        fail_with(255, "Invalid netns name \"%s\"", name);
}

const char *take_netns_name(Args &args)
{
    if (args.empty())
        fail("No netns name specified");
    const char *name = args.next();
    check_netns_name(name);
    return name;
}

static void refuse_more(const Args &args)
{
    if (!args.empty())
        fail("extra arguments specified");
}

// --- list

static void netns_list(Session &session, Args &)
{
    Out &out = session.out;
    auto list = out.list();
    for (const NamedNetns &each : named_netns(session.socket())) {
        auto object = out.object();
        out.string({"name", "", ""}, each.name);
        if (each.id)
            out.integer({"id", " (id:", ")"}, *each.id);
        out.line();
    }
}

// --- identify

static void netns_identify(Session &session, Args &args)
{
    const char *pid = args.empty() ? "self" : args.next();
    refuse_more(args);
    std::string_view word = pid;
    if (word != "self" && (word.empty() || word.find_first_not_of("0123456789") != std::string_view::npos))
        fail("Specified string '%s' is not a pid", pid);
    Fd fd(sys(open(format("/proc/%s/ns/net", pid).c_str(), O_RDONLY | O_CLOEXEC),
              "Cannot open network namespace"));
    auto wanted = namespace_id(fd.get());
    NetnsDirectory directory;
    const std::string *found = nullptr;
    for (const std::string &name : directory.names())
        if (directory.id(name) == wanted)
            found = &name; // of several names the last one counts

    Out &out = session.out;
    auto list = out.list();
    if (found) {
        auto object = out.object();
        out.string({"name", "", ""}, *found);
    }
    out.line(); // an empty one if the namespace has no name
}

// --- pids

/// Calls `each(PID)` for all processes in a network namespace that this process may look at.
template <class Each> static void each_process(NamespaceId wanted, Each each)
{
    Dir proc(opendir("/proc"));
    if (!proc)
        fail_errno("Cannot open /proc");
    // The link says which namespace it is without one being opened: net:[INODE].
    std::string link = format("net:[%lu]", wanted.inode), path;
    char target[64];
    while (const dirent *entry = readdir(proc.get())) {
        auto pid = parse_unsigned(entry->d_name, INT32_MAX, 10);
        if (!pid)
            continue;
        path.assign(entry->d_name).append("/ns/net");
        ssize_t size = readlinkat(dirfd(proc.get()), path.c_str(), target, sizeof target);
        if (size > 0 && std::string_view(target, static_cast<size_t>(size)) == link)
            each(*pid);
    }
}

static void netns_pids(Session &session, Args &args)
{
    const char *name = take_netns_name(args);
    refuse_more(args);
    NetnsDirectory directory;
    Out &out = session.out;
    if (!directory.open(name).valid())
        fail_errno("Cannot open network namespace");
    auto list = out.list();
    if (auto wanted = directory.id(name)) // a stale file has none
        each_process(*wanted, [&](uint64_t pid) {
            auto object = out.object();
            out.number({"pid", "", ""}, pid);
            out.line();
        });
}

// --- the verbs

static void netns_help(Session &, Args &)
{
    netns_usage();
}

// The order decides abbreviations: s is show, l is list, a is add.
static constexpr Command verbs[] = {
    {"list", netns_list},         {"show", netns_list}, {"lst", netns_list},  {"list-id", netns_list_id},
    {"help", netns_help},         {"add", netns_add},   {"set", netns_set},   {"delete", netns_delete},
    {"identify", netns_identify}, {"pids", netns_pids}, {"exec", netns_exec}, {"monitor", netns_monitor},
    {"attach", netns_attach},
};

void ip_netns(Session &session, Args &args)
{
    run_verb(session, args, verbs, "netns", netns_list);
}

} // namespace nskit
