// SPDX-License-Identifier: MIT
#include "lib/namespace/process.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/namespace/exec.h"
#include "lib/namespace/syscall.h"
#include "lib/namespace/users.h"

namespace nskit {

void hold_standard_descriptors()
{
    for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // Open the wrong way round: reading or writing fails as it does with a closed one.
        int way = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (fcntl(fd, F_GETFD) == -1)
            static_cast<void>(open("/dev/null", way | O_CLOEXEC)); // is this number: the lower ones are taken
    }
}

Fd open_pidfd(pid_t pid)
{
    return Fd(syscalls::pidfd_open(pid)); // is O_CLOEXEC
}

bool has_ended(int pidfd)
{
    pollfd p{.fd = pidfd, .events = POLLIN, .revents = 0};
    return poll(&p, 1, 0) == 1;
}

void end_with(const Fd &parent, int signal)
{
    sys(prctl(PR_SET_PDEATHSIG, signal), "prctl failed");
    if (parent.valid() && has_ended(parent.get()))
        fail_silently();
}

void close_inherited(std::initializer_list<int> kept)
{
    std::vector<int> inherited;
    Dir open = read_directory(open_file("/proc/self/fd", O_RDONLY | O_DIRECTORY), "/proc/self/fd");
    while (const dirent *entry = open.next("/proc/self/fd")) {
        const int fd = static_cast<int>(parse_digits(entry->d_name, INT32_MAX, 10).value_or(0)); // `.`, `..`
        if (fd > STDERR_FILENO && std::find(kept.begin(), kept.end(), fd) == kept.end() &&
            fd != dirfd(open.get()))
            inherited.push_back(fd);
    }
    for (int fd : inherited)
        close(fd);
}

Pipe make_pipe()
{
    int ends[2];
    sys(pipe2(ends, O_CLOEXEC), "pipe failed");
    return {Fd(ends[0]), Fd(ends[1])};
}

void hide_from_tracers()
{
    sys(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl failed");
}

/// Gives SIGCHLD its default disposition if it is ignored. Returns the former one.
static struct sigaction make_waitable()
{
    struct sigaction now = {}, former = {};
    sys(sigaction(SIGCHLD, nullptr, &former), "sigaction failed");
    now.sa_handler = SIG_DFL;
    if (former.sa_handler == SIG_IGN)
        sys(sigaction(SIGCHLD, &now, nullptr), "sigaction failed");
    return former;
}

static void ignore_again(const struct sigaction &former)
{
    if (former.sa_handler == SIG_IGN)
        sigaction(SIGCHLD, &former, nullptr);
}

pid_t fork_waitable()
{
    const struct sigaction former = make_waitable();
    const pid_t pid = sys(fork(), "fork failed");
    if (pid == 0)
        ignore_again(former);
    return pid;
}

Child spawn_child(FunctionRef<void()> body, Report how)
{
    const struct sigaction former = make_waitable();
    // NOLINTBEGIN(clang-analyzer-*): vfork(), as the pages of a large process are not copied; what the child
    // runs changes nothing that the parent reads
    const pid_t pid = sys(vfork(), "fork failed");
    if (pid == 0) {
        ignore_again(former);
        _exit(run_reporting(body, how));
    }
    // NOLINTEND(clang-analyzer-*)
    return Child(pid);
}

Child &Child::operator=(Child &&other) noexcept
{
    if (this != &other) {
        kill_and_reap();
        pid_ = other.release();
    }
    return *this;
}

pid_t Child::release()
{
    return std::exchange(pid_, 0);
}

void Child::kill_and_reap()
{
    if (!pid_)
        return;
    kill(pid_, SIGKILL);
    uninterrupted([&] { return waitpid(pid_, nullptr, 0); });
    pid_ = 0;
}

int Child::wait()
{
    int status;
    sys(uninterrupted([&] { return waitpid(pid_, &status, 0); }), "waitpid failed");
    pid_ = 0;
    return status;
}

int Child::wait_mirroring_stops()
{
    for (;;) {
        int status;
        sys(uninterrupted([&] { return waitpid(pid_, &status, WUNTRACED); }), "waitpid failed");
        if (!WIFSTOPPED(status)) {
            pid_ = 0;
            return status;
        }
        // Our parent, a shell with job control, sees us stop as it would have seen the program.
        kill(getpid(), SIGSTOP);
        kill(pid_, SIGCONT);
    }
}

int shell_status(int wait_status)
{
    return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

int end_like(int wait_status)
{
    if (WIFEXITED(wait_status))
        return WEXITSTATUS(wait_status);
    int signal = WTERMSIG(wait_status);
    if (signal != SIGKILL) // whose disposition cannot be set, and need not be
        ::signal(signal, SIG_DFL);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signal);
    sigprocmask(SIG_UNBLOCK, &one, nullptr);
    kill(getpid(), signal);
    fail("child exit failed: it was killed by %s", signal_name(signal).c_str());
}

namespace {

// As glibc counts them. musl's SIGRTMIN is one more, since it keeps three signals for itself.
constexpr int first_real_time = 34, last_real_time = 64;

struct SignalName {
    std::string_view name;
    int number;
};

// If a number has two names, the first is the one that is printed.
constexpr SignalName signals[] = {
    {"HUP", SIGHUP},   {"INT", SIGINT},       {"QUIT", SIGQUIT}, {"ILL", SIGILL},       {"TRAP", SIGTRAP},
    {"ABRT", SIGABRT}, {"IOT", SIGABRT},      {"BUS", SIGBUS},   {"FPE", SIGFPE},       {"KILL", SIGKILL},
    {"USR1", SIGUSR1}, {"SEGV", SIGSEGV},     {"USR2", SIGUSR2}, {"PIPE", SIGPIPE},     {"ALRM", SIGALRM},
    {"TERM", SIGTERM}, {"STKFLT", SIGSTKFLT}, {"CHLD", SIGCHLD}, {"CLD", SIGCHLD},      {"CONT", SIGCONT},
    {"STOP", SIGSTOP}, {"TSTP", SIGTSTP},     {"TTIN", SIGTTIN}, {"TTOU", SIGTTOU},     {"URG", SIGURG},
    {"XCPU", SIGXCPU}, {"XFSZ", SIGXFSZ},     {"PROF", SIGPROF}, {"VTALRM", SIGVTALRM}, {"WINCH", SIGWINCH},
    {"IO", SIGIO},     {"POLL", SIGIO},       {"PWR", SIGPWR},   {"SYS", SIGSYS},
};

/// Takes `head` off the front of `text`, in any case.
bool take_head(std::string_view &text, std::string_view head)
{
    if (text.size() < head.size() || strncasecmp(text.data(), head.data(), head.size()) != 0)
        return false;
    text.remove_prefix(head.size());
    return true;
}

/// `+3` behind RTMIN, `-3` behind RTMAX, or nothing.
std::optional<int> real_time_offset(std::string_view text, char sign)
{
    int offset = 0;
    if (text.empty())
        return 0;
    const char *end = text.data() + text.size();
    if (text[0] != sign || text.size() < 2 || text[1] == '-')
        return std::nullopt;
    auto [stop, error] = std::from_chars(text.data() + 1, end, offset);
    if (error != std::errc() || stop != end || offset > last_real_time - first_real_time)
        return std::nullopt;
    return offset;
}

} // namespace

std::optional<int> signal_number(std::string_view name)
{
    completion::offer_names(name, signals);
    take_head(name, "SIG");
    if (take_head(name, "RTMIN")) {
        std::optional<int> offset = real_time_offset(name, '+');
        return offset ? std::optional(first_real_time + *offset) : std::nullopt;
    }
    if (take_head(name, "RTMAX")) {
        std::optional<int> offset = real_time_offset(name, '-');
        return offset ? std::optional(last_real_time - *offset) : std::nullopt;
    }
    for (const SignalName &s : signals)
        if (s.name.size() == name.size() && take_head(name, s.name))
            return s.number;
    return std::nullopt;
}

std::string signal_name(int signal)
{
    for (const SignalName &s : signals)
        if (s.number == signal)
            return std::string("SIG").append(s.name);
    if (signal >= first_real_time && signal <= last_real_time)
        return format("SIGRTMIN+%d", signal - first_real_time);
    return format("signal %d", signal);
}

SignalState::SignalState()
{
    sigprocmask(SIG_SETMASK, nullptr, &mask_);
}

void SignalState::handle(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    Disposition former{.signal = signal, .action = {}};
    sys(sigaction(signal, &action, &former.action), "sigaction failed");
    changed_.push_back(former);
}

void SignalState::block(std::initializer_list<int> signals)
{
    sigset_t set;
    sigemptyset(&set);
    for (int signal : signals)
        sigaddset(&set, signal);
    sys(sigprocmask(SIG_BLOCK, &set, nullptr), "sigprocmask block failed");
}

void SignalState::block_all()
{
    sigset_t set;
    sigfillset(&set);
    sys(sigprocmask(SIG_BLOCK, &set, nullptr), "sigprocmask block failed");
}

void SignalState::restore() const
{
    for (auto d = changed_.rbegin(); d != changed_.rend(); d++)
        sys(sigaction(d->signal, &d->action, nullptr), "sigaction failed");
    sys(sigprocmask(SIG_SETMASK, &mask_, nullptr), "sigprocmask restore failed");
}

bool Gate::wait()
{
    pipe_.write.reset(); // else our own copy would keep the end of file away
    char byte;
    ssize_t n = uninterrupted([&] { return read(pipe_.read.get(), &byte, 1); });
    if (n == -1)
        fail_errno("cannot wait for the other process");
    pipe_.read.reset();
    return n == 1;
}

void Gate::open()
{
    // Our own copy of the reading end keeps SIGPIPE away if the other side is gone.
    if (!write_all(pipe_.write.get(), "\n"))
        fail_errno("cannot wake the other process");
    pipe_.read.reset();
    pipe_.write.reset();
}

[[noreturn]] static void fail_execute(const char *name)
{
    int code = errno;
    throw Error{format("failed to execute %s: %s", name, error_text(code)), code == ENOENT ? 127 : 126, code};
}

void execute(char *const argv[])
{
    execute_along_path(argv);
    fail_execute(argv[0]);
}

/// The shell of the user as the namespaces and the root that we are in now see them.
static std::string login_shell()
{
    const char *shell = secure_getenv("SHELL");
    if (shell && *shell)
        return shell;
    // By /etc/passwd alone: asking other sources takes a process, which in a new PID namespace would be its
    // init.
    std::optional<User> user = local_user(getuid());
    return user && !user->shell.empty() ? user->shell : "/bin/sh";
}

void execute_or_shell(char *const argv[])
{
    if (*argv)
        execute(argv);
    std::string shell = login_shell();
    // A leading dash makes it a login shell. No search along PATH.
    std::string name = "-" + shell.substr(shell.rfind('/') + 1);
    char *const words[] = {name.data(), nullptr};
    execv(shell.c_str(), words);
    fail_execute(shell.c_str());
}

} // namespace nskit
