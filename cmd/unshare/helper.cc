// SPDX-License-Identifier: MIT
#include "cmd/unshare/helper.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "lib/base/error.h"
#include "lib/namespace/mount.h"

namespace nskit::unshare {

namespace {

// The requests to the process, and to the watcher.
constexpr char write_maps_request = 'm', bind_request = 'b', keep_request = 'k', undo_request = 'u';

/// Sends a byte. Returns false if the other side is gone.
bool send_byte(int socket, char byte)
{
    return send(socket, &byte, 1, MSG_NOSIGNAL) == 1;
}

/// Waits for the next byte. Returns nullopt if the other side is gone or has closed its end.
std::optional<char> receive_byte(int socket)
{
    char byte;
    ssize_t n;
    while ((n = recv(socket, &byte, 1, 0)) == -1 && errno == EINTR)
        ;
    return n == 1 ? std::optional(byte) : std::nullopt;
}

void block_all_signals(sigset_t &former)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &former);
}

class Server {
  public:
    Server(const Plan &plan, int socket, pid_t caller) : plan_(plan), socket_(socket), caller_(caller) {}
    int run();

  private:
    void perform(char request);
    void write_map(const IdKind &kind, const IdRequest &request, uint32_t outer) const;
    void run_map_helper(const IdKind &kind, std::span<const IdExtent> map) const;
    void bind_all() const; ///< all or none; leaves a watcher
    void unbind(size_t count) const;
    int watch() const;

    const Plan &plan_;
    int socket_;
    pid_t caller_; ///< whose namespaces and maps these are
    sigset_t mask_{};
};

int Server::run()
{
    block_all_signals(mask_); // ^C goes to us as well, and must not leave half of the work behind
    for (std::optional<char> request = receive_byte(socket_); request && *request != undo_request;
         request = receive_byte(socket_)) {
        int status = run_reporting([&] { perform(*request); });
        send_byte(socket_, static_cast<char>(status));
        if (*request == bind_request)
            break; // from here on the watcher listens
    }
    return 0;
}

void Server::perform(char request)
{
    if (request == write_maps_request) {
        if (plan_.user_map_from_outside())
            write_map(user_ids, plan_.users, plan_.euid);
        if (plan_.group_map_from_outside())
            write_map(group_ids, plan_.groups, plan_.egid);
    } else if (plan_.pinned()) {
        bind_all();
    }
}

/// Writes the map; unless the caller is root, by newuidmap or newgidmap, which knows what the caller may map.
void Server::write_map(const IdKind &kind, const IdRequest &request, uint32_t outer) const
{
    std::vector<IdExtent> map = join_map(request, outer);
    if (map.empty())
        return;
    if (plan_.euid != 0)
        return run_map_helper(kind, map);
    std::string path = format("/proc/%d/%s", caller_, kind.map), text = map_text(kind, map);
    Fd fd(sys(open(path.c_str(), O_WRONLY | O_CLOEXEC), "failed to open %s", path.c_str()));
    sys(static_cast<int>(write(fd.get(), text.data(), text.size())), "failed to write %s", path.c_str());
}

void Server::run_map_helper(const IdKind &kind, std::span<const IdExtent> map) const
{
    int status = fork_child([&]() -> int {
                     sigprocmask(SIG_SETMASK, &mask_, nullptr);
                     std::vector<std::string> words = map_helper_words(kind, caller_, map);
                     std::vector<char *> argv;
                     for (std::string &word : words)
                         argv.push_back(word.data());
                     argv.push_back(nullptr);
                     execute(argv.data());
                 }).wait();
    if (WIFSIGNALED(status))
        fail("%s was killed by %s", kind.helper, signal_name(WTERMSIG(status)).c_str());
    if (WEXITSTATUS(status))
        fail_silently(WEXITSTATUS(status)); // it has said what was wrong
}

void Server::bind_all() const
{
    size_t bound = 0;
    try {
        for (; bound < namespace_count; bound++)
            if (plan_.pins[bound])
                bind_mount(format("/proc/%d/ns/%s", caller_, namespace_types[bound].pin).c_str(),
                           plan_.pins[bound]);
        fork_child([this] { return watch(); }).release();
    } catch (const Error &) {
        unbind(bound);
        throw;
    }
}

/// Undoes the binds of the first `count` rows of the table.
void Server::unbind(size_t count) const
{
    while (count-- > 0)
        if (plan_.pins[count])
            umount2(plan_.pins[count], MNT_DETACH);
}

int Server::watch() const
{
    bool keep = false;
    while (std::optional<char> request = receive_byte(socket_))
        keep = *request == keep_request;
    if (!keep)
        unbind(namespace_count);
    return 0;
}

} // namespace

Helper::Helper(const Plan &plan)
{
    if (!plan.pinned() && !plan.user_map_from_outside() && !plan.group_map_from_outside())
        return;
    int ends[2];
    sys(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), "socketpair failed");
    socket_ = Fd(ends[0]);
    Fd theirs(ends[1]);
    process_ = fork_child([&, caller = getpid()] {
        socket_.reset(); // the end of file must come when the others close it
        return Server(plan, theirs.get(), caller).run();
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
    std::optional<char> status;
    if (send_byte(socket_.get(), request))
        status = receive_byte(socket_.get());
    if (!status)
        fail("the process that works outside has died");
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
    return Helper(std::move(socket_));
}

void Helper::keep()
{
    if (socket_.valid())
        send_byte(socket_.get(), keep_request);
}

} // namespace nskit::unshare
