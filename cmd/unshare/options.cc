// SPDX-License-Identifier: MIT
// The options of unshare, one row each.
#include "cmd/unshare/option_groups.h"

#include <array>
#include <cstdlib>
#include <utility>

#include "cmd/unshare/channels.h"
#include "cmd/unshare/doctor.h"
#include "lib/base/error.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/namespace/mount.h"
#include "lib/namespace/process.h"

namespace nskit::unshare {

namespace {

constexpr char default_proc[] = "/proc";
constexpr char default_binfmt[] = "/proc/sys/fs/binfmt_misc";

void set_kill_child(Plan &plan, const char *name)
{
    std::optional<int> signal = name ? signal_number(name) : SIGKILL;
    if (!signal)
        fail("unknown signal: %s", name);
    plan.fork = true;
    plan.kill_child = *signal;
}

void set_forward_signals(Plan &plan, const char *)
{
    plan.fork = plan.forward_signals = true;
}

void set_propagation(Plan &plan, const char *mode)
{
    std::optional<unsigned long> flags = propagation_flags(mode);
    if (!flags)
        fail("unsupported propagation mode: %s", mode);
    plan.propagation = *flags;
}

void mount_proc(Plan &plan, const char *directory)
{
    plan.namespaces |= CLONE_NEWNS;
    plan.proc = directory ? directory : default_proc;
}

void mount_binfmt(Plan &plan, const char *directory)
{
    plan.namespaces |= CLONE_NEWNS | CLONE_NEWUSER;
    if (!directory && !plan.proc)
        plan.proc = default_proc; // the default directory is in there
    plan.binfmt = directory ? directory : default_binfmt;
}

void load_interpreter(Plan &plan, const char *line)
{
    plan.namespaces |= CLONE_NEWNS | CLONE_NEWUSER;
    if (!plan.binfmt)
        mount_binfmt(plan, nullptr);
    plan.interpreter = line;
}

void set_user(Plan &plan, const char *text)
{
    plan.user = parse_id("uid", text);
}

void set_group(Plan &plan, const char *text)
{
    plan.group = parse_id("gid", text);
}

void set_monotonic(Plan &plan, const char *text)
{
    plan.monotonic = parse_seconds("monotonic offset", text);
}

void set_boottime(Plan &plan, const char *text)
{
    plan.boottime = parse_seconds("boottime offset", text);
}

/// Keeps the variables whose names `names` lists, separated by commas, and no others.
void keep_variables(Plan &plan, const char *names)
{
    plan.clear_environment = true;
    std::string_view rest = names;
    while (!rest.empty()) {
        std::string variable(take_until(rest, ','));
        if (const char *value = getenv(variable.c_str()))
            plan.environment.insert(plan.environment.begin(), variable.append("=").append(value));
    }
}

/// Wants the namespace of row I of the table, bound to a file if one is given.
template <size_t I> void set_namespace(Plan &plan, const char *file)
{
    plan.namespaces |= namespace_types[I].flag;
    if (file)
        plan.pins[I] = file;
}

/// One row for each kind of namespace.
template <size_t... I> constexpr auto namespace_options(std::index_sequence<I...>)
{
    return std::array{Option<Plan>{
        .letter = namespace_types[I].letter,
        .name = namespace_types[I].option,
        .value = Value::optional_long,
        .placeholder = "FILE",
        .help = namespace_types[I].title,
        .set = set_namespace<I>,
    }...};
}

constexpr auto namespaces = namespace_options(std::make_index_sequence<namespace_count>());

constexpr Option<Plan> children[] = {
    {.letter = 'f',
     .name = "fork",
     .help = "run PROGRAM in a child, and wait for it",
     .set = set_true<&Plan::fork>},
    {.name = "kill-child",
     .value = Value::optional,
     .placeholder = "SIGNAME",
     .help = "when unshare dies the child gets a signal (KILL); implies --fork",
     .set = set_kill_child},
    {.name = "forward-signals",
     .help = "pass SIGTERM and SIGINT on to the child; implies --fork",
     .set = set_forward_signals},
};

constexpr Option<Plan> mounts[] = {
    {.name = "mount-proc",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "mount a new proc on DIR (/proc); implies --mount",
     .set = mount_proc},
    {.name = "mount-binfmt",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "mount a new binfmt_misc on DIR (below /proc); implies --user --mount",
     .set = mount_binfmt},
    {.letter = 'l',
     .name = "load-interp",
     .value = Value::required,
     .placeholder = "LINE",
     .help = "register an interpreter with binfmt_misc; implies --mount-binfmt",
     .set = load_interpreter},
    {.name = "propagation",
     .value = Value::required,
     .placeholder = "MODE",
     .help = "of all mounts: private (the default), slave, shared, unchanged",
     .set = set_propagation},
    {.letter = 'R',
     .name = "root",
     .value = Value::required,
     .placeholder = "DIR",
     .help = "make DIR the root directory",
     .set = set_text<&Plan::root>},
    {.letter = 'w',
     .name = "wd",
     .value = Value::required,
     .placeholder = "DIR",
     .help = "change to DIR, below the new root",
     .set = set_text<&Plan::directory>},
};

constexpr Option<Plan> program[] = {
    {.letter = 'S',
     .name = "setuid",
     .value = Value::required,
     .placeholder = "UID",
     .help = "the program's user",
     .set = set_user},
    {.letter = 'G',
     .name = "setgid",
     .value = Value::required,
     .placeholder = "GID",
     .help = "the program's group; supplementary groups are dropped",
     .set = set_group},
    {.name = "keep-caps",
     .help = "the program keeps the capabilities in a new user namespace",
     .set = set_true<&Plan::keep_capabilities>},
    {.name = "monotonic",
     .value = Value::required,
     .placeholder = "SECONDS",
     .help = "offset of the monotonic clock; needs --time",
     .set = set_monotonic},
    {.name = "boottime",
     .value = Value::required,
     .placeholder = "SECONDS",
     .help = "offset of the boot-time clock; needs --time",
     .set = set_boottime},
    {.name = "clear-env", .help = "empty the environment", .set = set_true<&Plan::clear_environment>},
    {.name = "whitelist-env",
     .value = Value::required,
     .placeholder = "NAME,...",
     .help = "empty the environment but for these variables; may be repeated",
     .set = keep_variables},
};

void print_help(Plan &, const char *);

void explain(Plan &, const char *)
{
    examine();
}

constexpr Option<Plan> information[] = {
    {.name = "explain",
     .help = "try which namespaces can be made here, and say what forbids the others",
     .set = explain},
    {.letter = 'h', .name = "help", .help = "show this help", .set = print_help},
    {.letter = 'V', .name = "version", .help = "show the version", .set = print_version},
};

constexpr OptionGroup<Plan> groups[] = {
    {.title = "New namespaces, each bound to FILE where one is given, which keeps it", .options = namespaces},
    {.title = "The child", .options = children},
    {.title = "Mounts, root and directory", .options = mounts},
    {.title = "IDs in the user namespace; all but --setgroups make one", .options = id_options},
    {.title = "The program", .options = program},
    {.title = "For a supervisor", .options = supervisor_options},
    {.title = "Information", .options = information},
};

void print_help(Plan &, const char *)
{
    print_and_exit(help_text("[OPTION...] [PROGRAM [ARGUMENT...]]",
                             "Runs PROGRAM, or a login shell, in new namespaces.",
                             option_words<Plan>(groups)));
}

/// Refuses options that contradict each other, before anything is made, and adds what others need.
void check(Plan &plan)
{
    if ((plan.monotonic || plan.boottime) && !(plan.namespaces & CLONE_NEWTIME))
        fail("options --monotonic and --boottime require unsharing of a time namespace (-T)");
    if (plan.setup && (plan.namespaces & CLONE_NEWPID))
        plan.fork = true; // else the command would be the process 1, and its end that of the namespace
    if (plan.maps_own_group() && plan.setgroups == Setgroups::allow)
        fail("options --setgroups=allow and --map-group are mutually exclusive");
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
    check(plan);
    close_taken(plan.channels);
    return plan;
}

} // namespace nskit::unshare
