// SPDX-License-Identifier: MIT
#include "cmd/nsenter/namespaces.h"

#include <algorithm>
#include <cerrno>
#include <sched.h>

#include <linux/nsfs.h>

#include "lib/base/error.h"

namespace nskit::nsenter {

namespace {

/// Adds the types that the kernel has and that no option names.
void add_all(Plan &plan, Target &target, const OwnNamespaces &own)
{
    for (size_t i = 0; i < namespace_count; i++) {
        const NamespaceType &type = namespace_types[i];
        Destination &d = plan.destinations[i];
        if (d.wanted || !own.id(type))
            continue;
        d.id = target.namespace_id(type);
        if (type.flag == CLONE_NEWUSER && !d.id)
            fail_errno("stat of /proc/%d/ns/user failed", target.pid());
        // Nobody can enter the user namespace that they are in. With the rights for it, any other namespace
        // could be entered again. There is no need, and so users get into the namespaces of their own
        // processes. Only a mount namespace is entered again, as that undoes a changed root.
        d.entered = d.id && d.id == own.id(type, Whose::pin) && type.flag != CLONE_NEWNS;
        d.wanted = !(d.entered && type.flag == CLONE_NEWUSER);
    }
}

void need_target(const Plan &plan)
{
    bool file_missing = std::any_of(plan.destinations.begin(), plan.destinations.end(),
                                    [](const Destination &d) { return d.wanted && !d.file.valid(); });
    if (!plan.target && (file_missing || plan.net_socket || plan.user_parent))
        fail("no target PID specified");
}

/// If the target has no pidfd, each of its namespaces is entered by a file of /proc.
void open_target_files(Plan &plan, Target &target)
{
    for (size_t i = 0; i < namespace_count; i++) {
        Destination &d = plan.destinations[i];
        if (!d.wanted || d.entered || d.file.valid())
            continue;
        d.file = target.open_namespace(namespace_types[i]);
        if (!d.file.valid())
            fail_errno("cannot open /proc/%d/ns/%s", target.pid(), namespace_types[i].name);
    }
}

/// Replaces the user namespace by its parent.
void open_user_parent(Destination &user, Target &target)
{
    Fd child = std::move(user.file);
    if (!child.valid())
        child = target.open_namespace(namespace_type(CLONE_NEWUSER));
    if (!child.valid())
        fail_errno("cannot open /proc/%d/ns/user", target.pid());
    user.file = Fd(sys(ioctl(child.get(), NS_GET_USERNS), "failed to open parent namespace"));
    user.wanted = true;
    user.entered = false;
}

/// Enters a namespace by its file, if it has one and is still to be entered. Returns false with errno set if
/// the kernel refuses.
bool enter_file(Destination &d, const NamespaceType &type)
{
    if (!d.wanted || d.entered || !d.file.valid())
        return true;
    d.entered = setns(d.file.get(), type.flag) == 0;
    return d.entered;
}

/// Enters at once, all or none, those of `types` that are the target's. Returns false with errno set if the
/// kernel refuses.
bool enter_by_pidfd(Plan &plan, int pidfd, int types)
{
    int flags = 0;
    for (size_t i = 0; i < namespace_count; i++)
        if (Destination &d = plan.destinations[i]; d.wanted && !d.entered && !d.file.valid())
            flags |= namespace_types[i].flag & types;
    if (!flags)
        return true;
    if (setns(pidfd, flags) == -1)
        return false;
    for (size_t i = 0; i < namespace_count; i++)
        if (flags & namespace_types[i].flag)
            plan.destinations[i].entered = true;
    return true;
}

/// Enters what can be entered with the rights that we have outside.
void enter_without_user(Plan &plan, int pidfd)
{
    enter_by_pidfd(plan, pidfd, ~CLONE_NEWUSER);
    for (size_t i = 0; i < namespace_count; i++)
        if (namespace_types[i].flag != CLONE_NEWUSER)
            enter_file(plan.destinations[i], namespace_types[i]);
}

/// Enters what is left, the user namespace before all others.
void enter_rest(Plan &plan, int pidfd)
{
    auto by_file = [&](size_t i) {
        if (!enter_file(plan.destinations[i], namespace_types[i]))
            fail_errno("reassociate to namespace 'ns/%s' failed", namespace_types[i].name);
    };
    static_assert(namespace_types[0].flag == CLONE_NEWUSER);
    by_file(0);
    if (!enter_by_pidfd(plan, pidfd, ~0))
        fail_errno("reassociate to namespaces failed");
    for (size_t i = 1; i < namespace_count; i++)
        by_file(i);
}

} // namespace

void find_destinations(Plan &plan, Target &target, const OwnNamespaces &own)
{
    if (plan.all && !plan.target)
        fail("no target PID specified for --all");
    if (plan.all)
        add_all(plan, target, own);
    need_target(plan);
    if (plan.target && target.pidfd() == -1)
        open_target_files(plan, target);
    if (plan.user_parent)
        open_user_parent(plan.destination(CLONE_NEWUSER), target);
    if (plan.net_socket) {
        Destination &net = plan.destination(CLONE_NEWNET);
        net.wanted = true;
        net.entered = false;
        net.file = target.open_namespace_of_socket(*plan.net_socket);
    }
    for (size_t i = 0; i < namespace_count; i++)
        if (Destination &d = plan.destinations[i]; d.wanted) {
            d.id = d.file.valid() ? namespace_id(d.file.get()) : target.namespace_id(namespace_types[i]);
            d.id_error = d.id ? 0 : errno;
        }
}

void enter_destinations(Plan &plan, const Target &target, const OwnNamespaces &own)
{
    // A caller with rights over the target's namespaces keeps them to the end, by entering the user namespace
    // last. A caller who gets the rights only inside the user namespace fails at first, and enters that
    // before the others.
    enter_without_user(plan, target.pidfd());
    enter_rest(plan, target.pidfd());
    for (size_t i = 0; i < namespace_count; i++)
        if (Destination &d = plan.destinations[i]; d.wanted) {
            errno = d.id_error;
            if (!d.id)
                fail_errno("cannot tell which namespace 'ns/%s' was asked for", namespace_types[i].name);
            own.check(namespace_types[i], *d.id);
        }
}

} // namespace nskit::nsenter
