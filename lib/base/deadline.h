// SPDX-License-Identifier: MIT
// A time by which something must have happened, on the clock that nobody sets.
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>

namespace nskit {

/// Milliseconds since some time in the past.
inline int64_t monotonic_milliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

class Deadline {
  public:
    /// So many milliseconds from now; nullopt: never.
    explicit Deadline(std::optional<int> milliseconds)
    {
        if (milliseconds)
            end_ = monotonic_milliseconds() + *milliseconds;
    }
    /// The milliseconds until then, at most `most`; 0: the time is over.
    int left(int most) const
    {
        if (!end_)
            return most;
        const int64_t left = *end_ - monotonic_milliseconds();
        return left > most ? most : left > 0 ? static_cast<int>(left) : 0;
    }
    bool is_over() const { return left(1) == 0; }

  private:
    std::optional<int64_t> end_;
};

} // namespace nskit
