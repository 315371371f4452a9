// SPDX-License-Identifier: MIT
// ip netns set, list-id: the ids by which the network namespaces know each other.
#include <cerrno>
#include <cstring>
#include <linux/net_namespace.h>
#include <set>

#include "cmd/ipnetns/netns/netns.h"
#include "lib/base/error_text.h"
#include "lib/base/number.h"

namespace nskit {

/// Reads a number that is not negative. `what` is its name in messages, and `wrong` the message about a word
/// that is no number.
static int parse_id(const char *word, const char *what, std::string_view wrong)
{
    auto number = parse_signed(word, INT32_MIN, INT32_MAX);
    if (!number)
        wrong_argument(word, wrong);
    if (*number < 0)
        wrong_argument(word, format("\"%s\" value should be >= 0", what));
    return static_cast<int>(*number);
}

// --- set

void netns_set(Session &session, Args &args)
{
    const char *name = take_netns_name(args);
    if (args.empty())
        fail("No nsid specified");
    const int id = args.take("auto") ? NETNSA_NSID_NOT_ASSIGNED
                                     : parse_id(args.next(), "netnsid", "Invalid \"netnsid\" value");
    Fd fd = open_netns(name);
    if (!fd.valid())
        throw Error{format("Cannot open network namespace \"%s\": %s", name, error_text(errno)) +
                        nearest_netns(name),
                    1, errno};
    Message message(RTM_NEWNSID, 0, rtgenmsg{});
    message.put<int>(NETNSA_FD, fd.get());
    message.put<int>(NETNSA_NSID, id);
    session.socket().request(message);
}

// --- list-id

/// What the command line says.
struct IdQuery {
    std::optional<int> target, nsid;
};

static int parse_query_id(Args &args, const std::optional<int> &given, const char *what)
{
    const char *word = args.next();
    if (given)
        duplicate_argument(what, word);
    return parse_id(word, what, format("\"%s\" value is invalid", what));
}

static void parse_target(Context &, Args &args, IdQuery &query)
{
    query.target = parse_query_id(args, query.target, "target-nsid");
}

static void parse_nsid(Context &, Args &args, IdQuery &query)
{
    query.nsid = parse_query_id(args, query.nsid, "nsid");
}

static constexpr Word<IdQuery> query_words[] = {
    {.word = "target-nsid", .arg = "POSITIVE-INT", .set = parse_target, .exact = true},
    {.word = "nsid", .arg = "POSITIVE-INT", .set = parse_nsid, .exact = true},
};

/// Prints an id. If none is assigned, text says `unassigned` and JSON leaves it out.
static void print_id(Out &out, const char *key, const nlattr *attr)
{
    int id = get<int>(attr);
    if (id >= 0)
        out.integer(key, id);
    else
        out.text(format("%s unassigned ", key));
}

void print_nsid(Context &context, const nlmsghdr *message)
{
    Attrs attrs(message, sizeof(rtgenmsg));
    const nlattr *nsid = attrs[NETNSA_NSID], *current = attrs[NETNSA_CURRENT_NSID];
    if (!nsid)
        fail("Missing attribute in the answer: NETNSA_NSID");
    Out &out = context.out;
    auto object = out.object();
    if (message->nlmsg_type == RTM_DELNSID)
        out.flag({"deleted", "Deleted"});
    print_id(out, "nsid", nsid);
    if (current)
        print_id(out, "current-nsid", current);
    if (const std::string *name = context.netns_ids().name(get<int>(current ? current : nsid)))
        out.string({"name", "(iproute2 netns name:", ")"}, *name);
    out.line();
}

static int nsid_of(const nlmsghdr *answer)
{
    return Attrs(answer, sizeof(rtgenmsg)).value<int>(NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED);
}

/// Calls `each` for the id of every named namespace.
static void ask_by_name(Socket &socket, const IdQuery &query, Each each)
{
    const NetnsDirectory directory;
    for (const std::string &name : directory.names()) {
        const Fd fd = directory.open(name);
        if (!fd.valid())
            continue;
        Message message(RTM_GETNSID, 0, rtgenmsg{});
        if (query.target)
            message.put<int>(NETNSA_TARGET_NSID, *query.target);
        message.put<int>(NETNSA_FD, fd.get());
        socket.try_get(message, {EINVAL, EBADF}, each); // a stale file
    }
}

/// The first buffer of a dump, which may be the only one (see whole_nsid_dump), is small until the socket has
/// received an answer into a large one: another request goes first, whose answer does not matter. Ids that do
/// not fit even so are asked for one by one, if they have a name.
static void dump_ids(Socket &socket, const IdQuery &query, Message &message, Each each)
{
    std::set<int> seen;
    netns_id(socket, open_netns("/proc/self/ns/net").get());
    socket.dump(message, [&](const nlmsghdr *answer) {
        seen.insert(nsid_of(answer));
        each(answer);
    });
    if (seen.size() <= whole_nsid_dump)
        return;
    ask_by_name(socket, query, [&](const nlmsghdr *answer) {
        if (nsid_of(answer) >= 0 && seen.insert(nsid_of(answer)).second)
            each(answer);
    });
}

void netns_list_id(Session &session, Args &args)
{
    IdQuery query;
    while (!args.empty())
        if (!parse_word<IdQuery>(session, args, query_words, query))
            netns_usage();
    Message message(RTM_GETNSID, 0, rtgenmsg{});
    if (query.target)
        message.put<int>(NETNSA_TARGET_NSID, *query.target);
    if (query.nsid)
        message.put<int>(NETNSA_NSID, *query.nsid);
    auto show = [&](const nlmsghdr *answer) { print_nsid(session, answer); };
    auto list = session.out.list();
    if (query.nsid)
        session.socket().get(message, show);
    else
        dump_ids(session.socket(), query, message, show);
}

} // namespace nskit
