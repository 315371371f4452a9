// SPDX-License-Identifier: MIT
// The options of unshare that say who is who in the user namespace, and what they mean.
#include "cmd/unshare/option_groups.h"

#include <cerrno>
#include <cstring>

#include "lib/base/error.h"
#include "lib/base/number.h"
#include "lib/namespace/users.h"

namespace nskit::unshare {

namespace {

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

} // namespace

constexpr Option<Plan> id_options[] = {
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

} // namespace nskit::unshare
