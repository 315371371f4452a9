// SPDX-License-Identifier: MIT
// The options of nsenter, one row each.
#include "cmd/nsenter/plan.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <utility>

#include "cmd/nsenter/nsid.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"

namespace nskit::nsenter {

namespace {

/// The decimal number at the start of `text`, behind blanks, and in `end` the place behind it. Sets errno to
/// EINVAL if there is none, to ERANGE if it is not from `least` to `most`, else to 0.
uint64_t number(const char *text, uint64_t least, uint64_t most, const char *&end)
{
    const char *digits = text + strspn(text, " \t\n\v\f\r");
    bool negative = *digits == '-';
    char *stop;
    errno = 0;
    unsigned long long n = strtoull(digits, &stop, 10);
    end = stop;
    if (stop == digits)
        errno = EINVAL;
    else if (!errno && (negative || n < least || n > most))
        errno = ERANGE;
    return n;
}

/// PID or PID:INODE.
void set_target(Plan &plan, const char *text)
{
    if (plan.target)
        fail("option --target may be given only once");
    completion::offer_processes(text);
    const char *end;
    plan.target = static_cast<pid_t>(number(text, 1, INT32_MAX, end));
    if (!errno && *end == ':')
        plan.target_inode = number(end + 1, 1, UINT64_MAX, end);
    if (!errno && *end)
        errno = EINVAL;
    if (errno)
        fail_errno("failed to parse PID argument '%s'", text);
}

/// The value of an option whose short form may be written -n=FILE.
const char *without_equals_sign(const char *value)
{
    return value && *value == '=' ? value + 1 : value;
}

Fd open_here(const char *path, int flags)
{
    return sys(open_file(path, flags), "cannot open %s", path);
}

/// Wants the namespace of row I of the table: the target's, the one of a file, or of an id behind a colon.
template <size_t I> void set_namespace(Plan &plan, const char *value)
{
    Destination &destination = plan.destinations[I];
    destination.wanted = true;
    value = without_equals_sign(value);
    if (value && *value == ':')
        destination.file = open_namespace_by_id(namespace_types[I], value + 1);
    else if (value)
        destination.file = open_here(value, O_RDONLY | O_NONBLOCK); // does not wait if it is a FIFO
}

void want_directory(Directory &directory, const char *value)
{
    directory.wanted = true;
    if (value)
        directory.fd = open_here(value, O_PATH);
}

Identity identity(const char *kind, const char *value)
{
    if (strcmp(value, "follow") == 0)
        return {Identity::From::target};
    return {Identity::From::number, parse_id(kind, value)};
}

void set_uid(Plan &plan, const char *value)
{
    plan.uid = identity("uid", value);
}

void set_gid(Plan &plan, const char *value)
{
    plan.gid = identity("gid", value);
}

void set_root(Plan &plan, const char *value)
{
    want_directory(plan.root, value);
}

void set_working_directory(Plan &plan, const char *value)
{
    if (plan.inner_option)
        fail("options --wdns and --wd cannot be combined");
    want_directory(plan.working, without_equals_sign(value));
}

void set_inner_directory(Plan &plan, const char *value)
{
    if (plan.working.wanted)
        fail("options --wd and --wdns cannot be combined");
    plan.inner_option = true;
    plan.inner_directory = without_equals_sign(value);
}

void set_no_fork(Plan &plan, const char *)
{
    plan.fork = false;
}

void refuse_context(Plan &, const char *)
{
    fail("--follow-context is not supported: built without SELinux");
}

void set_net_socket(Plan &plan, const char *value)
{
    const char *end;
    plan.net_socket = static_cast<int>(number(value, 0, INT32_MAX, end));
    if (errno == ERANGE)
        fail_errno("failed to parse file descriptor: '%s'", value);
    if (errno || *end)
        fail("failed to parse file descriptor: '%s'", value);
}

/// One row for each kind of namespace.
template <size_t... I> constexpr auto namespace_options(std::index_sequence<I...>)
{
    return std::array{Option<Plan>{
        .letter = namespace_types[I].letter,
        .name = namespace_types[I].option,
        .value = Value::optional,
        .placeholder = "FILE",
        .help = namespace_types[I].title,
        .set = set_namespace<I>,
    }...};
}

constexpr auto namespaces = namespace_options(std::make_index_sequence<namespace_count>());

constexpr Option<Plan> sources[] = {
    {.letter = 'a', .name = "all", .help = "enter all namespaces of the target", .set = set_true<&Plan::all>},
    {.letter = 't',
     .name = "target",
     .value = Value::required,
     .placeholder = "PID[:INODE]",
     .help = "the process whose namespaces, root ... are meant",
     .set = set_target},
    {.letter = 'N',
     .name = "net-socket",
     .value = Value::required,
     .placeholder = "FD",
     .help = "network namespace of the target's socket",
     .set = set_net_socket},
    {.name = "user-parent",
     .help = "parent of the target's user namespace",
     .set = set_true<&Plan::user_parent>},
};

constexpr Option<Plan> program[] = {
    {.letter = 'S',
     .name = "setuid",
     .value = Value::required,
     .placeholder = "UID|follow",
     .help = "set uid in the entered namespace, or that of the target",
     .set = set_uid},
    {.letter = 'G',
     .name = "setgid",
     .value = Value::required,
     .placeholder = "GID|follow",
     .help = "set gid, and drop supplementary groups",
     .set = set_gid},
    {.name = "preserve-credentials",
     .help = "do not touch uids and gids",
     .set = set_true<&Plan::preserve_credentials>},
    {.name = "keep-caps",
     .help = "keep the capabilities in the user namespace",
     .set = set_true<&Plan::keep_capabilities>},
    {.letter = 'r',
     .name = "root",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "set the root directory",
     .set = set_root},
    {.letter = 'w',
     .name = "wd",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "set the working directory",
     .set = set_working_directory},
    {.letter = 'W',
     .name = "wdns",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "set the working directory by its name inside",
     .set = set_inner_directory},
    {.letter = 'e',
     .name = "env",
     .help = "take over the environment of the target",
     .set = set_true<&Plan::environment>},
    {.letter = 'F', .name = "no-fork", .help = "do not fork before running the program", .set = set_no_fork},
    {.letter = 'c',
     .name = "join-cgroup",
     .help = "join the cgroup (v2) of the target",
     .set = set_true<&Plan::join_cgroup>},
    {.letter = 'Z',
     .name = "follow-context",
     .help = "refused: this nsenter knows no SELinux",
     .set = refuse_context},
};

void print_help(Plan &, const char *);

constexpr Option<Plan> information[] = {
    {.letter = 'h', .name = "help", .help = "display this help", .set = print_help},
    {.letter = 'V', .name = "version", .help = "display version", .set = print_version},
};

constexpr OptionGroup<Plan> groups[] = {
    {.title = "Options", .options = sources},
    {.title = "Namespaces to enter: the target's, the one of FILE, or of an id (:NSID)",
     .options = namespaces},
    {.title = "The program", .options = program},
    {.title = "About nsenter", .options = information},
};

void print_help(Plan &, const char *)
{
    print_and_exit(help_text("[options] [<program> [<argument>...]]",
                             "Run a program with namespaces of other processes.",
                             option_words<Plan>(groups)));
}

} // namespace

std::span<const OptionGroup<Plan>> options()
{
    return groups;
}

Plan parse(std::span<char *> argv)
{
    Plan plan;
    plan.program = parse_options<Plan>(argv, groups, plan).data();
    return plan;
}

} // namespace nskit::nsenter
