// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/wait.h"

#include <cerrno>
#include <sys/inotify.h>
#include <sys/socket.h>

#include "lib/base/deadline.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"

namespace nskit {

// --- what wakes

void Wakers::hear(std::span<const unsigned> groups)
{
    socket_.emplace();
    for (unsigned group : groups)
        socket_->join(group);
    polled_.push_back({.fd = socket_->fd(), .events = POLLIN, .revents = 0});
    lasting_ = polled_.size();
}

void Wakers::watch_names(const char *directory)
{
    names_ = Fd(sys(inotify_init1(IN_CLOEXEC | IN_NONBLOCK), "inotify_init failed"));
    if (inotify_add_watch(names_.get(), directory, IN_CREATE | IN_DELETE | IN_MOVE | IN_ONLYDIR) == -1 &&
        errno != ENOENT)
        fail_errno("Cannot watch %s", directory);
    polled_.push_back({.fd = names_.get(), .events = POLLIN, .revents = 0});
    // A name is made before the namespace is mounted on it.
    mounts_ = open_file("/proc/self/mountinfo", O_RDONLY);
    if (!mounts_.valid() && errno != ENOENT)
        fail_errno("Cannot open /proc/self/mountinfo");
    if (mounts_.valid())
        polled_.push_back({.fd = mounts_.get(), .events = POLLPRI, .revents = 0});
    lasting_ = polled_.size();
}

void Wakers::watch_processes(std::vector<Fd> pidfds)
{
    polled_.resize(lasting_);
    processes_ = std::move(pidfds);
    for (const Fd &fd : processes_)
        polled_.push_back({.fd = fd.get(), .events = POLLIN, .revents = 0});
}

/// Takes events that nobody reads: that they came says enough. ENOBUFS says that more came.
template <class Receive> static void drain(Receive receive)
{
    ssize_t size;
    do
        size = receive();
    while (size > 0 || (size == -1 && errno == ENOBUFS));
}

void Wakers::wait(int milliseconds)
{
    if (uninterrupted([&] { return poll(polled_.data(), polled_.size(), milliseconds); }) == -1)
        fail_errno("poll failed");
    char bytes[4096];
    drain([&] { return recv(socket_->fd(), bytes, sizeof bytes, MSG_DONTWAIT); });
    if (names_.valid())
        drain([&] { return read(names_.get(), bytes, sizeof bytes); });
}

// --- the words

struct WaitWords {
    bool gone = false;
    std::optional<int> timeout; // milliseconds
};

static int parse_timeout(const char *word)
{
    const auto timeout = parse_duration(word);
    if (!timeout)
        wrong_argument(word, "invalid \"timeout\"");
    return *timeout;
}

/// Takes `gone` and `timeout TIME` off the end of the line, where no value of a filter can be meant.
static WaitWords take_wait_words(std::span<const Text> &line)
{
    WaitWords words;
    for (;;) {
        const size_t size = line.size();
        if (size >= 1 && line[size - 1] == "gone") {
            words.gone = true;
            line = line.first(size - 1);
        } else if (size >= 2 && line[size - 2] == "timeout") {
            words.timeout = parse_timeout(line[size - 1]);
            line = line.first(size - 2);
        } else {
            return words;
        }
    }
}

// --- looking

/// Keeps the socket from warning of interrupted dumps.
class InterruptionsNoted {
  public:
    explicit InterruptionsNoted(Socket &socket) : socket_(socket) { socket_.note_interruptions(&noted_); }
    ~InterruptionsNoted() { socket_.note_interruptions(nullptr); }
    InterruptionsNoted(const InterruptionsNoted &) = delete;
    InterruptionsNoted &operator=(const InterruptionsNoted &) = delete;
    /// Whether there was one since the last call.
    bool take() { return std::exchange(noted_, false); }

  private:
    Socket &socket_;
    bool noted_ = false;
};

/// What a look has found: how many objects, and their text.
struct Found {
    size_t count = 0;
    std::string text;
};

/// Looks once. A device that is not there has no objects. What is known of devices is forgotten: it may have
/// changed since the last look.
static Found look(Session &session, std::span<const Text> line, const Waited &waited, Look what,
                  Wakers &wakers)
{
    session.forget();
    Out::Kept kept(session.out);
    Args args(line);
    Found found;
    try {
        found.count = waited.show(session, args, what, wakers);
    } catch (const Error &error) {
        if (!error.absent)
            throw;
    }
    found.text = kept.take();
    return found;
}

/// What there is when the time is over, as text whatever the form of the output is.
static std::string last_state(Session &session, std::span<const Text> line, const Waited &waited,
                              Wakers &wakers)
{
    Out::TextOnly text(session.out);
    Found found = look(session, line, waited, Look::state, wakers);
    while (found.text.ends_with('\n'))
        found.text.pop_back();
    return found.count ? "\n" + found.text : format(" There is no such %s.", waited.things);
}

/// Offers the words of the filter; also `gone` and `timeout`, unless the word in front may want a value.
static void complete_wait(Session &session, std::span<const Text> line, const Waited &waited, Wakers &wakers)
{
    if (line.size() < 2 || completion::meaning_of(line[line.size() - 2]).empty())
        for (const char *word : {"gone", "timeout"})
            completion::offer(word);
    look(session, line, waited, Look::wanted, wakers);
}

void wait_for(Session &session, Args &args, const Waited &waited)
{
    constexpr int slow_look = 1000, timed_out = 124;
    std::span<const Text> line = args.rest();
    const WaitWords words = take_wait_words(line);
    const Deadline deadline(words.timeout);
    Wakers wakers;
    if (completion::is_active)
        return complete_wait(session, line, waited, wakers);
    session.out.flush();
    wakers.hear(waited.groups);
    if (waited.directory)
        wakers.watch_names(waited.directory);
    InterruptionsNoted interruptions(session.socket());
    for (;;) {
        const Found found = look(session, line, waited, Look::wanted, wakers);
        // An interrupted dump may lack an object that is there.
        const bool is_sure = !interruptions.take() || found.count > 0;
        if (is_sure && (found.count > 0) != words.gone) {
            if (!words.gone && !session.settings.quiet)
                session.out.put(found.text);
            return session.out.flush();
        }
        const int left = deadline.left(slow_look);
        if (left == 0)
            fail_with(timed_out, "The time is over.%s", last_state(session, line, waited, wakers).c_str());
        if (is_sure)
            wakers.wait(left);
    }
}

} // namespace nskit
