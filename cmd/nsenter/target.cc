// SPDX-License-Identifier: MIT
#include "cmd/nsenter/target.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/stat.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/namespace/kernel.h"
#include "lib/namespace/process.h"
#include "lib/namespace/syscall.h"

namespace nskit::nsenter {

namespace {

/// The number of the process behind the pidfd in the PID namespace of /proc; 0 if it is not in there.
pid_t number_in_proc(int pidfd)
{
    auto info = read_file(format("/proc/self/fdinfo/%d", pidfd).c_str());
    const char *line = info ? strstr(info->c_str(), "Pid:") : nullptr;
    return line ? static_cast<pid_t>(std::max(0L, strtol(line + strlen("Pid:"), nullptr, 10))) : 0;
}

bool has_inode(const Fd &pidfd, ino_t inode)
{
    std::optional<NamespaceId> id = nskit::namespace_id(pidfd.get()); // device and inode of any file
    return id && id->inode == inode && !has_ended(pidfd.get());
}

} // namespace

Target::Target(pid_t pid, std::optional<ino_t> inode) : pid_(pid)
{
    if (pid && kernel_at_least(5, 8)) // setns(2) takes no pidfd before
        pidfd_ = open_pidfd(pid);
    if (inode && !(pidfd_.valid() && has_inode(pidfd_, *inode))) {
        errno = ESRCH;
        fail_errno("failed to obtain a valid file descriptor for PID %d", pid);
    }
}

bool Target::open_directory()
{
    if (directory_.valid())
        return true;
    pid_t number = pidfd_.valid() ? number_in_proc(pidfd_.get()) : pid_;
    Fd directory = open_file(format("/proc/%d", number), O_PATH | O_DIRECTORY);
    if (!directory.valid())
        return false;
    if (pidfd_.valid() && has_ended(pidfd_.get())) { // the number may be another process's already
        errno = ESRCH;
        return false;
    }
    directory_ = std::move(directory);
    return true;
}

Fd Target::open(const char *entry, int flags)
{
    if (!open_directory())
        return {};
    return open_at(directory_.get(), entry, flags);
}

Fd Target::open_namespace(const NamespaceType &type)
{
    if (pidfd_.valid()) {
        Fd fd = open_namespace_of(pidfd_.get(), type);
        if (fd.valid())
            return fd;
    }
    return open(format("ns/%s", type.name).c_str(), O_RDONLY | O_NONBLOCK); // as open_namespace_file()
}

std::optional<NamespaceId> Target::namespace_id(const NamespaceType &type)
{
    Fd fd = open_namespace(type);
    return fd.valid() ? nskit::namespace_id(fd.get()) : std::nullopt;
}

Fd Target::open_namespace_of_socket(int fd)
{
    if (!pidfd_.valid())
        pidfd_ = sys(open_pidfd(pid_), "failed to pidfd_open() for %d", pid_);
    Fd socket(syscalls::pidfd_getfd(pidfd_.get(), fd));
    sys(socket.get(), "pidfd_getfd(%d, %d)", pidfd_.get(), fd);
    return Fd(sys(ioctl(socket.get(), SIOCGSKNS), "ioctl(%d, SIOCGSKNS)", fd));
}

} // namespace nskit::nsenter
