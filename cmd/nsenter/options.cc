// SPDX-License-Identifier: MIT
// The options of nsenter, one row each.

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <utility>

#include "lib/base/error.h"
#include "cmd/nsenter/nsid.h"
#include "lib/base/options.h"
#include "cmd/nsenter/plan.h"

namespace nskit::nsenter {

namespace {

/// The decimal number at the start of `text`, behind blanks, and in `end` the place behind it. Where there is
/// none, or none from `least` to `most`, errno tells so; otherwise it is 0.
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
    return Fd(sys(open(path, flags | O_CLOEXEC), "cannot open %s", path));
}

void want_namespace(Destination &destination, const NamespaceType &type, const char *value)
{
    destination.wanted = true;
    value = without_equals_sign(value);
    if (value)
        destination.file = *value == ':' ? open_namespace_by_id(type, value + 1) : open_here(value, O_RDONLY);
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

void set_net_socket(Plan &plan, const char *value)
{
    const char *end;
    plan.net_socket = static_cast<int>(number(value, 0, INT32_MAX, end));
    if (errno == ERANGE)
        fail_errno("failed to parse file descriptor: '%s'", value);
    if (errno || *end)
        fail("failed to parse file descriptor: '%s'", value);
}

template <size_t I>
constexpr Option<Plan> namespace_option = {
    .letter = namespace_types[I].letter,
    .name = namespace_types[I].option,
    .value = Value::optional,
    .placeholder = "FILE",
    .help = namespace_types[I].title,
    .set = [](Plan &plan,
              const char *value) { want_namespace(plan.destinations[I], namespace_types[I], value); },
};

template <size_t... I>
constexpr std::array<Option<Plan>, sizeof...(I)> namespace_rows(std::index_sequence<I...>)
{
    return {namespace_option<I>...};
}

constexpr auto namespaces = namespace_rows(std::make_index_sequence<namespace_count>());

constexpr Option<Plan> sources[] = {
    {.letter = 'a',
     .name = "all",
     .help = "enter all namespaces of the target",
     .set = [](Plan &plan, const char *) { plan.all = true; }},
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
     .set = [](Plan &plan, const char *) { plan.user_parent = true; }},
};

constexpr Option<Plan> program[] = {
    {.letter = 'S',
     .name = "setuid",
     .value = Value::required,
     .placeholder = "UID|follow",
     .help = "set uid in the entered namespace, or that of the target",
     .set = [](Plan &plan, const char *value) { plan.uid = identity("uid", value); }},
    {.letter = 'G',
     .name = "setgid",
     .value = Value::required,
     .placeholder = "GID|follow",
     .help = "set gid, and drop supplementary groups",
     .set = [](Plan &plan, const char *value) { plan.gid = identity("gid", value); }},
    {.name = "preserve-credentials",
     .help = "do not touch uids and gids",
     .set = [](Plan &plan, const char *) { plan.preserve_credentials = true; }},
    {.name = "keep-caps",
     .help = "keep the capabilities in the user namespace",
     .set = [](Plan &plan, const char *) { plan.keep_capabilities = true; }},
    {.letter = 'r',
     .name = "root",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "set the root directory",
     .set = [](Plan &plan, const char *value) { want_directory(plan.root, value); }},
    {.letter = 'w',
     .name = "wd",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "set the working directory",
     .set =
         [](Plan &plan, const char *value) {
             if (plan.inner_option)
                 fail("options --wdns and --wd cannot be combined");
             want_directory(plan.working, without_equals_sign(value));
         }},
    {.letter = 'W',
     .name = "wdns",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "set the working directory by its name inside",
     .set =
         [](Plan &plan, const char *value) {
             if (plan.working.wanted)
                 fail("options --wd and --wdns cannot be combined");
             plan.inner_option = true;
             plan.inner_directory = without_equals_sign(value);
         }},
    {.letter = 'e',
     .name = "env",
     .help = "take over the environment of the target",
     .set = [](Plan &plan, const char *) { plan.environment = true; }},
    {.letter = 'F',
     .name = "no-fork",
     .help = "do not fork before running the program",
     .set = [](Plan &plan, const char *) { plan.fork = false; }},
    {.letter = 'c',
     .name = "join-cgroup",
     .help = "join the cgroup (v2) of the target",
     .set = [](Plan &plan, const char *) { plan.join_cgroup = true; }},
    {.letter = 'Z',
     .name = "follow-context",
     .help = "refused: this nsenter knows no SELinux",
     .set = [](Plan &, const char *) { fail("--follow-context is not supported: built without SELinux"); }},
};

void print_help(Plan &, const char *);

constexpr Option<Plan> about[] = {
    {.letter = 'h', .name = "help", .help = "display this help", .set = print_help},
    {.letter = 'V',
     .name = "version",
     .help = "display version",
     .set = [](Plan &, const char *) { print_and_exit(version_text()); }},
};

constexpr OptionGroup<Plan> groups[] = {
    {"Options", sources},
    {"Namespaces to enter: the target's, the one of FILE, or of an id (:NSID)", namespaces},
    {"The program", program},
    {"About nsenter", about},
};

void print_help(Plan &, const char *)
{
    print_and_exit(help_text("[options] [<program> [<argument>...]]",
                             "Run a program with namespaces of other processes.",
                             option_words<Plan>(groups)));
}

} // namespace

std::span<char *> parse(std::span<char *> argv, Plan &plan)
{
    return parse_options<Plan>(argv, groups, plan);
}

} // namespace nskit::nsenter
