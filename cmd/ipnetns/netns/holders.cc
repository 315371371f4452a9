// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/holders.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/sockios.h>
#include <set>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <tuple>

#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/namespace/cgroup.h"
#include "lib/namespace/file_identity.h"
#include "lib/namespace/mountinfo.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/process.h"
#include "lib/netlink/tcp_orphans.h"

namespace nskit {

const char *holder_word(Holder::Kind kind)
{
    static constexpr const char *words[] = {"process", "thread", "mount", "fd", "socket", "tun", "tcp"};
    return words[static_cast<size_t>(kind)];
}

// --- opening by way of a holder

/// The namespace of a socket, or of a device of /dev/net/tun, that another process has open; empty with errno
/// set on failure. The duplicate of the descriptor is closed at once: it would hold the namespace, too.
static Fd netns_of_descriptor(pid_t pid, int number)
{
    const Fd process = open_pidfd(pid);
    if (!process.valid())
        return Fd();
    const Fd copy(syscalls::pidfd_getfd(process.get(), number));
    if (!copy.valid())
        return Fd();
    Fd ns(ioctl(copy.get(), SIOCGSKNS));
    if (ns.valid())
        fcntl(ns.get(), F_SETFD, FD_CLOEXEC);
    return ns;
}

static Fd open_by_way(const Holder &holder)
{
    switch (holder.kind) {
    case Holder::Kind::process:
        return open_namespace_file(format("/proc/%d/ns/net", holder.pid).c_str());
    case Holder::Kind::thread:
        return open_namespace_file(format("/proc/%d/task/%d/ns/net", holder.pid, holder.thread).c_str());
    case Holder::Kind::mount:
        return open_namespace_file(format("/proc/%d/root%s", holder.pid, holder.path.c_str()).c_str());
    case Holder::Kind::descriptor:
        return open_namespace_file(format("/proc/%d/fd/%d", holder.pid, holder.fd).c_str());
    case Holder::Kind::socket:
    case Holder::Kind::tun:
        return netns_of_descriptor(holder.pid, holder.fd);
    case Holder::Kind::tcp:
        break;
    }
    errno = ENOENT;
    return Fd();
}

Fd Holder::open(ino_t inode) const
{
    Fd fd = open_by_way(*this);
    const auto id = fd.valid() ? namespace_id(fd.get()) : std::nullopt;
    if (id && id->inode == inode)
        return fd;
    if (id)
        errno = ENOENT;
    return Fd();
}

// --- containers and units

/// Whether a text begins with at least 12 hexadecimal digits, as the ids of containers do.
static bool is_container_id(std::string_view text)
{
    const size_t digits = std::min(text.find_first_not_of("0123456789abcdef"), text.size());
    return digits >= 12;
}

std::string cgroup_owner(std::string_view path)
{
    static constexpr std::pair<std::string_view, std::string_view> engines[] = {
        {"docker-", "docker "},   {"libpod-", "podman "},      {"cri-containerd-", "containerd "},
        {"crio-", "cri-o "},      {"nerdctl-", "containerd "}, {"lxc.payload.", "lxc "},
        {"machine-", "machine "},
    };
    std::string_view owner, before;
    while (!path.empty()) { // the innermost name counts
        const std::string_view part = take_until(path, '/');
        for (auto [head, engine] : engines)
            if (part.starts_with(head) && !part.starts_with("libpod-conmon")) {
                std::string_view name = part.substr(head.size());
                name = name.substr(0, name.rfind(".scope"));
                return std::string(engine).append(is_container_id(name) ? name.substr(0, 12) : name);
            }
        if ((before == "docker" || before == "lxc") && !part.empty())
            return std::string(before).append(" ").append(is_container_id(part) ? part.substr(0, 12) : part);
        if (part.ends_with(".service") || part.ends_with(".scope"))
            owner = part;
        before = part;
    }
    return std::string(owner);
}

/// The owner by the text of /proc/PID/cgroup. On a machine with version 1 of cgroups, the hierarchy of
/// systemd tells it.
static std::string owner_of(std::string_view lines)
{
    std::string owner;
    while (!lines.empty() && owner.empty()) {
        const std::string_view line = take_until(lines, '\n');
        const size_t path = line.find(":/");
        if (line.starts_with("0::/") || line.find(":name=systemd:/") != line.npos ||
            line.find(":pids:/") != line.npos)
            owner = cgroup_owner(line.substr(path + 1));
    }
    return owner;
}

// --- the search

/// The number behind `net:[`; nullopt if a link names something else.
static std::optional<ino_t> netns_inode(std::string_view link)
{
    if (!link.starts_with("net:[") || !link.ends_with(']'))
        return std::nullopt;
    return parse_digits(link.substr(5, link.size() - 6), UINT64_MAX, 10);
}

/// What a link of /proc leads to; empty with errno set if we may not see it, or it is gone.
static std::string read_link(int directory, const char *name)
{
    char target[256];
    const ssize_t size = readlinkat(directory, name, target, sizeof target);
    return std::string(target, size > 0 ? static_cast<size_t>(size) : 0);
}

/// A number as the name of an entry of /proc.
static std::optional<int> number_of(const char *name)
{
    const auto number = parse_digits(name, INT32_MAX, 10);
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// Goes through the processes.
class Searcher {
  public:
    Searcher(Search search, Holders &found) : search_(search), found_(found)
    {
        struct stat own;
        sys(stat("/proc/self/ns/net", &own), "Cannot look at /proc/self/ns/net");
        nsfs_ = own.st_dev;
    }

    void process(int proc, const char *name, pid_t pid);

  private:
    void look();
    void threads(ino_t own);
    void descriptors(ino_t own);
    void descriptor(int directory, const char *name, ino_t own);
    void mounts();
    void add(ino_t inode, Holder holder);
    void add_open(Holder::Kind kind, ino_t inode, int number);
    void note(int error);
    std::string text_of(const char *file);

    const Search search_;
    Holders &found_;
    dev_t nsfs_ = 0;
    std::set<std::string> seen_mounts_; // mount namespaces
    std::set<std::string> seen_groups_; // of mounts of namespaces: inode and number
    // Of the process at hand:
    Fd directory_;
    pid_t pid_ = 0;
    std::optional<std::string> command_, owner_;
    int unreadable_ = 0; // errno of the first thing that could not be looked at
};

/// Takes note of a failure, unless it says that what was there has gone, or is nothing of a namespace.
void Searcher::note(int error)
{
    static constexpr int harmless[] = {ENOENT, ESRCH, EBADF, EBADFD, EINVAL, ENOTTY};
    if (unreadable_ == 0 && std::ranges::find(harmless, error) == std::end(harmless))
        unreadable_ = error;
}

/// What a file of the process says; empty if it cannot be read.
std::string Searcher::text_of(const char *file)
{
    auto text = read_file(format("/proc/%d/%s", pid_, file).c_str());
    if (!text)
        note(errno);
    return text ? std::move(*text) : "";
}

void Searcher::add(ino_t inode, Holder holder)
{
    if (!command_) {
        command_ = text_of("comm");
        if (command_->ends_with('\n'))
            command_->pop_back();
        owner_ = owner_of(text_of("cgroup"));
    }
    holder.pid = pid_;
    holder.command = *command_;
    holder.owner = *owner_;
    found_.by_inode[inode].push_back(std::move(holder));
}

void Searcher::add_open(Holder::Kind kind, ino_t inode, int number)
{
    add(inode, {.kind = kind, .fd = number});
}

/// A thread may be in another namespace than its process.
void Searcher::threads(ino_t own)
{
    struct stat status;
    if (fstatat(directory_.get(), "task", &status, 0) == 0 && status.st_nlink <= 3)
        return; // only one
    Fd fd = open_at(directory_.get(), "task", O_RDONLY | O_DIRECTORY);
    if (!fd.valid())
        return note(errno);
    Dir tasks = read_directory(std::move(fd), "/proc/PID/task");
    while (const dirent *entry = tasks.next("/proc/PID/task")) {
        const std::string link =
            read_link(dirfd(tasks.get()), (std::string(entry->d_name) + "/ns/net").c_str());
        if (link.empty())
            note(errno);
        const auto inode = netns_inode(link);
        const auto thread = number_of(entry->d_name);
        if (inode && thread && *inode != own && *thread != pid_)
            add(*inode, {.kind = Holder::Kind::thread, .thread = *thread});
    }
}

/// Whether a file system refuses to look at one of its own files, as if its server is dead. Nobody refuses to
/// look at the file of a namespace in this way.
static bool is_of_file_system(int error)
{
    return error == EACCES || error == EPERM || error == ENOTCONN || error == ESTALE;
}

/// A descriptor of a namespace may be open through a mount: its link then shows the path, or `/`. To look at
/// the file itself must not wait for a network file system.
void Searcher::descriptor(int directory, const char *name, ino_t own)
{
    const auto number = number_of(name);
    if (!number)
        return;
    const std::string link = read_link(directory, name);
    if (link.empty())
        return note(errno);
    if (const auto inode = netns_inode(link))
        return add_open(Holder::Kind::descriptor, *inode, *number);
    const bool is_socket = link.starts_with("socket:["), is_tun = link == "/dev/net/tun";
    if (is_socket || is_tun) {
        if (search_ != Search::all)
            return;
        const Fd ns = netns_of_descriptor(pid_, *number);
        if (!ns.valid())
            return note(errno);
        const auto id = ns.valid() ? namespace_id(ns.get()) : std::nullopt;
        if (id && id->inode != own)
            add_open(is_tun ? Holder::Kind::tun : Holder::Kind::socket, id->inode, *number);
        return;
    }
    if (!link.starts_with('/') || (link.size() > 1 && link.starts_with("/dev/")))
        return;
    const auto id = file_identity(directory, name);
    if (!id && !is_of_file_system(errno))
        note(errno);
    if (!id || id->device != nsfs_)
        return;
    const Fd fd = open_namespace_file(name, directory);
    const int type = fd.valid() ? ioctl(fd.get(), NS_GET_NSTYPE) : -1;
    if (type == -1)
        note(errno);
    if (type == CLONE_NEWNET)
        add_open(Holder::Kind::descriptor, id->inode, *number);
}

void Searcher::descriptors(ino_t own)
{
    Fd fd = open_at(directory_.get(), "fd", O_RDONLY | O_DIRECTORY);
    if (!fd.valid())
        return note(errno);
    Dir open = read_directory(std::move(fd), "/proc/PID/fd");
    while (const dirent *entry = open.next("/proc/PID/fd"))
        descriptor(dirfd(open.get()), entry->d_name, own);
}

/// The mounts of each mount namespace are read once. A mount that has come from another mount namespace, as a
/// member of its group, is not told of again.
void Searcher::mounts()
{
    const std::string own = read_link(directory_.get(), "ns/mnt");
    if (own.empty())
        return note(errno);
    if (!seen_mounts_.insert(own).second)
        return;
    const std::string text = text_of("mountinfo");
    std::string_view lines = text;
    std::vector<std::string> groups; // of this mount namespace
    while (!lines.empty()) {
        const auto mount = split_mountinfo(take_until(lines, '\n'));
        const auto inode = mount && mount->type == "nsfs" ? netns_inode(mount->root) : std::nullopt;
        if (!inode)
            continue;
        bool is_new = true;
        for (std::string_view words = mount->propagation; !words.empty();) {
            const std::string_view word = take_until(words, ' ');
            groups.push_back(std::to_string(*inode).append(word.substr(word.find(':'))));
            is_new = is_new && !seen_groups_.contains(groups.back());
        }
        if (is_new)
            add(*inode, {.kind = Holder::Kind::mount, .path = unescape_mount_path(mount->mount_point)});
    }
    seen_groups_.insert(groups.begin(), groups.end());
}

void Searcher::process(int proc, const char *name, pid_t pid)
{
    pid_ = pid;
    command_.reset();
    unreadable_ = 0;
    directory_ = open_at(proc, name, O_PATH | O_DIRECTORY);
    if (directory_.valid())
        look();
    else
        note(errno);
    if (unreadable_)
        found_.add_unreadable(unreadable_);
}

void Searcher::look()
{
    const std::string link = read_link(directory_.get(), "ns/net");
    if (link.empty())
        note(errno);
    const ino_t own = netns_inode(link).value_or(0);
    if (own) {
        add(own, {.kind = Holder::Kind::process});
        threads(own);
    }
    descriptors(own);
    mounts();
}

void Holders::add_unreadable(int error)
{
    unreadable++;
    cause = cause ? cause : error;
}

void warn_of_unreadable(const Holders &holders)
{
    if (holders.unreadable)
        warn("%zu process%s could not be looked into: %s", holders.unreadable,
             holders.unreadable > 1 ? "es" : "", error_text(holders.cause));
}

static bool comes_first(const Holder &one, const Holder &other)
{
    return std::tie(one.kind, one.pid, one.thread, one.fd, one.path) <
           std::tie(other.kind, other.pid, other.thread, other.fd, other.path);
}

/// Whether this is the PID namespace that the machine began with, which sees all others.
static bool sees_all_processes()
{
    constexpr ino_t first = 0xeffffffc; // PROC_PID_INIT_INO
    struct stat status;
    sys(stat("/proc/self/ns/pid", &status), "Cannot look at /proc/self/ns/pid");
    return status.st_ino == first;
}

Holders find_holders(Search search)
{
    Holders found;
    Dir proc = open_directory("/proc");
    if (!proc)
        fail_errno("Cannot open /proc");
    found.sees_all = sees_all_processes();
    Searcher searcher(search, found);
    while (const dirent *entry = proc.next("/proc"))
        if (const auto pid = number_of(entry->d_name); pid && *pid != getpid())
            searcher.process(dirfd(proc.get()), entry->d_name, *pid);
    for (auto &[inode, holders] : found.by_inode)
        std::sort(holders.begin(), holders.end(), comes_first);
    return found;
}

bool add_tcp_orphans(int fd, std::vector<Holder> &holders)
{
    NamespaceReturn back(namespace_type(CLONE_NEWNET));
    if (setns(fd, CLONE_NEWNET) == -1) {
        back.stay();
        if (errno != EPERM)
            fail_errno("Cannot enter a network namespace to look for TCP connections");
        return false;
    }
    for (TcpOrphan &orphan : tcp_orphans())
        holders.push_back({.kind = Holder::Kind::tcp,
                           .local = std::move(orphan.local),
                           .remote = std::move(orphan.remote),
                           .state = orphan.state});
    back.go_back();
    return true;
}

// --- text

std::string holder_text(const Holder &holder)
{
    const std::string who = holder.command + (holder.owner.empty() ? "" : " (" + holder.owner + ")");
    switch (holder.kind) {
    case Holder::Kind::process:
        return format("%d %s", holder.pid, who.c_str());
    case Holder::Kind::thread:
        return format("%d/%d %s", holder.pid, holder.thread, who.c_str());
    case Holder::Kind::mount:
        return format("%s (pid %d)", holder.path.c_str(), holder.pid);
    case Holder::Kind::tcp:
        return format("%s %s %s", holder.local.c_str(), holder.remote.c_str(), holder.state);
    default:
        return format("%d %s %d", holder.pid, who.c_str(), holder.fd);
    }
}

} // namespace nskit
