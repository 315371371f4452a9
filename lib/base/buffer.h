// SPDX-License-Identifier: MIT
// Memory for bytes. Unlike std::vector's it is not cleared; unlike std::unique_ptr it needs no long header.
#pragma once

#include <cstddef>
#include <utility>

namespace nskit {

/// Owns `size()` bytes.
class Buffer {
  public:
    Buffer() = default;
    /// Throws std::bad_alloc. Large ones are whole huge pages if the kernel has some, which saves page
    /// faults.
    explicit Buffer(size_t size);
    ~Buffer();
    Buffer(Buffer &&other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0))
    {}
    Buffer &operator=(Buffer &&other) noexcept
    {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }

    char *data() const { return data_; }
    size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

  private:
    char *data_ = nullptr;
    size_t size_ = 0;
};

} // namespace nskit
