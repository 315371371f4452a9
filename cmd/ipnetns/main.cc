// SPDX-License-Identifier: MIT
// ip: options, then the object, its verb and its words. Everything that fails comes back here as an Error.
#include <algorithm>

#include "cmd/ipnetns/about/about.h"
#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/command/user_home.h"
#include "cmd/ipnetns/hint/hint.h"
#include "lib/base/completion.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/options.h"
#include "lib/namespace/capability.h"
#include "lib/namespace/process.h"
#include "lib/netlink/netns_names.h"
#include "lib/row/described.h"

using namespace nskit;

/// The object in the name of the program, behind its first two letters: `ipaddr ...` is `ip addr ...`.
static const Command *object_in_name()
{
    const char *name = program_name();
    return strlen(name) > 2 ? find_object(name + 2) : nullptr;
}

static void run_one(Session &session, Args &args)
{
    if (const Command *object = object_in_name())
        object->run(session, args);
    else if (args.empty())
        usage(global_usage());
    else
        run_object(session, args);
}

/// `ip vrf exec`, and nothing before or between: an ordinary user who may bind a program to a VRF is given
/// the rights for that with the file of ip, see ip-vrf(8).
static bool is_vrf_exec(Args args)
{
    return !object_in_name() && args.take("vrf") && args.take("exec");
}

/// Reads a command line as run() does, whose options have been read.
static void read_completed(const GlobalOptions &options, Args args)
{
    if (options.netns == completion::mark)
        enter_netns(completion::mark);
    if (options.batch == completion::mark) // a file
        return;
    Session session(options);
    if (completion::is_at_cursor(args.peek()))
        offer_global_options();
    run_object(session, args);
}

/// The words of the command line that is completed. Behind the object stands a verb, or a word.
static const About *completed;
static bool verb_first;

static std::string meaning(std::string_view word)
{
    const std::string as_word = completed->word(word), as_verb(completed->verb(word));
    return (verb_first && !as_verb.empty()) || as_word.empty() ? as_verb : as_word;
}

/// `ip -complete WORDS...`: what the last of the words could be, which may be empty.
[[noreturn]] static void complete_words(std::span<const Text> words)
{
    static constexpr char cursor[] = "\177"; // completion::mark
    std::vector<Text> line(words.begin(), words.end());
    const std::string typed(line.empty() ? std::string_view() : line.back());
    if (!line.empty())
        line.pop_back();
    line.push_back(cursor);
    Args args(line);
    try {
        GlobalOptions options = parse_global_options(args);
        if (options.user)
            enter_existing_home();
        if (options.netns && *options.netns != completion::mark)
            enter_netns(options.netns->c_str());
        const std::span<const Text> behind = args.rest();
        const About about(behind.first(behind.empty() ? 0 : behind.size() - 1));
        completed = &about;
        verb_first = behind.size() <= 2;
        completion::meaning = meaning;
        completion::complete(typed, [&] { read_completed(options, args); });
    } catch (const Error &) { // in the options
        Args again(line);
        completion::complete(typed, [&] { parse_global_options(again); });
    }
}

/// `ip -details OBJECT help`: the help as ever, then a line for each word. An object throws its help as an
/// Error; a kind of link prints it.
static void explain_help(Session &session, Args &args)
{
    const About about(args.rest());
    static std::vector<Described> words; // as long as what gathers them
    described = &words;
    try {
        run_one(session, args);
        session.out.flush();
        write_all(STDOUT_FILENO, "\n" + explain_words(about));
    } catch (Error &help) {
        if (help.text.starts_with("Usage:"))
            help.text += "\n\n" + explain_words(about, help.text);
        throw;
    }
}

static bool asks_for_help(std::span<const Text> words)
{
    return std::find(words.begin(), words.end(), std::string_view("help")) != words.end();
}

static void run(std::span<char *const> given)
{
    const std::vector<Text> words(given.begin(), given.end());
    Args args(words);
    if (!is_vrf_exec(args))
        drop_file_rights();
    if (args.take("-complete") || args.take("--complete"))
        complete_words(args.rest());
    give_ip_hints(given);
    GlobalOptions options = parse_global_options(args);
    if (options.version)
        print_and_exit("ip utility, iproute2-7.1.0, nskit-" VERSION "\n");
    if (options.user)
        enter_home();
    // Before the socket is opened: it stays in the namespace in which it was opened.
    if (options.netns)
        enter_netns(options.netns->c_str());
    Session session(options);
    try {
        if (session.options.batch)
            run_batch(session, *session.options.batch);
        else if (session.options.settings.details && asks_for_help(args.rest()))
            explain_help(session, args);
        else
            run_one(session, args);
    } catch (...) {
        session.out.flush(); // what was printed before the failure
        throw;
    }
    session.out.flush();
    if (options.user)
        say_hint([] { return hint::home_without_names(); });
}

int main(int argc, char **argv)
{
    hold_standard_descriptors();
    const std::span words(argv + 1, static_cast<size_t>(argc > 0 ? argc - 1 : 0));
    return run_reporting([&] { run(words); }, Report::bare);
}
