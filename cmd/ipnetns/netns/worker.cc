// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/worker.h"

#include <climits>
#include <csignal>
#include <fcntl.h>

#include "cmd/ipnetns/netns/surroundings.h"
#include "lib/base/file.h"
#include "lib/namespace/channel.h"

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

static int run_in(const char *name, Surroundings &surroundings, const Fd &channel,
                  FunctionRef<void()> command)
{
    surroundings.enter(name);
    if (!say(channel, WorkerReport{.state = Worker::State::ready, .status = 0}) || !hear<char>(channel))
        fail_silently();
    return surroundings.run(command, true);
}

static void work(const Fd &channel, FunctionRef<void()> command)
{
    Surroundings surroundings;
    WorkerReport ended{.state = Worker::State::idle, .status = 0};
    char name[NAME_MAX + 1];
    while (ended.state == Worker::State::idle) {
        name[hear(channel, name, NAME_MAX)] = '\0';
        if (name[0] == '\0')
            return;
        ended.status =
            run_reporting([&] { return run_in(name, surroundings, channel, command); }, Report::bare);
        ended.state = surroundings.are_as_new() ? Worker::State::idle : Worker::State::gone;
        if (!say(channel, ended))
            return;
    }
}

Worker::Worker(FunctionRef<void()> command, bool no_input)
{
    Channel channel = make_channel();
    channel_ = std::move(channel.ours);
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
        work(channel.theirs, command);
    });
    out = std::move(output.read);
    err = std::move(errors.read);
}

void Worker::enter(const std::string &name)
{
    say(channel_, name.data(), name.size()); // if it has gone, hear() says so
    state_ = State::entering;
}

void Worker::dismiss()
{
    say(channel_, '\0');
}

void Worker::go()
{
    say(channel_, '\0');
    state_ = State::running;
}

bool Worker::hear()
{
    constexpr int killed = 128 + SIGKILL;
    const WorkerReport report =
        nskit::hear<WorkerReport>(channel_).value_or(WorkerReport{.state = State::gone, .status = killed});
    state_ = report.state;
    status_ = report.status;
    return state_ != State::ready;
}

} // namespace nskit
