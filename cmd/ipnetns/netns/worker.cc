// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/worker.h"

#include <cerrno>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>

#include "cmd/ipnetns/netns/surroundings.h"
#include "lib/base/file.h"

namespace nskit {

// The owner sends the name of a network namespace (empty: no more), then, after the report that it has been
// entered, one byte. The second report ends a command. (The end of file would not do: other workers hold
// copies.)
namespace {
struct WorkerReport {
    Worker::State state; ///< ready; idle or gone, with the status
    int status;
};
} // namespace

/// Returns false if the other side is gone. Throws Error on any other failure: the other side would wait for
/// ever.
static bool say(const Fd &channel, const void *data, size_t size)
{
    if (uninterrupted([&] { return send(channel.get(), data, size, MSG_NOSIGNAL); }) != -1)
        return true;
    if (errno != EPIPE && errno != ECONNRESET)
        fail_errno("Cannot talk between processes");
    return false;
}

/// Returns the number of bytes, 0 if the other side is gone. Throws Error on any other failure.
static size_t listen_to(const Fd &channel, void *data, size_t size)
{
    const ssize_t got = uninterrupted([&] { return recv(channel.get(), data, size, 0); });
    if (got == -1 && errno != ECONNRESET)
        fail_errno("Cannot talk between processes");
    return got == -1 ? 0 : static_cast<size_t>(got);
}

static int run_in(const char *name, Surroundings &surroundings, const Fd &channel,
                  FunctionRef<void()> command)
{
    surroundings.enter(name);
    const WorkerReport ready{.state = Worker::State::ready, .status = 0};
    char word;
    if (!say(channel, &ready, sizeof ready) || !listen_to(channel, &word, sizeof word))
        fail_silently();
    return surroundings.run(command, true);
}

static void work(const Fd &channel, FunctionRef<void()> command)
{
    Surroundings surroundings;
    WorkerReport ended{.state = Worker::State::idle, .status = 0};
    char name[NAME_MAX + 1];
    while (ended.state == Worker::State::idle) {
        name[listen_to(channel, name, NAME_MAX)] = '\0';
        if (name[0] == '\0')
            return;
        ended.status =
            run_reporting([&] { return run_in(name, surroundings, channel, command); }, Report::bare);
        ended.state = surroundings.are_as_new() ? Worker::State::idle : Worker::State::gone;
        if (!say(channel, &ended, sizeof ended))
            return;
    }
}

Worker::Worker(FunctionRef<void()> command, bool no_input)
{
    int ends[2];
    sys(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), "socketpair failed");
    channel_ = Fd(ends[0]);
    const Fd theirs(ends[1]);
    Pipe output = make_pipe(), errors = make_pipe();
    const Fd parent = open_pidfd(getpid());
    child_ = fork_child([&] {
        end_with(parent, SIGKILL);
        channel_.reset();
        if (no_input)
            sys(dup2(sys(open_file("/dev/null", O_RDONLY), "Cannot open /dev/null").get(), STDIN_FILENO),
                "dup2 failed");
        sys(dup2(output.write.get(), STDOUT_FILENO), "dup2 failed");
        sys(dup2(errors.write.get(), STDERR_FILENO), "dup2 failed");
        work(theirs, command);
    });
    out = std::move(output.read);
    err = std::move(errors.read);
}

void Worker::enter(const std::string &name)
{
    say(channel_, name.data(), name.size()); // if it is gone, hear() says so
    state_ = State::entering;
}

void Worker::dismiss()
{
    say(channel_, "", 1);
}

void Worker::go()
{
    say(channel_, "", 1);
    state_ = State::running;
}

bool Worker::hear()
{
    constexpr int killed = 128 + SIGKILL;
    WorkerReport report;
    const bool is_there = listen_to(channel_, &report, sizeof report) == sizeof report;
    if (!is_there)
        report = {.state = State::gone, .status = killed};
    state_ = report.state;
    status_ = report.status;
    return state_ != State::ready;
}

} // namespace nskit
