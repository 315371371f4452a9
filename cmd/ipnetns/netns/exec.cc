// SPDX-License-Identifier: MIT
// ip netns exec: a command inside a network namespace.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fnmatch.h>
#include <sys/wait.h>

#include "cmd/ipnetns/netns/many.h"
#include "cmd/ipnetns/netns/netns.h"
#include "cmd/ipnetns/netns/surroundings.h"
#include "lib/base/file.h"
#include "lib/base/visible.h"
#include "lib/namespace/exec.h"
#include "lib/namespace/process.h"

namespace nskit {

[[noreturn]] static void become(std::span<char *const> command)
{
    execute_along_path(command.data());
    fail_errno("exec of \"%s\" failed", command[0]);
}

[[noreturn]] static void run_command(const char *name, std::span<char *const> command)
{
    Surroundings().enter(name);
    become(command);
}

// --- exec

static int run_child(const char *name, std::span<char *const> command)
{
    return spawn_child([&] { run_command(name, command); }, Report::bare).wait();
}

namespace {
/// What `-all exec` does: the command in each namespace, even if it fails in others, or the names cannot be
/// written.
class InAll {
  public:
    explicit InAll(std::span<char *const> command) : command_(command) {}
    void run();
    /// Of the last name that could not be written; 0 if they could.
    int code() const { return code_; }

  private:
    void run_some(const Fd &reports);

    const std::span<char *const> command_;
    const std::vector<std::string> names_ = NetnsDirectory().names();
    size_t done_ = 0; ///< of the names
    int code_ = 0;
};
} // namespace

/// In a child: one after another, as long as they find the same surroundings. Reports for each an errno, or
/// 0.
void InAll::run_some(const Fd &reports)
{
    Surroundings surroundings;
    for (size_t i = done_; i < names_.size(); i++) {
        const bool is_written =
            write_all(STDOUT_FILENO, format("\nnetns: %s\n", shown_on(STDOUT_FILENO, names_[i]).c_str()));
        const int code = is_written ? 0 : errno;
        run_reporting(
            [&] {
                surroundings.enter(names_[i].c_str());
                surroundings.run([&] { become(command_); }, false);
            },
            Report::bare);
        const bool go_on = surroundings.are_as_new();
        if (!write_all(reports.get(), {reinterpret_cast<const char *>(&code), sizeof code}))
            fail_errno("Cannot report to the parent");
        if (!go_on)
            return;
    }
}

void InAll::run()
{
    while (done_ < names_.size()) {
        Pipe reports = make_pipe();
        const Fd parent = open_pidfd(getpid());
        Child child = fork_child(
            [&] {
                end_with(parent, SIGKILL);
                run_some(reports.write);
            },
            Report::bare);
        reports.write.reset();
        size_t count = 0;
        int code;
        ssize_t size;
        while ((size = uninterrupted([&] { return read(reports.read.get(), &code, sizeof code); })) ==
               sizeof code) {
            count++;
            code_ = code ? code : code_;
        }
        if (size == -1) // else what has been run would be run again
            fail_errno("Cannot read the report of a child");
        const int status = child.wait();
        if (WIFEXITED(status) && WEXITSTATUS(status) != 0) // it has said why
            fail_silently();
        done_ += std::max<size_t>(count, 1); // somebody may have killed the child
    }
}

/// The exit status is 0 if the names could be written.
static void exec_all(Context &context, std::span<char *const> command)
{
    context.out.flush();
    InAll all(command);
    all.run();
    errno = all.code();
    if (errno != 0)
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
        auto run = [&command] { become(command); };
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
