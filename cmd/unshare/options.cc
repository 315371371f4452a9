// SPDX-License-Identifier: MIT
// The options of unshare, one row each.
#include "cmd/unshare/plan.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/namespace/mount.h"
#include "lib/namespace/process.h"
#include "lib/namespace/users.h"

namespace nskit::unshare {

namespace {

constexpr char default_proc[] = "/proc";
constexpr char default_binfmt[] = "/proc/sys/fs/binfmt_misc";

void map_single(Plan &plan, IdRequest &request, uint32_t inner)
{
    plan.namespaces |= CLONE_NEWUSER;
    request.single = inner;
}

/// The value of --map-user and --map-group: a number, or else a name that `find` knows.
uint32_t number_or_name(const IdKind &kind, const char *text,
                        std::optional<uint32_t> (*find)(std::string_view))
{
    std::optional<uint32_t> id = decimal_id(text);
    bool out_of_range = !id && errno == ERANGE;
    if (!id && !out_of_range)
        id = find(text);
    if (id && *id != UINT32_MAX)
        return *id;
    errno = out_of_range ? ERANGE : EINVAL;
    fail_errno("failed to parse %s '%s'", kind.name, text);
}

std::optional<uint32_t> find_user_id(std::string_view name)
{
    std::optional<User> user = find_user(name);
    return user ? std::optional(user->id) : std::nullopt;
}

void map_user(Plan &plan, const char *text)
{
    map_single(plan, plan.users, number_or_name(user_ids, text, find_user_id));
}

void map_group(Plan &plan, const char *text)
{
    map_single(plan, plan.groups, number_or_name(group_ids, text, find_group));
}

void map_root(Plan &plan, const char *)
{
    map_single(plan, plan.users, 0);
    map_single(plan, plan.groups, 0);
}

void map_current(Plan &plan, const char *)
{
    map_single(plan, plan.users, plan.euid);
    map_single(plan, plan.groups, plan.egid);
}

void map_ranges(Plan &plan, IdRequest &request, const IdKind &kind, const char *text)
{
    plan.namespaces |= CLONE_NEWUSER;
    for (const IdRange &range : parse_ranges(kind, text, plan.euid))
        request.ranges.push_back(range);
}

void map_users(Plan &plan, const char *text)
{
    map_ranges(plan, plan.users, user_ids, text);
}

void map_groups(Plan &plan, const char *text)
{
    map_ranges(plan, plan.groups, group_ids, text);
}

void map_auto(Plan &plan, const char *)
{
    map_users(plan, "auto");
    map_groups(plan, "auto");
}

void map_subids(Plan &plan, const char *)
{
    map_users(plan, "subids");
    map_groups(plan, "subids");
}

/// UID:GID. As with chown(2), 2^32 - 1 changes nothing.
void set_owner(Plan &plan, const char *text)
{
    plan.namespaces |= CLONE_NEWUSER;
    const char *colon = strchr(text, ':');
    if (!colon)
        fail("failed to parse owner");
    auto user = decimal_id(std::string(text, colon).c_str()), group = decimal_id(colon + 1);
    if (!user || !group)
        fail("failed to parse owner");
    plan.owner_user = *user == UINT32_MAX ? std::nullopt : user;
    plan.owner_group = *group == UINT32_MAX ? std::nullopt : group;
}

void set_setgroups(Plan &plan, const char *word)
{
    if (!strcmp(word, "allow"))
        plan.setgroups = Setgroups::allow;
    else if (!strcmp(word, "deny"))
        plan.setgroups = Setgroups::deny;
    else
        fail("unsupported --setgroups argument '%s'", word);
}

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

constexpr Option<Plan> maps[] = {
    {.name = "map-user",
     .value = Value::required,
     .placeholder = "UID|NAME",
     .help = "who the caller is in there",
     .set = map_user},
    {.name = "map-users",
     .value = Value::required,
     .placeholder = "RANGE",
     .help = "INNER:OUTER:COUNT, auto, subids or all; may be repeated",
     .set = map_users},
    {.name = "map-group",
     .value = Value::required,
     .placeholder = "GID|NAME",
     .help = "the caller's group in there; implies --setgroups deny",
     .set = map_group},
    {.name = "map-groups",
     .value = Value::required,
     .placeholder = "RANGE",
     .help = "the same for groups",
     .set = map_groups},
    {.letter = 'r', .name = "map-root-user", .help = "--map-user 0 --map-group 0", .set = map_root},
    {.letter = 'c', .name = "map-current-user", .help = "the caller stays who it is", .set = map_current},
    {.name = "map-auto", .help = "--map-users auto --map-groups auto", .set = map_auto},
    {.name = "map-subids", .help = "--map-users subids --map-groups subids", .set = map_subids},
    {.name = "owner",
     .value = Value::required,
     .placeholder = "UID:GID",
     .help = "make the namespace as this user and group",
     .set = set_owner},
    {.name = "setgroups",
     .value = Value::required,
     .placeholder = "allow|deny",
     .help = "whether setgroups(2) can be called in there",
     .set = set_setgroups},
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

constexpr Option<Plan> information[] = {
    {.letter = 'h', .name = "help", .help = "show this help", .set = print_help},
    {.letter = 'V', .name = "version", .help = "show the version", .set = print_version},
};

constexpr OptionGroup<Plan> groups[] = {
    {.title = "New namespaces, each bound to FILE where one is given, which keeps it", .options = namespaces},
    {.title = "The child", .options = children},
    {.title = "Mounts, root and directory", .options = mounts},
    {.title = "IDs in the user namespace; all but --setgroups make one", .options = maps},
    {.title = "The program", .options = program},
    {.title = "Information", .options = information},
};

void print_help(Plan &, const char *)
{
    print_and_exit(help_text("[OPTION...] [PROGRAM [ARGUMENT...]]",
                             "Runs PROGRAM, or a login shell, in new namespaces.",
                             option_words<Plan>(groups)));
}

/// Refuses options that contradict each other, before anything is made.
void check(const Plan &plan)
{
    if ((plan.monotonic || plan.boottime) && !(plan.namespaces & CLONE_NEWTIME))
        fail("options --monotonic and --boottime require unsharing of a time namespace (-T)");
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
    return plan;
}

} // namespace nskit::unshare
