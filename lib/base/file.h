// SPDX-License-Identifier: MIT
// Opening files, and whole files: read in one go, written with one write(2) (as /proc files such as uid_map
// demand). Directories, entry by entry.
#pragma once

#include <dirent.h>
#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/fd.h"

namespace nskit {

/// Opens a file, O_CLOEXEC; with O_CREAT, `mode` is that of a new file. Returns an empty Fd with errno set on
/// failure.
Fd open_file(const char *path, int flags, mode_t mode = 0);
inline Fd open_file(const std::string &path, int flags)
{
    return open_file(path.c_str(), flags);
}

/// The same, relative to an open directory.
Fd open_at(int directory, const char *path, int flags);

/// An open directory, or none.
class Dir {
  public:
    explicit Dir(DIR *dir) : dir_(dir) {} ///< takes over what fdopendir(3) returned
    Dir(Dir &&other) noexcept : dir_(std::exchange(other.dir_, nullptr)) {}
    Dir(const Dir &) = delete;
    Dir &operator=(const Dir &) = delete;
    ~Dir()
    {
        if (dir_)
            closedir(dir_);
    }

    DIR *get() const { return dir_; }
    explicit operator bool() const { return dir_; }
    /// The next entry except `.` and `..`, or nullptr behind the last; a directory that is none has none.
    /// Throws `Cannot read SHOWN: ...`: a directory that cannot be read to its end is not a short one.
    const dirent *next(const char *shown);

  private:
    DIR *dir_;
};

/// Reads the directory behind a descriptor. Throws `Cannot read SHOWN: ...`.
Dir read_directory(Fd fd, const char *shown);

/// Opens a directory. Returns none with errno set on failure.
Dir open_directory(const char *path);

/// Opens a directory that need not exist. Returns none if it does not (ENOENT). On any other failure throws
/// `Failed to open directory PATH: ...`: a directory that cannot be read may well have entries.
Dir open_optional_directory(const char *path);

/// The rest of an open file, from its current position. Returns nullopt with errno set if reading fails.
std::optional<std::string> read_all(int fd);

/// The whole of a file. Returns nullopt with errno set if it cannot be opened or read.
std::optional<std::string> read_file(const char *path);

/// The whole of a file that need not exist: "" if it does not (ENOENT). Throws `Cannot read PATH: ...` on any
/// other failure, since a file that cannot be read is not empty.
std::string read_optional_file(const char *path);

/// Writes `text` with one write(2). Returns false with errno set on failure or a short write.
bool write_once(const Fd &fd, std::string_view text);

/// The same, to a file that exists.
bool write_once(const char *path, std::string_view text);

/// Writes all of `text`, in as many writes as it takes. Returns false with errno set on failure.
bool write_all(int fd, std::string_view text);

} // namespace nskit
