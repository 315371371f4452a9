// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/netns/etc.h"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/mount.h>
#include <sys/stat.h>

#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/namespace/bind.h"

namespace nskit {

static bool is_link(const std::string &path)
{
    struct stat status;
    return lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

/// On a symbolic link itself: a mount on what it leads to is gone as soon as somebody replaces that, as those
/// do who keep resolv.conf there. Where that cannot be done, as for a directory, on what it leads to.
static bool bind(const std::string &source, const std::string &target)
{
    if (is_link(target) && bind_over_link(source.c_str(), target.c_str()))
        return true;
    return mount(source.c_str(), target.c_str(), "none", MS_BIND, nullptr) == 0;
}

/// Hides what is in a directory, for the command alone. Does nothing if there is no such directory.
static void cover(const char *directory)
{
    constexpr unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    if (mount("tmpfs", directory, "tmpfs", flags, "mode=755,size=64k") == -1 && errno != ENOENT)
        warn("Mount on %s failed: %s", directory, error_text(errno));
}

constexpr char resolv_conf[] = "/etc/resolv.conf";

/// The file that /etc/resolv.conf leads to, if that is a link to a directory below /run, which can be
/// covered. Empty if not.
static std::string file_in_run()
{
    char path[PATH_MAX];
    if (!is_link(resolv_conf) || !realpath(resolv_conf, path))
        return "";
    const std::string_view file = path;
    return file.starts_with("/run/") && file.find('/', 5) != file.npos ? path : "";
}

/// Puts the namespace's file, and nothing else, where the link of /etc has led: programs that know that place
/// find it, too. The file is the one over the link, since its own path may lead into the covered directory.
static void cover_target(const std::string &directory, const std::string &file)
{
    cover(directory.c_str());
    const Fd made(open(file.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0444));
    if (made.valid() && mount(resolv_conf, file.c_str(), "none", MS_BIND, nullptr) == -1)
        warn("Bind %s -> %s failed: %s", resolv_conf, file.c_str(), error_text(errno));
}

/// Whoever has a resolv.conf of their own has it everywhere. `file` is where the link led. The sockets of
/// systemd-resolved, which nss-resolve asks, and of nscd belong to no network namespace: the C library would
/// ask the host's.
static void hide_resolvers(const std::string &file)
{
    constexpr const char *resolved = "/run/systemd/resolve";
    const std::string directory = file.substr(0, file.rfind('/'));
    if (!file.empty() && !is_link(resolv_conf))
        cover_target(directory, file);
    if (directory != resolved)
        cover(resolved);
    cover("/run/nscd");
}

bool bind_etc(const char *name)
{
    const std::string from = std::string(NETNS_ETC_DIR "/").append(name).append("/");
    Dir dir = open_optional_directory(from.c_str());
    bool is_any = false;
    while (const dirent *entry = dir.next(from.c_str())) {
        const std::string source = from + entry->d_name, target = std::string("/etc/") + entry->d_name;
        is_any = true;
        const bool is_resolver = target == resolv_conf;
        const std::string led_to = is_resolver ? file_in_run() : "";
        if (!bind(source, target))
            warn("Bind %s -> %s failed: %s", source.c_str(), target.c_str(), error_text(errno));
        else if (is_resolver)
            hide_resolvers(led_to);
    }
    return is_any;
}

} // namespace nskit
