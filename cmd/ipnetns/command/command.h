// SPDX-License-Identifier: MIT
// How `ip` is put together: objects and verbs are rows; a row's function gets the session and the words
// behind it.
#pragma once

#include <span>
#include <string>

#include "cmd/ipnetns/command/session.h"
#include "lib/base/args.h"
#include "lib/base/error.h"
#include "lib/row/field.h"

namespace nskit {

/// An object of `ip` or a verb of an object. An abbreviation means the first row that begins with it.
struct Command {
    const char *word = nullptr;
    void (*run)(Session &, Args &) = nullptr;
    const char *also = nullptr; ///< another spelling, which is not abbreviated
    bool exact = false;         ///< not to be abbreviated
    /// It only reads its words and hands one request to Session::change(). An object: one of its verbs does
    /// no more, and all go through run_verb().
    bool only_changes = false;
    /// What help shows of a verb: the text behind `ip OBJECT `, a line for each form. A line that begins with
    /// a blank goes on with the form above. nullptr: the usage of another row names it, too.
    const char *usage = nullptr;
    bool takes_all = false;                       ///< help shows `ip [-all] OBJECT ...`
    uint32_t letters = first_letters(word, also); ///< never set by hand
};

/// Runs the verb that the next word names; `fallback` if there is no word. An unknown one throws
/// `Command "X" is unknown, try "ip OBJECT help".` with the status.
void run_verb(Session &session, Args &args, std::span<const Command> verbs, const char *object,
              void (*fallback)(Session &, Args &), int status = 255);

/// The same for an object over generic netlink whose family is looked up before its verb is read: a kernel
/// without the family refuses every verb but help, which the last row is and no word means.
void run_verb_of(const char *family, Session &session, Args &args, std::span<const Command> verbs,
                 const char *object);

/// Takes the next word, which must name one of the rows, and runs it. Throws `Error: argument "X" is wrong:
/// WRONG` (255).
void run_word(Session &session, Args &args, std::span<const Command> rows, const char *wrong);

/// Throws the same error if words are left.
void expect_end(const Args &args, const char *wrong);

/// Reads the value of a row whose keyword is not on the command line. Throws `Error: argument "X" is wrong: `
/// and the row's error (255).
void take_value(Context &context, Args &args, const Field &row, Message &message);

/// What to say if Socket::events() has lost some.
std::string lost_events();

/// Shows a message of generic netlink as one object on a line of its own.
void show_generic(Session &session, std::span<const Field> rows, const nlmsghdr *message);

/// Asks a family of generic netlink for a change whose refusal has this exit status.
void send_generic(Session &session, const char *family, Message &message, int status);

/// The help of an object's verbs, in the order of their rows: `Usage: ip OBJECT USAGE`, and the other lines
/// below the first. An empty object stands for `ip` itself. `indent` is ' ', or '\t' for lines behind a tab.
std::string usage_of(std::string_view object, std::span<const Command> verbs, char indent = ' ');

/// The help of words that no row of a verb describes: `Usage: FORMS`.
std::string usage_of(std::string_view forms);

/// The object that a word names or abbreviates; nullptr if there is none, or it is not built.
const Command *find_object(const char *word);

/// Runs the object that the next word names: throws `Object "X" is unknown, try "ip help".` (1).
void run_object(Session &session, Args &args);

/// Sends a request that changes something. With -echo, `show` gets what the kernel answers.
void send_change(Session &session, Message &message, void (*show)(Context &, const nlmsghdr *));

/// Ends the command with a help text on stderr and status 255.
[[noreturn]] void usage(std::string text);

/// Reads the options in front of the object. Throws on an unknown one (255).
GlobalOptions parse_global_options(Args &args);

/// Offers the options in front of the object for the word at the cursor (see lib/base/completion.h).
void offer_global_options();

/// The text of `ip help`.
std::string global_usage();

/// Runs the commands of a file, `-` for stdin. Throws a silent Error if one of them failed: 1, or 255 if a
/// usage error ended the batch.
void run_batch(Session &session, const std::string &file);

} // namespace nskit
