// SPDX-License-Identifier: MIT
#include "mountinfo.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "error.h"
#include "file.h"
#include "number.h"

namespace nskit {

/// Takes what stands before the next `separator` off the front of `text`.
static std::string_view take(std::string_view &text, char separator)
{
    size_t end = std::min(text.find(separator), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

/// Sets `number` where the word is `head` and a number.
static void read_numbered(std::string_view word, std::string_view head, unsigned &number)
{
    if (word.starts_with(head))
        number = parse_as<unsigned>(word.substr(head.size()), 10).value_or(0);
}

std::optional<MountInfo> parse_mountinfo(std::string_view line)
{
    // ID PARENT MAJOR:MINOR ROOT MOUNT-POINT OPTIONS [shared:N] [master:N] ... - TYPE SOURCE OPTIONS
    auto id = parse_as<uint64_t>(take(line, ' '), 10);
    for (int skipped = 0; skipped < 5; skipped++)
        take(line, ' ');
    if (!id || line.empty())
        return std::nullopt;
    MountInfo mount{*id, 0, 0};
    while (!line.empty()) {
        std::string_view word = take(line, ' ');
        if (word == "-")
            return mount;
        read_numbered(word, "shared:", mount.peer_group);
        read_numbered(word, "master:", mount.master);
    }
    return std::nullopt;
}

/// The first mount of a mountinfo file that `fits`.
template <class Fits> static std::optional<MountInfo> find_mount(const std::string &file, Fits fits)
{
    auto text = read_file(file.c_str());
    if (!text)
        return std::nullopt;
    for (std::string_view rest = *text; !rest.empty();) {
        auto mount = parse_mountinfo(take(rest, '\n'));
        if (mount && fits(*mount))
            return mount;
    }
    return std::nullopt;
}

std::optional<MountInfo> mount_of(const char *path)
{
    struct statx status;
    if (statx(AT_FDCWD, path, 0, STATX_MNT_ID, &status) == -1 || !(status.stx_mask & STATX_MNT_ID))
        return std::nullopt;
    return find_mount("/proc/self/mountinfo",
                      [&](const MountInfo &mount) { return mount.id == status.stx_mnt_id; });
}

std::optional<MountInfo> peer_in(pid_t pid, unsigned peer_group)
{
    return find_mount(format("/proc/%d/mountinfo", pid),
                      [=](const MountInfo &mount) { return mount.peer_group == peer_group; });
}

} // namespace nskit
