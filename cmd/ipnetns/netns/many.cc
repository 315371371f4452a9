// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/many.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <deque>
#include <fcntl.h>
#include <poll.h>

#include "cmd/ipnetns/netns/worker.h"
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
/// One command.
struct Job {
    const std::string *name;
    std::string out, err; ///< what it has written, and is not shown yet
    int status = 0;
    bool ended = false;
};

/// A worker, the other ends of what its commands write, and the command that it has.
struct Place {
    Worker worker;
    Fd out, err;
    Job *job = nullptr;
};

class Many {
  public:
    Many(Session &session, const std::vector<std::string> &names, const ManyOptions &options,
         FunctionRef<void()> command)
        : session_(session), options_(options), command_(command), is_text_(session.out.is_text())
    {
        for (const std::string &name : names)
            jobs_.push_back({.name = &name, .out = {}, .err = {}});
    }
    void run();
    int status() const;

  private:
    bool is_full() const;
    size_t count(Worker::State state) const;
    Place make_place();
    void give_jobs();
    void let_go();
    void dismiss_gone();
    void receive();
    void take(Job &job, std::string &text, Fd &pipe, int to);
    void hear(Place &place);
    void show(Job &job);
    void show_finished();

    Session &session_;
    const ManyOptions options_;
    FunctionRef<void()> command_;
    const bool is_text_;
    std::vector<Job> jobs_;
    std::deque<Place> places_;    // in the order of their jobs, as far as they have one
    std::deque<Place> dismissed_; // to be waited for
    size_t started_ = 0, shown_ = 0;
};
} // namespace

size_t Many::count(Worker::State state) const
{
    return static_cast<size_t>(
        std::ranges::count_if(places_, [&](const Place &place) { return place.worker.state() == state; }));
}

/// To enter a network namespace takes as long as a short command, and is mostly waiting. So some workers do
/// that ahead, if commands run side by side in any case.
bool Many::is_full() const
{
    constexpr unsigned most_ahead = 8;
    const unsigned ahead = options_.jobs > 1 ? std::min(options_.jobs, most_ahead) : 0;
    return places_.size() - count(Worker::State::idle) >= options_.jobs + ahead;
}

Place Many::make_place()
{
    Pipe output = make_pipe(), errors = make_pipe();
    auto connect = [&] {
        if (options_.jobs > 1) // two commands that read one standard input would share its lines at random
            sys(dup2(sys(open_file("/dev/null", O_RDONLY), "Cannot open /dev/null").get(), STDIN_FILENO),
                "dup2 failed");
        sys(dup2(output.write.get(), STDOUT_FILENO), "dup2 failed");
        sys(dup2(errors.write.get(), STDERR_FILENO), "dup2 failed");
    };
    return {
        .worker = Worker(connect, command_), .out = std::move(output.read), .err = std::move(errors.read)};
}

void Many::give_jobs()
{
    for (; started_ < jobs_.size() && !is_full(); started_++) {
        auto idle = std::ranges::find(places_, Worker::State::idle,
                                      [](const Place &place) { return place.worker.state(); });
        Place place = idle != places_.end() ? std::move(*idle) : make_place();
        if (idle != places_.end())
            places_.erase(idle);
        place.job = &jobs_[started_];
        place.worker.enter(*place.job->name);
        places_.push_back(std::move(place));
    }
}

void Many::let_go()
{
    size_t running = count(Worker::State::running);
    for (Place &place : places_)
        if (place.worker.state() == Worker::State::ready && running++ < options_.jobs)
            place.worker.go();
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

/// Reads what is there. Of the command whose turn it is, everything is shown at once.
void Many::take(Job &job, std::string &text, Fd &pipe, int to)
{
    char bytes[16 * 1024];
    const ssize_t size = uninterrupted([&] { return read(pipe.get(), bytes, sizeof bytes); });
    if (size == -1 && errno != EAGAIN)
        fail_errno("Cannot read the output of a command");
    if (size == 0)
        pipe.reset();
    if (size > 0)
        text.append(bytes, static_cast<size_t>(size));
    if (!is_text_ || &job != &jobs_[shown_])
        return;
    if (options_.label)
        return write_labelled(to, shown_on(to, *job.name), text, false);
    if (!write_all(to, std::exchange(text, {})))
        fail_errno("write error");
}

/// Takes a report. What a command that has ended has left running may still write: that is not waited for.
void Many::hear(Place &place)
{
    if (!place.worker.hear() || !place.job)
        return;
    Job &job = *std::exchange(place.job, nullptr);
    while (has_more(place.out))
        take(job, job.out, place.out, STDOUT_FILENO);
    while (has_more(place.err))
        take(job, job.err, place.err, STDERR_FILENO);
    job.status = place.worker.status();
    job.ended = true;
}

/// A worker whose surroundings are spoilt ends by itself, which takes some time.
void Many::dismiss_gone()
{
    std::erase_if(places_, [&](Place &place) {
        if (place.worker.state() != Worker::State::gone)
            return false;
        dismissed_.push_back(std::move(place));
        return true;
    });
    while (dismissed_.size() > options_.jobs)
        dismissed_.pop_front();
}

/// Shows what is left of a command that has ended.
void Many::show(Job &job)
{
    if (!is_text_) {
        auto object = session_.out.object();
        session_.out.data("netns", *job.name);
        session_.out.data_integer("status", job.status);
        session_.out.data("stdout", job.out);
        session_.out.data("stderr", job.err);
    } else {
        for (auto [text, to] : {std::pair(&job.out, STDOUT_FILENO), std::pair(&job.err, STDERR_FILENO)})
            if (options_.label)
                write_labelled(to, shown_on(to, *job.name), *text, true);
            else if (!write_all(to, *text))
                fail_errno("write error");
    }
    job.out = job.err = {};
}

void Many::show_finished()
{
    while (shown_ < jobs_.size() && jobs_[shown_].ended)
        show(jobs_[shown_++]);
}

/// Waits until a command has written something, or a worker reports.
void Many::receive()
{
    std::vector<pollfd> polled;
    auto add = [&](const Fd &fd) { polled.push_back({.fd = fd.get(), .events = POLLIN, .revents = 0}); };
    for (const Place &place : places_) {
        add(place.out); // of -1 poll() takes no notice
        add(place.err);
        add(place.worker.channel());
    }
    if (uninterrupted([&] { return poll(polled.data(), polled.size(), -1); }) == -1)
        fail_errno("poll failed");
    for (size_t i = 0; i < places_.size(); i++) {
        Place &place = places_[i];
        if (polled[3 * i].revents && place.job)
            take(*place.job, place.job->out, place.out, STDOUT_FILENO);
        if (polled[3 * i + 1].revents && place.job)
            take(*place.job, place.job->err, place.err, STDERR_FILENO);
        if (polled[3 * i + 2].revents)
            hear(place);
    }
}

void Many::run()
{
    while (shown_ < jobs_.size()) {
        give_jobs();
        let_go();
        receive();
        show_finished();
        dismiss_gone();
    }
    for (Place &place : places_)
        place.worker.dismiss();
}

int Many::status() const
{
    int greatest = 0;
    for (const Job &job : jobs_)
        greatest = std::max(greatest, job.status);
    return greatest;
}

void exec_many(Session &session, const std::vector<std::string> &names, const ManyOptions &options,
               FunctionRef<void()> command)
{
    session.out.flush();
    auto tied = [&] {
        end_with(Fd(), SIGKILL); // with the worker
        command();
    };
    Many many(session, names, options, tied);
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
