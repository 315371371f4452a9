// SPDX-License-Identifier: MIT
#include "cmd/unshare/control.h"

#include <cerrno>
#include <ctime>
#include <fcntl.h>

#include "lib/base/error.h"
#include "lib/base/file.h"

namespace nskit::unshare {

ProcessDirectory open_own_directory()
{
    // Opened as PID, not as `self`: whoever opens it later gets ours.
    return {sys(open_file("/proc/self", O_PATH | O_DIRECTORY), "cannot open /proc/self"), "/proc/self"};
}

static void write_control(Fd fd, const char *path, std::string_view text)
{
    if (!fd.valid())
        fail_errno("cannot open %s", path);
    if (!write_once(fd, text))
        fail_errno("write failed %s", path);
}

void write_control_file(const char *path, std::string_view text)
{
    write_control(open_file(path, O_WRONLY), path, text);
}

void write_control_file(const ProcessDirectory &process, const char *file, std::string_view text)
{
    const std::string path = process.shown + "/" + file;
    write_control(open_at(process.fd.get(), file, O_WRONLY), path.c_str(), text);
}

void write_setgroups(const Plan &plan, const ProcessDirectory &process)
{
    constexpr const char *file = "setgroups";
    if (plan.setgroups == Setgroups::unset && plan.maps_own_group() &&
        faccessat(process.fd.get(), file, F_OK, 0) == -1 && errno == ENOENT)
        return; // Linux before 3.19 has no such file, and does not demand it
    if (plan.setgroups == Setgroups::deny || plan.maps_own_group())
        write_control_file(process, file, "deny");
    else if (plan.setgroups == Setgroups::allow)
        write_control_file(process, file, "allow");
}

static void set_clock(const ProcessDirectory &process, int clock, std::optional<int64_t> seconds)
{
    if (!seconds)
        return;
    Fd fd = open_at(process.fd.get(), "timens_offsets", O_WRONLY);
    if (!fd.valid() || !write_once(fd, format("%d %lld 0", clock, static_cast<long long>(*seconds))))
        fail_errno("failed to write to %s/timens_offsets", process.shown.c_str());
}

void set_clocks(const Plan &plan, const ProcessDirectory &process)
{
    set_clock(process, CLOCK_BOOTTIME, plan.boottime);
    set_clock(process, CLOCK_MONOTONIC, plan.monotonic);
}

} // namespace nskit::unshare
