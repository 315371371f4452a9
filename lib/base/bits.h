// SPDX-License-Identifier: MIT
// A small set of small numbers.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace nskit {

/// A set of numbers below `limit`.
class Bits {
  public:
    static constexpr size_t limit = 128;

    bool test(size_t number) const { return words_[number / 64] >> (number % 64) & 1; }
    void set(size_t number) { words_[number / 64] |= uint64_t{1} << (number % 64); }
    Bits &operator|=(const Bits &other)
    {
        for (size_t i = 0; i < words_.size(); i++)
            words_[i] |= other.words_[i];
        return *this;
    }

    /// Calls `f(number)` for each, in order.
    template <class F> void each(F &&f) const
    {
        for (size_t i = 0; i < words_.size(); i++)
            for (uint64_t left = words_[i]; left != 0; left &= left - 1)
                f(i * 64 + static_cast<size_t>(std::countr_zero(left)));
    }

  private:
    std::array<uint64_t, limit / 64> words_{};
};

} // namespace nskit
