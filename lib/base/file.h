// SPDX-License-Identifier: MIT
// Whole files: read in one go, written with one write(2) (as /proc files such as uid_map demand).
#pragma once

#include <dirent.h>

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/fd.h"

namespace nskit {

/// Owns an open directory and closes it: `Dir dir(opendir(path))`, which is O_CLOEXEC.
class Dir {
  public:
    explicit Dir(DIR *dir) : dir_(dir) {}
    Dir(const Dir &) = delete;
    Dir &operator=(const Dir &) = delete;
    ~Dir()
    {
        if (dir_)
            closedir(dir_);
    }

    DIR *get() const { return dir_; }
    explicit operator bool() const { return dir_; }

  private:
    DIR *dir_;
};

/// The rest of an open file, from its current position. Returns nullopt with errno set if reading fails.
std::optional<std::string> read_all(int fd);

/// The whole of a file. Returns nullopt with errno set if it cannot be opened or read.
std::optional<std::string> read_file(const char *path);

/// Writes `text` with one write(2) to a file that exists. Returns false with errno set on failure or a short
/// write.
bool write_once(const char *path, std::string_view text);

/// Writes all of `text`, in as many writes as it takes. Returns false with errno set on failure.
bool write_all(int fd, std::string_view text);

} // namespace nskit
