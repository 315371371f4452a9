// SPDX-License-Identifier: MIT
#include "lib/namespace/home.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/process.h"

namespace nskit {

// --- the place

/// The caller's user ID outside of the user namespace that it may be in: inside a home it is another.
static uint32_t outer_user()
{
    const uint32_t user = geteuid();
    const std::string map = read_optional_file("/proc/self/uid_map");
    std::string_view rest = map;
    while (!rest.empty()) {
        std::string_view line = take_until(rest, '\n');
        uint64_t numbers[3] = {};
        for (uint64_t &number : numbers)
            number = parse_digits(take_word(line), UINT32_MAX, 10).value_or(0);
        const auto [inner, outer, count] = numbers;
        if (user >= inner && user - inner < count)
            return static_cast<uint32_t>(outer + user - inner);
    }
    return user;
}

/// Whether nobody but the caller can write there: not so if the environment is another user's (su, sudo -E).
/// Throws Error if that cannot be told: in another place there would be another home.
static bool is_private_directory(const char *path)
{
    struct stat status;
    const int result = lstat(path, &status);
    if (result == -1 && errno != ENOENT && errno != ENOTDIR)
        fail_errno("Cannot look at %s", path);
    return result == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
           (status.st_mode & 077) == 0;
}

static HomePlace home_in(std::string directory, bool is_ours)
{
    std::string file = directory + "/nskit-home";
    return {std::move(directory), std::move(file), is_ours};
}

/// /run/user comes before the variable, which a job of cron lacks: all of a user's processes shall find the
/// same home.
static HomePlace home_place()
{
    const uint32_t user = outer_user();
    const std::string run = format("/run/user/%u", user), own = format("/tmp/nskit-%u", user);
    if (is_private_directory(run.c_str()))
        return home_in(run, false);
    const char *runtime = secure_getenv("XDG_RUNTIME_DIR");
    if (runtime && *runtime == '/' && is_private_directory(runtime))
        return home_in(runtime, false);
    return home_in(own, true);
}

/// Makes the directory if it is not there. Throws Error if it is not the caller's alone.
static void make_directory(const HomePlace &place)
{
    const char *own = place.directory.c_str();
    if (!place.is_ours)
        return;
    if (mkdir(own, 0700) == -1 && errno != EEXIST)
        fail_errno("mkdir %s failed", own);
    if (!is_private_directory(own))
        fail("%s is in the way: it is no directory that is yours alone", own);
}

// --- the lock file

/// Opens the lock file, which is made if it is not there. Empty if its directory has been removed meanwhile.
static Fd open_lock(const HomePlace &place)
{
    Fd lock = open_file(place.file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    if (!lock.valid() && errno != ENOENT)
        fail_errno("Cannot open %s", place.file.c_str());
    return lock;
}

/// Whether the lock file is still the one that was opened.
static bool is_there(const Fd &lock, const HomePlace &place)
{
    struct stat opened, there;
    sys(fstat(lock.get(), &opened), "Cannot look at %s", place.file.c_str());
    if (lstat(place.file.c_str(), &there) == 0)
        return there.st_ino == opened.st_ino;
    if (errno != ENOENT)
        fail_errno("Cannot look at %s", place.file.c_str());
    return false;
}

/// Takes a shared lock, which keeps the holder. Returns false if the file has been removed meanwhile.
static bool share_lock(const Fd &lock, const HomePlace &place)
{
    sys(uninterrupted([&] { return flock(lock.get(), LOCK_SH); }), "Cannot lock %s", place.file.c_str());
    return is_there(lock, place);
}

/// The process that holds the home; 0 if there is none. Throws if it cannot be seen from here.
static pid_t holder_of(const Fd &lock, const HomePlace &place)
{
    struct flock held = {};
    held.l_type = F_WRLCK;
    held.l_len = 1;
    sys(uninterrupted([&] { return fcntl(lock.get(), F_GETLK, &held); }), "Cannot look at the lock on %s",
        place.file.c_str());
    if (held.l_type == F_UNLCK)
        return 0;
    if (held.l_pid <= 0)
        fail("The holder of %s is in another PID namespace", place.file.c_str());
    return held.l_pid;
}

/// While it lives no other process makes a home.
class Making {
  public:
    Making(const Fd &lock, const HomePlace &place) : lock_(lock)
    {
        sys(set(F_WRLCK), "Cannot lock %s", place.file.c_str());
    }
    ~Making() { set(F_UNLCK); }
    Making(const Making &) = delete;
    Making &operator=(const Making &) = delete;

  private:
    int set(short type)
    {
        struct flock second = {};
        second.l_type = type;
        second.l_start = second.l_len = 1;
        return uninterrupted([&] { return fcntl(lock_.get(), F_OFD_SETLKW, &second); });
    }
    const Fd &lock_;
};

/// Removes a lock file that no holder has, and nobody else is about to use.
static void remove_unused(const Fd &lock, const HomePlace &place)
{
    try {
        if (holder_of(lock, place) != 0 || flock(lock.get(), LOCK_EX | LOCK_NB) == -1 ||
            !is_there(lock, place))
            return;
        unlink(place.file.c_str());
        if (place.is_ours)
            rmdir(place.directory.c_str());
    } catch (const Error &) { // the failure before this one is the one to report
    }
}

bool Home::find_holder(const HomePlace &place)
{
    if (holder_of(lock_, place) == 0) {
        const Making making(lock_, place);
        if (holder_of(lock_, place) == 0)
            start_holder(place);
    }
    return open_holder(place);
}

bool Home::open_holder(const HomePlace &place)
{
    const pid_t holder = holder_of(lock_, place);
    if (holder == 0)
        return false;
    holder_ = open_pidfd(holder);
    if (!holder_.valid() && errno != ESRCH)
        fail_errno("Cannot open the holder of your namespaces");
    names_ = format("/proc/%d/cwd", holder);
    // Looked at again: the number may have become another process's before it was opened.
    return holder_.valid() && holder_of(lock_, place) == holder;
}

Home Home::open()
{
    constexpr int tries = 100; // one is lost to a holder that leaves, or is killed, at the same time
    for (int i = 0; i < tries; i++) {
        const HomePlace place = home_place();
        make_directory(place);
        Home home;
        home.lock_ = open_lock(place);
        if (!home.lock_.valid())
            continue;
        try {
            if (share_lock(home.lock_, place) && home.find_holder(place))
                return home;
        } catch (...) {
            remove_unused(home.lock_, place);
            throw;
        }
    }
    fail("The holder of your namespaces does not stay");
}

std::optional<Home> Home::find()
{
    const HomePlace place = home_place();
    Home home;
    if (is_private_directory(place.directory.c_str()))
        home.lock_ = open_file(place.file.c_str(), O_RDWR | O_NOFOLLOW);
    if (!home.lock_.valid() || flock(home.lock_.get(), LOCK_SH | LOCK_NB) == -1 ||
        !is_there(home.lock_, place) || !home.open_holder(place))
        return std::nullopt;
    return home;
}

// --- entering

static std::optional<NamespaceId> user_namespace_of(const Fd &pidfd, const std::string &names)
{
    const NamespaceType &type = namespace_type(CLONE_NEWUSER);
    Fd fd = open_namespace_of(pidfd.get(), type);
    if (!fd.valid())
        fd = open_namespace_file((names.substr(0, names.rfind('/')) + "/ns/user").c_str());
    return fd.valid() ? namespace_id(fd.get()) : std::nullopt;
}

void Home::enter() const
{
    const auto theirs = user_namespace_of(holder_, names_);
    if (theirs && OwnNamespaces().id(namespace_type(CLONE_NEWUSER)) == theirs)
        return;
    // By a pidfd since Linux 5.8.
    sys(setns(holder_.get(), CLONE_NEWUSER | CLONE_NEWNET), "Cannot enter your namespaces");
}

void Home::enter_mounts() const
{
    sys(setns(holder_.get(), CLONE_NEWNS), "Cannot enter your mount namespace");
}

} // namespace nskit
