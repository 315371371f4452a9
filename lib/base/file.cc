// SPDX-License-Identifier: MIT
#include "lib/base/file.h"

#include <cerrno>
#include <fcntl.h>

#include "lib/base/error.h"

namespace nskit {

Fd open_file(const char *path, int flags, mode_t mode)
{
    // Not open(3): musl's makes a second system call for O_CLOEXEC.
    return Fd(uninterrupted([&] { return openat(AT_FDCWD, path, flags | O_CLOEXEC, mode); }));
}

Fd open_at(int directory, const char *path, int flags)
{
    return Fd(uninterrupted([&] { return openat(directory, path, flags | O_CLOEXEC); }));
}

const dirent *Dir::next(const char *shown)
{
    while (dir_) {
        errno = 0;
        const dirent *entry = readdir(dir_);
        if (!entry && errno != 0)
            fail_errno("Cannot read %s", shown);
        const std::string_view name = entry ? entry->d_name : "";
        if (name != "." && name != "..")
            return entry;
    }
    return nullptr;
}

Dir read_directory(Fd fd, const char *shown)
{
    Dir dir(fdopendir(fd.get()));
    if (!dir)
        fail_errno("Cannot read %s", shown);
    fd.release(); // the directory closes it
    return dir;
}

Dir open_directory(const char *path)
{
    Fd fd = open_file(path, O_RDONLY | O_DIRECTORY);
    Dir dir(fd.valid() ? fdopendir(fd.get()) : nullptr);
    if (dir)
        fd.release(); // the directory closes it
    return dir;
}

Dir open_optional_directory(const char *path)
{
    Dir dir = open_directory(path);
    if (!dir && errno != ENOENT)
        fail_errno("Failed to open directory %s", path);
    return dir;
}

std::optional<std::string> read_all(int fd)
{
    std::string text;
    char chunk[4096];
    for (;;) {
        ssize_t n = uninterrupted([&] { return read(fd, chunk, sizeof chunk); });
        if (n == 0)
            return text;
        if (n == -1)
            return std::nullopt;
        text.append(chunk, static_cast<size_t>(n));
    }
}

std::optional<std::string> read_file(const char *path)
{
    Fd fd = open_file(path, O_RDONLY);
    if (!fd.valid())
        return std::nullopt;
    return read_all(fd.get());
}

std::string read_optional_file(const char *path)
{
    std::optional<std::string> text = read_file(path);
    if (!text && errno != ENOENT)
        fail_errno("Cannot read %s", path);
    return std::move(text).value_or("");
}

bool write_once(const char *path, std::string_view text)
{
    Fd fd = open_file(path, O_WRONLY);
    return fd.valid() && write_once(fd, text);
}

bool write_once(const Fd &fd, std::string_view text)
{
    ssize_t n = uninterrupted([&] { return write(fd.get(), text.data(), text.size()); });
    if (n >= 0 && static_cast<size_t>(n) < text.size())
        errno = EIO;
    return n == static_cast<ssize_t>(text.size());
}

bool write_all(int fd, std::string_view text)
{
    while (!text.empty()) {
        ssize_t n = uninterrupted([&] { return write(fd, text.data(), text.size()); });
        if (n == -1)
            return false;
        text.remove_prefix(static_cast<size_t>(n));
    }
    return true;
}

} // namespace nskit
