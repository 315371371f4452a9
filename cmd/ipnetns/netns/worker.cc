// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/worker.h"

#include <climits>
#include <csignal>
#include <sys/wait.h>

#include "cmd/ipnetns/netns/surroundings.h"
#include "lib/namespace/channel.h"

namespace nskit {

namespace {
/// What the owner says first. If the worker is to wait, it reports that it is ready, and then hears one byte.
/// (The end of file does not say that there is no more to do: other workers hold copies of the owner's end.)
struct WorkerOrder {
    bool waits;
    char name[NAME_MAX + 1]; ///< of a network namespace; empty: there is no more to do
};
/// What the worker reports. The last report ends a command.
struct WorkerReport {
    Worker::State state; ///< ready; idle or gone, with the status
    int status;
};
} // namespace

static int run_in(const WorkerOrder &order, Surroundings &surroundings, const Fd &channel,
                  FunctionRef<void()> command)
{
    surroundings.enter(order.name);
    const WorkerReport ready{.state = Worker::State::ready, .status = 0};
    if (order.waits && (!say(channel, ready) || !hear<char>(channel)))
        fail_silently();
    return surroundings.run(command);
}

static void work(const Fd &channel, FunctionRef<void()> command)
{
    Surroundings surroundings;
    WorkerReport ended{.state = Worker::State::idle, .status = 0};
    while (ended.state == Worker::State::idle) {
        const auto order = hear<WorkerOrder>(channel);
        if (!order || order->name[0] == '\0')
            return;
        ended.status =
            run_reporting([&] { return run_in(*order, surroundings, channel, command); }, Report::bare);
        ended.state = surroundings.are_as_new() ? Worker::State::idle : Worker::State::gone;
        if (!say(channel, ended))
            return;
    }
}

Worker::Worker(FunctionRef<void()> prepare, FunctionRef<void()> command)
{
    Channel channel = make_channel();
    channel_ = std::move(channel.ours);
    const Fd parent = open_pidfd(getpid());
    child_ = fork_child(
        [&] {
            end_with(parent, SIGKILL);
            channel_.reset();
            prepare();
            work(channel.theirs, command);
        },
        Report::bare);
}

void Worker::order(const std::string &name, bool waits)
{
    WorkerOrder order{.waits = waits, .name = {}};
    name.copy(order.name, NAME_MAX);
    say(channel_, order); // if it has gone, hear() says so
}

void Worker::enter(const std::string &name)
{
    order(name, true);
    state_ = State::entering;
}

void Worker::run(const std::string &name)
{
    order(name, false);
    state_ = State::running;
}

void Worker::dismiss()
{
    order("", false);
}

void Worker::go()
{
    say(channel_, '\0');
    state_ = State::running;
}

bool Worker::hear()
{
    if (const auto report = nskit::hear<WorkerReport>(channel_)) {
        state_ = report->state;
        status_ = report->status;
    } else {
        const int end = child_.wait();
        state_ = State::gone;
        status_ = shell_status(end);
        has_failed_ = WIFEXITED(end);
    }
    return state_ != State::ready;
}

} // namespace nskit
