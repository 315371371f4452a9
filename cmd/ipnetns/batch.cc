// SPDX-License-Identifier: MIT
// -batch: one command a line, in one process. Each line is parsed, run and judged on its own; no line's state
// reaches the next, and no line's error ends the process under -force.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

#include "file.h"
#include "ip.h"

namespace nskit {

/// Lines of a file, read as they come, so that memory stays constant however long it is and a pipe is served
/// at once.
class Lines {
  public:
    explicit Lines(int fd) : fd_(fd) {}

    /// The next line without its newline; false at the end.
    bool next(std::string &line)
    {
        line.clear();
        number++;
        for (;;) {
            size_t end = std::string_view(buffer_ + at_, size_ - at_).find('\n');
            if (end != std::string_view::npos) {
                line.append(buffer_ + at_, end);
                at_ += end + 1;
                return true;
            }
            line.append(buffer_ + at_, size_ - at_);
            if (!refill())
                return !line.empty();
        }
    }

    size_t number = 0; ///< of the line that next() gave last, from 1

  private:
    bool refill()
    {
        ssize_t n;
        do {
            n = read(fd_, buffer_, sizeof buffer_);
        } while (n < 0 && errno == EINTR);
        at_ = 0;
        size_ = n > 0 ? static_cast<size_t>(n) : 0;
        return n > 0;
    }

    int fd_;
    size_t at_ = 0, size_ = 0;
    char buffer_[16384];
};

static void cut_remark(std::string &line)
{
    line.resize(std::min(line.find('#'), line.size()));
}

/// One command: a line and those that it goes on in by a backslash at its end, each cut at its first '#'.
static bool next_command(Lines &lines, std::string &command)
{
    if (!lines.next(command))
        return false;
    cut_remark(command);
    std::string more;
    while (command.ends_with('\\')) {
        command.pop_back();
        if (!lines.next(more)) {
            warn("Missing continuation line");
            return false;
        }
        cut_remark(more);
        command += more;
    }
    return true;
}

/// Splits into words in place: blanks separate; a word that starts with a quote runs to the next such quote.
static void split(std::string &command, std::vector<char *> &words)
{
    words.clear();
    char *at = command.data();
    for (;;) {
        at += strspn(at, " \t\r\n");
        if (!*at)
            break;
        bool quoted = *at == '\'' || *at == '"';
        char *end = quoted ? strchr(at + 1, *at) : at + strcspn(at, " \t\r\n");
        if (!end)
            fail("Unterminated quoted string");
        words.push_back(quoted ? at + 1 : at);
        at = *end ? end + 1 : end;
        *end = '\0';
    }
}

/// Runs one command; the session's settings are put back, whatever the command did to them.
static void run_command(Session &session, std::string &command, std::vector<char *> &words)
{
    split(command, words);
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
    Lines lines(input.get());
    std::string command;
    std::vector<char *> words;
    bool failed = false;
    while (next_command(lines, command)) {
        try {
            run_command(session, command, words);
        } catch (const Error &error) {
            failed = true;
            session.out.flush();
            warn("%s%sCommand failed %s:%zu", error.text.c_str(), error.text.empty() ? "" : "\n",
                 file.c_str(), lines.number);
            if (!session.settings.force)
                break;
        }
    }
    if (failed)
        throw Error{"", 1};
}

} // namespace nskit
