// SPDX-License-Identifier: MIT
// How `ip` is put together: objects and verbs are rows; a row's function gets the session and the words
// behind it.
#pragma once

#include <span>
#include <string>

#include "lib/base/args.h"
#include "lib/base/error.h"
#include "lib/row/field.h"
#include "cmd/ipnetns/command/session.h"

namespace nskit {

/// An object of `ip` or a verb of an object. Abbreviations mean the first row that they are a leading part
/// of.
struct Command {
    const char *word;
    void (*run)(Session &, Args &);
    const char *also = nullptr; ///< another spelling, which is not abbreviated
    bool exact = false;
    /// It reads its words and hands a request to Session::change(), and does nothing else that anybody could
    /// see. An object: so does one of its verbs, all of which go through run_verb().
    bool only_changes = false;
};

/// A row of that kind.
constexpr Command changing(const char *word, void (*run)(Session &, Args &), const char *also = nullptr)
{
    return {word, run, also, false, true};
}

/// The objects, in the order that decides abbreviations. One that has no function is not built: it has its
/// place because of that order.
extern const std::span<const Command> objects;
/// The object that a word names or abbreviates; nullptr where that is none, or not built.
const Command *find_object(std::string_view word);

/// Runs the verb that the next word names; `fallback` where there is no word. An unknown one throws
/// `Command "X" is unknown, try "ip OBJECT help".` with the status.
void run_verb(Session &session, Args &args, std::span<const Command> verbs, const char *object,
              void (*fallback)(Session &, Args &), int status = 255);

/// Runs the object that the next word names: throws `Object "X" is unknown, try "ip help".` (1).
void run_object(Session &session, Args &args);

/// Sends a request that changes something. With -echo, `show` is handed what the kernel says of it.
void send_change(Session &session, Message &message, void (*show)(Context &, const nlmsghdr *));

/// Ends the command with a help text on stderr and status 255.
[[noreturn]] void usage(std::string text);

/// Reads the options in front of the object. Throws on an unknown one (255).
GlobalOptions parse_global_options(Args &args);

/// The text of `ip help`.
std::string global_usage();

/// Runs the commands of a file, `-` for stdin. Throws a silent Error (1) where one of them failed.
void run_batch(Session &session, const std::string &file);

} // namespace nskit
