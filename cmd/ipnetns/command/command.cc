// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/command.h"

#include <cerrno>
#include <cstring>

#include "cmd/ipnetns/objects.h"
#include "lib/base/error_text.h"
#include "lib/base/suggest.h"
#include "lib/base/text.h"

namespace nskit {

// --- running

/// A command that does more than to ask for a change begins when all requests before it have been sent. It
/// may change devices and namespaces, so that what is known of them is forgotten at its end.
static void run_command(Session &session, Args &args, const Command &command)
{
    if (command.only_changes)
        return command.run(session, args);
    struct Forget {
        Session &session;
        ~Forget() { session.forget(); }
    };
    session.flush();
    Forget at_end{session};
    command.run(session, args);
}

void run_verb(Session &session, Args &args, std::span<const Command> verbs, const char *object,
              void (*fallback)(Session &, Args &), int status)
{
    if (args.empty())
        return run_command(session, args, {.run = fallback});
    const Command *verb = match(args.peek(), verbs);
    if (!verb)
        fail_with(status, "Command \"%s\" is unknown, try \"ip %s help\".%s", args.peek().data(), object,
                  Nearest(args.peek()).among(verbs).line().c_str());
    args.next();
    run_command(session, args, *verb);
}

void run_verb_of(const char *family, Session &session, Args &args, std::span<const Command> verbs,
                 const char *object)
{
    const Command &help = verbs.back();
    if (!args.empty() && !names_row(args.peek(), help))
        session.generic(family);
    run_verb(session, args, verbs, object, help.run);
}

void run_word(Session &session, Args &args, std::span<const Command> rows, const char *wrong)
{
    if (args.empty())
        incomplete_line();
    const Command *row = match(args.peek(), rows);
    if (!row)
        wrong_argument(args.peek(), wrong + Nearest(args.peek()).among(rows).line());
    args.next();
    row->run(session, args);
}

void expect_end(const Args &args, const char *wrong)
{
    if (!args.empty())
        wrong_argument(args.peek(), wrong);
}

void take_value(Context &context, Args &args, const Field &row, Message &message)
{
    if (!row.type.parse(context, args, row, message))
        wrong_argument(args.previous(), row.wrong);
}

std::string lost_events()
{
    return format("netlink receive error %s (%d)", error_text(ENOBUFS), ENOBUFS);
}

void show_generic(Session &session, std::span<const Field> rows, const nlmsghdr *message)
{
    auto object = session.out.object();
    print_fields(session, rows, Record::of<genlmsghdr>(message));
    session.out.line();
}

void send_generic(Session &session, const char *family, Message &message, int status)
{
    Generic &kernel = session.generic(family);
    with_status(status, [&] { kernel.request(message); });
}

const Command *find_object(const char *word)
{
    const Command *object = match(word, objects);
    return object && object->run ? object : nullptr;
}

void run_object(Session &session, Args &args)
{
    const Command *object = find_object(args.peek());
    if (!object) {
        Nearest nearest(args.peek());
        for (const Command &row : objects)
            if (row.run)
                nearest.offer(row.word);
        fail("Object \"%s\" is unknown, try \"ip help\".%s", args.peek().data(), nearest.line().c_str());
    }
    args.next();
    run_command(session, args, *object);
}

void send_change(Session &session, Message &message, void (*show)(Context &, const nlmsghdr *))
{
    if (!session.options.echo || session.is_quiet())
        return session.change(message);
    message.header()->nlmsg_flags |= NLM_F_ECHO;
    auto list = session.out.list();
    session.socket().request(message, [&](const nlmsghdr *answer) { show(session, answer); });
}

// --- help

void usage(std::string text)
{
    if (text.ends_with('\n'))
        text.pop_back();
    throw Error{std::move(text), 255};
}

static constexpr const char *usage_lead = "Usage:";

std::string usage_of(std::string_view forms)
{
    return std::string(usage_lead).append(" ").append(forms);
}

std::string usage_of(std::string_view object, std::span<const Command> verbs, char indent)
{
    const std::string name = std::string(object) + (object.empty() ? "" : " ");
    const std::string next_lead = indent == '\t' ? "\t" : "       ";
    std::string text, lead = std::string(usage_lead) + indent;
    for (const Command &verb : verbs) {
        for (std::string_view rest = verb.usage ? verb.usage : ""; !rest.empty();) {
            const std::string_view line = take_until(rest, '\n');
            if (!line.starts_with(' ') && !line.starts_with('\t'))
                text.append(lead).append("ip ").append(verb.takes_all ? "[-all] " : "").append(name);
            text.append(line).append("\n");
            lead = next_lead;
        }
    }
    return text;
}

} // namespace nskit
