// SPDX-License-Identifier: MIT
// The runs of a command, and what must hold of each.
#include <cerrno>
#include <cstdio>
#include <unistd.h>

#include "cmd/ipnetns/command/command.h"
#include "fuzz/playing.h"
#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/row/described.h"

/// cmd/ipnetns/main.cc, compiled with another name for its main().
int ip_main(int argc, char **argv);

namespace nskit::fuzz {

Playing *playing;

void must(bool holds, const char *what, std::string_view shown)
{
    if (holds)
        return;
    playing = nullptr;
    fprintf(stderr, "\n%s: %.*s\n", what, static_cast<int>(shown.size()), shown.data());
    __builtin_trap();
}

static void put_input(std::string_view bytes)
{
    const int file = file_of(bytes);
    must(dup2(file, STDIN_FILENO) == STDIN_FILENO && close(file) == 0, "no stdin");
}

/// A status of 0 says that all was done, another one goes with a reason.
static void judge(const Run &run)
{
    const bool is_usage = run.shown.starts_with("Usage:"); // of a kind of link
    must(run.status == 0 || !run.told.empty() || is_usage, "a failure without a message");
    must(run.status != 0 || run.told.find("Error: ") == run.told.npos, "an error with status 0", run.told);
}

/// Calls `body()` as the run.
template <class Body> static void play(const World &world, Run &run, Body body)
{
    put_input(world.input);
    Playing now{.world = world, .run = run, .part = 0, .sent = 0, .sockets = {}};
    playing = &now;
    described = nullptr; // main() leaves it behind
    try {
        body();
    } catch (const Exit &exit) {
        run.status = exit.status;
    }
    playing = nullptr;
}

Run run(const std::vector<std::string> &words, const World &world)
{
    static char name[] = "ip"; // or the fuzzer's own name could mean an object: `ipaddr`
    program_invocation_short_name = name;
    std::vector<std::string> copies{name};
    for (const std::string &word : words)
        copies.push_back(word.c_str()); // up to a NUL
    std::vector<char *> pointers;
    for (std::string &word : copies)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    Run run;
    play(world, run, [&] { run.status = ip_main(static_cast<int>(copies.size()), pointers.data()); });
    judge(run);
    return run;
}

std::vector<std::string> completions(const std::vector<std::string> &words)
{
    std::vector<Text> line(words.begin(), words.end());
    line.push_back(completion::mark);
    std::vector<std::string> found;
    Run run;
    const World nothing;
    report_with(
        [](const Error &, const std::string &) {}); // the one with hints has the words of the last run
    play(nothing, run, [&] {
        const auto offered = completion::collect([&] {
            Args args(line);
            Session session(parse_global_options(args));
            if (completion::is_at_cursor(args.peek()))
                offer_global_options();
            run_object(session, args);
        });
        for (const auto &[word, about] : offered)
            found.push_back(word);
    });
    completion::is_active = false;
    return found;
}

std::vector<std::string> words_of(std::string_view line)
{
    std::vector<std::string> words;
    for (size_t at = 0; (at = line.find_first_not_of(' ', at)) != line.npos;) {
        const size_t end = std::min(line.find(' ', at), line.size());
        std::string word(line.substr(at, end - at));
        words.push_back(word == "\"\"" ? "" : word.c_str());
        at = end;
    }
    return words;
}

} // namespace nskit::fuzz
