// SPDX-License-Identifier: MIT
// An owned descriptor. 0 is a valid one: an empty Fd holds -1, and valid() tells, so there is no conversion
// to bool.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace nskit {

/// Owns a descriptor and closes it. Every descriptor in the suite is O_CLOEXEC.
class Fd {
  public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd &&other) noexcept : fd_(other.release()) {}
    Fd &operator=(Fd &&other) noexcept
    {
        if (this != &other) {
            reset();
            fd_ = other.release();
        }
        return *this;
    }
    ~Fd() { reset(); }

    int get() const { return fd_; }
    bool valid() const { return fd_ >= 0; }
    /// Gives the descriptor away, and is empty afterwards.
    int release() { return std::exchange(fd_, -1); }
    void reset()
    {
        if (fd_ >= 0)
            close(std::exchange(fd_, -1));
    }

  private:
    int fd_ = -1;
};

/// The result of a system call, which is made again as long as a signal interrupts it (EINTR).
template <class Call> auto uninterrupted(Call call)
{
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

} // namespace nskit
