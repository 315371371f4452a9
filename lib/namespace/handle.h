// SPDX-License-Identifier: MIT
// A namespace that is remembered, but not held: its file handle (Linux 6.18).
#pragma once

#include <array>
#include <cstdint>

#include "lib/base/fd.h"

namespace nskit {

class NamespaceHandle {
  public:
    /// Of an open namespace. On an older kernel, open() never finds it again.
    explicit NamespaceHandle(int fd);
    /// Opens the namespace again. Returns an empty Fd with errno set if it is gone (ESTALE), or that cannot
    /// be told.
    Fd open() const;

  private:
    static constexpr unsigned most = 128; // bytes, MAX_HANDLE_SZ
    struct alignas(8) Handle {            // struct file_handle
        unsigned size = most;
        int type = 0;
        std::array<uint8_t, most> bytes{};
    } handle_;
    bool known_ = false;
};

} // namespace nskit
