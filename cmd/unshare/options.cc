// SPDX-License-Identifier: MIT
#include "cmd/unshare/plan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "lib/base/error.h"
#include "lib/namespace/mount.h"
#include "lib/namespace/process.h"
#include "lib/namespace/users.h"

namespace nskit {

namespace {

constexpr char default_proc[] = "/proc";
constexpr char default_binfmt[] = "/proc/sys/fs/binfmt_misc";

void map_single(UnsharePlan &p, IdRequest &request, uint32_t inner)
{
    p.namespaces |= CLONE_NEWUSER;
    request.single = inner;
}

/// The value of --map-user and --map-group: a number, or else a name that `find` knows.
template <class Find> uint32_t number_or_name(const IdKind &kind, const char *text, Find find)
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

void map_user(UnsharePlan &p, const char *text)
{
    map_single(p, p.users, number_or_name(user_ids, text, [](const char *name) {
                   std::optional<User> user = find_user(name);
                   return user ? std::optional(user->id) : std::nullopt;
               }));
}

void map_group(UnsharePlan &p, const char *text)
{
    map_single(p, p.groups,
               number_or_name(group_ids, text, [](const char *name) { return find_group(name); }));
}

void map_both(UnsharePlan &p, uint32_t user, uint32_t group)
{
    map_single(p, p.users, user);
    map_single(p, p.groups, group);
}

void map_ranges(UnsharePlan &p, IdRequest &request, const IdKind &kind, const char *text)
{
    p.namespaces |= CLONE_NEWUSER;
    for (const IdRange &range : parse_ranges(kind, text, p.euid))
        request.ranges.push_back(range);
}

/// UID:GID. As with chown(2), 2^32 - 1 is nobody: that one stays as it is.
void set_owner(UnsharePlan &p, const char *text)
{
    p.namespaces |= CLONE_NEWUSER;
    const char *colon = strchr(text, ':');
    if (!colon)
        fail("failed to parse owner");
    auto user = decimal_id(std::string(text, colon).c_str()), group = decimal_id(colon + 1);
    if (!user || !group)
        fail("failed to parse owner");
    p.owner_user = *user == UINT32_MAX ? std::nullopt : user;
    p.owner_group = *group == UINT32_MAX ? std::nullopt : group;
}

void set_setgroups(UnsharePlan &p, const char *word)
{
    if (!strcmp(word, "allow"))
        p.setgroups = Setgroups::allow;
    else if (!strcmp(word, "deny"))
        p.setgroups = Setgroups::deny;
    else
        fail("unsupported --setgroups argument '%s'", word);
}

void set_kill_child(UnsharePlan &p, const char *name)
{
    std::optional<int> signal = name ? signal_number(name) : SIGKILL;
    if (!signal)
        fail("unknown signal: %s", name);
    p.fork = true;
    p.kill_child = *signal;
}

void set_propagation(UnsharePlan &p, const char *mode)
{
    std::optional<unsigned long> flags = propagation_flags(mode);
    if (!flags)
        fail("unsupported propagation mode: %s", mode);
    p.propagation = *flags;
}

void mount_binfmt(UnsharePlan &p, const char *directory)
{
    p.namespaces |= CLONE_NEWNS | CLONE_NEWUSER;
    if (!directory && !p.proc)
        p.proc = default_proc; // where the default directory is found
    p.binfmt = directory ? directory : default_binfmt;
}

void load_interpreter(UnsharePlan &p, const char *line)
{
    p.namespaces |= CLONE_NEWNS | CLONE_NEWUSER;
    if (!p.binfmt)
        mount_binfmt(p, nullptr);
    p.interpreter = line;
}

/// Notes the values of the variables that `names`, separated by commas, sets apart from the others.
void keep_variables(UnsharePlan &p, const char *names)
{
    p.clear_environment = true;
    std::string_view rest = names;
    while (!rest.empty()) {
        size_t end = std::min(rest.find(','), rest.size());
        std::string variable(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (const char *value = getenv(variable.c_str()))
            p.environment.insert(p.environment.begin(), variable.append("=").append(value));
    }
}

/// One row for each kind of namespace.
template <size_t... I> constexpr auto namespace_options(std::index_sequence<I...>)
{
    return std::array{Option<UnsharePlan>{
        .letter = namespace_types[I].letter,
        .name = namespace_types[I].option,
        .value = Value::optional_long,
        .placeholder = "FILE",
        .help = namespace_types[I].title,
        .set =
            [](UnsharePlan &p, const char *file) {
                p.namespaces |= namespace_types[I].flag;
                if (file)
                    p.pins[I] = file;
            },
    }...};
}

constexpr auto namespaces = namespace_options(std::make_index_sequence<namespace_count>());

constexpr Option<UnsharePlan> children[] = {
    {.letter = 'f',
     .name = "fork",
     .help = "run PROGRAM in a child, and wait for it",
     .set = [](UnsharePlan &p, const char *) { p.fork = true; }},
    {.name = "kill-child",
     .value = Value::optional,
     .placeholder = "SIGNAME",
     .help = "when unshare dies the child gets a signal (KILL); implies --fork",
     .set = set_kill_child},
    {.name = "forward-signals",
     .help = "pass SIGTERM and SIGINT on to the child; implies --fork",
     .set = [](UnsharePlan &p, const char *) { p.fork = p.forward_signals = true; }},
};

constexpr Option<UnsharePlan> mounts[] = {
    {.name = "mount-proc",
     .value = Value::optional,
     .placeholder = "DIR",
     .help = "mount a new proc on DIR (/proc); implies --mount",
     .set =
         [](UnsharePlan &p, const char *directory) {
             p.namespaces |= CLONE_NEWNS;
             p.proc = directory ? directory : default_proc;
         }},
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
     .set = [](UnsharePlan &p, const char *directory) { p.root = directory; }},
    {.letter = 'w',
     .name = "wd",
     .value = Value::required,
     .placeholder = "DIR",
     .help = "change to DIR, below the new root",
     .set = [](UnsharePlan &p, const char *directory) { p.directory = directory; }},
};

constexpr Option<UnsharePlan> maps[] = {
    {.name = "map-user",
     .value = Value::required,
     .placeholder = "UID|NAME",
     .help = "who the caller is in there",
     .set = map_user},
    {.name = "map-users",
     .value = Value::required,
     .placeholder = "RANGE",
     .help = "INNER:OUTER:COUNT, auto, subids or all; may be repeated",
     .set = [](UnsharePlan &p, const char *text) { map_ranges(p, p.users, user_ids, text); }},
    {.name = "map-group",
     .value = Value::required,
     .placeholder = "GID|NAME",
     .help = "the caller's group in there; implies --setgroups deny",
     .set = map_group},
    {.name = "map-groups",
     .value = Value::required,
     .placeholder = "RANGE",
     .help = "the same for groups",
     .set = [](UnsharePlan &p, const char *text) { map_ranges(p, p.groups, group_ids, text); }},
    {.letter = 'r',
     .name = "map-root-user",
     .help = "--map-user 0 --map-group 0",
     .set = [](UnsharePlan &p, const char *) { map_both(p, 0, 0); }},
    {.letter = 'c',
     .name = "map-current-user",
     .help = "the caller stays who it is",
     .set = [](UnsharePlan &p, const char *) { map_both(p, p.euid, p.egid); }},
    {.name = "map-auto",
     .help = "--map-users auto --map-groups auto",
     .set =
         [](UnsharePlan &p, const char *) {
             map_ranges(p, p.users, user_ids, "auto");
             map_ranges(p, p.groups, group_ids, "auto");
         }},
    {.name = "map-subids",
     .help = "--map-users subids --map-groups subids",
     .set =
         [](UnsharePlan &p, const char *) {
             map_ranges(p, p.users, user_ids, "subids");
             map_ranges(p, p.groups, group_ids, "subids");
         }},
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

constexpr Option<UnsharePlan> credentials[] = {
    {.letter = 'S',
     .name = "setuid",
     .value = Value::required,
     .placeholder = "UID",
     .help = "the program's user",
     .set = [](UnsharePlan &p, const char *text) { p.user = parse_id("uid", text); }},
    {.letter = 'G',
     .name = "setgid",
     .value = Value::required,
     .placeholder = "GID",
     .help = "the program's group; supplementary groups are dropped",
     .set = [](UnsharePlan &p, const char *text) { p.group = parse_id("gid", text); }},
    {.name = "keep-caps",
     .help = "the program keeps the capabilities in a new user namespace",
     .set = [](UnsharePlan &p, const char *) { p.keep_capabilities = true; }},
    {.name = "monotonic",
     .value = Value::required,
     .placeholder = "SECONDS",
     .help = "offset of the monotonic clock; needs --time",
     .set = [](UnsharePlan &p, const char *text) { p.monotonic = parse_seconds("monotonic offset", text); }},
    {.name = "boottime",
     .value = Value::required,
     .placeholder = "SECONDS",
     .help = "offset of the boot-time clock; needs --time",
     .set = [](UnsharePlan &p, const char *text) { p.boottime = parse_seconds("boottime offset", text); }},
    {.name = "clear-env",
     .help = "empty the environment",
     .set = [](UnsharePlan &p, const char *) { p.clear_environment = true; }},
    {.name = "whitelist-env",
     .value = Value::required,
     .placeholder = "NAME,...",
     .help = "empty the environment but for these variables; may be repeated",
     .set = keep_variables},
};

[[noreturn]] void help(UnsharePlan &, const char *);

constexpr Option<UnsharePlan> information[] = {
    {.letter = 'h', .name = "help", .help = "show this help", .set = help},
    {.letter = 'V',
     .name = "version",
     .help = "show the version",
     .set = [](UnsharePlan &, const char *) { print_and_exit(version_text()); }},
};

constexpr OptionGroup<UnsharePlan> groups[] = {
    {"New namespaces, each bound to FILE where one is given, which keeps it", namespaces},
    {"The child", children},
    {"Mounts, root and directory", mounts},
    {"IDs in the user namespace; all but --setgroups make one", maps},
    {"The program", credentials},
    {"Information", information},
};

void help(UnsharePlan &, const char *)
{
    print_and_exit(help_text("[OPTION...] [PROGRAM [ARGUMENT...]]",
                             "Runs PROGRAM, or a login shell, in new namespaces.",
                             option_words<UnsharePlan>(groups)));
}

/// What options contradict each other is found before anything is made.
void check(const UnsharePlan &p)
{
    if ((p.monotonic || p.boottime) && !(p.namespaces & CLONE_NEWTIME))
        fail("options --monotonic and --boottime require unsharing of a time namespace (-T)");
    if (p.groups.single && !p.group_map_from_outside() && p.setgroups == Setgroups::allow)
        fail("options --setgroups=allow and --map-group are mutually exclusive");
}

} // namespace

bool UnsharePlan::pinned() const
{
    return std::any_of(std::begin(pins), std::end(pins), [](const char *file) { return file; });
}

std::span<const OptionGroup<UnsharePlan>> unshare_options()
{
    return groups;
}

UnsharePlan parse_unshare(std::span<char *> argv)
{
    UnsharePlan plan;
    plan.program = parse_options<UnsharePlan>(argv, groups, plan).data();
    check(plan);
    return plan;
}

} // namespace nskit
