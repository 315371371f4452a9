// SPDX-License-Identifier: MIT
#include "lib/base/file.h"

#include <cerrno>
#include <fcntl.h>

namespace nskit {

std::optional<std::string> read_all(int fd)
{
    std::string text;
    char chunk[4096];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n == 0)
            return text;
        if (n > 0)
            text.append(chunk, static_cast<size_t>(n));
        else if (errno != EINTR)
            return std::nullopt;
    }
}

std::optional<std::string> read_file(const char *path)
{
    Fd fd(open(path, O_RDONLY | O_CLOEXEC));
    if (!fd.valid())
        return std::nullopt;
    return read_all(fd.get());
}

bool write_once(const char *path, std::string_view text)
{
    Fd fd(open(path, O_WRONLY | O_CLOEXEC));
    if (!fd.valid())
        return false;
    ssize_t n = write(fd.get(), text.data(), text.size());
    if (n >= 0 && static_cast<size_t>(n) < text.size())
        errno = EIO;
    return n == static_cast<ssize_t>(text.size());
}

bool write_all(int fd, std::string_view text)
{
    while (!text.empty()) {
        ssize_t n = write(fd, text.data(), text.size());
        if (n >= 0)
            text.remove_prefix(static_cast<size_t>(n));
        else if (errno != EINTR)
            return false;
    }
    return true;
}

} // namespace nskit
