// SPDX-License-Identifier: MIT
// ip netns set, list-id: the ids by which the network namespaces know each other.
#include <cerrno>
#include <cstring>
#include <linux/net_namespace.h>

#include "cmd/ipnetns/netns/netns.h"
#include "lib/base/number.h"

namespace nskit {

/// A number that is not negative. `what` is its name in messages, `wrong` the message about a word that is no
/// number.
static int positive(const char *word, const char *what, const char *wrong)
{
    auto number = parse_signed(word, INT32_MIN, INT32_MAX);
    if (!number)
        wrong_argument(word, format(wrong, what));
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
    const char *word = args.next();
    int id = std::string_view(word) == "auto" ? NETNSA_NSID_NOT_ASSIGNED
                                              : positive(word, "netnsid", "Invalid \"%s\" value");
    Fd fd = open_netns(name);
    if (!fd.valid())
        throw Error{format("Cannot open network namespace \"%s\": %s", name, strerror(errno)) +
                        nearest_netns(name),
                    1, errno};
    Message message(RTM_NEWNSID, 0, rtgenmsg{});
    message.put<int>(NETNSA_FD, fd.get());
    message.put<int>(NETNSA_NSID, id);
    session.socket().request(message);
}

// --- list-id

struct IdQuery {
    std::optional<int> target, nsid;
};

static int query_id(Args &args, const std::optional<int> &given, const char *what)
{
    const char *word = args.next();
    if (given)
        duplicate_argument(what, word);
    return positive(word, what, "\"%s\" value is invalid");
}

static constexpr Word<IdQuery> query_words[] = {
    {.word = "target-nsid",
     .arg = "POSITIVE-INT",
     .set = [](Context &, Args &args,
               IdQuery &query) { query.target = query_id(args, query.target, "target-nsid"); },
     .exact = true},
    {.word = "nsid",
     .arg = "POSITIVE-INT",
     .set = [](Context &, Args &args, IdQuery &query) { query.nsid = query_id(args, query.nsid, "nsid"); },
     .exact = true},
};

/// An id. One that is not assigned is `unassigned` in text, and left out of JSON.
static void show_id(Out &out, const char *key, const nlattr *attr)
{
    int id = get<int>(attr);
    if (id >= 0)
        out.integer(key, id);
    else
        out.text(format("%s unassigned ", key));
}

void show_nsid(Context &context, const nlmsghdr *message)
{
    Attrs attrs(message, sizeof(rtgenmsg));
    const nlattr *nsid = attrs[NETNSA_NSID], *current = attrs[NETNSA_CURRENT_NSID];
    if (!nsid)
        fail("Missing attribute in the answer: NETNSA_NSID");
    Out &out = context.out;
    auto object = out.object();
    if (message->nlmsg_type == RTM_DELNSID)
        out.flag({"deleted", "Deleted"});
    show_id(out, "nsid", nsid);
    if (current)
        show_id(out, "current-nsid", current);
    if (const std::string *name = context.netns_ids().name(get<int>(current ? current : nsid)))
        out.string({"name", "(iproute2 netns name:", ")"}, *name);
    out.line();
}

/// Linux (6.18, for example) may end a dump of ids with its first buffer, which is small until an answer has
/// been received into a large one. So there is another request before it, whose answer does not matter.
static void dump_ids(Socket &socket, Message &message, Each each)
{
    netns_id(socket, open_netns("/proc/self/ns/net").get());
    socket.dump(message, each);
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
    auto show = [&](const nlmsghdr *answer) { show_nsid(session, answer); };
    auto list = session.out.list();
    if (query.nsid)
        session.socket().get(message, show);
    else
        dump_ids(session.socket(), message, show);
}

} // namespace nskit
