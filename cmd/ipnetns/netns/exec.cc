// SPDX-License-Identifier: MIT
// ip netns exec: a command inside a network namespace, with the /sys of that namespace and its own files over
// those of /etc.
#include <cerrno>
#include <cstring>
#include <fnmatch.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/wait.h>

#include "cmd/ipnetns/netns/etc.h"
#include "cmd/ipnetns/netns/many.h"
#include "cmd/ipnetns/netns/netns.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/visible.h"
#include "lib/namespace/cgroup.h"
#include "lib/namespace/exec.h"
#include "lib/namespace/process.h"

namespace nskit {

// --- the surroundings of the command

/// Throws `TEXT: ...` (255) if a system call failed, as all steps before the command do.
static void step(int result, const char *text)
{
    if (result == -1)
        throw Error{format("%s: %s", text, error_text(errno)), 255, errno};
}

/// Mounts sysfs anew: it shows the network namespace of the process that mounted it.
static void mount_sysfs(const char *name)
{
    unsigned long flags = 0;
    struct statvfs status;
    if (umount2("/sys", MNT_DETACH) == -1 && statvfs("/sys", &status) == 0 && status.f_flag & ST_RDONLY)
        flags = MS_RDONLY; // a locked read-only mount can only be covered by another
    step(mount(name, "/sys", "sysfs", flags, nullptr), "mount of /sys failed");
}

/// Enters a network namespace, and a new mount namespace with the mounts that belong to it. Later mounts
/// outside still appear inside, but not the other way round.
static void enter_with_mounts(const char *name)
{
    enter_netns(name);
    step(unshare(CLONE_NEWNS), "unshare failed");
    step(mount("", "/", "none", MS_SLAVE | MS_REC, nullptr), "\"mount --make-rslave /\" failed");
    mount_sysfs(name);
    try {
        bind_etc(name);
    } catch (Error &error) {
        error.status = 255; // like every step
        throw;
    }
}

[[noreturn]] static void run_command(const char *name, std::span<char *const> command)
{
    leave_vrf(); // the device of the VRF is in the namespace that we leave
    enter_with_mounts(name);
    execute_along_path(command.data());
    fail_errno("exec of \"%s\" failed", command[0]);
}

// --- exec

static int run_child(const char *name, std::span<char *const> command)
{
    return spawn_child([&] { run_command(name, command); }, Report::bare).wait();
}

/// Runs the command in each namespace, even if it fails in others, or the names cannot be written; the exit
/// status is 0 if they can.
static void exec_all(Context &context, std::span<char *const> command)
{
    context.out.flush();
    NetnsDirectory directory;
    int code = 0;
    for (const std::string &name : directory.names()) {
        if (!write_all(STDOUT_FILENO, format("\nnetns: %s\n", shown_on(STDOUT_FILENO, name).c_str())))
            code = errno;
        run_child(name.c_str(), command);
    }
    errno = code;
    if (code != 0)
        fail_errno("write error");
}

/// The namespaces that a pattern means; all if there is none.
static std::vector<std::string> matching_names(const char *pattern)
{
    std::vector<std::string> names;
    const NetnsDirectory directory;
    for (const std::string &name : directory.names())
        if (!pattern || fnmatch(pattern, name.c_str(), 0) == 0)
            names.push_back(name);
    if (pattern && names.empty())
        fail("No network namespace matches \"%s\".", pattern);
    return names;
}

/// Whether a word is a pattern, and not a name of a namespace.
static bool is_pattern(const char *word)
{
    return strpbrk(word, "*?[") && !open_netns(word).valid();
}

void netns_exec(Session &session, Args &args)
{
    const bool all = session.options.all;
    const char *name = all ? nullptr : take_netns_name(args);
    const bool is_several = all || is_pattern(name);
    const ManyOptions many = is_several ? parse_many_options(args) : ManyOptions{};
    if (args.empty())
        fail("No command specified");
    const std::vector<char *> command = args.argv();
    if (is_several && (many.is_given() || !all || !session.out.is_text())) {
        auto run = [&command](const char *in) { run_command(in, command); };
        exec_many(session, matching_names(name), many, run);
        return;
    }
    if (all)
        return exec_all(session, command);
    session.out.flush();
    if (!session.options.batch)
        run_command(name, command);
    const int status = run_child(name, command);
    session.names.forget(); // the command may have written the files with names
    if (status != 0)
        fail_silently(); // the line failed, by its status or by a signal
}

} // namespace nskit
