// SPDX-License-Identifier: MIT
// Files of the kernel's own messages, which the verbs save and restore write and read: a number that says what
// the messages are about, and the messages behind it (the reference's formats).
#pragma once

#include <cstdint>
#include <string>

#include "lib/netlink/receiver.h"

namespace nskit {

/// Writes messages to stdout as they are.
class SavedFile {
  public:
    /// Throws `Not sending a binary stream to stdout` (1) if that is a terminal. Writes the number.
    explicit SavedFile(uint32_t magic);

    void add(const nlmsghdr *message);
    /// Writes what is still buffered. Throws `write error: ...` (1).
    void finish();

  private:
    void append(const void *data, size_t size);
    std::string buffer_;
};

/// Calls `each` for every message of such a file on stdin. Throws with `status` if stdin is a terminal (`Can't
/// restore WHAT dump from a terminal`), if the number is another (`Magic mismatch ...`), and if the file is cut
/// short or damaged.
void read_saved(uint32_t magic, const char *what, int status, Each each);

/// The same for a file that has only messages, from where `fd` stands to its end.
void read_messages(int fd, int status, Each each);

} // namespace nskit
