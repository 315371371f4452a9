// SPDX-License-Identifier: MIT
// The holder of a home: how it comes up, and when it leaves.
#include "lib/namespace/home.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/namespace/channel.h"
#include "lib/namespace/idmap.h"
#include "lib/namespace/map_helper.h"
#include "lib/namespace/mount.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/obstacles.h"
#include "lib/namespace/process.h"

namespace nskit {

// What the maker and the holder say to each other: the holder its PID, which wants maps, then that it holds;
// the maker that the maps stand, and that the holder may stay. An end of file is the death of the other.

static void tell(const Fd &link, int word)
{
    if (!say(link, word))
        fail_silently(); // the other side has said why it is gone
}

static int listen(const Fd &link)
{
    const auto word = hear<int>(link);
    if (!word)
        fail_silently();
    return *word;
}

/// Tells a holder to go, and waits until it has gone and holds no lock.
static void dismiss(const Fd &link)
{
    int word;
    shutdown(link.get(), SHUT_WR);
    while (uninterrupted([&] { return recv(link.get(), &word, sizeof word, 0); }) > 0)
        continue;
}

// --- what forbids it

/// Throws TEXT, errno, and the setting of the system that may be the cause.
[[noreturn]] static void fail_forbidden(const char *text)
{
    const int code = errno;
    std::string message = format("%s: %s", text, error_text(code));
    for (const std::string &obstacle : namespace_obstacles(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS))
        message += format(" (%s)", obstacle.c_str());
    throw Error{message, 1, code};
}

static void allowed(int result, const char *text)
{
    if (result == -1)
        fail_forbidden(text);
}

// --- maps, by the maker

/// The caller's own ID is root, and the others come from its range; none if it has no range.
static std::vector<IdExtent> full_map(const IdKind &kind, uint32_t own)
{
    try {
        IdRequest request;
        request.ranges = parse_ranges(kind, own == 0 ? "all" : "auto", geteuid());
        if (own != 0)
            request.single = 0;
        return join_map(request, own);
    } catch (const Error &) {
        return {};
    }
}

static void write_map(const IdKind &kind, pid_t holder, std::span<const IdExtent> map)
{
    if (!write_once(format("/proc/%d/%s", holder, kind.map).c_str(), map_text(kind, map)))
        fail_forbidden("Cannot map your IDs");
}

static bool write_full_map(const IdKind &kind, pid_t holder, uint32_t own)
{
    const std::vector<IdExtent> map = full_map(kind, own);
    if (map.empty())
        return false;
    if (geteuid() != 0)
        return run_map_helper(kind, holder, map, Report::bare) == 0;
    write_map(kind, holder, map);
    return true;
}

static void write_maps(pid_t holder)
{
    const uint32_t user = geteuid(), group = getegid();
    const IdExtent only_user[] = {{0, user, 1}}, only_group[] = {{0, group, 1}};
    const bool all_users = write_full_map(user_ids, holder, user);
    const bool all_groups = all_users && write_full_map(group_ids, holder, group);
    if (all_groups)
        return;
    warn("Warning: no range of /etc/subuid and /etc/subgid can be used: your own ID is the only one inside");
    if (!all_users)
        write_map(user_ids, holder, only_user);
    if (!write_once(format("/proc/%d/setgroups", holder).c_str(), "deny"))
        fail_forbidden("Cannot deny setgroups");
    write_map(group_ids, holder, only_group);
}

// --- the holder

/// Makes the directory of names, on a file system of our own, and goes there.
static void make_names()
{
    const std::string names = NETNS_RUN_DIR, above = names.substr(0, names.rfind('/'));
    allowed(mount("", "/", "none", MS_SLAVE | MS_REC, nullptr), "Cannot make mounts slaves");
    allowed(mount("tmpfs", above.c_str(), "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=755"),
            "Cannot mount a tmpfs");
    sys(mkdir(names.c_str(), 0755), "mkdir %s failed", names.c_str());
    allowed(mount(names.c_str(), names.c_str(), "none", MS_BIND, nullptr), "Cannot bind the names");
    allowed(mount("", names.c_str(), "none", MS_SHARED, nullptr), "Cannot share the names");
    sys(chdir(names.c_str()), "Cannot change to %s", names.c_str());
}

namespace {

class Holder {
  public:
    Holder(Fd &link, const HomePlace &place) : link_(link), place_(place) {}
    void run();

  private:
    void hold();
    void leave_terminal() const;
    void stay();
    void remove_files() const;
    bool has_names() const;
    bool has_company() const;

    Fd &link_;
    const HomePlace &place_;
    Fd directory_, lock_; ///< the lock file, and where it is
};

void Holder::run()
{
    setsid();
    // A pipe's reader waits for the end. Before the record lock, which any closed descriptor of the lock file
    // would remove.
    close_inherited({link_.get()});
    allowed(unshare(CLONE_NEWUSER), "Cannot make a user namespace");
    sys(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl failed"); // so that our files in /proc are ours
    tell(link_, getpid());
    listen(link_);
    allowed(unshare(CLONE_NEWNET | CLONE_NEWNS), "Cannot make a network and a mount namespace");
    hold();
    tell(link_, 0);
    listen(link_);
    link_.reset();
    try {
        leave_terminal();
        stay();
    } catch (...) {
        remove_files();
        throw;
    }
    remove_files();
}

/// Opened anew, since a flock(2) belongs to what open(2) has opened; before the mounts, which may hide it.
void Holder::hold()
{
    directory_ =
        sys(open_file(place_.directory, O_RDONLY | O_DIRECTORY), "Cannot open %s", place_.directory.c_str());
    flock(directory_.get(), LOCK_SH | LOCK_NB); // keeps systemd-tmpfiles from removing an old one
    lock_ = sys(open_file(place_.file, O_RDWR), "Cannot open %s", place_.file.c_str());
    make_names();
    struct flock first = {};
    first.l_type = F_WRLCK;
    first.l_len = 1;
    sys(uninterrupted([&] { return fcntl(lock_.get(), F_SETLK, &first); }), "Cannot lock %s",
        place_.file.c_str());
}

void Holder::leave_terminal() const
{
    const Fd null = sys(open_file("/dev/null", O_RDWR), "Cannot open /dev/null");
    for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        sys(dup2(null.get(), fd), "dup2 failed");
    prctl(PR_SET_NAME, "ip-user-home");
}

bool Holder::has_names() const
{
    Dir names = open_directory(".");
    return !names || names.next(".");
}

/// Whether a process lives in this user namespace. One that has ended and is not reaped still has its user
/// namespace, but no other.
static bool lives_in(const char *pid, ino_t user_namespace)
{
    const std::string process = format("/proc/%s/ns/", pid);
    struct stat user, mounts;
    return stat((process + "user").c_str(), &user) == 0 && user.st_ino == user_namespace &&
           stat((process + "mnt").c_str(), &mounts) == 0;
}

/// Whether another process is in our user namespace.
bool Holder::has_company() const
{
    Dir proc = open_directory("/proc");
    struct stat own;
    if (!proc || stat("/proc/self/ns/user", &own) == -1)
        return true;
    while (const dirent *entry = proc.next("/proc")) {
        const auto pid = parse_digits(entry->d_name, INT32_MAX, 10);
        if (pid && static_cast<pid_t>(*pid) != getpid() && lives_in(entry->d_name, own.st_ino))
            return true;
    }
    return false;
}

void Holder::stay()
{
    const Fd events(sys(inotify_init1(IN_CLOEXEC), "inotify_init failed"));
    sys(inotify_add_watch(events.get(), ".", IN_DELETE | IN_MOVED_FROM), "inotify_add_watch failed");
    char event[4096];
    constexpr useconds_t longest_pause = 1'000'000;
    for (useconds_t pause = 20'000;; pause = std::min(2 * pause, longest_pause)) {
        while (has_names())
            uninterrupted([&] { return read(events.get(), event, sizeof event); });
        const int locked =
            uninterrupted([&] { return flock(lock_.get(), LOCK_EX); }); // no command is at work
        if (locked == 0 && !has_names() && !has_company())
            break;
        flock(lock_.get(), LOCK_UN);
        if (!has_names())
            usleep(pause); // somebody has deleted the last name, and is still in there
    }
}

/// Whoever has opened the file meanwhile finds it gone, and looks again.
void Holder::remove_files() const
{
    unlinkat(directory_.get(), place_.file.c_str() + place_.file.rfind('/') + 1, 0);
    if (place_.is_ours)
        rmdir(place_.directory.c_str());
}

} // namespace

void start_holder(const HomePlace &place)
{
    Channel channel = make_channel();
    Fd &link = channel.ours, &theirs = channel.theirs;
    // It is no child of ours: what we become shall find none.
    const int status = fork_child(
                           [&] {
                               link.reset();
                               fork_child([&] { Holder(theirs, place).run(); }, Report::bare).release();
                           },
                           Report::bare)
                           .wait();
    if (status != 0)
        fail_silently();
    theirs.reset();
    try {
        write_maps(listen(link));
        tell(link, 0);
        listen(link);
        tell(link, 0);
    } catch (...) {
        dismiss(link);
        throw;
    }
}

} // namespace nskit
