// SPDX-License-Identifier: MIT
#include "lib/namespace/mountinfo.h"

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/namespace/syscall.h"

namespace nskit {

/// Sets `number` if the word is `head` and a number.
static void read_numbered(std::string_view word, std::string_view head, unsigned &number)
{
    if (word.starts_with(head))
        number = parse_as<unsigned>(word.substr(head.size()), 10).value_or(0);
}

std::optional<MountLine> split_mountinfo(std::string_view line)
{
    // ID PARENT MAJOR:MINOR ROOT MOUNT-POINT OPTIONS [shared:N] [master:N] ... - TYPE SOURCE OPTIONS
    MountLine mount;
    mount.id = take_until(line, ' ');
    for (int skipped = 0; skipped < 2; skipped++)
        take_until(line, ' ');
    mount.root = take_until(line, ' ');
    mount.mount_point = take_until(line, ' ');
    take_until(line, ' ');
    std::string_view words = line;
    while (!line.empty())
        if (std::string_view word = take_until(line, ' '); word == "-") {
            mount.propagation = words.substr(0, static_cast<size_t>(word.data() - words.data()));
            mount.type = take_until(line, ' ');
            return mount;
        }
    return std::nullopt;
}

std::string unescape_mount_path(std::string_view text)
{
    std::string path;
    for (size_t i = 0; i < text.size(); i++)
        if (text[i] == '\\' && i + 3 < text.size()) {
            path +=
                static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            path += text[i];
        }
    return path;
}

std::optional<MountInfo> parse_mountinfo(std::string_view line)
{
    auto fields = split_mountinfo(line);
    auto id = fields ? parse_as<uint64_t>(fields->id, 10) : std::nullopt;
    if (!id)
        return std::nullopt;
    MountInfo mount{*id, 0, 0};
    while (!fields->propagation.empty()) {
        std::string_view word = take_until(fields->propagation, ' ');
        read_numbered(word, "shared:", mount.peer_group);
        read_numbered(word, "master:", mount.master);
    }
    return mount;
}

/// The first mount of a mountinfo file that `fits`.
template <class Fits> static std::optional<MountInfo> find_mount(const std::string &file, Fits fits)
{
    auto text = read_file(file.c_str());
    if (!text)
        return std::nullopt;
    for (std::string_view rest = *text; !rest.empty();) {
        auto mount = parse_mountinfo(take_until(rest, '\n'));
        if (mount && fits(*mount))
            return mount;
    }
    return std::nullopt;
}

std::optional<MountInfo> mount_of(const char *path)
{
    // There may be thousands of mounts, one for each named namespace: do not read them all for one.
    if (auto status = syscalls::statmount(path))
        return MountInfo{status->id, status->peer_group, status->master};
    auto id = syscalls::mount_id(path);
    if (!id)
        return std::nullopt;
    return find_mount("/proc/self/mountinfo", [=](const MountInfo &mount) { return mount.id == id; });
}

std::optional<MountInfo> peer_in(pid_t pid, unsigned peer_group)
{
    return find_mount(format("/proc/%d/mountinfo", pid),
                      [=](const MountInfo &mount) { return mount.peer_group == peer_group; });
}

} // namespace nskit
