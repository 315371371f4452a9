// SPDX-License-Identifier: MIT
#include "cmd/unshare/namespaces.h"

#include <sched.h>
#include <sys/ioctl.h>

#include "lib/base/error.h"

namespace nskit::unshare {

namespace {

void unshare_all(int namespaces)
{
    sys(::unshare(namespaces), "unshare failed");
}

/// The kernel's number of our mount namespace; nullopt before Linux 6.11.
std::optional<uint64_t> mount_namespace_number()
{
    Fd fd = open_own_namespace(namespace_type(CLONE_NEWNS));
    uint64_t number;
    const int request =
        static_cast<int>(NS_GET_MNTNS_ID); // too large for musl's ioctl(2), whose request is an int
    if (!fd.valid() || ioctl(fd.get(), request, &number) == -1)
        return std::nullopt;
    return number;
}

bool is_below(uint64_t ours)
{
    std::optional<uint64_t> number = mount_namespace_number();
    return number && *number < ours;
}

/// Makes the mount namespace again until its number is above `ours`. The kernel binds a mount namespace to a
/// file only in one with a lower number, so that no two keep each other alive. But since Linux 6.18 each CPU
/// takes numbers from a range of its own, so that a newer namespace may have a lower one. On the CPU that
/// made ours it is higher.
void make_above(uint64_t ours)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == -1)
        return; // there are more CPUs than the set holds: the bind may fail, and will say so
    for (int cpu = 0; cpu < CPU_SETSIZE && is_below(ours); cpu++) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        if (CPU_ISSET(cpu, &allowed) && sched_setaffinity(0, sizeof one, &one) == 0)
            unshare_all(CLONE_NEWNS);
    }
    sched_setaffinity(0, sizeof allowed, &allowed);
}

} // namespace

void make_namespaces(const Plan &plan)
{
    std::optional<uint64_t> ours;
    if (plan.pinned(CLONE_NEWNS))
        ours = mount_namespace_number();
    unshare_all(plan.namespaces);
    if (ours)
        make_above(*ours);
}

} // namespace nskit::unshare
