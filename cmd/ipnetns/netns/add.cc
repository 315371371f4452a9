// SPDX-License-Identifier: MIT
// ip netns add, attach, delete: namespaces pinned to files by bind mounts. The directory of these files is a
// shared mount, so that what is pinned in one mount namespace is seen in all.
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "lib/base/file.h"
#include "lib/namespace/mountinfo.h"
#include "cmd/ipnetns/netns/netns.h"
#include "lib/base/number.h"

namespace nskit {

/// Holds off whatever signal could end the process, as long as this lives: between the making of a file and
/// the mount on it, no end but SIGKILL shall leave the file behind.
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

/// Names that were mounted before the directory was are now mounted twice, once in it and once below it, out
/// of everyone's reach: without the lower mounts they can be deleted.
static void unmount_below(const Fd &below)
{
    NetnsDirectory above;
    for (const std::string &name : above.names())
        if (above.id(name))
            umount2(format("/proc/self/fd/%d/%s", below.get(), name.c_str()).c_str(),
                    MNT_DETACH | UMOUNT_NOFOLLOW);
}

/// Makes the directory a mount of its own, in a peer group of its own: were it a peer of its parent's mount,
/// every name would be mounted twice.
static void mount_directory()
{
    Fd below(open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC));
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

/// Makes the directory a shared mount, if it is not. The lock keeps those who come at the same time from
/// stacking mounts on it.
static void share_directory()
{
    Fd lock(sys(open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                "Cannot open netns runtime directory \"%s\"", directory));
    if (flock(lock.get(), LOCK_EX) == -1)
        warn("Warning: could not flock netns runtime directory \"%s\": %s", directory, strerror(errno));
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

/// The parent of a process; 0 where it has none, or none that is seen here.
static pid_t parent_of(pid_t pid)
{
    std::string status = read_file(format("/proc/%d/status", pid).c_str()).value_or("");
    constexpr std::string_view key = "\nPPid:\t";
    size_t at = status.find(key);
    if (at == std::string::npos)
        return 0;
    at += key.size();
    auto parent = parse_as<uint32_t>(std::string_view(status).substr(at, status.find('\n', at) - at), 10);
    return static_cast<pid_t>(parent.value_or(0));
}

/// A mount namespace, and what its member of a peer group is in turn.
struct Outer {
    Fd mount_namespace;
    MountInfo mount;
};

/// The mount namespace of one of our ancestors, or of init, that has a member of the peer group.
static std::optional<Outer> find_outer(unsigned peer_group)
{
    for (pid_t pid = getpid(); pid != 1;) {
        pid_t parent = parent_of(pid);
        pid = parent > 0 ? parent : 1;
        auto mount = peer_in(pid, peer_group);
        if (!mount)
            continue;
        Fd fd(open(format("/proc/%d/ns/mnt", pid).c_str(), O_RDONLY | O_CLOEXEC));
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

static void warn_of_names()
{
    warn("Warning: %s is mounted from elsewhere: the name will mean nothing outside", directory);
}

/// The mount namespace that the directory's mounts come from, where that is not ours: the command that `netns
/// exec` runs, as one of many, sees the mounts made outside (its own are slaves), while nobody outside would
/// see what is mounted here, and the name would be a file that means nothing. Empty where the mounts are
/// ours.
static Fd outer_mount_namespace()
{
    Fd found;
    if (in_mount_namespace_of_init())
        return found;
    for (auto mount = mount_of(directory); mount && mount->master;) {
        auto outer = find_outer(mount->master);
        if (!outer) {
            warn_of_names();
            return found;
        }
        found = std::move(outer->mount_namespace);
        mount = outer->mount;
    }
    return found;
}

/// Enters the mount namespace, in which the directory must be the same one; where that is not allowed the
/// name is made here.
static void enter_outer(int fd)
{
    struct stat here, there;
    sys(stat(directory, &here), "Cannot find %s", directory);
    if (setns(fd, CLONE_NEWNS) == -1)
        return warn_of_names();
    sys(stat(directory, &there), "Cannot find %s", directory);
    if (here.st_ino != there.st_ino || here.st_dev != there.st_dev)
        fail("%s is another directory in the mount namespace that it is shared in", directory);
}

/// Makes the directory and runs `pin` where pinning has its effect: here, or in a child in another mount
/// namespace.
template <class Pin> static void where_shared(Pin pin)
{
    if (mkdir(directory, 0755) == -1 && errno != EEXIST)
        fail_errno("mkdir %s failed", directory);
    auto share_and_pin = [&] {
        share_directory();
        pin();
    };
    Fd outer = outer_mount_namespace();
    if (!outer.valid())
        return share_and_pin();
    int status = fork_telling([&] {
                     enter_outer(outer.get());
                     share_and_pin();
                 }).wait();
    if (status != 0)
        throw Error{"", 1}; // the child has told why
}

// --- add and attach

/// Makes a file and mounts a namespace on it, which `source` leads to and which is called `shown`; both or
/// none.
static void pin(const std::string &file, const char *source, const char *shown)
{
    SignalsHeld held;
    Fd made(sys(open(file.c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0),
                "Cannot create namespace file \"%s\"", file.c_str()));
    if (mount(source, file.c_str(), "none", MS_BIND, nullptr) == 0)
        return;
    int code = errno;
    unlink(file.c_str());
    throw Error{format("Bind %s -> %s failed: %s", shown, file.c_str(), strerror(code)), 1, code};
}

/// pin() decides; asking first saves the making of a namespace that gets no name.
static void refuse_existing(const std::string &file)
{
    struct stat status;
    if (lstat(file.c_str(), &status) == 0)
        fail("Cannot create namespace file \"%s\": %s", file.c_str(), strerror(EEXIST));
}

void netns_add(Session &, Args &args)
{
    const char *name = take_netns_name(args);
    const std::string file = netns_path(name);
    where_shared([&] {
        refuse_existing(file);
        NamespaceReturn back(namespace_type(CLONE_NEWNET));
        // Made before the file, so that the file stands without a namespace for as short as can be.
        sys(unshare(CLONE_NEWNET), "Failed to create a new network namespace \"%s\"", name);
        pin(file, "/proc/self/ns/net", "/proc/self/ns/net");
    });
}

static pid_t take_pid(Args &args)
{
    const char *word = args.next();
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
    const std::string file = netns_path(args.next());
    const std::string source = format("/proc/%d/ns/net", take_pid(args));
    // Opened here: in another mount namespace, /proc may number processes otherwise.
    Fd fd(open(source.c_str(), O_RDONLY | O_CLOEXEC));
    int code = errno;
    where_shared([&] {
        refuse_existing(file);
        if (!fd.valid())
            throw Error{format("Bind %s -> %s failed: %s", source.c_str(), file.c_str(), strerror(code)), 1,
                        code};
        pin(file, format("/proc/self/fd/%d", fd.get()).c_str(), source.c_str());
    });
}

// --- delete

/// Takes all mounts off the file, were it mounted on more than once, and removes it; a link is not followed.
static void remove_name(const char *name)
{
    const std::string file = netns_path(name);
    while (umount2(file.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) == 0)
        ;
    if (unlink(file.c_str()) == -1)
        throw Error{format("Cannot remove namespace file \"%s\": %s", file.c_str(), strerror(errno)) +
                        nearest_netns(name),
                    1, errno};
}

/// Every one that can be removed is; throws a silent Error (1) where one could not.
static void remove_all()
{
    NetnsDirectory all;
    bool failed = false;
    for (const std::string &name : all.names()) {
        try {
            remove_name(name.c_str());
        } catch (const Error &error) {
            warn("%s", error.text.c_str());
            failed = true;
        }
    }
    if (failed)
        throw Error{"", 1};
}

void netns_delete(Session &session, Args &args)
{
    if (session.options.all)
        remove_all();
    else
        remove_name(take_netns_name(args));
}

} // namespace nskit
