// SPDX-License-Identifier: MIT
// -batch: one command a line, in one process. Each line is parsed, run and judged on its own; no line's state
// reaches the next, and no line's error ends the process under -force.
#include <fcntl.h>
#include <vector>

#include "batch_lines.h"
#include "ip.h"

namespace nskit {

/// Runs one command; the session's settings are put back, whatever the command did to them.
static void run_command(Session &session, std::string &command, std::vector<char *> &words)
{
    split_words(command, words);
    if (words.empty())
        return;
    const int family = session.settings.family;
    words.push_back(nullptr); // netns exec hands the rest to execvp
    try {
        Args args(std::span<char *const>(words.data(), words.size() - 1));
        run_object(session, args);
    } catch (...) {
        session.settings.family = family;
        throw;
    }
    session.settings.family = family;
}

static Fd open_input(const std::string &file)
{
    if (file == "-")
        return Fd(sys(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3), "Cannot read standard input"));
    return Fd(
        sys(open(file.c_str(), O_RDONLY | O_CLOEXEC), "Cannot open file \"%s\" for reading", file.c_str()));
}

void run_batch(Session &session, const std::string &file)
{
    Fd input = open_input(file);
    BatchLines lines(input.get());
    std::string command;
    std::vector<char *> words;
    bool failed = false;
    while (lines.next(command)) {
        try {
            run_command(session, command, words);
        } catch (const Error &error) {
            failed = true;
            session.out.flush();
            warn("%s%sCommand failed %s:%zu", error.text.c_str(), error.text.empty() ? "" : "\n",
                 file.c_str(), lines.number());
            if (!session.settings.force)
                break;
        }
    }
    if (failed)
        throw Error{"", 1};
}

} // namespace nskit
