// SPDX-License-Identifier: MIT
// What the verbs save and restore share: a file of the kernel's own messages behind a number that says of
// what they are (the reference's formats).
#pragma once

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// Writes messages to stdout as they are.
class SavedFile {
  public:
    /// Throws `Not sending a binary stream to stdout` (1) where that is a terminal. Writes the number.
    explicit SavedFile(uint32_t magic);

    void add(const nlmsghdr *message);
    /// Writes what is still buffered. Throws `write error: ...` (1).
    void finish();

  private:
    void append(const void *data, size_t size);
    std::string buffer_;
};

/// Calls `each` for every message of such a file on stdin. Throws, with `status`, `Can't restore WHAT dump
/// from a terminal`, `Magic mismatch ...`, and where the file is cut short or damaged.
void read_saved(uint32_t magic, const char *what, int status, Each each);

/// The same for a file of nothing but messages, to its end.
void read_messages(int fd, int status, Each each);

} // namespace nskit
