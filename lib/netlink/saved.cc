// SPDX-License-Identifier: MIT
#include "lib/netlink/saved.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>
#include <utility>

#include "lib/base/buffer.h"
#include "lib/base/error.h"
#include "lib/base/file.h"

namespace nskit {

SavedFile::SavedFile(uint32_t magic)
{
    if (isatty(STDOUT_FILENO))
        fail("Not sending a binary stream to stdout");
    append(&magic, sizeof magic);
}

void SavedFile::append(const void *data, size_t size)
{
    constexpr size_t capacity = 64 * 1024;
    buffer_.append(static_cast<const char *>(data), size);
    if (buffer_.size() >= capacity)
        finish();
}

void SavedFile::add(const nlmsghdr *message)
{
    static constexpr char padding[NLMSG_ALIGNTO] = {};
    append(message, message->nlmsg_len);
    append(padding, NLMSG_ALIGN(message->nlmsg_len) - message->nlmsg_len);
}

void SavedFile::finish()
{
    if (!write_all(STDOUT_FILENO, buffer_))
        fail_errno("write error");
    buffer_.clear();
}

// --- reading

/// Reads `size` bytes, or fewer at the end of the file; returns how many.
static size_t read_some(int fd, void *to, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t n = uninterrupted([&] { return read(fd, static_cast<char *>(to) + done, size - done); });
        if (n < 0)
            fail_errno("Failed to restore");
        if (n == 0)
            break;
        done += static_cast<size_t>(n);
    }
    return done;
}

/// Takes messages out of a file that it reads in blocks.
class SavedReader {
  public:
    SavedReader(int fd, int status) : fd_(fd), status_(status), buffer_(capacity) {}

    /// The next message, valid until the next call; nullptr at the end.
    const nlmsghdr *next()
    {
        if (!fill(sizeof(nlmsghdr)))
            return nullptr;
        size_t size = at()->nlmsg_len;
        if (size < sizeof(nlmsghdr) || NLMSG_ALIGN(size) > capacity)
            fail_with(status_, "rtnl-from_file: malformed message");
        if (!fill(size))
            cut_short();
        const nlmsghdr *message = at();
        start_ = std::min(start_ + NLMSG_ALIGN(size), end_);
        return message;
    }

  private:
    static constexpr size_t capacity = 64 * 1024;

    const nlmsghdr *at() const { return reinterpret_cast<const nlmsghdr *>(buffer_.data() + start_); }
    [[noreturn]] void cut_short() const { fail_with(status_, "rtnl-from_file: truncated message"); }

    /// Sees to it that `size` bytes or more are in the buffer; false at the end of the file.
    bool fill(size_t size)
    {
        if (end_ - start_ >= size)
            return true;
        memmove(buffer_.data(), buffer_.data() + start_, end_ - start_);
        end_ -= std::exchange(start_, 0);
        end_ += read_some(fd_, buffer_.data() + end_, capacity - end_);
        if (end_ > 0 && end_ < size)
            cut_short();
        return end_ >= size;
    }

    int fd_, status_;
    size_t start_ = 0, end_ = 0; // of what is left in the buffer
    Buffer buffer_;
};

void read_saved(uint32_t magic, const char *what, int status, Each each)
{
    if (isatty(STDIN_FILENO))
        fail_with(status, "Can't restore %s dump from a terminal", what);
    uint32_t found = 0;
    size_t size = read_some(STDIN_FILENO, &found, sizeof found);
    if (size < sizeof found || found != magic)
        fail_with(status, "Magic mismatch (%zu elems, %x magic)", size / sizeof found, found);
    read_messages(STDIN_FILENO, status, each);
}

void read_messages(int fd, int status, Each each)
{
    SavedReader reader(fd, status);
    while (const nlmsghdr *message = reader.next())
        each(message);
}

} // namespace nskit
