// SPDX-License-Identifier: MIT
// Files that the verbs `save` write and `restore` read: the kernel's own messages behind a number that says
// what they are about (the reference's formats).
#pragma once

#include <linux/netlink.h>

#include <cstdint>
#include <string>

#include "lib/netlink/receiver.h"

namespace nskit {

/// Writes messages to stdout as they are.
class SavedFile {
  public:
    /// Writes the number. Throws `Not sending a binary stream to stdout` (1) if stdout is a terminal.
    explicit SavedFile(uint32_t magic);

    void add(const nlmsghdr *message);
    /// Writes what is still buffered. Throws `write error: ...` (1).
    void finish();

  private:
    void append(const void *data, size_t size);
    std::string buffer_;
};

/// Calls `each` for every message of such a file on stdin. Throws, with `status`: `Can't restore WHAT dump
/// from a terminal`, `Magic mismatch ...`, and an Error if the file is cut short or damaged.
void read_saved(uint32_t magic, const char *what, int status, Each each);

/// Calls `each` for every message of a file without a number. Throws as read_saved() does.
void read_messages(int fd, int status, Each each);

} // namespace nskit
