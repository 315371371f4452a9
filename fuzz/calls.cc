// SPDX-License-Identifier: MIT
// What the linker puts in the place of system calls (fuzz/run lists them): a run gets what is played, the
// fuzzer itself the real ones.
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz/playing.h"

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
    const std::string event = next_event();
    if (event.empty())
        return refuse(EIO);
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
