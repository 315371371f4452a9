// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/many.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>

#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/base/visible.h"
#include "lib/namespace/process.h"

namespace nskit {

ManyOptions parse_many_options(Args &args)
{
    ManyOptions options;
    for (;;) {
        if (args.take("-jobs")) {
            const auto jobs = parse_unsigned(args.next(), 4096, 10);
            if (!jobs || *jobs == 0)
                wrong_argument(args.previous(), "invalid \"jobs\"");
            options.jobs = static_cast<unsigned>(*jobs);
            options.jobs_given = true;
        } else if (args.take("-label")) {
            options.label = true;
        } else {
            return options;
        }
    }
}

namespace {
/// One of the two streams that a command writes.
struct Stream {
    Fd pipe;
    std::string text;
};

/// One command.
struct Job {
    const std::string *name;
    Child child;
    Stream out, err;
    Fd end; // a pidfd
    int status = 0;
    bool ended = false;
};

class Many {
  public:
    Many(Session &session, const std::vector<std::string> &names, const ManyOptions &options,
         FunctionRef<void(const char *)> command)
        : session_(session), options_(options), command_(command), is_text_(session.out.is_text())
    {
        for (const std::string &name : names)
            jobs_.push_back({.name = &name, .child = {}, .out = {}, .err = {}, .end = {}});
    }
    void run();
    int status() const;

  private:
    void start(Job &job);
    void receive();
    void take(Job &job, Stream &stream, int to);
    void end(Job &job);
    void show(Job &job);
    void show_finished();

    Session &session_;
    const ManyOptions options_;
    FunctionRef<void(const char *)> command_;
    const bool is_text_;
    std::vector<Job> jobs_;
    size_t started_ = 0, shown_ = 0, running_ = 0;
};
} // namespace

struct Pipe {
    Fd read, write;
};
static Pipe make_pipe()
{
    int ends[2];
    sys(pipe2(ends, O_CLOEXEC), "pipe failed");
    return {Fd(ends[0]), Fd(ends[1])};
}

void Many::start(Job &job)
{
    Pipe out = make_pipe(), err = make_pipe();
    auto body = [&] {
        // Two commands that read one standard input would share its lines at random.
        if (const Fd null = open_file("/dev/null", O_RDONLY); options_.jobs > 1 && null.valid())
            dup2(null.get(), STDIN_FILENO);
        dup2(out.write.get(), STDOUT_FILENO);
        dup2(err.write.get(), STDERR_FILENO);
        command_(job.name->c_str());
    };
    job.child = spawn_child(body, Report::bare); // two that mount at the same time wait for each other
    job.end = open_pidfd(job.child.pid());
    job.out.pipe = std::move(out.read);
    job.err.pipe = std::move(err.read);
    running_++;
}

/// Writes the whole lines of a text, each with the name in front; with `to_end` also what follows the last.
static void write_labelled(int to, const std::string &name, std::string &text, bool to_end)
{
    if (to_end && !text.empty() && !text.ends_with('\n'))
        text += '\n';
    const size_t end = text.rfind('\n');
    if (end == std::string::npos)
        return;
    std::string labelled;
    std::string_view lines = std::string_view(text).substr(0, end + 1);
    while (!lines.empty())
        labelled.append(name).append(": ").append(take_until(lines, '\n')).append("\n");
    text.erase(0, end + 1);
    if (!write_all(to, labelled))
        fail_errno("write error");
}

static bool has_more(const Fd &pipe)
{
    pollfd polled{.fd = pipe.get(), .events = POLLIN, .revents = 0};
    return poll(&polled, 1, 0) > 0;
}

/// Reads what is there, once or, at the end, until nothing is left. Of the command whose turn it is,
/// everything is shown at once.
void Many::take(Job &job, Stream &stream, int to)
{
    char bytes[16 * 1024];
    const ssize_t size = uninterrupted([&] { return read(stream.pipe.get(), bytes, sizeof bytes); });
    if (size == 0 || (size == -1 && errno != EAGAIN))
        stream.pipe.reset();
    if (size > 0)
        stream.text.append(bytes, static_cast<size_t>(size));
    if (!is_text_ || &job != &jobs_[shown_])
        return;
    if (options_.label)
        return write_labelled(to, shown_on(to, *job.name), stream.text, false);
    if (!write_all(to, std::exchange(stream.text, {})))
        fail_errno("write error");
}

/// Reaps a command that has ended, or has closed what it writes to. What it has left running may still write:
/// that is not waited for.
void Many::end(Job &job)
{
    const int status = job.child.wait();
    for (auto [stream, to] : {std::pair(&job.out, STDOUT_FILENO), std::pair(&job.err, STDERR_FILENO)})
        while (stream->pipe.valid() && has_more(stream->pipe))
            take(job, *stream, to);
    job.out.pipe.reset();
    job.err.pipe.reset();
    job.end.reset();
    job.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    job.ended = true;
    running_--;
}

/// Shows what is left of a command that has ended.
void Many::show(Job &job)
{
    if (!is_text_) {
        auto object = session_.out.object();
        session_.out.data("netns", *job.name);
        session_.out.data_integer("status", job.status);
        session_.out.data("stdout", job.out.text);
        session_.out.data("stderr", job.err.text);
    } else {
        for (auto [stream, to] : {std::pair(&job.out, STDOUT_FILENO), std::pair(&job.err, STDERR_FILENO)})
            if (options_.label)
                write_labelled(to, shown_on(to, *job.name), stream->text, true);
            else if (!write_all(to, stream->text))
                fail_errno("write error");
    }
    job.out.text = job.err.text = {};
}

void Many::show_finished()
{
    while (shown_ < jobs_.size() && jobs_[shown_].ended)
        show(jobs_[shown_++]);
}

/// Waits until a command has written something or has ended.
void Many::receive()
{
    std::vector<pollfd> polled;
    std::vector<std::pair<Job *, Stream *>> sources; // no stream: the end of the command
    auto add = [&](const Fd &fd, Job &job, Stream *stream) {
        if (!fd.valid())
            return;
        polled.push_back({.fd = fd.get(), .events = POLLIN, .revents = 0});
        sources.emplace_back(&job, stream);
    };
    for (size_t i = shown_; i < started_; i++) {
        Job &job = jobs_[i];
        add(job.out.pipe, job, &job.out);
        add(job.err.pipe, job, &job.err);
        add(job.end, job, nullptr);
    }
    if (uninterrupted([&] { return poll(polled.data(), polled.size(), -1); }) == -1)
        fail_errno("poll failed");
    for (size_t i = 0; i < polled.size(); i++) {
        auto [job, stream] = sources[i];
        if (polled[i].revents == 0 || job->ended)
            continue;
        if (stream)
            take(*job, *stream, stream == &job->out ? STDOUT_FILENO : STDERR_FILENO);
        // Without pidfds (before Linux 5.3) the end of both streams is the end.
        const bool is_closed = !job->end.valid() && !job->out.pipe.valid() && !job->err.pipe.valid();
        if (!stream || is_closed)
            end(*job);
    }
    show_finished();
}

void Many::run()
{
    while (shown_ < jobs_.size()) {
        while (started_ < jobs_.size() && running_ < options_.jobs)
            start(jobs_[started_++]);
        receive();
    }
}

int Many::status() const
{
    int greatest = 0;
    for (const Job &job : jobs_)
        greatest = std::max(greatest, job.status);
    return greatest;
}

void exec_many(Session &session, const std::vector<std::string> &names, const ManyOptions &options,
               FunctionRef<void(const char *)> command)
{
    session.out.flush();
    Many many(session, names, options, command);
    {
        auto list = session.out.list();
        many.run();
    }
    session.out.flush();
    session.names.forget(); // the commands may have written the files with names
    if (many.status() != 0)
        fail_silently(many.status());
}

} // namespace nskit
