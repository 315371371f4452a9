// SPDX-License-Identifier: MIT
#include "cmd/unshare/helper.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "cmd/unshare/control.h"
#include "cmd/unshare/hints.h"
#include "lib/base/error.h"
#include "lib/base/explain.h"
#include "lib/base/file.h"
#include "lib/namespace/channel.h"
#include "lib/namespace/map_helper.h"
#include "lib/namespace/pin.h"

namespace nskit::unshare {

namespace {

// The requests to the process, and to the watcher.
constexpr char write_maps_request = 'm', bind_request = 'b', keep_request = 'k', undo_request = 'u';

/// Sends a byte. Returns false with errno set if the other side is gone.
bool send_byte(int socket, char byte)
{
    return uninterrupted([&] { return send(socket, &byte, 1, MSG_NOSIGNAL); }) == 1;
}

/// Waits for the next byte. Returns nullopt if the other side is gone or has closed its end, with errno 0, or
/// if receiving fails.
std::optional<char> receive_byte(int socket)
{
    char byte;
    errno = 0;
    ssize_t n = uninterrupted([&] { return recv(socket, &byte, 1, 0); });
    return n == 1 ? std::optional(byte) : std::nullopt;
}

void block_all_signals(sigset_t &former)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &former);
}

/// A namespace of the caller, and the file that it is to be bound to.
struct Pin {
    const NamespaceType &type;
    const char *file;
    NamespacePin mount;
};

class Server {
  public:
    Server(const Plan &plan, int socket, pid_t caller, const ProcessDirectory &directory)
        : plan_(plan), socket_(socket), caller_(caller), directory_(directory)
    {}
    int run();

  private:
    void perform(char request);
    void write_maps() const;
    void write_map(const IdKind &kind, const IdRequest &request, uint32_t outer) const;
    void run_map_helper(const IdKind &kind, std::span<const IdExtent> map) const;
    std::vector<Pin> pins() const;
    void bind_all() const; ///< all or none; leaves a watcher
    int watch(std::vector<Pin> &pins, Gate &bound) const;

    const Plan &plan_;
    int socket_;
    pid_t caller_;                      ///< whose namespaces and maps these are
    const ProcessDirectory &directory_; ///< the caller's
    sigset_t mask_{};
};

int Server::run()
{
    block_all_signals(mask_); // ^C goes to us as well, and must not leave half of the work behind
    for (std::optional<char> request = receive_byte(socket_); request && *request != undo_request;
         request = receive_byte(socket_)) {
        int status = run_reporting([&] { perform(*request); });
        const bool is_watched = *request == bind_request && plan_.pinned() && status == 0;
        if (!is_watched)
            send_byte(socket_, static_cast<char>(status));
        if (*request == bind_request)
            break; // from here on the watcher listens
    }
    return 0;
}

void Server::perform(char request)
{
    if (request == write_maps_request)
        write_maps();
    else if (plan_.pinned())
        bind_all();
}

void Server::write_maps() const
{
    if (plan_.has_owner())
        write_setgroups(plan_, directory_);
    if (plan_.user_map_from_outside())
        write_map(user_ids, plan_.users, plan_.euid);
    if (plan_.group_map_from_outside())
        write_map(group_ids, plan_.groups, plan_.egid);
    if (plan_.has_owner())
        set_clocks(plan_, directory_);
}

/// Writes the map; unless the caller is root, by newuidmap or newgidmap, which knows what the caller may map.
/// These refuse the process of another user: with an owner the caller's own rights must do.
void Server::write_map(const IdKind &kind, const IdRequest &request, uint32_t outer) const
{
    std::vector<IdExtent> map = join_map(request, outer);
    if (map.empty())
        return;
    if (plan_.euid != 0 && !plan_.has_owner())
        return run_map_helper(kind, map);
    const std::string text = map_text(kind, map);
    Fd fd = sys(open_at(directory_.fd.get(), kind.map, O_WRONLY), "failed to open /proc/%d/%s", caller_,
                kind.map);
    if (!write_once(fd, text))
        fail_errno("failed to write /proc/%d/%s", caller_, kind.map);
}

void Server::run_map_helper(const IdKind &kind, std::span<const IdExtent> map) const
{
    const int status = nskit::run_map_helper(kind, caller_, map, Report::named, &mask_);
    if (WIFSIGNALED(status))
        fail("%s was killed by %s", kind.helper, signal_name(WTERMSIG(status)).c_str());
    if (WEXITSTATUS(status) == 0)
        return;
    if (constexpr int not_executed = 126; WEXITSTATUS(status) < not_executed)
        say_hint([&] { return refused_map_hint(kind, map, plan_.euid); });
    fail_silently(WEXITSTATUS(status)); // it has said what was wrong
}

/// Opens what is to be bound. A process that has more rights than the caller binds for it only what the
/// caller has made.
std::vector<Pin> Server::pins() const
{
    std::vector<Pin> pins;
    const OwnNamespaces own;
    for (size_t i = 0; i < namespace_count; i++) {
        const NamespaceType &type = namespace_types[i];
        if (!plan_.pins[i])
            continue;
        const std::string entry = format("ns/%s", type.pin);
        Fd ns = open_namespace_file(entry.c_str(), directory_.fd.get());
        const auto id = ns.valid() ? namespace_id(ns.get()) : std::nullopt;
        if (!id)
            fail_errno("mount /proc/%d/%s on %s failed", caller_, entry.c_str(), plan_.pins[i]);
        if (id == own.id(type))
            fail("'ns/%s' of process %d is no new namespace", type.name, caller_);
        pins.push_back({type, plan_.pins[i], NamespacePin(std::move(ns), *id)});
    }
    return pins;
}

/// The watcher stands before the first bind, and undoes the binds if this process does not come to the end of
/// them. It is the watcher that answers then: it holds the socket, too, so that the caller would wait for
/// ever for the answer of a process that was killed.
void Server::bind_all() const
{
    std::vector<Pin> all = pins();
    Gate bound;
    fork_child([&] { return watch(all, bound); }).release();
    for (Pin &pin : all)
        if (!pin.mount.mount_on(pin.file))
            fail_errno("mount /proc/%d/ns/%s on %s failed", caller_, pin.type.pin, pin.file);
    bound.open();
}

/// The program may remove what is bound: if it is to be kept, no descriptor of ours keeps it busy from then
/// on.
int Server::watch(std::vector<Pin> &pins, Gate &bound) const
{
    bool keep = false;
    if (bound.wait() && send_byte(socket_, 0))
        while (std::optional<char> request = receive_byte(socket_)) {
            keep = *request == keep_request;
            if (!keep)
                continue;
            for (Pin &pin : pins)
                pin.mount.release_mount();
            send_byte(socket_, 0);
        }
    if (!keep)
        for (auto pin = pins.rbegin(); pin != pins.rend(); ++pin) // two may be bound to one file
            pin->mount.remove_from(pin->file);
    return 0;
}

} // namespace

Helper::Helper(Plan &plan) : pinned_(plan.pinned())
{
    if (!plan.needs_helper())
        return;
    Channel channel = make_channel();
    socket_ = std::move(channel.ours);
    ProcessDirectory directory = open_own_directory();
    directory.shown = format("/proc/%d", getpid());
    process_ = fork_child([&, caller = getpid()] {
        socket_.reset(); // the end of file must come when the others close it
        plan.channels = {};
        return Server(plan, channel.theirs.get(), caller, directory).run();
    });
}

Helper::~Helper()
{
    if (!socket_.valid())
        return;
    send_byte(socket_.get(), undo_request);
    shutdown(socket_.get(), SHUT_WR);
    while (receive_byte(socket_.get()))
        ; // until the other side has done its work and ended
}

void Helper::ask(char request)
{
    if (!send_byte(socket_.get(), request))
        fail_errno("cannot send to the process outside");
    const std::optional<char> status = receive_byte(socket_.get());
    if (!status && errno != 0)
        fail_errno("cannot receive from the process outside");
    if (!status)
        fail("the process outside has died");
    if (*status)
        fail_silently(static_cast<unsigned char>(*status));
}

void Helper::write_maps()
{
    if (socket_.valid())
        ask(write_maps_request);
}

void Helper::bind()
{
    if (!socket_.valid())
        return;
    ask(bind_request);
    process_.wait();
}

Helper Helper::inherited()
{
    process_.release();
    return Helper(std::move(socket_), pinned_);
}

void Helper::keep()
{
    if (pinned_)
        ask(keep_request);
}

} // namespace nskit::unshare
