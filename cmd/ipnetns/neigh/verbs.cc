// SPDX-License-Identifier: MIT
// ip neighbour: its verbs, and how an entry is changed and looked up. show.cc shows and flushes entries.
#include "cmd/ipnetns/neigh/neigh.h"

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/command/wait.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/suggest.h"

namespace nskit {

/// An unknown word is the address.
static void parse_destination(Context &context, Args &args, Message &message)
{
    if (is_prefix(args.peek(), "help"))
        usage(neigh_usage());
    neigh_address.type.parse(context, args, neigh_address, message);
}

void parse_neigh(Context &context, Args &args, Message &message)
{
    message.fixed<ndmsg>().ndm_family = static_cast<uint8_t>(context.settings.family);
    Seen seen;
    while (!args.empty())
        if (!parse_field(context, args, neigh_fields, message, seen))
            or_nearest(
                args.peek(), [&] { parse_destination(context, args, message); },
                [](Nearest &nearest) { nearest.among(neigh_fields.rows); });
}

/// Whether the words name one entry. A proxy entry may have no device.
static bool is_complete(Message &message)
{
    const ndmsg &header = message.fixed<ndmsg>();
    return message.find(neigh_address.attr) && (header.ndm_ifindex || header.ndm_flags & NTF_PROXY);
}

template <uint16_t type, uint16_t flags> static void modify(Session &session, Args &args)
{
    Message message(type, flags, ndmsg{.ndm_state = NUD_PERMANENT});
    parse_neigh(session, args, message);
    if (!is_complete(message))
        fail_with(255, "Device and destination are required arguments.");
    session.change(message);
}

// --- get

/// The row of a word that belongs to an entry's key; nullptr if it is another word.
static const Field *key_row(const char *word)
{
    for (const Field &row : neigh_fields.rows) {
        if (!names_row(word, row))
            continue;
        std::string_view name = row.word;
        return name == "to" || name == "dev" || name == "proxy" ? &row : nullptr;
    }
    return nullptr;
}

static void get(Session &session, Args &args)
{
    Message message(RTM_GETNEIGH, 0, ndmsg{.ndm_family = static_cast<uint8_t>(session.settings.family)});
    while (!args.empty()) {
        const Field *row = key_row(args.peek());
        if (!row) {
            parse_destination(session, args, message);
            continue;
        }
        args.next();
        row->type.parse(session, args, *row, message);
    }
    if (!is_complete(message))
        fail("Device and address are required arguments.");
    auto list = session.out.list();
    session.socket().get(message, [&](const nlmsghdr *answer) {
        if (has_fixed(answer, sizeof(ndmsg)))
            print_neigh(session, answer);
    });
}

// --- the verbs

static void help(Session &, Args &)
{
    usage(neigh_usage());
}

static constexpr Command verbs[] = {
    {.word = "add",
     .run = modify<RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL>,
     .only_changes = true,
     .usage = "{ add | del | change | replace } { ADDRESS | proxy ADDRESS }\n"
              "                [ WORD ... ]"},
    {.word = "change", .run = modify<RTM_NEWNEIGH, NLM_F_REPLACE>, .also = "chg", .only_changes = true},
    {.word = "replace", .run = modify<RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE>, .only_changes = true},
    {.word = "delete", .run = modify<RTM_DELNEIGH, 0>, .only_changes = true},
    {.word = "show", .run = neigh_show, .usage = "{ show | flush } [ FILTER ... ]"},
    {.word = "lst", .run = neigh_show},
    {.word = "list", .run = neigh_show},
    {.word = "flush", .run = neigh_flush},
    {.word = "get", .run = get, .usage = "get { ADDRESS | proxy ADDRESS } dev DEV"},
    {.word = "wait", .run = neigh_wait, .usage = WAIT_USAGE("[ FILTER ... ]")},
    {.word = "ensure",
     .run = ensure_verb<neigh_state>,
     .exact = true,
     .usage = "{ ensure | absent } { ADDRESS | proxy ADDRESS } [ WORD ... ]"},
    {.word = "absent", .run = absent_verb<neigh_state>, .exact = true},
    {.word = "help", .run = help},
};

std::string neigh_usage()
{
    std::string states;
    append_part(states, "STATE := {" + nud_names() + " }", 0);
    return usage_of("neigh", verbs) + "\nWORD :=\n" + describe_fields(neigh_fields.rows, 8) +
           "\nFILTER :=\n" + describe_words(neigh_filter_words, 8) + "\n" + states;
}

void ip_neigh(Session &session, Args &args)
{
    run_verb(session, args, verbs, "neigh", neigh_show);
}

} // namespace nskit
