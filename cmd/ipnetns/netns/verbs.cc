// SPDX-License-Identifier: MIT
// ip netns: the table of verbs, and the verbs that only read: list, identify, pids.
#include "cmd/ipnetns/netns/netns.h"

#include "cmd/ipnetns/command/wait.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"

namespace nskit {

void check_netns_name(const char *name)
{
    if (!is_netns_name(name))
        fail_with(255, "Invalid netns name \"%s\"", name);
}

const char *take_existing_name(Args &args)
{
    const char *name = args.next();
    if (completion::is_at_cursor(name))
        completion::offer_names(name, NetnsDirectory().names());
    return name;
}

const char *take_netns_name(Args &args)
{
    if (args.empty())
        fail("No netns name specified");
    const char *name = take_existing_name(args);
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

/// The process that `identify` asks about, as a directory of /proc. Without a word it is this one.
static std::string take_process(Args &args)
{
    if (args.empty())
        return "self";
    const char *word = args.next();
    completion::offer_processes(word);
    const auto pid = parse_digits(word, UINT32_MAX, 10);
    if (!pid)
        fail("Specified string '%s' is not a pid", word);
    return std::to_string(*pid);
}

static void netns_identify(Session &session, Args &args)
{
    const std::string path = "/proc/" + take_process(args) + "/ns/net";
    refuse_more(args);
    const Fd fd = sys(open_namespace_file(path.c_str()), "Cannot open network namespace");
    const auto wanted = namespace_id(fd.get());
    if (!wanted) // else a name that cannot be looked at would count as the same
        fail_errno("Cannot identify %s", path.c_str());
    NetnsDirectory directory;
    const std::string *found = nullptr;
    for (const std::string &name : directory.names())
        if (directory.id(name) == wanted)
            found = &name; // the last, if it has several names

    Out &out = session.out;
    auto list = out.list();
    if (found) {
        auto object = out.object();
        out.string({"name", "", ""}, *found);
    }
    out.line(); // an empty line if the namespace has no name
}

// --- pids

void each_process_in(NamespaceId wanted, FunctionRef<void(uint64_t)> each)
{
    Dir proc = open_directory("/proc");
    if (!proc)
        fail_errno("Cannot open /proc");
    // The link names the namespace, net:[INODE], without opening it.
    std::string link = format("net:[%lu]", wanted.inode), path;
    char target[64];
    while (const dirent *entry = proc.next("/proc")) {
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
    if (auto wanted = directory.id(name)) // a file without a namespace has none
        each_process_in(*wanted, [&](uint64_t pid) {
            auto object = out.object();
            out.number({"pid", "", ""}, pid);
            out.line();
        });
}

// --- ensure, absent

/// Whether a name is to be made, or taken away. A file that is no namespace is no name, but it goes with
/// `absent`: a delete that was killed leaves one.
static bool is_to_do(const std::string &name, bool wanted)
{
    const NetnsDirectory directory;
    return wanted ? !directory.id(name)
                  : std::ranges::find(directory.names(), name) != directory.names().end();
}

/// Makes a name, or takes it away, if it is not so already.
static void ensure_name(Session &session, Args &args, bool wanted)
{
    const Args words = args;
    const char *name = take_netns_name(args);
    refuse_more(args);
    const bool changes = is_to_do(name, wanted);
    if (changes) {
        Args again = words;
        wanted ? netns_add(session, again) : netns_delete(session, again);
    }
    tell_change(session, changes, changes ? std::vector<std::string>{"name"} : std::vector<std::string>());
}

void netns_ensure(Session &session, Args &args)
{
    ensure_name(session, args, true);
}

void netns_absent(Session &session, Args &args)
{
    if (session.options.all)
        fail_with(255, "Error: \"ip -all netns delete\" deletes all names.");
    ensure_name(session, args, false);
}

// --- the verbs

static void netns_help(Session &, Args &)
{
    netns_usage();
}

// The order decides abbreviations, too: s is show, l is list, a is add.
static constexpr Command verbs[] = {
    {.word = "list", .run = netns_list, .usage = "list"},
    {.word = "show", .run = netns_list},
    {.word = "lst", .run = netns_list},
    {.word = "add", .run = netns_add, .usage = "add NAME"},
    {.word = "attach", .run = netns_attach, .usage = "attach NAME PID"},
    {.word = "set", .run = netns_set, .usage = "set NAME NETNSID"},
    {.word = "delete",
     .run = netns_delete,
     .usage = "delete [NAME] [ wait [ TIME ] ] [ force [ force ] ]",
     .takes_all = true},
    {.word = "identify", .run = netns_identify, .usage = "identify [PID]"},
    {.word = "pids", .run = netns_pids, .usage = "pids NAME"},
    {.word = "exec",
     .run = netns_exec,
     .usage = "exec [NAME] [ -jobs NUMBER ] [ -label ] cmd ...",
     .takes_all = true},
    {.word = "monitor", .run = netns_monitor, .usage = "monitor"},
    {.word = "list-id",
     .run = netns_list_id,
     .usage = "list-id [target-nsid POSITIVE-INT] [nsid POSITIVE-INT]"},
    {.word = "wait", .run = netns_wait, .usage = WAIT_USAGE("[ NAME ] [ empty ]")},
    {.word = "who", .run = netns_who, .usage = "who [ NAME | PID | PATH | id NSID ]"},
    {.word = "topology", .run = netns_topology, .usage = "topology [ NAME ... ] [ dot ]"},
    {.word = "ensure", .run = netns_ensure, .exact = true, .usage = "{ ensure | absent } NAME"},
    {.word = "absent", .run = netns_absent, .exact = true},
    {.word = "help", .run = netns_help},
};

void netns_usage()
{
    usage(usage_of("netns", verbs, '\t') + "NETNSID := auto | POSITIVE-INT");
}

void ip_netns(Session &session, Args &args)
{
    // The word behind the verb is checked first, whatever the verb is, unless that takes paths, too.
    const Command *verb = args.empty() ? nullptr : match(args.peek(), std::span<const Command>(verbs));
    if (args.size() > 1 && !session.options.all && !(verb && verb->run == netns_who))
        check_netns_name(args.rest()[1]);
    run_verb(session, args, verbs, "netns", netns_list);
}

} // namespace nskit
