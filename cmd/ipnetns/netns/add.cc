// SPDX-License-Identifier: MIT
// ip netns add, attach: namespaces pinned to files by bind mounts. The directory of these files is a
// shared mount, so that a namespace that is pinned in one mount namespace appears in all.
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <linux/sockios.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "cmd/ipnetns/command/user_home.h"
#include "cmd/ipnetns/netns/name_files.h"
#include "cmd/ipnetns/netns/netns.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/namespace/mountinfo.h"
#include "lib/namespace/pin.h"
#include "lib/namespace/process.h"

namespace nskit {

/// Blocks every signal that could end the process while it makes a file and the mount on it, so that only
/// SIGKILL can leave the file behind.
class SignalsHeld {
  public:
    SignalsHeld()
    {
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsHeld() { sigprocmask(SIG_SETMASK, &before_, nullptr); }
    SignalsHeld(const SignalsHeld &) = delete;
    SignalsHeld &operator=(const SignalsHeld &) = delete;

  private:
    sigset_t before_;
};

// --- the directory

static constexpr char directory[] = NETNS_RUN_DIR;

/// Names that were mounted before the directory was mounted are now mounted twice: in the directory, and
/// below it, out of everyone's reach. Removes the lower mounts, so that the names can be deleted.
static void unmount_below(const Fd &below)
{
    NetnsDirectory above;
    for (const std::string &name : above.names())
        if (above.id(name))
            umount2(format("/proc/self/fd/%d/%s", below.get(), name.c_str()).c_str(),
                    MNT_DETACH | UMOUNT_NOFOLLOW);
}

/// Makes the directory a mount of its own, in a peer group of its own: as a peer of its parent's mount it
/// would get every name mounted twice.
static void mount_directory()
{
    Fd below = open_file(directory, O_PATH | O_DIRECTORY);
    sys(mount(directory, directory, "none", MS_BIND | MS_REC, nullptr), "mount --bind %s %s failed",
        directory, directory);
    sys(mount("", directory, "none", MS_PRIVATE | MS_REC, nullptr), "mount --make-private %s failed",
        directory);
    unmount_below(below);
}

static bool make_shared()
{
    return mount("", directory, "none", MS_SHARED | MS_REC, nullptr) == 0;
}

DirectoryLock lock_directory()
{
    constexpr useconds_t pause = 5000;
    constexpr int tries = 1000;
    Fd lock = open_file(directory, O_RDONLY | O_DIRECTORY);
    if (!lock.valid())
        return {};
    int result;
    for (int i = 0; (result = flock(lock.get(), LOCK_EX | LOCK_NB)) == -1 && i < tries; i++) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            break;
        usleep(pause);
    }
    if (result == -1)
        warn("Warning: could not flock netns runtime directory \"%s\": %s", directory, error_text(errno));
    return {std::move(lock), result == 0};
}

/// Makes the directory a shared mount, unless it is one. Takes the lock, or processes that do so at the same
/// time would stack mounts on it.
static void share_directory()
{
    SignalsHeld held;
    if (make_shared())
        return;
    if (errno == EINVAL) { // not a mount point
        mount_directory();
        if (make_shared())
            return;
    }
    fail_errno("mount --make-shared %s failed", directory);
}

// --- the mount namespace to pin in

/// The parent of a process; 0 if it has none, or it is in an outer PID namespace.
static pid_t parent_of(pid_t pid)
{
    std::string status = read_optional_file(format("/proc/%d/status", pid).c_str());
    constexpr std::string_view key = "\nPPid:\t";
    size_t at = status.find(key);
    if (at == std::string::npos)
        return 0;
    at += key.size();
    auto parent = parse_as<uint32_t>(std::string_view(status).substr(at, status.find('\n', at) - at), 10);
    return static_cast<pid_t>(parent.value_or(0));
}

/// A mount namespace, and the mount in it that belongs to a peer group.
struct Outer {
    Fd mount_namespace;
    MountInfo mount;
};

/// Looks for a mount of the peer group in the mount namespaces of our ancestors, up to init.
static std::optional<Outer> find_outer(unsigned peer_group)
{
    for (pid_t pid = getpid(); pid != 1;) {
        pid_t parent = parent_of(pid);
        pid = parent > 0 ? parent : 1;
        auto mount = peer_in(pid, peer_group);
        if (!mount)
            continue;
        Fd fd = open_namespace_file(format("/proc/%d/ns/mnt", pid).c_str());
        if (fd.valid())
            return Outer{std::move(fd), *mount};
    }
    return std::nullopt;
}

static bool in_mount_namespace_of_init()
{
    struct stat own, init;
    return stat("/proc/self/ns/mnt", &own) == 0 && stat("/proc/1/ns/mnt", &init) == 0 &&
           own.st_ino == init.st_ino && own.st_dev == init.st_dev;
}

static void warn_of_local_name()
{
    warn("Warning: %s is mounted from elsewhere: the name will mean nothing outside", directory);
}

/// The mount namespace that the directory's mounts come from; empty if that is ours. Inside `netns exec`, for
/// example, it is another: mounts there are slaves, so that mounts from outside appear inside, but a name
/// that is mounted inside would be an empty file for everyone outside.
static Fd outer_mount_namespace()
{
    Fd found;
    if (in_mount_namespace_of_init())
        return found;
    for (auto mount = mount_of(directory); mount && mount->master;) {
        auto outer = find_outer(mount->master);
        if (!outer) {
            warn_of_local_name();
            return found;
        }
        found = std::move(outer->mount_namespace);
        mount = outer->mount;
    }
    return found;
}

/// Enters the mount namespace. The directory must be the same there. If we may not enter, warns and stays,
/// and the name is made here.
static void enter_outer(int fd)
{
    struct stat here, there;
    sys(stat(directory, &here), "Cannot find %s", directory);
    if (setns(fd, CLONE_NEWNS) == -1)
        return warn_of_local_name();
    sys(stat(directory, &there), "Cannot find %s", directory);
    if (here.st_ino != there.st_ino || here.st_dev != there.st_dev)
        fail("%s is another directory in the mount namespace that it is shared in", directory);
}

/// Makes the directory, and runs `pin(LOCK)`, under the lock, in the mount namespace where everyone sees the
/// new name: here, or in a child that enters another.
template <class Pin> static void pin_where_shared(Pin pin)
{
    if (mkdir(directory, 0755) == -1 && errno != EEXIST)
        fail_errno("mkdir %s failed", directory);
    auto share_and_pin = [&] {
        const DirectoryLock lock = lock_directory();
        if (!lock.directory.valid())
            fail_errno("Cannot open netns runtime directory \"%s\"", directory);
        share_directory();
        pin(lock);
    };
    Fd outer = outer_mount_namespace();
    if (!outer.valid())
        return share_and_pin();
    auto pin_outside = [&] {
        enter_outer(outer.get());
        share_and_pin();
    };
    if (fork_child(pin_outside, Report::bare).wait() != 0)
        fail_silently(); // the child has told why
}

/// The same for a name of the user's own namespaces, if the process is in them.
template <class Pin> static void where_shared(Pin pin)
{
    where_names_are_made([&] { pin_where_shared(pin); });
}

bool remove_name_file(const std::string &file)
{
    SignalsHeld held;
    while (umount2(file.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) == 0)
        ;
    const int refusal = errno; // EINVAL or ENOENT: nothing is mounted there
    if (unlink(file.c_str()) == 0)
        return true;
    if (errno == EBUSY && refusal != EINVAL) // because it is still mounted
        errno = refusal;
    return false;
}

// --- add and attach

/// Makes a file and mounts on it a namespace, which messages call `shown`. Makes both or neither.
static void pin(const std::string &file, Fd ns, NamespaceId id, const char *shown)
{
    NamespacePin mount(std::move(ns), id);
    SignalsHeld held;
    const Fd made = sys(open_file(file.c_str(), O_RDONLY | O_CREAT | O_EXCL),
                        "Cannot create namespace file \"%s\"", file.c_str());
    if (mount.mount_on(file.c_str()))
        return;
    int code = errno;
    remove_name_file(file);
    throw Error{format("Bind %s -> %s failed: %s", shown, file.c_str(), error_text(code)), 1, code};
}

NamespaceId netns_of_socket()
{
    const Fd socket(sys(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket failed"));
    const Fd ns(sys(ioctl(socket.get(), SIOCGSKNS), "Cannot get the network namespace of a socket"));
    const auto id = namespace_id(ns.get());
    if (!id)
        fail_errno("Cannot identify the network namespace of a socket");
    return *id;
}

/// Whether a process was killed after it had made a file for a namespace, and before it mounted one on it.
static bool is_half_made(const struct stat &file)
{
    return S_ISREG(file.st_mode) && (file.st_mode & 07777) == 0 && file.st_size == 0;
}

/// Refuses a name that exists; pin() would, too, but only after a namespace has been made. A name that was
/// left half made is removed: nobody is at work on it if we hold the lock.
static void refuse_existing(const std::string &file, const DirectoryLock &lock)
{
    struct stat status;
    if (lstat(file.c_str(), &status) == -1)
        return;
    if (!lock.held || !is_half_made(status))
        fail("Cannot create namespace file \"%s\": %s", file.c_str(), error_text(EEXIST));
    sys(unlink(file.c_str()), "Cannot remove namespace file \"%s\"", file.c_str());
}

static void make(const std::string &file, const char *name)
{
    // Made before the file, so that the file stands without a namespace as briefly as possible.
    sys(unshare(CLONE_NEWNET), "Failed to create a new network namespace \"%s\"", name);
    Fd made = sys(open_own_namespace(namespace_type(CLONE_NEWNET)), "Cannot open /proc/self/ns/net");
    pin(file, std::move(made), netns_of_socket(), "/proc/self/ns/net");
}

/// A child makes the namespace if this process could not come back.
void netns_add(Session &, Args &args)
{
    const char *name = take_netns_name(args);
    where_shared([&](const DirectoryLock &lock) {
        const std::string file = netns_path(name);
        refuse_existing(file, lock);
        NamespaceReturn back(namespace_type(CLONE_NEWNET));
        if (back.is_possible()) {
            make(file, name);
            back.go_back();
        } else if (fork_child([&] { make(file, name); }, Report::bare).wait() != 0) {
            fail_silently(); // the child has told why
        }
    });
}

static pid_t take_pid(Args &args)
{
    const char *word = args.next();
    completion::offer_processes(word);
    auto pid = parse_unsigned(word, INT32_MAX);
    if (!pid || *pid == 0)
        fail("Invalid PID: %s", word);
    return static_cast<pid_t>(*pid);
}

void netns_attach(Session &, Args &args)
{
    if (!args.empty())
        check_netns_name(args.peek());
    if (args.size() < 2)
        fail("No netns name and PID specified");
    const char *name = args.next();
    const std::string source = format("/proc/%d/ns/net", take_pid(args));
    // Opened here: in another mount namespace, /proc may have other numbers for processes.
    Fd fd = open_namespace_file(source.c_str());
    const auto id = fd.valid() ? namespace_id(fd.get()) : std::nullopt;
    const int code = errno;
    where_shared([&](const DirectoryLock &lock) {
        const std::string file = netns_path(name);
        refuse_existing(file, lock);
        if (!id)
            throw Error{format("Bind %s -> %s failed: %s", source.c_str(), file.c_str(), error_text(code)), 1,
                        code};
        pin(file, std::move(fd), *id, source.c_str());
    });
}

} // namespace nskit
