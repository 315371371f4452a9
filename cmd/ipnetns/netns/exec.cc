// SPDX-License-Identifier: MIT
// ip netns exec: a command inside a network namespace.
#include <cerrno>
#include <cstring>
#include <fnmatch.h>
#include <optional>

#include "cmd/ipnetns/netns/many.h"
#include "cmd/ipnetns/netns/netns.h"
#include "cmd/ipnetns/netns/surroundings.h"
#include "cmd/ipnetns/netns/worker.h"
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

/// The command in each namespace, even if it fails in others, or the names cannot be written, which decides
/// the exit status.
static void exec_all(Context &context, const std::vector<std::string> &names, FunctionRef<void()> command)
{
    context.out.flush();
    std::optional<Worker> worker;
    int code = 0; // of the last name that could not be written
    for (const std::string &name : names) {
        if (!write_all(STDOUT_FILENO, format("\nnetns: %s\n", shown_on(STDOUT_FILENO, name).c_str())))
            code = errno;
        if (!worker || worker->state() == Worker::State::gone)
            worker.emplace([] {}, command);
        worker->run(name);
        worker->hear();
        if (worker->has_failed()) // else somebody may have killed it
            fail_silently();
    }
    errno = code;
    if (code != 0)
        fail_errno("write error");
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
    const std::vector<char *> command = args.program();
    auto run = [&command] { become(command); };
    if (is_several && (many.is_given() || !all || !session.out.is_text()))
        return exec_many(session, matching_names(name), many, run);
    if (all)
        return exec_all(session, matching_names(nullptr), run);
    session.out.flush();
    if (!session.options.batch)
        run_command(name, command);
    const int status = run_child(name, command);
    session.names.forget(); // the command may have written the files with names
    if (status != 0)
        fail_silently(); // the line failed, by its status or by a signal
}

} // namespace nskit
