// SPDX-License-Identifier: MIT
// -batch: one command a line, in one process. Each line is parsed and run on its own: it leaves no state to
// the next, and with -force its error does not end the process.
//
// With -force, requests that only change something are sent many to a datagram (Session::change()). Errors
// are reported as if each request had been sent alone: in the same words, in the order of the lines, and
// before anything that a later line prints or does.
#include <fcntl.h>
#include <map>
#include <utility>
#include <vector>

#include "cmd/ipnetns/command/batch_lines.h"
#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/command/netns_session.h"

namespace nskit {

namespace {

class Batch {
  public:
    Batch(Session &session, const std::string &file) : session_(session), file_(file)
    {
        if (session.settings.force)
            session.begin_batch(hear_);
    }
    Batch(const Batch &) = delete;
    Batch &operator=(const Batch &) = delete;
    ~Batch() { session_.end_batch(); }

    /// Runs the commands. Returns the exit status: 0 if none failed.
    int run(int input);

  private:
    void run_command(char *command);
    void run_words(Args &args);
    NetnsSession &in_netns(const std::string &name);
    void tell(size_t line, const Error &said);
    struct Hear {
        Batch &batch;
        void operator()(size_t line, const Error &said) const { batch.tell(line, said); }
    };
    Hear hear_{*this}; // what the kernel says of requests that were held
    Session &session_;
    const std::string &file_;
    std::vector<Text> words_;
    std::map<std::string, NetnsSession> others_;
    int status_ = 0;
};

/// The session of a named network namespace, for the lines that begin with `-n NAME`.
NetnsSession &Batch::in_netns(const std::string &name)
{
    return others_.try_emplace(name, session_.options, name).first->second;
}

/// Runs the words of a line, which may begin with options that choose a namespace or a family.
void Batch::run_words(Args &args)
{
    NetnsSession *other = nullptr;
    std::optional<int> family;
    for (; *args.peek() == '-'; args.next()) {
        const std::string_view option = args.peek();
        if (option == "-n" || option == "-netns") {
            args.next();
            session_.flush(); // of what comes before
            other = &in_netns(std::string(args.peek()));
        } else if (option == "-4" || option == "-6") {
            family = option == "-4" ? AF_INET : AF_INET6;
        } else {
            break;
        }
    }
    Session &session = other ? other->session() : session_;
    const int before = std::exchange(session.settings.family, family.value_or(session.settings.family));
    if (!other)
        return run_object(session, args);
    session_.out.flush();
    other->within([&] { run_object(session, args); });
    session.settings.family = before;
    session.out.flush();
}

/// Runs one command, and then puts back what it set in the session.
void Batch::run_command(char *command)
{
    split_words(command, words_);
    if (words_.empty())
        return;
    const int family = session_.settings.family;
    try {
        Args args(words_);
        run_words(args);
    } catch (...) {
        session_.settings.family = family;
        throw;
    }
    session_.settings.family = family;
}

/// Writes what earlier lines have printed, which comes before an error. If that fails, the error is reported
/// nevertheless, and the failed write at the end.
static void flush(Out &out)
{
    try {
        out.flush();
    } catch (const Error &) {
    }
}

/// The status of a batch that an error ends: 255 for a usage error, 1 for any other. With -force there may
/// have been several errors, and it is 1.
static int batch_status(const Error &said, bool force)
{
    constexpr int misused = 255;
    return !force && said.status == misused && said.code == 0 ? misused : 1;
}

/// Reports an error of a line, or a warning, which is no failure.
void Batch::tell(size_t line, const Error &said)
{
    if (!said.status)
        return session_.warn_line(said.text);
    status_ = batch_status(said, session_.settings.force);
    flush(session_.out);
    session_.warn_line(format("%s%sCommand failed %s:%zu", said.text.c_str(), said.text.empty() ? "" : "\n",
                              file_.c_str(), line));
}

int Batch::run(int input)
{
    const bool force = session_.settings.force;
    // Reading may have to wait for the next line, whose writer may wait for what this one does, or prints.
    auto before_reading = [this] {
        session_.flush();
        flush(session_.out);
    };
    BatchLines lines(input, before_reading);
    char *command;
    while ((force || !status_) && (command = lines.next())) {
        try {
            session_.begin_command(lines.number());
            if (!lines.is_complete())
                fail("Missing continuation line");
            run_command(command);
        } catch (...) {
            session_.flush();
            tell(lines.number(), caught());
        }
    }
    session_.flush();
    return status_;
}

Fd open_input(const std::string &file)
{
    if (file == "-")
        return Fd(sys(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3), "Cannot read standard input"));
    return sys(open_file(file, O_RDONLY), "Cannot open file \"%s\" for reading", file.c_str());
}

} // namespace

void run_batch(Session &session, const std::string &file)
{
    Fd input = open_input(file);
    if (int status = Batch(session, file).run(input.get()))
        fail_silently(status);
}

} // namespace nskit
