// SPDX-License-Identifier: MIT
// Whole files: read in one go, written with one write(2) (as /proc files such as uid_map demand).
#pragma once

#include <dirent.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/fd.h"

namespace nskit {

struct CloseDirectory {
    void operator()(DIR *directory) const { closedir(directory); }
};
/// An open directory, closed with its owner: `Dir dir(opendir(path))`, which is O_CLOEXEC.
using Dir = std::unique_ptr<DIR, CloseDirectory>;

/// The whole of an open file, from its current position; nullopt with errno set where reading fails.
std::optional<std::string> read_all(int fd);

/// The whole of a file; nullopt with errno set where it cannot be opened or read.
std::optional<std::string> read_file(const char *path);

/// Writes `text` with one write(2) to a file that exists. False with errno set on failure or a short write.
bool write_once(const char *path, std::string_view text);

/// Writes all of `text`, in as many writes as it takes. False with errno set on failure.
bool write_all(int fd, std::string_view text);

} // namespace nskit
