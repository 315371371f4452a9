// SPDX-License-Identifier: MIT
#include "fuzz/kernel.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/if.h>
#include <linux/rtnetlink.h>
#include <map>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/netlink/attrs.h"
#include "lib/netlink/message.h"
#include "lib/row/described.h"

/// cmd/ipnetns/main.cc, compiled with another name for its main().
int ip_main(int argc, char **argv);

namespace nskit::fuzz {

namespace {

constexpr uint16_t family_id = 0x20;
constexpr size_t most_sent = 1 << 20; ///< bytes, in one run

/// Thrown in the place of exit(3).
struct Exit {
    int status;
};

struct Played {
    int protocol = NETLINK_ROUTE;
    std::deque<std::string> waiting; ///< datagrams that the command has still to receive
};

/// The run that goes on; nullptr: the fuzzer itself makes the calls, which are passed on.
struct Playing {
    const World &world;
    Run &run;
    size_t part = 0; ///< the next one
    size_t sent = 0;
    std::map<int, Played> sockets;
} * playing;

// --- messages

std::string message(uint16_t type, uint16_t flags, const nlmsghdr &request, std::string_view body)
{
    const nlmsghdr header{.nlmsg_len = static_cast<uint32_t>(NLMSG_HDRLEN + body.size()),
                          .nlmsg_type = type,
                          .nlmsg_flags = flags,
                          .nlmsg_seq = request.nlmsg_seq,
                          .nlmsg_pid = 0};
    std::string bytes(reinterpret_cast<const char *>(&header), sizeof header);
    bytes.append(body);
    bytes.resize(NLMSG_ALIGN(bytes.size()));
    return bytes;
}

template <class T> std::string_view bytes_of(const T &value)
{
    return {reinterpret_cast<const char *>(&value), sizeof value};
}

std::string_view body_of(const Message &message)
{
    return message.bytes().substr(NLMSG_HDRLEN);
}

std::string acknowledgement(const nlmsghdr &request, int error)
{
    const nlmsgerr answer{.error = -error, .msg = request};
    return message(NLMSG_ERROR, NLM_F_CAPPED, request, bytes_of(answer));
}

/// Every name means device 7, and every index has a name.
std::string device(const nlmsghdr *request)
{
    const Attrs asked(request, sizeof(ifinfomsg));
    const int index = has_fixed(request, sizeof(ifinfomsg)) ? fixed<ifinfomsg>(request)->ifi_index : 0;
    Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_type = 1, .ifi_index = index ? index : 7});
    std::string name(asked.string(IFLA_IFNAME));
    if (name.empty() || name.size() >= IFNAMSIZ)
        name = index ? format("if%d", index) : "eth0";
    link.put_string(IFLA_IFNAME, name.c_str());
    link.put<uint32_t>(IFLA_TXQLEN, 1000);
    return message(RTM_NEWLINK, 0, *request, body_of(link));
}

std::string family(const nlmsghdr &request)
{
    Message family(GENL_ID_CTRL, 0, genlmsghdr{.cmd = CTRL_CMD_NEWFAMILY, .version = 2});
    family.put<uint16_t>(CTRL_ATTR_FAMILY_ID, family_id);
    {
        Nest groups(family, CTRL_ATTR_MCAST_GROUPS), group(family, 1);
        family.put_string(CTRL_ATTR_MCAST_GRP_NAME, "mptcp_pm_events");
        family.put<uint32_t>(CTRL_ATTR_MCAST_GRP_ID, 5);
    }
    return message(GENL_ID_CTRL, 0, request, body_of(family));
}

// --- answers

/// Whether a request asks for what there is, and changes nothing.
bool asks(const Played &socket, const nlmsghdr &request)
{
    return socket.protocol == NETLINK_ROUTE ? (request.nlmsg_type & 3) == 2 // RTM_GET...
                                            : !(request.nlmsg_flags & NLM_F_ACK);
}

/// The type of the answer: RTM_NEWROUTE for RTM_GETROUTE, XFRM_MSG_NEWSA for XFRM_MSG_GETSA.
uint16_t answer_type(uint16_t request)
{
    return request == family_id || request < 2 ? request : static_cast<uint16_t>(request - 2);
}

std::string answer_of(const Part &part, const nlmsghdr &request, uint16_t flags)
{
    if (part.kind == Part::error)
        return message(NLMSG_ERROR, flags, request, part.bytes);
    if (part.kind == Part::body || part.bytes.size() < 2)
        return message(answer_type(request.nlmsg_type), flags, request, part.bytes);
    uint16_t type;
    memcpy(&type, part.bytes.data(), sizeof type);
    return message(type, flags, request, part.bytes.substr(sizeof type));
}

void answer(Played &socket, const nlmsghdr *request)
{
    const bool asked = asks(socket, *request),
               dump = asked && (request->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
    if (socket.protocol == NETLINK_GENERIC && request->nlmsg_type == GENL_ID_CTRL)
        return socket.waiting.push_back(family(*request));
    if (socket.protocol == NETLINK_ROUTE && request->nlmsg_type == RTM_GETLINK && !dump &&
        !playing->world.plays_devices)
        return socket.waiting.push_back(device(request));
    const std::vector<Part> &parts = playing->world.parts;
    if (!asked) { // a change, which the next part may refuse
        const bool refused = playing->part < parts.size() && parts[playing->part].kind == Part::error;
        return socket.waiting.push_back(refused ? answer_of(parts[playing->part++], *request, 0)
                                                : acknowledgement(*request, 0));
    }
    bool answered = false;
    while (playing->part < parts.size()) {
        const Part &part = parts[playing->part++];
        if (part.kind == Part::end)
            break;
        if (part.kind == Part::file)
            continue;
        socket.waiting.push_back(answer_of(part, *request, dump ? NLM_F_MULTI : 0));
        answered = true;
    }
    const int status = 0;
    if (dump)
        socket.waiting.push_back(message(NLMSG_DONE, NLM_F_MULTI, *request, bytes_of(status)));
    else if (!answered)
        socket.waiting.push_back(acknowledgement(*request, ENOENT));
}

/// What a command sends lies in whole messages.
void take_requests(Played &socket, std::string_view bytes)
{
    playing->sent += bytes.size();
    must(playing->sent <= most_sent, "sends for ever");
    while (!bytes.empty()) {
        must(bytes.size() >= sizeof(nlmsghdr), "half a header is sent");
        alignas(nlmsghdr) char space[Message::capacity];
        nlmsghdr header;
        memcpy(&header, bytes.data(), sizeof header);
        const size_t size = header.nlmsg_len;
        must(size >= sizeof header && size <= bytes.size() && size <= sizeof space, "a message of no size");
        must(header.nlmsg_flags & NLM_F_REQUEST, "a request that is none");
        memcpy(space, bytes.data(), size);
        playing->run.sent.push_back({socket.protocol, std::string(bytes.substr(0, size))});
        answer(socket, reinterpret_cast<const nlmsghdr *>(space));
        bytes.remove_prefix(std::min<size_t>(NLMSG_ALIGN(size), bytes.size()));
    }
}

// --- files

int file_of(std::string_view bytes)
{
    const int fd = memfd_create("played", MFD_CLOEXEC);
    must(fd >= 0 && write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
             lseek(fd, 0, SEEK_SET) == 0,
         "no file can be made");
    return fd;
}

int refuse(int error = EPERM)
{
    errno = error;
    return -1;
}

/// Whatever file is opened for reading is the next one that the world has.
int open_played(const char *path, int flags)
{
    if ((flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT)
        return refuse();
    if (strcmp(path, "/dev/stdin") == 0)
        return file_of(playing->world.input);
    const std::vector<Part> &parts = playing->world.parts;
    for (size_t at = playing->part; !(flags & (O_DIRECTORY | O_PATH)) && at < parts.size(); at++)
        if (parts[at].kind == Part::file) {
            playing->part = at == playing->part ? at + 1 : playing->part;
            return file_of(parts[at].bytes);
        }
    return refuse(ENOENT);
}

// --- runs

void put_input(std::string_view bytes)
{
    const int file = file_of(bytes);
    must(dup2(file, STDIN_FILENO) == STDIN_FILENO && close(file) == 0, "no stdin");
}

/// A status of 0 says that all was done, another one goes with a reason.
void judge(const Run &run)
{
    const bool is_usage = run.shown.starts_with("Usage:"); // of a kind of link
    must(run.status == 0 || !run.told.empty() || is_usage, "a failure without a message");
    must(run.status != 0 || run.told.find("Error: ") == run.told.npos, "an error with status 0", run.told);
}

/// Calls `body()` as the run.
template <class Body> void play(const World &world, Run &run, Body body)
{
    put_input(world.input);
    Playing now{.world = world, .run = run, .part = 0, .sent = 0, .sockets = {}};
    playing = &now;
    described = nullptr; // main() leaves it behind
    try {
        body();
    } catch (const Exit &exit) {
        run.status = exit.status;
    }
    playing = nullptr;
}

} // namespace

void must(bool holds, const char *what, std::string_view shown)
{
    if (holds)
        return;
    playing = nullptr;
    fprintf(stderr, "\n%s: %.*s\n", what, static_cast<int>(shown.size()), shown.data());
    __builtin_trap();
}

Run run(const std::vector<std::string> &words, const World &world)
{
    static char name[] = "ip"; // or the fuzzer's own name could mean an object: `ipaddr`
    program_invocation_short_name = name;
    std::vector<std::string> copies{name};
    for (const std::string &word : words)
        copies.push_back(word.c_str()); // up to a NUL
    std::vector<char *> pointers;
    for (std::string &word : copies)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    Run run;
    play(world, run, [&] { run.status = ip_main(static_cast<int>(copies.size()), pointers.data()); });
    judge(run);
    return run;
}

std::vector<std::string> completions(const std::vector<std::string> &words)
{
    std::vector<Text> line(words.begin(), words.end());
    line.push_back(completion::mark);
    std::vector<std::string> found;
    Run run;
    const World nothing;
    report_with(
        [](const Error &, const std::string &) {}); // the one with hints has the words of the last run
    play(nothing, run, [&] {
        const auto offered = completion::collect([&] {
            Args args(line);
            Session session(parse_global_options(args));
            if (completion::is_at_cursor(args.peek()))
                offer_global_options();
            run_object(session, args);
        });
        for (const auto &[word, about] : offered)
            found.push_back(word);
    });
    completion::is_active = false;
    return found;
}

std::vector<std::string> words_of(std::string_view line)
{
    std::vector<std::string> words;
    for (size_t at = 0; (at = line.find_first_not_of(' ', at)) != line.npos;) {
        const size_t end = std::min(line.find(' ', at), line.size());
        std::string word(line.substr(at, end - at));
        words.push_back(word == "\"\"" ? "" : word.c_str());
        at = end;
    }
    return words;
}

} // namespace nskit::fuzz

// --- in the place of system calls

using namespace nskit::fuzz;

extern "C" {
int __real_open(const char *, int, ...);
int __real_openat(int, const char *, int, ...);
int __real_close(int);
ssize_t __real_write(int, const void *, size_t);
int __real_isatty(int);
int __real_ioctl(int, unsigned long, ...);
int __real_poll(pollfd *, nfds_t, int);
[[noreturn]] void __real_exit(int);
[[noreturn]] void __real__exit(int);

int __wrap_socket(int domain, int, int protocol)
{
    if (domain != AF_NETLINK && domain != AF_INET && domain != AF_INET6)
        return refuse();
    const int fd = memfd_create("socket", MFD_CLOEXEC);
    playing->sockets[fd] = {protocol, {}};
    return fd;
}
int __wrap_bind(int, const sockaddr *, socklen_t)
{
    return 0;
}
int __wrap_setsockopt(int, int, int, const void *, socklen_t)
{
    return 0;
}
int __wrap_getsockopt(int, int, int, void *value, socklen_t *size)
{
    const int bytes = 212992; // of SO_RCVBUF and SO_SNDBUF
    memcpy(value, &bytes, std::min<size_t>(*size, sizeof bytes));
    return 0;
}
int __wrap_getsockname(int, sockaddr *address, socklen_t *size)
{
    memset(address, 0, *size);
    return 0;
}
ssize_t __wrap_send(int fd, const void *data, size_t size, int)
{
    take_requests(playing->sockets[fd], {static_cast<const char *>(data), size});
    return static_cast<ssize_t>(size);
}
ssize_t __wrap_recvfrom(int fd, void *data, size_t size, int, sockaddr *from, socklen_t *from_size)
{
    std::deque<std::string> &queue = playing->sockets[fd].waiting;
    if (queue.empty())
        return refuse(EIO);
    const std::string datagram = std::move(queue.front());
    queue.pop_front();
    memcpy(data, datagram.data(), std::min(size, datagram.size()));
    if (from)
        memset(from, 0, *from_size);
    return static_cast<ssize_t>(datagram.size());
}
/// Events: messages of any type, until there are no more.
ssize_t __wrap_recvmsg(int, msghdr *head, int)
{
    const std::vector<Part> &parts = playing->world.parts;
    while (playing->part < parts.size() && parts[playing->part].kind != Part::typed)
        playing->part++;
    if (playing->part == parts.size())
        return refuse(EIO);
    const std::string event = answer_of(parts[playing->part++], nlmsghdr{}, 0);
    const size_t size = std::min(event.size(), head->msg_iov->iov_len);
    memcpy(head->msg_iov->iov_base, event.data(), size);
    memset(head->msg_name, 0, head->msg_namelen);
    head->msg_controllen = 0;
    head->msg_flags = 0;
    return static_cast<ssize_t>(size);
}
ssize_t __wrap_recv(int, void *, size_t, int)
{
    return refuse(EAGAIN);
}
ssize_t __wrap_write(int fd, const void *data, size_t size)
{
    if (!playing || fd > STDERR_FILENO)
        return __real_write(fd, data, size);
    std::string &text = fd == STDOUT_FILENO ? playing->run.shown : playing->run.told;
    text.append(static_cast<const char *>(data), size);
    must(text.size() <= 64 << 20, "writes for ever");
    return static_cast<ssize_t>(size);
}
int __wrap_open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return playing ? open_played(path, flags) : __real_open(path, flags, mode);
}
int __wrap_openat(int, const char *path, int flags, ...)
{
    return open_played(path, flags);
}
int __wrap_close(int fd)
{
    if (playing)
        playing->sockets.erase(fd);
    return __real_close(fd);
}
/// Messages go to a person, who gets hints with them.
int __wrap_isatty(int fd)
{
    return playing ? fd == STDERR_FILENO : __real_isatty(fd);
}
int __wrap_ioctl(int, unsigned long, ...)
{
    return refuse(ENOTTY);
}
long __wrap_syscall(long, ...)
{
    return refuse();
}
int __wrap_poll(pollfd *, nfds_t, int)
{
    return refuse();
}
int __wrap_usleep(useconds_t)
{
    return 0;
}
[[noreturn]] void __wrap_exit(int status)
{
    if (playing)
        throw Exit{status};
    __real_exit(status);
}
[[noreturn]] void __wrap__exit(int status)
{
    if (playing)
        throw Exit{status};
    __real__exit(status);
}
pid_t __wrap_fork()
{
    return refuse();
}
pid_t __wrap_vfork()
{
    return refuse();
}
int __wrap_unlink(const char *)
{
    return refuse();
}
int __wrap_kill(pid_t, int)
{
    return refuse();
}
}
